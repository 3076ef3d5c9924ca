"""Walking the pages of a Mastodon server forward by `min_id`, so that nothing between two looks is missed."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.mastodon.instance import Silence
from cmwatch.intake.mastodon.marks import Marks, Place, place_of
from cmwatch.intake.mastodon.statuses import Page, Read, read_statuses
from cmwatch.intake.wire.address import place as place_shown
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.intake.wire.backoff import spent_until
from cmwatch.intake.wire.transport import Wire
from cmwatch.model import Delivery, RawMention
from cmwatch.words import _

PAGE_STATUSES = 40
"""The most a server gives at once."""

HISTORY_PAGES = 5
"""Pages read at the first look, for the baseline to begin with."""

CATCH_UP_PAGES = 50
"""Pages walked in one call and lane. Beyond, the present is more urgent: the rest is a gap, and is said to be one."""

OLD = timedelta(hours=24)
"""What was said longer ago than this, found while catching up, is history."""


Clock = Callable[[], datetime]

_LINK = re.compile(r"<([^>]*)>\s*;\s*rel=\"?([a-z]+)")


NOTIFICATIONS = "!"
"""Key of the lane of notifications."""


class _Notification(msgspec.Struct):
    type: str = ""
    status: msgspec.Raw = msgspec.Raw(b"null")


class Results(msgspec.Struct):
    """Answer of a search."""

    statuses: Page = []


@dataclass(frozen=True, slots=True)
class Lane:
    """One thing asked of a server: a hashtag's timeline (`#tag`), a search (`?words`), or notifications (`!`)."""

    key: str

    def url(self, base: str, **paging: str) -> str:
        """The address of one page."""
        if self.is_search:
            words = {"q": self.key[1:], "type": "statuses", "limit": str(PAGE_STATUSES), **paging}
            return f"{base}/api/v2/search?{urlencode(words)}"
        if self.is_notifications:
            mentions = {"types[]": "mention", "limit": str(PAGE_STATUSES), **paging}
            return f"{base}/api/v1/notifications?{urlencode(mentions)}"
        tag = quote(self.key[1:], safe="")
        return f"{base}/api/v1/timelines/tag/{tag}?{urlencode({'limit': str(PAGE_STATUSES), **paging})}"

    @property
    def is_search(self) -> bool:
        """Whether it is a search, whose order is the server's secret."""
        return self.key.startswith("?")

    @property
    def is_notifications(self) -> bool:
        """Whether it is what was said to the account itself."""
        return self.key == NOTIFICATIONS


