"""Lemmy as a network: what it can do, and its source from its options."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import msgspec

from cmwatch.config.networks.lemmy import LemmyConfig
from cmwatch.intake.lemmy.views import Views, parse, read_views
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, asked_too_often, check_status, decoded_json
from cmwatch.intake.wire.backoff import parse_backoff, spent_until
from cmwatch.intake.wire.login import refused_login
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.ports import Source
from cmwatch.words import _

PAGE_VIEWS = 50
"""The most a server gives at once."""

NOT_LOGGED_IN = frozenset({"not_logged_in", "incorrect_login", "not_logged_in_error"})


class _Error(msgspec.Struct):
    error: str = ""


@dataclass(frozen=True, slots=True)
class Lemmy:
    """One server, asked on behalf of one source."""

    name: str
    base: str
    token: str | None = field(repr=False)
    transport: Transport

    def lane(self, key: str, path: str, **words: str) -> Lane:
        """A list of the server."""

        async def page(wire: Wire, older: str) -> Page:
            number = int(older or "1")
            query = urlencode({**words, "sort": "New", "limit": str(PAGE_VIEWS), "page": str(number)})
            answer = await wire.get(
                f"{self.base}/api/v3/{path}?{query}",
                headers={"accept": "application/json"},
                token=self.token,
                also=frozenset({400}),
            )
            now = self.transport.clock()
            if answer.status == 400:
                _refuse(answer, now)
            told: Views = decoded_json(answer, Views)
            entries = read_views(told.all, self.name)
            # A short page may only be one that was filtered: the list ends with an empty one.
            following = str(number + 1) if told.all else ""
            return Page(entries, following, again_at=spent_until(answer.headers, now))

        return Lane(key, page)


def _refuse(answer: Answer, now: datetime) -> None:
    """Raise what a 400 means: older servers say with it, too, that they are asked too often."""
    told: _Error = decoded_json(answer, _Error)
    if told.error == "rate_limit_error":
        raise asked_too_often(answer, parse_backoff(answer.headers, b"", now), now)
    if told.error in NOT_LOGGED_IN:
        raise refused_login(place(answer.url))
    check_status(answer, now)


def build(config: LemmyConfig, outside: Outside) -> Source:
    """Searches, communities and mentions of one server."""
    transport = outside.transport(allow_private=config.allow_private)
    server = Lemmy(config.name, config.server, config.token.reveal() if config.token else None, transport)
    return ListingSource("lemmy", config.name, transport, tuple(_lanes(config, server)), config.every_seconds)


def _lanes(config: LemmyConfig, server: Lemmy) -> Iterator[Lane]:
    for words in config.search:
        for kind in ("Posts", "Comments"):
            yield server.lane(f"?{words} {kind}", "search", q=words, type_=kind, listing_type="All")
    for name in config.communities:
        yield server.lane(f"!{name} Posts", "post/list", community_name=name, type_="All")
        yield server.lane(f"!{name} Comments", "comment/list", community_name=name, type_="All")
    if config.mentions:
        yield server.lane("mentions", "user/mention", unread_only="false")


LEMMY = Network(
    "lemmy",
    Capabilities(
        search="yes",
        edits="yes",
        deletions="yes",
        limits=lambda: _("what each server sets, often 60 searches in 10 minutes"),
        blind=lambda: (
            _("A server sees only the communities that one of its own people has joined."),
            _("Edits and deletions are seen while the post or comment is among the latest 50 of its list."),
            _("Servers of version 1.0 may have left the interface that is asked here (v3)."),
        ),
    ),
    build,
    parse,
    has_login=True,
)
