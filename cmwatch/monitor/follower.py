"""Reading along: another process collects, this one follows its archive and may still act and write to cases."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from cmwatch.alarm.lookout import Change
from cmwatch.alarm.pulse import MINUTES_KEPT
from cmwatch.archive import Archive
from cmwatch.errors import UsageError
from cmwatch.intake.listening.probe import Probed
from cmwatch.model import Alert, Item, Mode, SourceHealth, Unreadable
from cmwatch.monitor.acts import Acts
from cmwatch.monitor.bulletin import bulletin
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.picture import Picture
from cmwatch.monitor.telling import Telling
from cmwatch.monitor.unanswered import Unanswered
from cmwatch.words import _

LOOK_SECONDS = 0.5

LEARN_EVERY = timedelta(minutes=10)

SHOWN_AT_START = 500
"""Newest mentions in the feed of a desk that joins."""


class Follower:
    """Follows the archive of a collector, which alone collects, judges and notifies."""

    mode: Mode = "follow"
    progress: float | None = None

    def __init__(self, archive: Archive, guard: Guard, telling: Telling, clock: Callable[[], datetime]) -> None:
        self.picture = Picture()
        self.unanswered = Unanswered()
        self.unreadable: list[Unreadable] = []
        self._archive, self._guard, self._telling, self._clock = archive, guard, telling, clock
        self.acts = Acts(archive, guard, archive.write, collects=False)
        self._row = max(0, archive.last_row() - SHOWN_AT_START)
        self._stopped = asyncio.Event()
        since, alerts = clock() - timedelta(minutes=MINUTES_KEPT), archive.alerts()  # alerts first: see _look
        for watch in guard.watches:
            guard.recall(archive.bins(watch.name, since), (), ())
        guard.recall((), archive.gaps(), alerts)
        self._bulletin = bulletin(archive, clock())
        self._learnt_at: datetime | None = None
        self._learn()

    @property
    def now(self) -> datetime:
        """The clock."""
        return self._clock()

    def health(self) -> tuple[SourceHealth, ...]:
        """The sources of the collector; the archive, as the one source there is, where it does not say."""
        if self._bulletin is not None:
            return self._bulletin.sources
        return (SourceHealth("archive", "archive", "live", 0.0, self._row, None, "", None),)

    def retry_source(self, name: str) -> None:
        """The sources are the collector's."""
        raise _not_ours(name)

    def pause_source(self, name: str, actor: str) -> None:  # noqa: ARG002 - as the collector's
        """The sources are the collector's."""
        raise _not_ours(name)

    async def test_source(self, name: str) -> Probed:
        """The sources are the collector's."""
        raise _not_ours(name)

    async def run(self) -> None:
        """Follow until closed."""
        while not self._stopped.is_set():
            self._look()
            try:
                await asyncio.wait_for(self._stopped.wait(), LOOK_SECONDS)
            except TimeoutError:
                continue

    async def close(self) -> None:
        """Stop at once; nothing is unwritten."""
        self._stopped.set()

    def _learn(self) -> None:
        """Take over what the collector has learnt; it writes that down each hour."""
        if self._learnt_at is None or self.now - self._learnt_at >= LEARN_EVERY:
            self._learnt_at = self.now
            for watch in self._guard.watches:
                self._guard.resume(watch.name, self._archive.checkpoints(watch.name), None)

    def _look(self) -> None:
        """Show what has been filed since the last look.

        The collector writes mentions, counts and alerts together, and may do so between two of these reads: alerts
        are read first, so that none is shown without the mentions and counts that made it.
        """
        self._learn()
        self._bulletin = bulletin(self._archive, self.now)
        alerts = self._archive.alerts()
        arrived = self._arrived()
        for row, item in arrived:
            self._row = row
            self.unanswered.observe(item)
        self.picture.show(item for _row, item in arrived)
        if arrived:
            since = min(item.mention.at for _row, item in arrived)
            for watch in self._guard.watches:
                self._guard.recall(self._archive.bins(watch.name, since), (), ())
        self._look_at_alerts(alerts)
        self.picture.touch()

    def _arrived(self) -> list[tuple[int, Item]]:
        """All mentions that were filed since the last look, however many."""
        arrived, last = list[tuple[int, Item]](), self._row
        while page := self._archive.newer_than(last):
            arrived += page
            last = page[-1][0]
        return arrived

    def _look_at_alerts(self, alerts: Sequence[Alert]) -> None:
        for alert in alerts:
            changes: list[Change] = []
            if self._guard.find(alert.id) != alert and alert.watch in {watch.name for watch in self._guard.watches}:
                changes = self._guard.take(alert)
            # The collector has notified; here it is only shown.
            self._telling.tell([(changed, False) for changed, _notify in changes])


def _not_ours(name: str) -> UsageError:
    remedy = _("Do it there, or try one with 'cmwatch sources test NAME'.")
    return UsageError(_("The sources belong to the process that collects."), name, remedy)
