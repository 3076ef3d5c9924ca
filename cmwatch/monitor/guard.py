"""All lookouts together: what they are shown, what they report, what must be archived of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from cmwatch.alarm.crowd import STORY_MINUTES
from cmwatch.alarm.lookout import Change, Lookout
from cmwatch.alarm.planned import of_watch
from cmwatch.alarm.pulse import Counts, instant_of, minute_of
from cmwatch.alarm.tails import quantile
from cmwatch.alarm.witnesses import Before
from cmwatch.archive import BinRow, Checkpoint
from cmwatch.errors import UsageError
from cmwatch.model import Alert, Gap, Item, PlannedEvent, PulseBin, Reason, Watch
from cmwatch.words import _

STATE = "lookout "
"""Notes in the archive that begin so hold what the lookout of a watch must remember."""

AMBER = 2
"""Severity from which a watch's sources are asked sooner; 1 is graver."""

CLOSED_SHOWN = 500
"""Closed alerts remembered, for undoing and for what resembles them: years of them."""


class Guard:
    """The lookouts of all watches, and their alerts."""

    def __init__(self, before: Before, *, infer_holes: bool, events: Sequence[PlannedEvent] = ()) -> None:
        """`events` are what is planned for any of the watches."""
        self._before = before
        self._events = events
        self._infer_holes = infer_holes
        self._lookouts: dict[str, Lookout] = {}
        self._closed: dict[str, Alert] = {}
        self._gaps_told: Counter[str] = Counter()

    @property
    def watches(self) -> tuple[Watch, ...]:
        """The watches, in their order."""
        return tuple(lookout.watch for lookout in self._lookouts.values())

    def add(self, watch: Watch) -> None:
        """Set a lookout on a watch, unless it has one."""
        if watch.name not in self._lookouts:
            events = of_watch(self._events, watch)
            self._lookouts[watch.name] = Lookout(
                watch, self._before, infer_holes=self._infer_holes, events=events, past=self.known
            )

    def recall(self, bins: Iterable[BinRow], gaps: Iterable[Gap], alerts: Iterable[Alert]) -> None:
        """Take up what was archived; gaps first, for they must not teach as silence."""
        for gap in gaps:
            if gap.watch in self._lookouts:
                self._lookouts[gap.watch].blind(gap)
        for row in bins:
            if row.watch in self._lookouts:
                self._lookouts[row.watch].recall(row.minute, *_counts(row))
        for alert in alerts:
            if alert.state == "closed":
                self._closed[alert.id] = alert
            # The newest counts though it is closed: what a person closed may still go on.
            if alert.watch in self._lookouts:
                self._lookouts[alert.watch].take(alert)

    def recall_items(self, items: Sequence[Item], *, whole: bool) -> None:
        """Take up the archived items that are still within a window, oldest first: as evidence, or as history.

        Where these are not the `whole` of the last days, stories are known only from an hour after the first of them.
        """
        if items and not whole:
            for lookout in self._lookouts.values():
                lookout.detector.crowd.since = minute_of(items[0].mention.at) + STORY_MINUTES
        for item in items:
            if not item.mention.from_brand:
                for name in item.watches:
                    if name in self._lookouts:
                        self._lookouts[name].recall_item(item)

    def resume(self, name: str, checkpoints: Sequence[Checkpoint], state: str | None) -> None:
        """Let a lookout go on where an earlier run left off, once everything was recalled."""
        self._lookouts[name].resume(checkpoints, msgspec.json.decode(state) if state else None)

    def observe(self, items: Sequence[Item]) -> list[Change]:
        """Show the lookouts what was filed. Our own voice counts in no alarm."""
        changes: list[Change] = []
        for item in items:
            if not item.mention.from_brand:
                for name in item.watches:
                    changes += self._lookouts[name].observe(item)
        return self._kept(changes)

    def tick(self, now: datetime) -> list[Change]:
        """Let time pass."""
        minute = minute_of(now)
        return self._kept([change for lookout in self._lookouts.values() for change in lookout.tick(minute)])

    def draw(self, gap: Gap) -> None:
        """A stretch in which at least one source of a watch could not see."""
        self._lookouts[gap.watch].gaps.append(gap)

    def hide(
        self, watch: str, unseen: Iterable[tuple[datetime, datetime]], lasting: tuple[Gap, ...],
        coverage: tuple[Reason, ...],
    ) -> None:  # fmt: skip
        """What no source of a watch could see does not count; `lasting` are the gaps that go on now.

        `coverage` tells of both, and of what is not watched at all.
        """
        self._lookouts[watch].hide(unseen, lasting)
        self._lookouts[watch].coverage = coverage

    def take(self, alert: Alert) -> list[Change]:
        """Take an alert as a person's act left it."""
        self._closed.pop(alert.id, None)
        return self._kept(self._lookouts[alert.watch].take(alert))

    def alert(self, identity: str) -> Alert:
        """The alert of an id; raises UsageError if there is none."""
        for lookout in self._lookouts.values():
            if lookout.alert and lookout.alert.id == identity:
                return lookout.alert
        if identity in self._closed:
            return self._closed[identity]
        raise UsageError(_("There is no alert {id}.", id=identity), "", _("'cmwatch alerts list' names them."))

    def known(self) -> tuple[Alert, ...]:
        """The alerts that are remembered, closed or not."""
        standing = (lookout.alert for lookout in self._lookouts.values() if lookout.alert)
        return tuple((self._closed | {alert.id: alert for alert in standing}).values())

    def find(self, identity: str) -> Alert | None:
        """The alert of an id, if there is one."""
        try:
            return self.alert(identity)
        except UsageError:
            return None

    def standing(self) -> tuple[Alert, ...]:
        """The alerts that are not closed, gravest first, then newest."""
        alerts = [a.alert for a in self._lookouts.values() if a.alert and a.alert.state != "closed"]
        return tuple(
            sorted(alerts, key=lambda alert: (alert.state == "quiet", alert.severity, -alert.opened_at.timestamp()))
        )

    def alarmed_sources(self, names: Sequence[str]) -> frozenset[str]:
        """Which of the sources feed a watch whose alert goes on at amber or above."""
        alarmed = {alert.watch for alert in self.standing() if alert.state != "quiet" and alert.severity <= AMBER}
        watches = [watch for watch in self.watches if watch.name in alarmed]
        return frozenset(name for watch in watches for name in watch.sources or names)

    def gaps(self) -> tuple[Gap, ...]:
        """What could not be seen, of all watches."""
        return tuple(gap for lookout in self._lookouts.values() for gap in (*lookout.gaps, *lookout.lasting))

    def new_gaps(self) -> list[Gap]:
        """The gaps that were found since this was last asked."""
        new = [
            gap for lookout in self._lookouts.values() for gap in lookout.gaps[self._gaps_told[lookout.watch.name] :]
        ]
        for name, lookout in self._lookouts.items():
            self._gaps_told[name] = len(lookout.gaps)
        return new

    def changed_bins(self) -> list[BinRow]:
        """The minutes that changed since this was last asked."""
        return [
            BinRow(name, minute, *counts, msgspec.json.encode(sources).decode())
            for name, lookout in self._lookouts.items()
            for minute, counts, sources in lookout.changed()
        ]

    def changed_checkpoints(self) -> dict[str, list[Checkpoint]]:
        """What was learnt by the last hours, of the watches for which it is not what it was when last asked."""
        fresh = {name: one.detector.playback.fresh_checkpoints() for name, one in self._lookouts.items()}
        return {name: checkpoints for name, checkpoints in fresh.items() if checkpoints is not None}

    def states(self) -> dict[str, str]:
        """What else a restart needs of each watch, as a note for the archive."""
        return {
            f"{STATE}{name}": msgspec.json.encode(lookout.to_state()).decode()
            for name, lookout in self._lookouts.items()
        }

    def pulse(self, watch: str | None, minutes: int, count: int, until: datetime) -> tuple[PulseBin, ...]:
        """`count` bins of `minutes` each of a watch, or of all, the last one ending with the minute of `until`."""
        lookouts = [self._lookouts[watch]] if watch else list(self._lookouts.values())
        end = minute_of(until) + 1
        starts = range(end - minutes * count, end, minutes)
        return tuple(_bin(lookouts, start, start + minutes) for start in starts)

    def _kept(self, changes: list[Change]) -> list[Change]:
        for alert, _notify in changes:
            if alert.state == "closed":
                self._closed[alert.id] = alert
        while len(self._closed) > CLOSED_SHOWN:
            self._closed.pop(next(iter(self._closed)))
        return changes