class Walker:
    """Reads the lanes of one server on behalf of one source, over one wire."""

    def __init__(self, name: str, base: str, token: str | None, wire: Wire, silence: Silence, clock: Clock) -> None:
        self._name, self._base, self._token = name, base, token
        self._server = urlsplit(base).netloc
        self._wire, self._silence = wire, silence
        self._clock = clock

    async def walk(self, lane: Lane, marks: Marks) -> AsyncIterator[Delivery]:
        """Yield what a lane holds beyond its mark, oldest first, moving the mark in `marks`."""
        steps = self._catch_up(lane, marks) if lane.key in marks else self._history(lane, marks)
        async for delivery in steps:
            yield delivery

    async def _history(self, lane: Lane, marks: Marks) -> AsyncIterator[Delivery]:
        pages: list[Page] = []
        paging: Mapping[str, str] = {}
        for _number in range(1 if lane.is_search else HISTORY_PAGES):
            page, answer = await self._page(lane, paging)
            if not page:
                await self._check_silence(lane)
                break
            pages.append(page)
            older = _linked(answer, "next", "max_id")
            if older is None or older == paging.get("max_id"):
                break
            paging = {"max_id": older}
        for page in pages[:0:-1]:
            yield self._delivery(lane, page, None, history=True)
        # Nothing marks too: whatever comes next is news. And only now: half a history is read again.
        newest = pages[0] if pages else []
        marks.add(lane.key, self._places([item for page in pages for item in page]), self._clock())
        yield self._delivery(lane, newest, marks, history=True)

    async def _catch_up(self, lane: Lane, marks: Marks) -> AsyncIterator[Delivery]:
        mark, before, last = marks.start(lane.key), "", None
        for _number in range(CATCH_UP_PAGES):
            page, answer = await self._page(lane, {"min_id": mark} if mark else {})
            following = next((place.id for place in self._places(page)), "")
            # Until the empty page: a short one may only be one that was filtered. A server that does not know
            # min_id gives the same page for ever.
            if not page:
                await self._check_silence(lane)
            if not page or following in (mark, before):
                return
            linked = None if lane.is_search else _linked(answer, "prev", "min_id")
            before, mark = following, linked or following or mark
            known = marks.known(lane.key)
            fresh = [item for item in page if (place := place_of(item, self._clock())) is None or place.id not in known]
            marks.add(lane.key, self._places(fresh), self._clock())
            if fresh:
                delivery = self._delivery(lane, fresh, marks, history=False)
                last = _latest(delivery) or last
                yield delivery
            if (until := spent_until(answer.headers, self._clock())) is not None:
                raise SourceError(_("The budget of {place} is spent.", place=place_shown(self._base)), retry_at=until)
        yield await self._leap(lane, marks, last)

    async def _check_silence(self, lane: Lane) -> None:
        if not lane.is_search and not lane.is_notifications:
            await self._silence.check(self._wire)

    async def _leap(self, lane: Lane, marks: Marks, last: datetime | None) -> Delivery:
        """To the newest page, with what lies between as a gap."""
        page, _answer = await self._page(lane, {})
        marks.leap(lane.key, self._places(page), self._clock())
        delivery = self._delivery(lane, page, marks, history=False)
        first = min((_when(raw) for raw, _payload in delivery.mentions), default=None)
        if first is None or last is None or first <= last:
            return delivery
        return replace(delivery, blind=((last, first),))

    def _places(self, page: Page) -> list[Place]:
        now = self._clock()
        return [place for item in page if (place := place_of(item, now)) is not None]

    async def _page(self, lane: Lane, paging: Mapping[str, str]) -> tuple[Page, Answer]:
        url = lane.url(self._base, **paging)
        answer = await self._wire.get(url, headers={"accept": "application/json"}, token=self._token)
        if lane.is_search:
            found: Results = decoded_json(answer, Results)
            return sorted(found.statuses, key=_order, reverse=True), answer
        page: Page = decoded_json(answer, Page)
        return page, answer

    def _delivery(self, lane: Lane, page: Page, marks: Marks | None, *, history: bool) -> Delivery:
        read = read_statuses(said_in(lane, page[::-1]), self._name, self._server)
        youngest = max(map(_when, _raws(read)), default=None)
        past = history or (youngest is not None and self._clock() - youngest > OLD)
        cursor = None if marks is None else marks.cursor
        return Delivery(
            self._name, read.mentions, unreadable=read.unreadable, cursor=cursor, history=past, revisions=read.revisions
        )


def said_in(lane: Lane, items: Page) -> Page:
    """The statuses among what a lane holds: those in its notifications, else the items themselves."""
    if not lane.is_notifications:
        return items
    found: Page = []
    for item in items:
        try:
            notification = msgspec.json.decode(item, type=_Notification)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            found.append(item)  # it is told where it cannot be read as a status either
            continue
        if notification.type == "mention" and bytes(notification.status) != b"null":
            found.append(notification.status)
    return found


def _raws(read: Read) -> list[RawMention]:
    return [raw for raw, _payload in read.mentions] + [one.raw for one in read.revisions if one.raw is not None]


def _order(item: msgspec.Raw) -> tuple[int, str]:
    place = place_of(item, datetime.min.replace(tzinfo=UTC))
    return (len(place.id), place.id) if place else (0, "")


def _linked(answer: Answer, relation: str, parameter: str) -> str | None:
    """A paging id out of the Link header. Only the id is taken: the address could lead anywhere."""
    for url, named in _LINK.findall(answer.headers.get("link", "")):
        if named == relation:
            found = parse_qs(url.partition("?")[2]).get(parameter)
            return found[0] if found else None
    return None


def _when(raw: RawMention) -> datetime:
    try:
        instant = datetime.fromisoformat(raw.created_at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _latest(delivery: Delivery) -> datetime | None:
    return max((_when(raw) for raw, _payload in delivery.mentions), default=None)
