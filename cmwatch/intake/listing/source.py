"""The lists of one network, asked again and again."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime

from cmwatch.errors import SourceError
from cmwatch.intake.listing.marks import Marks
from cmwatch.intake.listing.page import Lane
from cmwatch.intake.listing.walk import Walk
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import Delivery
from cmwatch.words import _

LOOKED_AT = 100
"""Known things asked for again at once."""


class ListingSource(Networked):
    """Each call walks every list from its newest entry back to what is known.

    Never forward from a known entry: a network that is asked for what came after something that was deleted
    answers with nothing, for ever.
    """

    fills_gaps = True
    """A list holds what was said while nobody asked; where it does not reach back far enough, that is said."""

    def __init__(
        self, network: str, name: str, transport: Transport, lanes: Sequence[Lane], every_seconds: float
    ) -> None:
        super().__init__(name, transport)
        self.network = network
        self.every_seconds: float | None = every_seconds
        self._lanes = tuple({lane.key: lane for lane in lanes}.values())
        self._unfinished: dict[str, Walk] = {}
        """Walks that the network interrupted. A new start loses them, and walks again: the cursor stayed behind."""
        self._waits: dict[str, datetime] = {}
        """Before when the network wants no question of a method."""

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what is new in each list; raise SourceError when the network fails, after all lists were tried.

        A list that is refused for good (a forum that went private) is a failure that passes, as long as another is
        read.
        """
        marks = Marks(cursor, [lane.key for lane in self._lanes])
        failures: list[SourceError] = []
        async with self._transport.open() as wire:
            for lane in self._lanes:
                try:
                    async for delivery in self._lane(wire, lane, marks):
                        yield delivery
                except SourceError as error:
                    if error.login or (error.retry_at is not None and lane.method not in self._waits):
                        raise
                    failures.append(error)
        if failures:
            raise self._worst(failures)
        # Only now: an empty delivery says that all is well.
        yield Delivery(self.name, cursor=marks.cursor)

    def _worst(self, failures: Sequence[SourceError]) -> SourceError:
        """A fault before a wait that was asked for; the source is refused only if all of its lists are."""
        worst = next((error for error in failures if error.retry_at is None), failures[0])
        if worst.final and len(failures) < len(self._lanes):
            return SourceError(worst.what, remedy=worst.remedy)
        return worst

    async def _lane(self, wire: Wire, lane: Lane, marks: Marks) -> AsyncIterator[Delivery]:
        self._hold(lane)
        walk = self._unfinished.pop(lane.key, None) or Walk(lane, marks.of(lane.key), self._transport.clock())
        try:
            await self._go_on(wire, walk)
        except SourceError as error:
            # What was fetched counts, but the cursor stays: older entries are still to come.
            if error.retry_at is not None:
                self._unfinished[lane.key] = walk
            for delivery in walk.deliveries(self.name):
                yield delivery
            raise
        found = list(walk.deliveries(self.name))
        mark = marks.advance(lane.key, walk.entries.values(), walk.began.timestamp())
        for delivery in found[:-1]:
            yield delivery
        if found:
            yield replace(found[-1], cursor=marks.cursor)
        elif walk.is_first:
            yield Delivery(self.name, cursor=marks.cursor, history=True)
        if lane.look is None or walk.is_first:
            return
        if absent := mark.unseen(walk.entries, LOOKED_AT):
            page = await lane.look(wire, absent)
            self._heed(lane, page.again_at)
            entries = [entry for entry in page.entries if mark.is_changed(entry)]
            revisions = tuple(revision for entry in entries if (revision := entry.changed()) is not None)
            mark.remember(entries)
            if revisions:
                yield Delivery(self.name, revisions=revisions, cursor=marks.cursor, is_firehose=True)

    async def _go_on(self, wire: Wire, walk: Walk) -> None:
        while not walk.done:
            self._hold(walk.lane)
            self._heed(walk.lane, await walk.step(wire))

    def _heed(self, lane: Lane, again_at: datetime | None) -> None:
        if again_at is not None:
            self._waits[lane.method] = again_at

    def _hold(self, lane: Lane) -> None:
        """Raise SourceError while the network wants no question of this kind."""
        again_at = self._waits.get(lane.method)
        if again_at is None:
            return
        if again_at > self._transport.clock():
            raise SourceError(_("The network asks for a pause."), retry_at=again_at)
        del self._waits[lane.method]
