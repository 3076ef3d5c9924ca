"""All sources at once: one task each, one bounded queue, and no source in another's way."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from random import Random

from cmwatch.errors import UsageError
from cmwatch.intake.listening.blind import Blind
from cmwatch.intake.listening.listener import Listener, Time
from cmwatch.model import Delivery, SourceHealth
from cmwatch.ports import Source
from cmwatch.words import _

LOOK_SECONDS = 10.0
"""Between two looks at the clocks."""

JUMP = timedelta(minutes=2)
"""Clocks that part by more than this mean that the machine slept: its sockets are dead and do not know it."""

CLOSE_SECONDS = 0.8


class Supervisor:
    """Runs the sources. Deliveries go onto the queue, where a full one makes the sources wait.

    The monitor stores each delivery's cursor with its mentions, in one transaction; `cursors` gives it back at
    the start.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        cursors: Callable[[str], str | None],
        queue: asyncio.Queue[Delivery],
        clock: Callable[[], datetime],
        random: Random,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._time = Time(clock, monotonic, sleep)
        self._listeners = {
            source.name: Listener(source, cursors(source.name), queue, self._time, random) for source in sources
        }
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def run(self) -> None:
        """Listen to all of them; returns when all have ended, or after `close`."""
        if self._closed or not self._listeners:
            return
        self._tasks = {
            asyncio.create_task(listener.run(), name=f"source {name}") for name, listener in self._listeners.items()
        }
        watch = asyncio.create_task(self._watch_clocks())
        try:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            watch.cancel()
            await self._stop()
        for task in self._tasks:
            if not task.cancelled() and task.done() and (error := task.exception()) is not None:
                raise error

    def health(self) -> tuple[SourceHealth, ...]:
        """How each source is, in the configuration's order."""
        return tuple(listener.health() for listener in self._listeners.values())

    def blind(self) -> tuple[Blind, ...]:
        """When which source was not listening, as far as that was not caught up; the lasting ones have no end."""
        return tuple(stretch for listener in self._listeners.values() for stretch in listener.sight.stretches)

    def retry_now(self, name: str) -> None:
        """Try a source at once, also one that was refused or paused; raises UsageError for an unknown name."""
        self._listener(name).retry_now()

    def pause(self, name: str) -> None:
        """Stop listening to a source until `retry_now`; raises UsageError for an unknown name."""
        self._listener(name).pause()

    def source(self, name: str) -> Source:
        """The source of a name; raises UsageError for an unknown one."""
        return self._listener(name).source

    def hurry(self, names: Collection[str]) -> None:
        """These sources belong to watches in alarm: they are asked sooner, the others leave them the budget."""
        for name, listener in self._listeners.items():
            listener.hurry(urgent=name in names, yielding=bool(names))

    def archived(self, name: str, cursor: str) -> None:
        """All that a source delivered up to this cursor is on the disk; told to those that wait for it."""
        source = self._listener(name).source
        if (tell := getattr(source, "archived", None)) is not None:
            tell(cursor)

    async def close(self) -> None:
        """Stop all of them within a second, whatever they are doing. Threads of theirs are left behind."""
        self._closed = True
        await self._stop()

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSE_SECONDS)

    def _listener(self, name: str) -> Listener:
        if name not in self._listeners:
            raise UsageError(_("There is no source {name}.", name=name), remedy=_("'cmwatch sources list' names them."))
        return self._listeners[name]

    async def _watch_clocks(self) -> None:
        """After a sleep of the machine, drop what is connected and catch up."""
        clock, monotonic = self._time.now(), self._time.monotonic()
        while True:
            await self._time.sleep(LOOK_SECONDS)
            now, ticks = self._time.now(), self._time.monotonic()
            passed = timedelta(seconds=ticks - monotonic)
            if abs((now - clock) - passed) > JUMP or passed > JUMP:
                for listener in self._listeners.values():
                    listener.reconnect(min(clock, now), _("The machine was asleep, or its clock was set."))
            clock, monotonic = now, ticks
