"""Searches and notifications of Bluesky, asked again and again through the account's server."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from cmwatch.intake.bluesky.cursor import LATE, Cursor, cursor_of
from cmwatch.intake.bluesky.posts import View, read_view
from cmwatch.intake.bluesky.profiles import Profiles
from cmwatch.intake.bluesky.session import Session
from cmwatch.intake.lanes import in_turn
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery, RawMention, Unreadable
from cmwatch.words import _

PAGE_POSTS = 100
"""The most the network gives at once."""

HISTORY_PAGES = 3
"""Pages read at the first look, for the baseline to begin with."""

CATCH_UP_PAGES = 20
"""Pages walked in one call and lane. Beyond, the present is more urgent: the rest is a gap, and is said to be one."""

OLD = timedelta(hours=24)
"""What was said longer ago than this, found while catching up, is history."""

NOTIFICATIONS = "!"
"""The lane of notifications; a search's is its words behind a question mark."""

REASONS = frozenset({"mention", "reply", "quote"})
"""Notifications in which somebody says something."""


class _Posts(msgspec.Struct):
    posts: list[msgspec.Raw]
    cursor: str | None = None


class _Notifications(msgspec.Struct):
    notifications: list[msgspec.Raw]
    cursor: str | None = None


class Notified(View):
    """A notification; its post, if it has one, stands in it as in a search."""

    reason: str = ""


@dataclass(slots=True)
class Page:
    """What one answer holds."""

    found: list[tuple[RawMention, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    places: list[tuple[datetime, str]] = field(default_factory=list)
    """Time by which the network orders it, and address, of each post."""
    following: str | None = None
    """The network's own mark of the page behind."""


class Searching:
    """Walks the lanes of one account: its searches, and the notifications."""

    def __init__(
        self,
        name: str,
        session: Session,
        profiles: Profiles,
        clock: Callable[[], datetime],
        *,
        searches: Sequence[str],
        notifications: bool,
    ) -> None:
        self._name, self._session, self._profiles, self._clock = name, session, profiles, clock
        self._lanes = [f"?{words.strip()}" for words in searches if words.strip()]
        self._lanes += [NOTIFICATIONS] * notifications

    async def walk(self, wire: Wire, cursor: Cursor) -> AsyncIterator[Delivery]:
        """Yield what is new in each lane, moving the cursor; raise SourceError after all lanes were tried."""
        async for delivery in in_turn(self._lanes, lambda lane: self._lane(wire, lane, cursor)):
            yield delivery

    async def _lane(self, wire: Wire, lane: str, cursor: Cursor) -> AsyncIterator[Delivery]:
        """Newest first; the cursor goes with the last page, for all before it must be there too."""
        mark, known = cursor.marks.get(lane), cursor.known(lane)
        since = None if mark is None else mark.upto - LATE
        places: list[tuple[datetime, str]] = []
        following: str | None = None
        for _number in range(HISTORY_PAGES if mark is None else CATCH_UP_PAGES):
            page = await self._page(wire, lane, since, following)
            places += page.places
            yield await self._delivery(page, known, wire, first=mark is None)
            following = page.following
            is_past = since is not None and all(at < since for at, _uri in page.places)
            if following is None or is_past:
                following = None
                break
        oldest = min((at for at, _uri in places), default=None)
        cursor.add(lane, places, self._clock())
        blind: tuple[tuple[datetime, datetime], ...] = ()
        if mark is not None and following is not None and oldest is not None and mark.upto < oldest:
            blind = ((mark.upto, oldest),)
        if mark is None or places or blind:
            # With no mention it is history, or it would say that all lanes have been walked.
            yield Delivery(self._name, cursor=cursor.text, history=True, blind=blind)

    async def _delivery(self, page: Page, known: frozenset[str], wire: Wire, *, first: bool) -> Delivery:
        fresh = tuple(one for one in reversed(page.found) if str(one[0].id) not in known)
        newest = max((at for at, _uri in page.places), default=None)
        past = first or newest is None or self._clock() - newest > OLD
        mentions = await self._profiles.complete(fresh, wire)
        # A page without anything new is no sign of life yet: the lanes behind it have not been asked.
        return Delivery(self._name, mentions, unreadable=tuple(page.unreadable), history=past or not mentions)

    async def _page(self, wire: Wire, lane: str, since: datetime | None, following: str | None) -> Page:
        paging = {"limit": str(PAGE_POSTS), **({"cursor": following} if following else {})}
        if lane == NOTIFICATIONS:
            asked = {"reasons": sorted(REASONS), **paging}
            answer = await self._session.get(wire, "app.bsky.notification.listNotifications", asked)
            told: _Notifications = decoded_json(answer, _Notifications)
            page = read_notifications(told.notifications, self._name)
            page.following = told.cursor
            return page
        span = {"since": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")} if since else {}
        words = {"q": lane[1:], "sort": "latest", **span, **paging}
        found: _Posts = decoded_json(await self._session.get(wire, "app.bsky.feed.searchPosts", words), _Posts)
        page = read_posts(found.posts, self._name)
        page.following = found.cursor
        return page


def read_posts(posts: Sequence[msgspec.Raw], file: str) -> Page:
    """The mentions of a search's page, in its order; a post that cannot be read does not spoil the others."""
    page = Page()
    for raw in posts:
        try:
            mention = read_view(msgspec.json.decode(raw, type=View))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            page.unreadable.append(Unreadable(file, None, _("A post has an unknown form.")))
            continue
        _add(page, mention, raw, mention.created_at)
    return page


def read_notifications(notifications: Sequence[msgspec.Raw], file: str) -> Page:
    """The mentions of a page of notifications; likes, follows and the like say nothing and are passed over."""
    page = Page()
    for raw in notifications:
        try:
            notified = msgspec.json.decode(raw, type=Notified)
            if notified.reason not in REASONS:
                with suppress(ValueError):
                    page.places.append((_instant(notified.indexed_at), notified.uri))
                continue
            mention = read_view(notified)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            page.unreadable.append(Unreadable(file, None, _("A notification has an unknown form.")))
            continue
        _add(page, mention, raw, notified.indexed_at)
    return page


def _add(page: Page, mention: RawMention, raw: msgspec.Raw, at: str) -> None:
    page.found.append((mention, bytes(raw).decode("utf-8", "replace")))
    with suppress(ValueError):
        page.places.append((_instant(at), str(mention.id)))


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


class BlueskySearch(Networked):
    """Searches and notifications of one account. Each call walks all of them."""

    network: Literal["bluesky"] = "bluesky"
    fills_gaps = True
    """A search reaches back to its mark; where that is cut short, it says so."""

    def __init__(self, name: str, transport: Transport, searching: Searching, *, every_seconds: float = 60.0) -> None:
        super().__init__(name, transport)
        self.every_seconds: float | None = every_seconds
        self._searching = searching

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what is new; raise SourceError when the network fails."""
        async with self._transport.open() as wire:
            async for delivery in self._searching.walk(wire, cursor_of(cursor)):
                yield delivery
