"""An RSS or Atom feed, asked again and again, politely: it says when nothing has changed."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Literal

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.feeds.apart import parse_apart
from cmwatch.intake.feeds.entries import Feed
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.answer import Answer
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery, RawMention, Revision, Unreadable
from cmwatch.words import _

ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of the last fetch: the cursor."""

    feed: str
    """Short hash of the configured address: another feed under the same name begins anew."""
    at: datetime
    """When it was fetched."""
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    """Where it lives since a permanent redirect."""
    seen: tuple[str, ...] = ()
    """Short hashes of the ids of its entries."""
    titles: tuple[str, ...] = ()
    """Short hashes of their titles, each at its id's place."""


class FeedSource(Networked):
    """One feed. Each call is one conditional fetch."""

    network: Literal["rss"] = "rss"
    fills_gaps = True
    """A feed lists what was said while nobody asked; where it does not reach back far enough, it says so."""

    def __init__(
        self,
        name: str,
        url: str,
        transport: Transport,
        every_seconds: float = 300.0,
        gate: asyncio.Semaphore | None = None,
    ) -> None:
        """`gate` bounds how many feeds are taken apart at once; of its own if there is none."""
        super().__init__(name, transport)
        self.every_seconds: float | None = every_seconds
        self._url = url
        self._gate = gate or asyncio.Semaphore(1)

    @property
    def _clock(self) -> Callable[[], datetime]:
        return self._transport.clock

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield the entries not seen in the last fetch, oldest first; raise SourceError if it cannot be had."""
        mark = _parsed(cursor, _short(self._url))
        async with self._transport.open() as wire:
            answer = await self._fetch(wire, mark)
        at = self._clock()
        if answer.status == 304 and mark is not None:
            yield Delivery(self.name, cursor=_written(msgspec.structs.replace(mark, at=at)))
            return
        feed = await parse_apart(answer, at, self._gate)
        yield self._news(feed, answer, mark, at)

    async def _fetch(self, wire: Wire, mark: Mark | None) -> Answer:
        headers = {"accept": ACCEPT}
        if mark and mark.etag:
            headers["if-none-match"] = mark.etag
        if mark and mark.modified:
            headers["if-modified-since"] = mark.modified
        if mark and mark.moved:
            try:
                answer = await wire.get(mark.moved, headers=headers, follow=True)
                return answer if answer.moved else replace(answer, moved=mark.moved)
            except SourceError as error:
                if error.retry_at is not None:
                    raise
        return await wire.get(self._url, headers=headers, follow=True)

    def _news(self, feed: Feed, answer: Answer, mark: Mark | None, at: datetime) -> Delivery:
        before = dict(zip_longest(mark.seen, mark.titles, fillvalue="")) if mark else {}
        titles = {_short(str(raw.id)): _short(title) for (raw, _payload), title in _titled(feed)}
        fresh = [entry for entry in feed.entries if _short(str(entry[0].id)) not in before]
        after = Mark(
            feed=_short(self._url),
            at=at,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            moved=answer.moved,
            seen=tuple(titles) or (mark.seen if mark else ()),
            titles=tuple(titles.values()) or (mark.titles if mark else ()),
        )
        return Delivery(
            self.name,
            mentions=tuple(reversed(_once(fresh))),
            unreadable=self._warnings(feed, mark),
            cursor=_written(after),
            history=mark is None,
            blind=_unseen(feed, fresh, mark, at),
            revisions=tuple(_retitled(feed, before)),
            is_firehose=True,  # a feed tells of what no watch asked for, too
        )

    def _warnings(self, feed: Feed, mark: Mark | None) -> tuple[Unreadable, ...]:
        if feed.entries or (mark and not mark.seen):
            return ()
        return (Unreadable(self.name, None, _("The feed holds no entries.")),)


def _titled(feed: Feed) -> list[tuple[tuple[RawMention, str], str]]:
    """Each id with the title it has where the feed lists it first."""
    first: dict[str | int, tuple[tuple[RawMention, str], str]] = {}
    for entry, title in zip(feed.entries, feed.titles, strict=True):
        first.setdefault(entry[0].id, (entry, title))
    return list(first.values())


def _retitled(feed: Feed, before: Mapping[str, str]) -> Iterator[Revision]:
    """Entries whose title was another one at the last fetch.

    The title alone: a summary may hold a counter, and some feeds date everything anew at each fetch.
    """
    for (raw, payload), title in _titled(feed):
        known = before.get(_short(str(raw.id)), "")
        if known and known != _short(title):
            yield Revision(source=raw.source, id=str(raw.id), kind="edited", raw=raw, payload=payload)


def _once(entries: Sequence[tuple[RawMention, str]]) -> list[tuple[RawMention, str]]:
    """One entry for each id: some feeds list an entry twice."""
    return list({raw.id: (raw, payload) for raw, payload in reversed(entries)}.values())[::-1]


def _unseen(
    feed: Feed, fresh: Sequence[tuple[RawMention, str]], mark: Mark | None, at: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """The time between two fetches that nothing overlaps: entries came and went in it."""
    if mark is None or not mark.seen or not feed.entries or len(fresh) < len(feed.entries):
        return ()
    oldest = min((instant for instant in feed.dated if instant is not None), default=at)
    return ((mark.at, min(oldest, at)),) if mark.at < min(oldest, at) else ()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _parsed(cursor: str | None, feed: str) -> Mark | None:
    try:
        mark = msgspec.json.decode(cursor, type=Mark) if cursor else None
    except msgspec.MsgspecError:
        return None
    return mark if mark and mark.feed == feed else None


def _written(mark: Mark) -> str:
    return msgspec.json.encode(mark).decode()
