"""Hashtags and notifications of a Mastodon server as they come: its streams, caught up by pages after every break."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.mastodon.instance import Silence, check_hashtags, read_instance, streaming_address
from cmwatch.intake.mastodon.listening import Heard, Line
from cmwatch.intake.mastodon.marks import Marks, place_of
from cmwatch.intake.mastodon.pages import Lane, Walker, said_in
from cmwatch.intake.mastodon.statuses import Names, deletion, read_statuses
from cmwatch.intake.mastodon.timeline import base_address, lanes
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire import address
from cmwatch.intake.wire.event_stream import HEARTBEAT, Event
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery
from cmwatch.words import _

SILENCE_SECONDS = 40.0
"""Nothing for this long means a dead connection: a living server says `:thump` every 15 seconds."""

BEAT_SECONDS = 15.0
"""How often a quiet websocket, which pings keep alive unseen, is said to be so."""

SAYS_SOMETHING = frozenset({"update", "status.update", "notification"})
"""Events that carry a status; notices of the server carry nothing of a person's."""

By = Literal["auto", "sse", "websocket"]


class MastodonStream(Networked):
    """Some hashtags of one server, and what is said to the account. A call goes on until the connection breaks,
    which it raises.

    Searches cannot be streamed: they are asked again from time to time beside it.
    """

    network: Literal["mastodon"] = "mastodon"
    fills_gaps = True
    """Every connection begins with what was missed."""

    def __init__(
        self,
        name: str,
        instance: str,
        transport: Transport,
        *,
        hashtags: Sequence[str],
        searches: Sequence[str] = (),
        notifications: bool = False,
        token: str | None,
        by: By = "auto",
        search_seconds: float = 60.0,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        super().__init__(name, transport)
        self.every_seconds: float | None = 1.0
        self._base = base_address(instance)
        self._server = urlsplit(self._base).netloc
        self._lanes = lanes(hashtags, searches, notifications=notifications)
        self._search_seconds = search_seconds
        self._token = token or ""
        self._by = by
        self._silence_seconds = silence_seconds
        self._silence = Silence(self._base, token, transport.clock)
        self._names = Names()

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what was missed, an empty delivery, then what is said; always ends by raising SourceError."""
        if not self._token:
            raise SourceError(
                _("{place} streams only to people with a login.", place=address.place(self._base)),
                final=True,
                remedy=_("Give an access token, or ask for the timeline instead of the stream."),
            )
        marks = Marks(cursor)
        streamed = [lane for lane in self._lanes if not lane.is_search]
        async with self._transport.open() as wire:
            line = await self._line(wire)
            # Listening comes first: between the last page and the first event there must be no hole.
            async with line.listening(wire, streamed) as events:
                walker = Walker(self.name, self._base, self._token, wire, self._silence, self._transport.clock)
                async for delivery in self._walk(walker, self._lanes, marks):
                    yield delivery
                yield Delivery(self.name)
                async for delivery in self._live(events, walker, marks, pinged=line.by_socket):
                    yield delivery

    async def _live(
        self, events: asyncio.Queue[Heard], walker: Walker, marks: Marks, *, pinged: bool
    ) -> AsyncIterator[Delivery]:
        searches = [lane for lane in self._lanes if lane.is_search]
        clock = asyncio.get_running_loop().time
        due = clock() + self._search_seconds
        while True:
            if searches and clock() >= due:
                async for delivery in self._walk(walker, searches, marks):
                    yield delivery
                due = clock() + self._search_seconds
            ends = [due] * bool(searches) + [clock() + BEAT_SECONDS] * pinged
            try:
                async with asyncio.timeout_at(min(ends, default=None)):
                    heard = await self._next(events)
            except TimeoutError:
                if pinged:
                    yield Delivery(self.name)
            else:
                yield self._delivery(heard, marks)

    async def _walk(self, walker: Walker, lanes: Sequence[Lane], marks: Marks) -> AsyncIterator[Delivery]:
        for lane in lanes:
            async for delivery in walker.walk(lane, marks):
                self._names.note(raw for raw, _payload in delivery.mentions)
                self._names.note(one.raw for one in delivery.revisions)
                yield delivery

    async def _line(self, wire: Wire) -> Line:
        instance = await read_instance(wire, self._base, self._token)
        if any(not lane.is_search and not lane.is_notifications for lane in self._lanes):
            check_hashtags(instance, self._base, self._token)
        by_socket = self._by == "websocket" or (self._by == "auto" and instance.streams_by_socket_alone)
        host = streaming_address(instance, self._base)
        return Line(self._transport, host, self._token, by_socket, self._silence_seconds)

    async def _next(self, events: asyncio.Queue[Heard]) -> tuple[Lane, Event]:
        lane, heard = await events.get()
        if isinstance(heard, SourceError):
            raise heard
        return lane, heard

    def _delivery(self, heard: tuple[Lane, Event], marks: Marks) -> Delivery:
        lane, event = heard
        if event.name == "delete" and event.data.strip():
            return Delivery(self.name, revisions=(self._names.known(deletion(event.data, self._server)),))
        if event is HEARTBEAT or event.name not in SAYS_SOMETHING:
            return Delivery(self.name)
        item = msgspec.Raw(event.data.encode())
        page = said_in(lane, [item])
        read = read_statuses(page, self.name, self._server, edited=event.name == "status.update")
        self._names.note(raw for raw, _payload in read.mentions)
        self._names.note(one.raw for one in read.revisions)
        now = self._transport.clock()
        place = place_of(item, now)
        if event.name != "status.update" and place is not None:
            marks.add(lane.key, [place], now)
        return Delivery(
            self.name, read.mentions, unreadable=read.unreadable, cursor=marks.cursor, revisions=read.revisions
        )
