"""The course of a burst: it opens, grows, stands and may worsen, ends, or becomes the new normal."""

from collections.abc import Mapping
from math import exp, log
from typing import Any, Literal

from cmwatch.alarm.sequential.channel import WEEK_MINUTES, Channel
from cmwatch.alarm.sequential.habit import STRONG, Habit
from cmwatch.alarm.sequential.proportion import Proportion
from cmwatch.alarm.sequential.sight import Sight

Phase = Literal["quiet", "opening", "standing"]

Channels = Mapping[str, Channel | Proportion]

RUN_TOGETHER = 1.2
"""Evidence runs together (what one minute says the next one says too), so that alarms are rarer than the odds of a
minute: on simulated quiet weeks of brands of four sizes, log(budget) − 1.2 comes a little less than once in it."""

SETTLE_MINUTES = 60
"""A burst that has opened may grow for an hour before its rate is taken as the one that may worsen."""

WORSE = 0.25
"""Logarithm of the factor (×1.28) by which a burst must exceed its peak to have worsened."""

CALM, CALM_MINUTES = 0.34, 60
"""A burst is over when its level was below ×1.4 for an hour: under the least factor that is looked for."""

THAW_HOURS = 12.0
"""A burst that stands becomes the usual with this memory: half a day is a new normal."""

YOUNG_HOURS = 24.0
"""Flares of the first day are not written down: without a rhythm, each morning is one."""

FAINT = 1e-9
"""Mentions a minute beyond the usual that stand for none."""


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
        self._opened, self._peak, self._calm = 0.0, 0.0, 0.0
        self._rung = self._weak = False

    def follow(self, channels: Channels, sight: Sight, minute: float, width: float, hours_seen: float) -> Sight:
        """What the evidence of a bin means in the present phase; takes the phase after it."""
        evidence = sight.evidence
        opens = evidence >= self._opens
        self._habit.observe(width)
        if self.phase == "standing" and opens and self._present(channels) < self._peak + WORSE:
            self._settle(channels)
            return sight
        if opens and self._rings(channels, sight, minute, hours_seen):
            sight = sight.rung(worsens=self.phase != "quiet")
        if self.phase == "opening":
            if minute - self._opened >= SETTLE_MINUTES:
                self._settle(channels)
            return sight
        if opens:
            self._open(channels, sight, minute)
            return sight
        if self.phase == "standing":
            self._calm = self._calm + width if self._level(channels) < CALM else 0.0
            if self._calm >= CALM_MINUTES:
                self._quieten(channels)
        return sight.watched()

    def thaw(self, channels: Channels) -> bool:
        """An hour has passed: a level that stands slowly becomes the usual. Whether it has become so just now."""
        if self.phase != "standing":
            return False
        before = self._level(channels)
        for channel in channels.values():
            if isinstance(channel, Channel):
                channel.thaw(THAW_HOURS)
        self._peak -= before / THAW_HOURS
        return self._level(channels) < CALM <= before

    def _rings(self, channels: Channels, sight: Sight, minute: float, hours_seen: float) -> bool:
        """Whether an alarm is given, and what the record learns of it."""
        habit, evidence, size = self._habit, sight.evidence, _size(channels, sight.leading)
        # An alarm that was given on weak evidence is given again, once, when it is beyond chance.
        firm = self._weak and evidence >= self._opens + STRONG
        rings = False
        if (firm or not self._rung) and habit.is_unusual(minute, evidence, size):
            rings = firm or not habit.is_same(minute, size)
        if rings:
            self._rung, self._weak = True, not firm and evidence < self._opens + STRONG
            habit.ring(minute, evidence, size)
        if hours_seen >= YOUNG_HOURS:
            habit.note(minute, evidence, size)
        return rings

    def _open(self, channels: Channels, sight: Sight, minute: float) -> None:
        if self.phase == "quiet":
            self.leading = sight.leading
            for channel in channels.values():
                channel.hold(sight.onset)
        self.phase, self._opened = "opening", minute

    def _settle(self, channels: Channels) -> None:
        """Take the rate of the burst as the one that may worsen."""
        present = self._present(channels)
        self._peak = max(self._peak, present) if self.phase == "standing" else present
        for channel in channels.values():
            channel.settle()
        self.phase, self._calm = "standing", 0.0
        self._rung = self._weak = False

    def _quieten(self, channels: Channels) -> None:
        self.phase = "quiet"
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
    def from_state(cls, state: dict[str, Any]) -> "Course":
        """The course that `to_state` described."""
        course = cls(WEEK_MINUTES)
        for name in _PLAIN:
            setattr(course, name, state[name])
        course._habit = Habit.from_state(state["habit"])
        return course


_PLAIN = ("phase", "leading", "_opens", "_opened", "_peak", "_calm", "_rung", "_weak")


def _size(channels: Channels, leading: str) -> float:
    """Logarithm of the mentions a minute beyond the usual: how many more people there are, at night as by day."""
    channel = channels[leading]
    usual = channel if isinstance(channel, Channel) else next(iter(channels.values()))
    a_minute = usual.expected_a_minute if isinstance(usual, Channel) else 0.0
    return log(max(FAINT, a_minute * (exp(channel.suspicion.risen) - 1)))