def _bin(lookouts: Sequence[Lookout], since: int, until: int) -> PulseBin:
    total = negative = 0
    expected = low = high = 0.0
    known, gap = False, False
    for lookout in lookouts:
        detector = lookout.detector
        counts = detector.pulse.over(since, until)
        total, negative = total + counts.total, negative + counts.negative
        # Drawn also where only some of the sources could not see: less was seen than there was.
        gap = gap or any(_within(one, since, until) for one in (*lookout.gaps, *lookout.lasting))
        if detector.hours_seen >= 1:
            known = True
            mean, phi = lookout.expected(since, until)
            expected += mean
            low, high = low + quantile(mean, phi, 0.05), high + quantile(mean, phi, 0.95)
    return PulseBin(instant_of(since), total, negative, expected if known else None, low, high, gap)


def _counts(row: BinRow) -> tuple[Counts, dict[str, int] | None]:
    """The counts of an archived minute; where an older version counted, without those of each source."""
    total, originals, negative, read, authors, reach, story = row[2:9]
    counts = Counts(total, originals, negative, read, authors or 0, reach or 0, story or 0)
    return counts, None if row.sources is None else msgspec.json.decode(row.sources)


def _within(gap: Gap, since: int, until: int) -> bool:
    return gap.since < instant_of(until) and (gap.until is None or gap.until > instant_of(since))
