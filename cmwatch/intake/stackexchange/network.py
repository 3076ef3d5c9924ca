"""Stack Exchange as a network: what it can do, and its source from its options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import msgspec

from cmwatch.config.networks.stackexchange import StackexchangeConfig
from cmwatch.errors import SourceError
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.stackexchange.items import Wrapper, host_of, parse, read_answer
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, asked_too_often, check_status, decoded_json
from cmwatch.intake.wire.backoff import UTC_MIDNIGHT, next_midnight, told_wait
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Budget
from cmwatch.ports import Source
from cmwatch.words import _

API = "https://api.stackexchange.com/2.3"

PAGE_ITEMS = 100
"""The most the network gives at once."""

THROTTLED = "throttle_violation"

_SECONDS = re.compile(r"(\d{1,9}) seconds")


class _Error(msgspec.Struct):
    error_name: str = ""
    error_message: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One site, asked on behalf of one source."""

    name: str
    site: str
    key: str = field(repr=False)
    transport: Transport
    api: str = API

    def lane(self, key: str, method: str, **words: str) -> Lane:
        """A list of the site."""

        async def page(wire: Wire, older: str) -> Page:
            self._check_quota()
            number = int(older or "1")
            asked = {**words, "site": self.site, "sort": "creation", "order": "desc"}
            asked |= {"pagesize": str(PAGE_ITEMS), "page": str(number), **({"key": self.key} if self.key else {})}
            answer = await wire.get(f"{self.api}/{method}?{urlencode(asked)}", also=frozenset({400}))
            now = self.transport.clock()
            if answer.status == 400:
                _refuse(answer, now)
            told: Wrapper = decoded_json(answer, Wrapper)
            entries = read_answer(told.items, host_of(self.site), self.name)
            following = str(number + 1) if told.has_more else ""
            return Page(entries, following, again_at=self._again(told, now))

        return Lane(key, page, method=method)

    def _again(self, told: Wrapper, now: datetime) -> datetime | None:
        """When this method may be asked again; the quota of the day goes into the budget on the way."""
        if told.quota_remaining is not None:
            midnight = next_midnight(UTC_MIDNIGHT, now)
            self.transport.budget = Budget(told.quota_max, max(0.0, told.quota_remaining), midnight)
        return told_wait(told.backoff, now) if told.backoff else None

    def _check_quota(self) -> None:
        """Raise SourceError once the quota of the day is spent: it is one for all methods."""
        quota = self.transport.budget
        if quota is None or quota.remaining >= 1 or quota.resets_at is None:
            return
        if quota.resets_at > self.transport.clock():
            where = place(self.api)
            raise SourceError(_("The budget of {place} is spent.", place=where), retry_at=quota.resets_at)


def _refuse(answer: Answer, now: datetime) -> None:
    """Raise what a 400 means: asked too often, or asked wrongly."""
    told: _Error = decoded_json(answer, _Error)
    if told.error_name == THROTTLED:
        seconds = _SECONDS.search(told.error_message)
        raise asked_too_often(answer, told_wait(float(seconds[1]), now) if seconds else None, now)
    check_status(answer, now)


def build(config: StackexchangeConfig, outside: Outside, *, api: str = API) -> Source:
    """Searches and tags of one site."""
    transport = outside.transport()
    site = Site(config.name, config.site, config.key.reveal() if config.key else "", transport, api)
    return ListingSource("stackexchange", config.name, transport, tuple(_lanes(config, site)), config.every_seconds)


def _lanes(config: StackexchangeConfig, site: Site) -> Iterator[Lane]:
    for words in config.search:
        yield site.lane(f"?{words}", "search/excerpts", q=words)
    for tag in config.tags:
        yield site.lane(f"#{tag}", "questions", tagged=tag, filter="withbody")


STACKEXCHANGE = Network(
    "stackexchange",
    Capabilities(
        search="yes",
        edits="yes",
        limits=lambda: _("300 requests a day for each address, 10,000 with a key, over all its sites"),
        blind=lambda: (
            _("A search gives some words around what it found, without the author."),
            _("Comments are not read; edits are seen of the questions of a tag only; what is deleted just vanishes."),
        ),
    ),
    build,
    parse,
)
