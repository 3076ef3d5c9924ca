"""Where deliveries come from: sources that are listened to, a recording, or the scenario of the demo."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Protocol

from cmwatch.errors import UsageError
from cmwatch.intake.files.recording import read_batches
from cmwatch.intake.listening.blind import Blind
from cmwatch.intake.listening.probe import Probed, probe, probe_self
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.model import Delivery, Mode, SourceHealth, SourceState
from cmwatch.ports import Source
from cmwatch.words import _

QUEUED = 64
"""Deliveries that may wait; a poller waits when it is full, so nothing is dropped."""

BATCH = 500
"""Mentions that are filed at once: the screen is not kept waiting, and a transaction is worth its cost."""

PACE_SECONDS = 0.2
"""Wall time between two portions of a recording that is played at a speed."""


class Incoming(Protocol):
    """A stream of deliveries, and how its origin is."""

    @property
    def mode(self) -> Mode:
        """What kind of session this is."""
        ...

    @property
    def progress(self) -> float | None:
        """How far a recording has been read, 0 … 1, if known."""
        ...

    def deliveries(self) -> AsyncIterator[Delivery]:
        """What comes in, until it ends or `close` is called."""
        ...

    def health(self) -> tuple[SourceHealth, ...]:
        """How each source is."""
        ...

    def blind(self) -> tuple[Blind, ...]:
        """When which source could not see."""
        ...

    def retry_now(self, name: str) -> None:
        """Try a source at once."""
        ...

    def pause(self, name: str) -> None:
        """Stop listening to a source until it is tried at once."""
        ...

    async def probe(self, name: str) -> Probed:
        """One fetch from a source, of which nothing is kept."""
        ...

    def hurry(self, names: Collection[str]) -> None:
        """Ask these sources sooner than the others: their watches are in alarm."""
        ...

    def archived(self, name: str, cursor: str) -> None:
        """All that a source delivered up to this cursor is on the disk."""
        ...

    async def close(self) -> None:
        """Stop within a second."""
        ...


class Listening:
    """Sources under supervision."""

    def __init__(
        self,
        sources: Sequence[Source],
        cursors: Callable[[str], str | None],
        mode: Mode,
        clock: Callable[[], datetime],
        *,
        anew: Callable[[str], Source] | None = None,
        variables: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`anew` builds a source of a name once more, for a trial; `variables` are those its login is read from."""
        self.mode: Mode = mode
        self._anew = anew
        self._variables = variables or {}
        self.progress: float | None = None
        self._queue: asyncio.Queue[Delivery] = asyncio.Queue(QUEUED)
        self._supervisor = Supervisor(sources, cursors, self._queue, clock, Random())

    async def deliveries(self) -> AsyncIterator[Delivery]:
        """What the sources bring, in slices that leave the screen time to breathe."""
        running = asyncio.create_task(self._supervisor.run(), name="supervisor")
        try:
            while not (running.done() and self._queue.empty()):
                waiting = asyncio.create_task(self._queue.get())
                await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
                if not waiting.done():
                    waiting.cancel()
                    continue
                for part in sliced(waiting.result()):
                    yield part
            await running  # a bug in the supervision stops the monitor loudly; one in a source degrades that source
        finally:
            running.cancel()

    def health(self) -> tuple[SourceHealth, ...]:
        """How each source is."""
        return tuple(
            replace(health, variables=self._variables.get(health.name, ())) for health in self._supervisor.health()
        )

    def blind(self) -> tuple[Blind, ...]:
        """When which source could not see."""
        return self._supervisor.blind()

    def retry_now(self, name: str) -> None:
        """Try a source at once."""
        self._supervisor.retry_now(name)

    def pause(self, name: str) -> None:
        """Stop listening to a source until it is tried at once."""
        self._supervisor.pause(name)

    async def probe(self, name: str) -> Probed:
        """One fetch from a source beside the one that goes on; one that cannot be there twice tries itself."""
        running = self._supervisor.source(name)
        health = next(one for one in self._supervisor.health() if one.name == name)
        if health.state in ("live", "silent") and (knock := getattr(running, "knock", None)) is not None:
            return await probe_self(knock)
        if self._anew is None:
            raise UsageError(_("Only configured sources can be tried."), name)
        return await probe(self._anew(name))

    def hurry(self, names: Collection[str]) -> None:
        """Ask these sources sooner than the others: their watches are in alarm."""
        self._supervisor.hurry(names)

    def archived(self, name: str, cursor: str) -> None:
        """All that a source delivered up to this cursor is on the disk."""
        self._supervisor.archived(name, cursor)

    async def close(self) -> None:
        """Stop within a second."""
        await self._supervisor.close()


