"""Hashtags of a Mastodon server as they are said: the streaming API, caught up by pages after every break."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Literal
from urllib.parse import urlencode, urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.mastodon.marks import Marks, place_of
from cmwatch.intake.mastodon.pages import Lane, Walker
from cmwatch.intake.mastodon.statuses import read_statuses
from cmwatch.intake.mastodon.timeline import base_address, lanes
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire import address
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.event_stream import HEARTBEAT, Event, EventReader
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery
from cmwatch.words import _

SILENCE_SECONDS = 40.0
"""Nothing for this long means a dead connection: a living server says `:thump` every 15 seconds."""

WAITING_EVENTS = 1_000
"""Events held while the pages are walked; beyond, the server's own buffer holds them."""

SAYS_SOMETHING = frozenset({"update", "status.update"})
"""Events that carry a status. A deletion carries only an id, notices of the server nothing of a person's."""


class _Configuration(msgspec.Struct):
    urls: dict[str, str | None] = {}


class _Instance(msgspec.Struct):
    configuration: _Configuration = msgspec.field(default_factory=_Configuration)


class MastodonStream(Networked):
    """Some hashtags of one server. A call goes on until the connection breaks, which it raises.

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
        token: str | None,
        search_seconds: float = 60.0,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        super().__init__(name, transport)
        self.every_seconds: float | None = 1.0
        self._base = base_address(instance)
        self._lanes = lanes(hashtags, searches)
        self._search_seconds = search_seconds
        self._token = token or ""
        self._silence_seconds = silence_seconds

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what was missed, an empty delivery, then what is said; always ends by raising SourceError."""
        if not self._token:
            raise SourceError(
                _("{place} streams only to people with a login.", place=address.place(self._base)),
                final=True,
                remedy=_("Give an access token, or ask for the timeline instead of the stream."),
            )
        marks = Marks(cursor)
        async with self._transport.open() as wire:
            host = await self._streaming_host(wire)
            # Listening comes first: between the last page and the first event there must be no hole.
            async with self._listening(wire, host) as events:
                walker = Walker(self.name, self._base, self._token, wire, self._transport.clock)
                async for delivery in self._walk(walker, self._lanes, marks):
                    yield delivery
                yield Delivery(self.name)
                async for delivery in self._live(events, walker, marks):
                    yield delivery

    async def _live(self, events: asyncio.Queue["_Heard"], walker: Walker, marks: Marks) -> AsyncIterator[Delivery]:
        searches = [lane for lane in self._lanes if lane.is_search]
        clock = asyncio.get_running_loop().time
        due = clock() + self._search_seconds
        while True:
            try:
                async with asyncio.timeout_at(due if searches else None):
                    heard = await self._next(events)
            except TimeoutError:
                async for delivery in self._walk(walker, searches, marks):
                    yield delivery
                due = clock() + self._search_seconds
            else:
                yield self._delivery(heard, marks)

    async def _walk(self, walker: Walker, lanes: Sequence[Lane], marks: Marks) -> AsyncIterator[Delivery]:
        for lane in lanes:
            async for delivery in walker.walk(lane, marks):
                yield delivery

    async def _streaming_host(self, wire: Wire) -> str:
        url = f"{self._base}/api/v2/instance"
        answer = await wire.get(url, headers={"accept": "application/json"}, token=self._token)
        told: _Instance = decoded_json(answer, _Instance)
        streaming = (told.configuration.urls.get("streaming") or self._base).rstrip("/")
        streaming = streaming.replace("wss://", "https://", 1).replace("ws://", "http://", 1)
        if urlsplit(self._base).scheme == "https" != urlsplit(streaming).scheme:
            raise SourceError(
                _("{place} would stream without encryption.", place=address.place(self._base)), final=True
            )
        return streaming

    @asynccontextmanager
    async def _listening(self, wire: Wire, host: str) -> AsyncIterator[asyncio.Queue["_Heard"]]:
        events: asyncio.Queue[_Heard] = asyncio.Queue(WAITING_EVENTS)
        hashtags = [lane for lane in self._lanes if not lane.is_search]
        opened = [asyncio.get_running_loop().create_future() for _lane in hashtags]
        listeners = [
            asyncio.create_task(self._listen(wire, host, lane, events, is_open))
            for lane, is_open in zip(hashtags, opened, strict=True)
        ]
        try:
            await asyncio.gather(*opened)
            yield events
        finally:
            for listener in listeners:
                listener.cancel()
            await asyncio.gather(*listeners, return_exceptions=True)

    async def _listen(
        self, wire: Wire, host: str, lane: Lane, events: asyncio.Queue["_Heard"], is_open: asyncio.Future[None]
    ) -> None:
        url = f"{host}/api/v1/streaming/hashtag?{urlencode({'tag': lane.key[1:]})}"
        reader = EventReader()
        try:
            async with wire.stream(
                url, token=self._token, read_seconds=self._silence_seconds, content_type="text/event-stream"
            ) as chunks:
                is_open.set_result(None)
                async for chunk in chunks:
                    for event in reader.feed(chunk):
                        await events.put((lane, event))
            await events.put((lane, SourceError(_("{place} ended the stream.", place=address.place(host)))))
        except SourceError as error:
            if not is_open.done():
                is_open.set_exception(error)
            await events.put((lane, error))

    async def _next(self, events: asyncio.Queue["_Heard"]) -> "tuple[Lane, Event]":
        lane, heard = await events.get()
        if isinstance(heard, SourceError):
            raise heard
        return lane, heard

    def _delivery(self, heard: tuple[Lane, Event], marks: Marks) -> Delivery:
        lane, event = heard
        if event is HEARTBEAT or event.name not in SAYS_SOMETHING:
            return Delivery(self.name)
        status = msgspec.Raw(event.data.encode())
        mentions, unreadable = read_statuses([status], self.name)
        now = self._transport.clock()
        place = place_of(status, now)
        if event.name == "update" and place is not None:
            marks.add(lane.key, [place], now)
        return Delivery(self.name, mentions, unreadable=unreadable, cursor=marks.cursor)


_Heard = tuple[Lane, Event | SourceError]
