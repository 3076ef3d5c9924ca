"""All posts of Bluesky as they are written: Jetstream, sifted here, caught up by its own cursor after every break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.bluesky.cursor import REWIND_MICROS, Cursor, cursor_of, moment
from cmwatch.intake.bluesky.posts import POSTS
from cmwatch.intake.bluesky.profiles import Profiles
from cmwatch.intake.bluesky.search import OLD, Searching
from cmwatch.intake.bluesky.sieve import Sieve, Sifted
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.intake.wire.shedding import SheddingQueue
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.intake.wire.websocket import Socket, open_socket
from cmwatch.model import Delivery, Unreadable
from cmwatch.words import _

WAITING_FRAMES = 20_000
"""Frames held before matching: some seconds of the whole network at its busiest."""

AT_ONCE = 500
"""Frames sifted before the screen gets its turn."""

TICK_SECONDS = 0.1
"""Between two looks at what has come: frames are taken together, for waking up for each costs more than sifting it."""

BEAT_SECONDS = 1.0
"""How often the cursor is kept while nothing is found."""

IDLE_SECONDS = 2.0
"""Nothing for this long on an open line: all that there is has been read."""

SILENCE_SECONDS = 90.0
"""The network never rests for so long: the server has lost its own source."""

PRESENT = timedelta(seconds=10)
"""How far behind the clock a frame still counts as now."""

CLAMPED = timedelta(minutes=1)
"""The network writes many posts a second: a stream that begins so much later than asked for was cut by the server,
which says nothing of it in its first protocol."""

MESSAGE_BYTES = 1_000_000
"""Largest frame asked for, below what a websocket of ours takes: a larger one would break the line again and again."""


class _TooOld(Exception):  # noqa: N818 - no error: the stream then begins at the present
    """The server no longer holds what the cursor asks for."""


class _Fault(msgspec.Struct):
    error: str = ""


class BlueskyStream(Networked):
    """The stream of the network, and beside it the searches of an account if there is one.

    A call goes on until the connection breaks, which it raises.
    """

    network: Literal["bluesky"] = "bluesky"
    fills_gaps = True
    """Every connection begins with what was missed; where the server no longer has it, that is told as a gap."""

    def __init__(
        self,
        name: str,
        transport: Transport,
        *,
        jetstream: str,
        dialect: Literal["v1", "v2"],
        sieve: Sieve,
        profiles: Profiles,
        searching: Searching | None = None,
        search_seconds: float = 60.0,
        silence_seconds: float = SILENCE_SECONDS,
        waiting_frames: int = WAITING_FRAMES,
    ) -> None:
        super().__init__(name, transport)
        self.every_seconds: float | None = 1.0
        self._base = jetstream.replace("http", "ws", 1) if jetstream.startswith("http") else jetstream
        self._dialect = dialect
        self._sieve, self._profiles = sieve, profiles
        self._searching, self._search_seconds = searching, search_seconds
        self._silence_seconds = silence_seconds
        self._waiting_frames = waiting_frames
        self._shed = 0
        self._frames: SheddingQueue[str | bytes] | None = None
        self._holds_back = True
        """Whether the server is kept waiting rather than a frame dropped: while catching up, or busy elsewhere."""

    @property
    def shed(self) -> int:
        """Frames dropped before matching, because they came faster than they could be sifted."""
        return self._shed + (self._frames.shed if self._frames is not None else 0)

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what was missed, an empty delivery, then what is said; always ends by raising SourceError."""
        kept = cursor_of(cursor)
        async with self._transport.open() as wire:
            async for delivery in self._search(wire, kept):
                yield delivery
            async with self._listening(kept.stream) as frames:
                async for delivery in self._hear(frames, wire, kept):
                    yield delivery

    async def _hear(self, frames: SheddingQueue[str | bytes], wire: Wire, cursor: Cursor) -> AsyncIterator[Delivery]:
        clock = asyncio.get_running_loop().time
        asked, resumed = cursor.stream, False
        is_live, told_at, search_at = False, clock(), clock() + self._search_seconds
        sifted = Sifted()
        while True:
            taken = await self._sift(frames, sifted, cursor)
            blind = () if resumed or not sifted.first else _missed(asked, sifted.first)
            resumed = resumed or bool(sifted.first)
            arrived = not is_live and (not taken or self._is_present(sifted.last or cursor.stream))
            if (
                (error := sifted.error)
                or sifted.holds_something
                or blind
                or arrived
                or clock() - told_at >= BEAT_SECONDS
            ):
                is_live = is_live or arrived
                yield await self._delivery(sifted, wire, cursor, blind, is_live=is_live)
                sifted, told_at = Sifted(), clock()
                if arrived:
                    yield Delivery(self.name)
            if error:
                raise self._ended(error)
            self._holds_back = not is_live
            if self._searching is not None and clock() >= search_at:
                async for delivery in self._search(wire, cursor):
                    yield delivery
                search_at = clock() + self._search_seconds
            if len(taken) < AT_ONCE:
                await asyncio.sleep(TICK_SECONDS)

    async def _sift(self, frames: SheddingQueue[str | bytes], into: Sifted, cursor: Cursor) -> list[str | bytes]:
        """Take some frames and sift them; none if there are none for a while. Raises what broke the line."""
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                taken = await frames.take(AT_ONCE)
        except TimeoutError:
            return []
        known = frozenset(key for _at, key in cursor.heard)
        for frame in taken:
            self._sieve.sift(frame, into, known)
        return taken

    async def _delivery(
        self, sifted: Sifted, wire: Wire, cursor: Cursor, blind: tuple[tuple[datetime, datetime], ...], *, is_live: bool
    ) -> Delivery:
        self._holds_back = True  # while people are looked up
        for did in sifted.renamed:
            self._profiles.forget(did)
        mentions = await self._profiles.complete(tuple(sifted.mentions), wire)
        if sifted.last:
            cursor.hear(sifted.last, sifted.heard)
        is_old = bool(sifted.last) and self._transport.clock() - moment(sifted.last) > OLD
        return Delivery(
            self.name,
            mentions,
            unreadable=tuple(sifted.unreadable),
            revisions=tuple(sifted.revisions),
            cursor=cursor.text if cursor.stream else None,
            # While catching up, a delivery of nothing but a cursor must not pass for a sign of life.
            history=is_old or not (is_live or mentions or sifted.revisions),
            blind=blind,
            is_firehose=True,
        )

    async def _search(self, wire: Wire, cursor: Cursor) -> AsyncIterator[Delivery]:
        """The searches, whose failure does not break the stream: they make good for it at the next look."""
        if self._searching is None:
            return
        self._holds_back = True
        try:
            async for delivery in self._searching.walk(wire, cursor):
                yield delivery
        except SourceError as error:
            if error.final:
                raise
            yield Delivery(self.name, unreadable=(Unreadable(self.name, None, str(error)),))

    @asynccontextmanager
    async def _listening(self, after: int) -> AsyncIterator[SheddingQueue[str | bytes]]:
        async with AsyncExitStack() as stack:
            try:
                line = await stack.enter_async_context(self._open(after))
            except _TooOld:
                line = await stack.enter_async_context(self._open(0))
            self._shed, self._frames = self.shed, SheddingQueue(self._waiting_frames)
            reader = asyncio.create_task(self._read(line, self._frames))
            try:
                yield self._frames
            finally:
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)

    @asynccontextmanager
    async def _open(self, after: int) -> AsyncIterator[Socket]:
        async with open_socket(self._transport, self._url(after), refused=_refused) as line:
            yield line

    async def _read(self, line: Socket, frames: SheddingQueue[str | bytes]) -> None:
        try:
            while True:
                message = await line.receive(self._silence_seconds)
                while self._holds_back and len(frames) * 2 >= self._waiting_frames:
                    await asyncio.sleep(TICK_SECONDS)
                frames.put(message)
        except SourceError as error:
            frames.fail(error)

    def _url(self, after: int) -> str:
        """Where to listen; time is a cursor in both protocols, and the only one that another server understands."""
        cursor = {"cursor": str(after - REWIND_MICROS)} if after else {}
        size = {"maxMessageSizeBytes": str(MESSAGE_BYTES)}
        if self._dialect == "v1":
            return f"{self._base}/subscribe?{urlencode({'wantedCollections': POSTS, **size, **cursor})}"
        asked = {"collections": POSTS, "kinds": ["commit", "identity", "account"], **size, **cursor}
        return f"{self._base}/xrpc/network.bsky.jetstream.subscribeEvents?{urlencode(asked, doseq=True)}"

    def _is_present(self, micros: int) -> bool:
        return bool(micros) and self._transport.clock() - moment(micros) < PRESENT

    def _ended(self, error: str) -> SourceError:
        where = place(self._base)
        if error == "ConsumerTooSlow":
            return SourceError(_("{place} ended the stream: it was read too slowly here.", place=where))
        return SourceError(_("{place} ended the stream.", place=where))


def _missed(asked: int, first: int) -> tuple[tuple[datetime, datetime], ...]:
    """What lies between the cursor and where the server began."""
    if not asked or moment(first) - moment(asked) < CLAMPED:
        return ()
    return ((moment(asked), moment(first)),)


def _refused(answer: Answer, at: datetime) -> None:
    try:
        named = msgspec.json.decode(answer.body, type=_Fault).error
    except (msgspec.MsgspecError, ValueError, RecursionError):
        named = ""
    if named == "CursorTooOld":
        raise _TooOld
    check_status(answer, at)
