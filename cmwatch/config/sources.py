"""The networks that are listened to."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from cmwatch.config.secret import Secret
from cmwatch.config.table import Table
from cmwatch.config.values import JsonlConfig, MastodonConfig, RssConfig, SourceConfig
from cmwatch.words import _

NETWORKS = ("mastodon", "rss", "jsonl")

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_TAG = re.compile(r"\w+")
_SECRET_PARAMETER = re.compile(r"(?i)(?:^|[&_])(?:token|key|apikey|secret|password|passwd|auth|signature)=")
_SHORTEST_PAUSE, _LONGEST_PAUSE = 10, 86_400


class SourceReader:
    """Reads each source by its network. Relative paths start at the configuration's folder."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ

    def all(self, top: Table) -> tuple[SourceConfig, ...]:
        """The sources that could be read; problems are reported."""
        named: set[str] = set()
        sources: list[SourceConfig] = []
        for table in top.tables("source"):
            name = table.required("name", _('Name the source as you wish: name = "alerts"'))
            if name.casefold() in named:
                table.wrong("name", _("Another source has this name."), _("Give each source its own name."))
            named.add(name.casefold())
            sources += self._source(table, name)
        return tuple(sources)

    def _source(self, table: Table, name: str) -> list[SourceConfig]:
        remedy = _("Write one of {names}.", names=", ".join(NETWORKS))
        if not table.has("network"):
            table.required("network", remedy)
        match table.choice("network", NETWORKS, ""):
            case "mastodon":
                source: SourceConfig = self._mastodon(table, name)
            case "rss":
                source = self._rss(table, name)
            case "jsonl":
                source = self._jsonl(table, name)
            case _:
                return []  # its other options cannot be judged
        table.close()
        return [source]

    def _mastodon(self, table: Table, name: str) -> MastodonConfig:
        server = table.required("server", _('Name the server: server = "mastodon.social"'))
        source = MastodonConfig(
            name=name,
            server=_address(table, "server", server if "://" in server else f"https://{server}").rstrip("/"),
            hashtags=_hashtags(table),
            search=table.texts("search"),
            stream=table.flag("stream", default=False),
            token=self._from_environment(table, "token_env"),
            every_seconds=_pause(table, 60),
            allow_private=table.flag("allow_private", default=False),
        )
        if not table.has("hashtags") and not source.search:
            table.wrong(
                "hashtags", _("Nothing is asked of this server."), _('Write hashtags = ["…"] or search = ["…"].')
            )
        if source.stream and not table.has("token_env"):
            remedy = _('Write token_env = "NAME" with the variable that holds a token, or stream = false.')
            table.wrong("stream", _("Streaming needs a login."), remedy)
        if source.stream and not source.hashtags:
            table.wrong("stream", _("Only hashtags can be streamed."), _('Write hashtags = ["…"] or stream = false.'))
        return source

    def _rss(self, table: Table, name: str) -> RssConfig:
        url = table.text("url")
        hidden = self._from_environment(table, "url_env")
        if table.has("url") == table.has("url_env"):
            remedy = _('Write url = "https://…", or url_env = "NAME" if its address is a secret.')
            table.wrong("url", _("A feed has one address."), remedy)
        elif table.has("url"):
            if tells_a_secret(url):
                remedy = _('Put the address in an environment variable and write url_env = "NAME".')
                table.wrong("url", _("This address is a secret, which does not belong in this file."), remedy)
            else:
                _address(table, "url", url)
        elif hidden and hidden.reveal():
            _address(table, "url_env", hidden.reveal())
        pause, private = _pause(table, 300), table.flag("allow_private", default=False)
        return RssConfig(name, hidden or Secret(url), pause, private)

    def _jsonl(self, table: Table, name: str) -> JsonlConfig:
        path = table.required("path", _('Name the file: path = "mentions.jsonl"'))
        return JsonlConfig(name, self._folder / Path(path).expanduser(), table.flag("follow", default=True))

    def _from_environment(self, table: Table, key: str) -> Secret | None:
        """The value of the variable that is named there. What does not look like a name is not repeated."""
        name = table.text(key)
        if not table.has(key):
            return None
        if not _VARIABLE.fullmatch(name):
            remedy = _('Write the name of a variable, not its value: {key} = "CMWATCH_TOKEN"', key=key)
            table.wrong(key, _("This is no name of an environment variable (capitals, digits and _)."), remedy)
            return None
        value = self._environ.get(name, "").strip()
        if not value:
            remedy = _("Set it before starting: export {name}=…", name=name)
            table.wrong(key, _("The environment variable {name} is not set.", name=name), remedy)
        return Secret(value)


def _pause(table: Table, default: int) -> int:
    return table.whole("every_seconds", default, _SHORTEST_PAUSE, _LONGEST_PAUSE)


def _hashtags(table: Table) -> tuple[str, ...]:
    tags = tuple(tag.removeprefix("#") for tag in table.texts("hashtags"))
    for tag in tags:
        if not _TAG.fullmatch(tag):
            remedy = _("A hashtag is one word of letters and digits; words with blanks go into search.")
            table.wrong("hashtags", _("{tag} is no hashtag.", tag=tag), remedy)
    return tags


def _address(table: Table, key: str, address: str) -> str:
    """An address that can be asked; reported without repeating it, for it may hold a secret."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        sound = sound and not any(sign.isspace() for sign in address)
    except ValueError:
        sound = False
    if not sound and table.text(key):
        table.wrong(key, _("This is no web address."), _("Write it whole, from https:// on."))
    elif sound and "@" in parts.netloc:
        table.wrong(key, _("A login does not belong in an address."), _("Write the address without name and password."))
    return address


def tells_a_secret(url: str) -> bool:
    """Whether who knows the address can read what is private: a Google Alert, a login, a key among the parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    google_alert = (parts.hostname or "").endswith("google.com") and parts.path.startswith("/alerts/feeds/")
    return google_alert or "@" in parts.netloc or bool(_SECRET_PARAMETER.search(parts.query))
