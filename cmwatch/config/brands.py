"""Brands and their watches."""

import re
from collections.abc import Callable
from typing import cast, get_args
from zoneinfo import ZoneInfo

from cmwatch.config.languages import ISO_639_1
from cmwatch.config.table import Table
from cmwatch.config.zones import known, nearest
from cmwatch.model import Sensitivity, Watch
from cmwatch.words import _

CheckQuery = Callable[[str], str | None]
"""What is wrong with a query as a watch's, or None."""

_LANGUAGES = ("en", "fr")
_HANDLE = re.compile(r"[\w.\-]*\w(?:@[\w.\-]*\w)?")
_ACCOUNT = re.compile(r"[\w.\-]*\w(?:@[\w.\-]*\w){0,2}")

OWN_NAME = " ▸ "
"""Stands between a brand and the own name of one of its watches."""


def brands(top: Table, zone: str, sources: tuple[str, ...], check_query: CheckQuery) -> tuple[Watch, ...]:
    """All watches of all brands."""
    watches: list[Watch] = []
    named: set[str] = set()
    for table in top.tables("brand"):
        name = table.required("name", _('Name what is watched: name = "Acme"'))
        if name.casefold() in named:
            table.wrong("name", _("Another brand has this name."), _("Give each brand its own name."))
        elif name:
            named.add(name.casefold())
        handles = _handles(table)
        reader = _WatchReader(name, handles, zone, sources, check_query)
        watches += reader.all(table)
        table.close()
    return tuple(watches)


def _handles(table: Table) -> tuple[str, ...]:
    handles = tuple(handle.removeprefix("@").casefold() for handle in table.texts("handles"))
    for handle in handles:
        if not _HANDLE.fullmatch(handle):
            remedy = _('Write it as it stands after the @: handles = ["acme", "acme@mastodon.social"]')
            table.wrong("handles", _("{handle} is no handle.", handle=handle), remedy)
    return handles


def _accounts(table: Table) -> tuple[str, ...]:
    """Accounts whose single word matters, casefolded."""
    accounts = tuple(account.removeprefix("@").casefold() for account in table.texts("vips"))
    for account in accounts:
        if not _ACCOUNT.fullmatch(account):
            remedy = _('Write a handle, with its network if you wish: vips = ["gazette@mastodon", "minister"]')
            table.wrong("vips", _("{handle} is no handle.", handle=account), remedy)
    return accounts


class _WatchReader:
    """Reads the watches of one brand."""

    def __init__(
        self, brand: str, handles: tuple[str, ...], zone: str, sources: tuple[str, ...], check_query: CheckQuery
    ) -> None:
        self._brand = brand
        self._handles = handles
        self._zone = zone
        self._sources = sources
        self._check_query = check_query
        self._names: set[str] = set()

    def all(self, brand: Table) -> list[Watch]:
        """Those of the table, or the one that follows from the brand itself."""
        if not brand.has("watch"):
            brand.tables("watch")
            query = self._usual_query()
            if self._brand and self._check_query(query):
                remedy = _("Add a [[brand.watch]] with the query that finds it.")
                brand.wrong("name", _("This name cannot be searched for."), remedy)
            return [Watch(self._brand, self._brand, query, _LANGUAGES, self._zone, handles=self._handles)]
        return [self._watch(table) for table in brand.tables("watch")]

    def _watch(self, table: Table) -> Watch:
        watch = Watch(
            name=self._name(table),
            brand=self._brand,
            query=self._query(table),
            languages=self._languages(table),
            zone=zone(table, self._zone),
            sources=self._listened(table),
            sensitivity=cast(Sensitivity, table.choice("sensitivity", get_args(Sensitivity), "balanced")),
            handles=self._handles,
            vips=_accounts(table),
        )
        table.close()
        return watch

    def _name(self, table: Table) -> str:
        """The brand's name, for one watch; any other is told from it by a name of its own."""
        own = table.text("name")
        name = f"{self._brand}{OWN_NAME}{own}" if own else self._brand
        if name.casefold() in self._names:
            remedy = _('Give each watch of a brand its own name: name = "…"')
            table.wrong("name", _("Another watch of this brand has this name, or none has one."), remedy)
        self._names.add(name.casefold())
        return name

    def _query(self, table: Table) -> str:
        query = table.text("query") or self._usual_query()
        fault = self._check_query(query)
        if fault and (table.has("query") or self._brand):
            table.wrong("query", fault, "")
        return query

    def _usual_query(self) -> str:
        """The brand's name as a phrase, and its handles as mentions."""
        phrase = self._brand.replace('"', " ").strip()
        return " OR ".join([*([f'"{phrase}"'] if phrase else []), *(f"@{handle}" for handle in self._handles)])

    def _languages(self, table: Table) -> tuple[str, ...]:
        languages = tuple(code.lower() for code in table.texts("languages", _LANGUAGES))
        for code in languages:
            if code not in ISO_639_1:
                what = _("{code} is no language code.", code=code)
                table.wrong("languages", what, _('Write two letters (ISO 639-1): languages = ["fr", "en"]'))
        return languages or _LANGUAGES

    def _listened(self, table: Table) -> tuple[str, ...]:
        names = table.texts("sources")
        for name in names:
            if name not in self._sources:
                listed = ", ".join(self._sources) or "–"
                remedy = _("Known are {names}; leave the option out to listen to all.", names=listed)
                table.wrong("sources", _("There is no source {name}.", name=name), remedy)
        return names


def zone(table: Table, default: str) -> str:
    """The `zone` of a table, an IANA name."""
    name = table.text("zone", default)
    if known(name):
        return ZoneInfo(name).key
    near = nearest(name)
    remedy = _("Did you mean {name}?", name=near) if near else _('Write an IANA name: zone = "Europe/Paris"')
    table.wrong("zone", _("There is no time zone {name}.", name=name), remedy)
    return default