class Recording:
    """Recorded mentions, at a speed (seconds of the recording in one of the clock) or as fast as they are taken."""

    mode: Mode = "replay"

    def __init__(
        self,
        files: Sequence[str],
        speed: float | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.progress: float | None = 0.0
        self._files = files
        self._speed = speed
        self._monotonic = monotonic
        self._sleep = sleep
        self._file = 0
        self._delivered = 0
        self._ended = False

    async def deliveries(self) -> AsyncIterator[Delivery]:
        """The files one after the other. Raises UsageError for a file that is not there."""
        for place, file in enumerate(self._files):
            self._file = place
            for portion in read_batches(file, BATCH):
                before, started = self.progress or 0.0, 0
                reached = None if portion.progress is None else (place + portion.progress) / len(self._files)
                async for part in self._paced(portion.delivery):
                    self._delivered += len(part.mentions)
                    started += len(part.mentions)
                    if reached is not None:
                        share = started / max(1, len(portion.delivery.mentions))
                        self.progress = before + (reached - before) * min(1.0, share)
                    yield part
                await self._sleep(0)
        self.progress, self._ended = 1.0, True

    async def _paced(self, delivery: Delivery) -> AsyncIterator[Delivery]:
        if self._speed is None:
            yield delivery
            return
        start, began = 0, None
        times = [_seconds(raw.created_at) for raw, _payload in delivery.mentions]
        started = self._monotonic()
        while start < len(times):
            began = times[start] if began is None else began
            reached = began + (self._monotonic() - started) * self._speed
            end = start
            while end < len(times) and times[end] <= reached:
                end += 1
            if end > start:
                yield _part(delivery, start, end)
                start = end
            else:
                await self._sleep(min(PACE_SECONDS, max(0.0, (times[start] - reached) / self._speed)))
        if delivery.unreadable:
            yield Delivery(delivery.source, unreadable=delivery.unreadable)

    def health(self) -> tuple[SourceHealth, ...]:
        """The recording as a source."""
        state: SourceState = "ended" if self._ended else "live"
        name = self._files[self._file]
        return (SourceHealth(name, "jsonl", state, 0.0, self._delivered, None, "", None),)

    def blind(self) -> tuple[Blind, ...]:
        """A recording does not say; the alarm infers its holes."""
        return ()

    def retry_now(self, name: str) -> None:
        """A recording is read once."""

    def pause(self, name: str) -> None:
        """A recording is played to its end."""

    async def probe(self, name: str) -> Probed:
        """A recording is not tried."""
        raise UsageError(_("Only configured sources can be tried."), name)

    def hurry(self, names: Collection[str]) -> None:
        """A recording does not hurry."""

    def archived(self, name: str, cursor: str) -> None:
        """A recording waits for nothing."""

    async def close(self) -> None:
        """Nothing to stop: it is read only while it is asked."""


def sliced(delivery: Delivery) -> list[Delivery]:
    """A delivery in parts of at most `BATCH`; the cursor goes with the last, for only then is all of it in."""
    if len(delivery.mentions) <= BATCH:
        return [delivery]
    starts = range(0, len(delivery.mentions), BATCH)
    parts = [_part(delivery, start, start + BATCH) for start in starts]
    last = parts[-1]
    parts[-1] = replace(delivery, mentions=last.mentions, lines=last.lines)
    return parts


def _part(delivery: Delivery, start: int, end: int) -> Delivery:
    return Delivery(delivery.source, delivery.mentions[start:end], delivery.lines[start:end], history=delivery.history)


def _seconds(text: str) -> float:
    """Event time for pacing only; what cannot be read is due at once and reported by the pipeline."""
    try:
        instant = datetime.fromisoformat(text)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0
