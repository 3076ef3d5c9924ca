"""Lanes of a server listened to together: a connection each, by server-sent events or by websocket, into one queue."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.mastodon.pages import Lane
from cmwatch.intake.wire import address
from cmwatch.intake.wire.event_stream import HEARTBEAT, Event, EventReader
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.intake.wire.websocket import open_socket
from cmwatch.words import _

WAITING_EVENTS = 1_000
"""Events held while the pages are walked; beyond, the server's own buffer holds them."""

Heard = tuple[Lane, Event | SourceError]


class _Message(msgspec.Struct):
    """A websocket's message: JSON whose payload is again JSON, in a string."""

    event: str = ""
    payload: str = ""


_MESSAGE = msgspec.json.Decoder(_Message)


@dataclass(frozen=True, slots=True)
class Line:
    """How the lanes of a server are listened to."""

    transport: Transport
    host: str
    """Address of its streaming server."""
    token: str
    by_socket: bool
    silence_seconds: float
    """After so much without an event or a heartbeat the connection is dead; a websocket is pinged instead."""

    @asynccontextmanager
    async def listening(self, wire: Wire, lanes: Sequence[Lane]) -> AsyncIterator[asyncio.Queue[Heard]]:
        """What is heard, once all lanes are open; a broken one says so on the queue. Raises SourceError."""
        events: asyncio.Queue[Heard] = asyncio.Queue(WAITING_EVENTS)
        opened = [asyncio.get_running_loop().create_future() for _lane in lanes]
        listen = self._by_socket if self.by_socket else self._by_events
        listeners = [
            asyncio.create_task(self._listen(listen(wire, lane, is_open), lane, events, is_open))
            for lane, is_open in zip(lanes, opened, strict=True)
        ]
        try:
            await asyncio.gather(*opened)
            yield events
        finally:
            for listener in listeners:
                listener.cancel()
            await asyncio.gather(*listeners, *opened, return_exceptions=True)

    async def _listen(
        self,
        heard: AsyncGenerator[Event, None],
        lane: Lane,
        events: asyncio.Queue[Heard],
        is_open: asyncio.Future[None],
    ) -> None:
        try:
            async with aclosing(heard):
                async for event in heard:
                    await events.put((lane, event))
            await events.put((lane, SourceError(_("{place} ended the stream.", place=address.place(self.host)))))
        except SourceError as error:
            if not is_open.done():
                is_open.set_exception(error)
            await events.put((lane, error))

    async def _by_events(self, wire: Wire, lane: Lane, is_open: asyncio.Future[None]) -> AsyncGenerator[Event, None]:
        if lane.is_notifications:
            url = f"{self.host}/api/v1/streaming/user/notification"
        else:
            url = f"{self.host}/api/v1/streaming/hashtag?{urlencode({'tag': lane.key[1:]})}"
        reader = EventReader()
        async with wire.stream(
            url, token=self.token, read_seconds=self.silence_seconds, content_type="text/event-stream"
        ) as chunks:
            is_open.set_result(None)
            async for chunk in chunks:
                for event in reader.feed(chunk):
                    yield event

    async def _by_socket(self, _wire: Wire, lane: Lane, is_open: asyncio.Future[None]) -> AsyncGenerator[Event, None]:
        wanted = {"stream": "hashtag", "tag": lane.key[1:]}
        if lane.is_notifications:
            wanted = {"stream": "user:notification"}
        url = f"{self.host.replace('http', 'ws', 1)}/api/v1/streaming?{urlencode(wanted)}"
        async with open_socket(self.transport, url, token=self.token) as line:
            is_open.set_result(None)
            while True:
                yield event_of(await line.receive())


def event_of(message: str | bytes) -> Event:
    """The event in a websocket's message; one that cannot be read is an update that cannot be read."""
    try:
        told = _MESSAGE.decode(message)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return Event("update", "")
    return Event(told.event, told.payload) if told.event else HEARTBEAT
