"""Walking the pages of a Mastodon server forward by `min_id`, so that nothing between two looks is missed."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlencode

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.address import place
from cmwatch.intake.answer import Answer, decoded_json
from cmwatch.intake.backoff import spent_until
from cmwatch.intake.mastodon import Page, local_id, read_statuses
from cmwatch.intake.transport import Wire
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


_LINK = re.compile(r"<([^>]*)>\s*;\s*rel=\"?([a-z]+)")


class Results(msgspec.Struct):
    """Answer of a search."""

    statuses: Page = []


@dataclass(frozen=True, slots=True)
class Lane:
    """One thing asked of a server: a hashtag's timeline (`#tag`) or a search (`?words`)."""

    key: str

    def url(self, base: str, **paging: str) -> str:
        """The address of one page."""
        if self.is_search:
            words = {"q": self.key[1:], "type": "statuses", "limit": str(PAGE_STATUSES), **paging}
            return f"{base}/api/v2/search?{urlencode(words)}"
        tag = quote(self.key[1:], safe="")
        return f"{base}/api/v1/timelines/tag/{tag}?{urlencode({'limit': str(PAGE_STATUSES), **paging})}"

    @property
    def is_search(self) -> bool:
        """Whether it is a search, whose order is the server's secret."""
        return self.key.startswith("?")


Marks = dict[str, str]
"""For each lane the id up to which it has been read: the cursor, as JSON."""


class Walker:
    """Reads the lanes of one server on behalf of one source, over one wire."""

    def __init__(self, name: str, base: str, token: str | None, wire: Wire, clock: Callable[[], datetime]) -> None:
        self._name, self._base, self._token = name, base, token
        self._wire = wire
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
                break
            pages.append(page)
            older = _linked(answer, "next", "max_id")
            if older is None or older == paging.get("max_id"):
                break
            paging = {"max_id": older}
        # An empty mark still marks: whatever comes next is news.
        marks[lane.key] = newest(pages[0]) if pages else ""
        for page in pages[:0:-1]:
            yield self._delivery(page, None, history=True)
        yield self._delivery(pages[0] if pages else [], marks, history=True)

    async def _catch_up(self, lane: Lane, marks: Marks) -> AsyncIterator[Delivery]:
        mark, last, before = marks[lane.key], None, ""
        for _number in range(CATCH_UP_PAGES):
            page, answer = await self._page(lane, {"min_id": mark} if mark else {})
            following = newest(page)
            # Until the empty page: a short one may only be one that was filtered. A server that does not know
            # min_id gives the same page for ever.
            if not page or following in (mark, before):
                return
            linked = None if lane.is_search else _linked(answer, "prev", "min_id")
            before, mark = following, linked or following or mark
            marks[lane.key] = mark
            delivery = self._delivery(page, marks, history=False)
            last = _latest(delivery) or last
            yield delivery
            if (until := spent_until(answer.headers, self._clock())) is not None:
                raise SourceError(_("The budget of {place} is spent.", place=place(self._base)), retry_at=until)
        yield await self._leap(lane, marks, last)

    async def _leap(self, lane: Lane, marks: Marks, last: datetime | None) -> Delivery:
        """To the newest page, with what lies between as a gap."""
        page, _answer = await self._page(lane, {})
        marks[lane.key] = newest(page) or marks[lane.key]
        delivery = self._delivery(page, marks, history=False)
        first = min((_when(raw) for raw, _payload in delivery.mentions), default=None)
        if first is None or last is None or first <= last:
            return delivery
        return replace(delivery, blind=((last, first),))

    async def _page(self, lane: Lane, paging: Mapping[str, str]) -> tuple[Page, Answer]:
        url = lane.url(self._base, **paging)
        answer = await self._wire.get(url, headers={"accept": "application/json"}, token=self._token)
        if lane.is_search:
            found: Results = decoded_json(answer, Results)
            return sorted(found.statuses, key=_order, reverse=True), answer
        page: Page = decoded_json(answer, Page)
        return page, answer

    def _delivery(self, page: Page, marks: Marks | None, *, history: bool) -> Delivery:
        mentions, unreadable = read_statuses(page[::-1], self._name)
        youngest = max((_when(raw) for raw, _payload in mentions), default=None)
        past = history or (youngest is not None and self._clock() - youngest > OLD)
        cursor = None if marks is None else written(marks)
        return Delivery(self._name, mentions, unreadable=unreadable, cursor=cursor, history=past)


def newest(page: Page) -> str:
    """The id of the newest status of a page, whose first it is; empty for an empty page."""
    ids = (local_id(item) for item in page)
    return next((identity for identity in ids if identity), "")


def later(one: str, other: str) -> str:
    """The later of two ids of a server: snowflakes grow in length, ULIDs and flakes sort as text."""
    return max(one, other, key=lambda identity: (len(identity), identity))


def written(marks: Marks) -> str:
    """The marks as a cursor."""
    return msgspec.json.encode(marks).decode()


def parsed(cursor: str | None) -> Marks:
    """The marks in a cursor; none if it cannot be read."""
    try:
        return msgspec.json.decode(cursor, type=Marks) if cursor else {}
    except msgspec.MsgspecError:
        return {}


def _order(item: msgspec.Raw) -> tuple[int, str]:
    identity = local_id(item) or ""
    return len(identity), identity


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
