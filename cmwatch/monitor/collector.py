"""The collector: takes deliveries through the pipeline, shows them to the guard, and has them written down."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial

from cmwatch.alarm.lookout import Change
from cmwatch.archive import Archive, Batch
from cmwatch.intake.listening.probe import Probed
from cmwatch.model import Delivery, Item, SourceHealth, Unreadable, Watch
from cmwatch.monitor.acts import Acts
from cmwatch.monitor.assign import BrandWatches, ConfiguredWatches
from cmwatch.monitor.blindness import Blindness
from cmwatch.monitor.bulletin import Reporting
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Incoming
from cmwatch.monitor.pauses import Pauses
from cmwatch.monitor.picture import Picture
from cmwatch.monitor.pipeline import Pipeline, Step
from cmwatch.monitor.recall import recall
from cmwatch.monitor.teaching import Teaching
from cmwatch.monitor.telling import Telling
from cmwatch.monitor.unanswered import Unanswered

TICK_SECONDS = 1.0
"""How often time passes without a delivery."""


EXPIRE_EVERY = timedelta(hours=1)

UNREADABLE_KEPT = 10_000
"""Reports on unreadable lines kept for the summary; all are counted, and the summary says how many are left out."""


class Collector:
    """One session of collecting, live or recorded. Everything but the archive's writes runs on the event loop."""

    def __init__(
        self,
        archive: Archive,
        incoming: Incoming,
        guard: Guard,
        telling: Telling,
        *,
        watches: Sequence[Watch] | None,
        retention: timedelta | None,
        clock: Callable[[], datetime],
    ) -> None:
        """`watches` None makes a watch of each brand; `retention` None keeps everything."""
        self.mode = incoming.mode
        self.picture = Picture()
        self.unanswered = Unanswered()
        self.unreadable: list[Unreadable] = []
        self._archive, self._incoming, self._guard, self._telling = archive, incoming, guard, telling
        self._clock = clock
        self._recorded = incoming.mode != "live"
        self._retention = retention
        if watches is None:
            assigner: BrandWatches | ConfiguredWatches = BrandWatches(guard.add, archive.watches())
        else:
            assigner = ConfiguredWatches(watches)
            for watch in watches:
                guard.add(watch)
        self._pipeline = Pipeline(assigner, archive, recorded=self._recorded)
        self._newest = recall(archive, guard, self._pipeline, self.unanswered)
        self.teaching = Teaching(archive, self._pipeline.filing)
        self.acts = Acts(archive, guard, self._write_at_once)
        self._blindness = Blindness(incoming, guard, clock)
        self._reporting = Reporting()
        self._pauses = Pauses(archive, incoming, clock)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="archive")
        self._writing: Future[int] | None = None
        self._expire_at: datetime | None = None
        self._stopping = False
        self._closing: asyncio.Future[None] | None = None

    @property
    def now(self) -> datetime:
        """Event time: the clock in live use, the newest mention in a recording."""
        return (self._newest or self._clock()) if self._recorded else self._clock()

    @property
    def progress(self) -> float | None:
        """0 … 1 of a recording, if known."""
        return self._incoming.progress

    def health(self) -> tuple[SourceHealth, ...]:
        """How each source is."""
        return self._pauses.told()

    def retry_source(self, name: str) -> None:
        """Try a source at once, also one that is paused."""
        self._pauses.retry_now(name)

    def pause_source(self, name: str, actor: str) -> None:
        """Stop listening to a source until it is tried again, also after a restart."""
        self._pauses.pause(name, actor)

    async def test_source(self, name: str) -> Probed:
        """One fetch from a source, of which nothing is kept."""
        return await self._incoming.probe(name)

    async def run(self) -> None:
        """Collect until stopped or the recording ends. What was filed is on the disk when this returns."""
        ticking = asyncio.create_task(self._tick_along(), name="ticks")
        ticking.add_done_callback(self._stumbled)
        try:
            async for delivery in self._incoming.deliveries():
                await self._take(delivery)
                if self._stopping or ticking.done():
                    break
            if self._recorded and self._newest:
                # No later mention completes the last minute of a recording.
                await self._finish(self._guard.tick(self._newest + timedelta(minutes=1)))
                await self._written()
                self._expire_at = None
                await self._expire()
        finally:
            ticking.cancel()
            await self._flush()
            await self._telling.settle()
        if ticking.done() and not ticking.cancelled() and (error := ticking.exception()):
            raise error

    async def close(self) -> None:
        """Stop within a second; what was filed is on the disk when this returns."""
        self._stopping = True
        await self._incoming.close()
        await self._flush()
        self._writer.shutdown(wait=False)

    def _stumbled(self, ticking: asyncio.Task[None]) -> None:
        """The ticks ended by an error: end the run, which tells it, also while no delivery comes."""
        if not ticking.cancelled():
            self._stopping = True
            self._closing = asyncio.ensure_future(self._incoming.close())

    async def _take(self, delivery: Delivery) -> None:
        if not (self._recorded or self._blindness.has_looked):
            self._blindness.look()  # the first alert may come before the first tick
        step = self._pipeline.step(delivery, self._clock())
        items = sorted(step.items, key=_when)
        changes = self._guard.observe(items)
        if items:
            self._newest = max(self._newest or items[-1].mention.at, items[-1].mention.at)
            if self._recorded:
                changes += self._guard.tick(self._newest)
        for item in items:
            self.unanswered.observe(item)
        self.picture.show(items)
        self.picture.count(step)
        self.unreadable += step.unreadable[: UNREADABLE_KEPT - len(self.unreadable)]
        cursors = {delivery.source: delivery.cursor} if delivery.cursor is not None else {}
        self.unanswered.forget(f"{one.source}:{one.id}" for one in step.versions if one.kind == "deleted")
        self.picture.revise(step.versions, step.replaced)
        await self._finish(changes, items, cursors, step)

    async def _finish(
        self,
        changes: Sequence[Change],
        items: Sequence[Item] = (),
        cursors: dict[str, str] | None = None,
        step: Step | None = None,
        told: Mapping[str, str] | None = None,
    ) -> None:
        """Hand a batch to the writer, one being written while the next is prepared; then tell what changed."""
        batch = Batch(
            items=items,
            fresh=True,
            replaced=step.replaced if step else (),
            versions=step.versions if step else (),
            bins=self._guard.changed_bins(),
            checkpoints=self._guard.changed_checkpoints(),
            cursors=cursors or {},
            gaps=self._guard.new_gaps(),
            # With its latest numbers, which are told to nobody by themselves but must survive a crash.
            alerts=[*(alert for alert, _notify in changes), *(self._guard.standing() if items else ())],
            notes={**(self._guard.states() if items or changes else {}), **(told or {})},
        )
        if batch:
            await self._written()
            self._writing = self._writer.submit(self._archive.write, batch)
            if cursors:
                asyncio.wrap_future(self._writing).add_done_callback(partial(self._kept, cursors))
        if changes:
            self.picture.touch()
            self._telling.tell(changes)

    def _kept(self, cursors: dict[str, str], writing: asyncio.Future[int]) -> None:
        """Whoever waits for the disk, such as the sender of a webhook, may be answered now."""
        if not writing.cancelled() and writing.exception() is None:
            for source, cursor in cursors.items():
                self._incoming.archived(source, cursor)

    async def _written(self) -> None:
        while (writing := self._writing) is not None:
            try:
                await asyncio.shield(asyncio.wrap_future(writing))
            finally:
                if writing.done() and self._writing is writing:
                    self._writing = None

    def _write_at_once(self, batch: Batch) -> None:
        """Write what cannot wait, after the batch on its way, whose older alerts must not replace newer ones."""
        if self._writing is not None:
            wait([self._writing])
        self._archive.write(batch)

    async def _flush(self) -> None:
        """Everything filed is on the disk, open alerts with their latest numbers."""
        await self._written()
        self._archive.write(
            Batch(
                bins=self._guard.changed_bins(),
                checkpoints=self._guard.changed_checkpoints(),
                alerts=self._guard.standing(),
                notes=self._guard.states(),
            )
        )

    async def _tick_along(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            changes = self.acts.taken()
            self.teaching.look()
            self._pauses.look()
            if not self._recorded:
                self._blindness.look()
                self._incoming.hurry(self._guard.alarmed_sources([one.name for one in self._incoming.health()]))
                changes += self._guard.tick(self._clock())
            await self._finish(changes, told=self._bulletin())
            await self._expire()
            self.picture.touch()

    def _bulletin(self) -> Mapping[str, str]:
        return {} if self._recorded else self._reporting.notes(self.health(), self._clock())

    async def _expire(self) -> None:
        """Let go of what is past its retention, counted from the newest mention in a recording."""
        if self._retention is None or (self._expire_at and self._clock() < self._expire_at):
            return
        self._expire_at = self._clock() + EXPIRE_EVERY
        before = self.now - self._retention
        await asyncio.get_running_loop().run_in_executor(self._writer, self._archive.expire, before)


def _when(item: Item) -> datetime:
    return item.mention.at
