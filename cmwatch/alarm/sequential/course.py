"""The course of a burst: it opens, grows, stands and may worsen, ends, or becomes the new normal."""

from collections.abc import Mapping
from math import log
from typing import Any, Literal

from cmwatch.alarm.sequential.channel import WEEK_MINUTES, YOUNG_HOURS, Channel
from cmwatch.alarm.sequential.habit import STRONG, Habit
from cmwatch.alarm.sequential.proportion import Proportion
from cmwatch.alarm.sequential.sight import Sight

Phase = Literal["quiet", "opening", "standing"]

Channels = Mapping[str, Channel | Proportion]

RUN_TOGETHER = 1.2
"""Evidence runs together (what one minute says the next one says too), so that alarms are rarer than the odds of a
minute: on simulated quiet weeks of brands of four sizes, log(budget) − 1.2 comes about three times in four budgets."""

SETTLE_MINUTES = 60
"""A burst that has opened may grow for an hour before its rate is taken as the one that may worsen."""

WORSE = 0.25
"""Logarithm of the factor (×1.28) by which a burst must exceed its peak to have worsened."""

CALM, CALM_MINUTES = 0.34, 60
"""A burst is over when its level was below ×1.4 for an hour: under the least factor that is looked for."""

THAW_HOURS = 12.0
"""A burst that stands becomes the usual with this memory: half a day is a new normal."""

FAINT = 1e-9
"""Mentions beyond the usual that stand for none."""


def opening(budget_minutes: float) -> float:
    """The evidence at which an alarm is given, if one false alarm in so many minutes is accepted."""
    return log(budget_minutes) - RUN_TOGETHER


class Course:
    """Where a burst stands, as the evidence of a panel's channels tells it bin by bin."""

    def __init__(self, budget_minutes: float) -> None:
        self.phase: Phase = "quiet"
        self.leading = ""
        """The series that carried the burst when it opened."""
        self._opens = opening(budget_minutes)
        self._habit = Habit(self._opens, WEEK_MINUTES / budget_minutes)
        self._opened, self._peak, self._calm, self._most, self._moved = 0.0, 0.0, 0.0, 0.0, 0.0
        self._rung = self._weak = False

    def follow(self, channels: Channels, sight: Sight, minute: float, width: float, hours_seen: float) -> Sight:
        """What the evidence of a bin means in the present phase; takes the phase after it."""
        opens = sight.evidence >= self._opens
        size = _size(channels, sight.leading)
        self._habit.observe(width)
        if hours_seen >= YOUNG_HOURS:
            # Flares of the first day are not written down: without a rhythm, each morning is one.
            self._habit.note(minute, 0.0, size)
        if self.phase == "quiet" and not opens:
            return sight.withheld(self._opens)
        if opens and self.phase == "standing" and self._present(channels) < self._peak + WORSE:
            self._settle(channels)
            opens = False
        if (opens or (self.phase == "standing" and not self._rung)) and self._rings(sight, minute, size, hours_seen):
            sight = sight.rung(max(sight.evidence, self._most), worsens=self.phase != "quiet")
        elif self.phase == "quiet":
            sight = sight.withheld(self._opens)
        else:
            # What stood and grows without being told now may be told as soon as it is unusual.
            self._rung = self._rung and not (opens and self.phase == "standing")
            sight = sight.hushed()
        if self.phase == "opening":
            if minute - self._opened >= SETTLE_MINUTES:
                self._settle(channels)
            return sight
        if opens:
            self._open(channels, sight, minute)
        elif self._ends(channels, width):
            return sight.settled() if self._moved >= CALM and self._level(channels) > -CALM else sight
        return sight

    def _ends(self, channels: Channels, width: float) -> bool:
        """A burst stands: it is over when it was calm for long enough."""
        self._calm = self._calm + width if self._level(channels) < CALM else 0.0
        if self._calm < CALM_MINUTES:
            return False
        self._quieten(channels)
        return True

    def thaw(self, channels: Channels) -> None:
        """An hour has passed: a level that stands slowly becomes the usual."""
        if self.phase != "standing":
            return
        moved = self._level(channels) / THAW_HOURS
        for channel in channels.values():
            if isinstance(channel, Channel):
                channel.thaw(THAW_HOURS)
        self._peak -= moved
        self._moved += moved

    def _rings(self, sight: Sight, minute: float, size: float, hours_seen: float) -> bool:
        """Whether an alarm is given. A burst that was not unusual when it opened may become so while it stands."""
        anew = self.phase == "standing" and sight.evidence >= self._opens
        evidence = max(sight.evidence, self._most if self.phase == "standing" else 0.0)
        self._most = max(self._most, evidence)
        if hours_seen >= YOUNG_HOURS:
            self._habit.note(minute, evidence, size)
        # An alarm that was given on weak evidence is given again, once, when it is beyond chance.
        firm = self._weak and evidence >= self._opens + STRONG
        if self._rung and not firm and not anew:
            return False
        if not self._habit.is_unusual(minute, evidence, size) or (self._habit.is_same(minute, size) and not firm):
            return False
        self._rung, self._weak = True, not firm and evidence < self._opens + STRONG
        self._habit.ring(minute, evidence, size)
        return True

    def _open(self, channels: Channels, sight: Sight, minute: float) -> None:
        if self.phase == "quiet":
            self.leading, self._moved = sight.leading, 0.0
            onset = channels[sight.leading].suspicion.onset
            for channel in channels.values():
                channel.hold(onset)
        self.phase, self._opened = "opening", minute

    def _settle(self, channels: Channels) -> None:
        """Take the rate of the burst as the one that may worsen."""
        if self.phase != "standing":
            # What only creeps up is measured by what was told of it, until it has become worse than that.
            self._peak = self._present(channels)
        for channel in channels.values():
            channel.settle()
        self.phase, self._calm, self._weak = "standing", 0.0, False

    def _quieten(self, channels: Channels) -> None:
        self.phase, self._rung, self._most = "quiet", False, 0.0
        for channel in channels.values():
            channel.release()

    def _present(self, channels: Channels) -> float:
        return channels[self.leading].present()[0]

    def _level(self, channels: Channels) -> float:
        return channels[self.leading].suspicion.level

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {name: getattr(self, name) for name in _PLAIN} | {"habit": self._habit.to_state()}

    @classmethod
    def from_state(cls, budget_minutes: float, state: dict[str, Any]) -> "Course":
        """The course that `to_state` described, for a budget that may be another one now."""
        course = cls(budget_minutes)
        for name in _PLAIN:
            setattr(course, name, state[name])
        course._habit = Habit.from_state(course._opens, WEEK_MINUTES / budget_minutes, state["habit"])
        return course


_PLAIN = ("phase", "leading", "_opened", "_peak", "_calm", "_most", "_moved", "_rung", "_weak")


def _size(channels: Channels, leading: str) -> float:
    """Logarithm of the mentions of the last hour beyond the usual, in the leading series or else in the first."""
    channel = channels[leading]
    if not isinstance(channel, Channel):
        channel = next(one for one in channels.values() if isinstance(one, Channel))
    return log(max(FAINT, channel.last_hour.excess))
