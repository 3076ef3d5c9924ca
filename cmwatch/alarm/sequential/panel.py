"""Several series of one watch listened to at once, and what they mean together.

Evidence is combined by the weighted mean of e-values: exp(evidence) = Σ share · exp(evidence of a series). However the
series depend on each other, the mean of e-values is one again (Vovk and Wang 2021, 'E-values'; for sequential odds
Shin, Ramdas, Rinaldo 2023, 'E-detectors'), so that the budget of false alarms is kept by all of them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Any

from cmwatch.alarm.sequential.channel import WEEK_MINUTES, Channel
from cmwatch.alarm.sequential.course import Course, Phase
from cmwatch.alarm.sequential.past import Foreseen
from cmwatch.alarm.sequential.plain import fields
from cmwatch.alarm.sequential.proportion import Proportion
from cmwatch.alarm.sequential.sight import Series, Sight


@dataclass(slots=True)
class _Pending:
    """A bin that is being filled."""

    start: int = 0
    width: int = 0
    count: float = 0.0
    of: float = 0.0


class Panel:
    """The channels of one watch. Bins come in order; a minute that was not seen is not stepped, for it is unknown."""

    def __init__(self, zone: str, series: Sequence[Series], *, budget_minutes: float = WEEK_MINUTES) -> None:
        self._zone, self._course, self._hour = zone, Course(budget_minutes), 0
        self._series: dict[str, Series] = {}
        self._channels: dict[str, Channel | Proportion] = {}
        self._pending: dict[str, _Pending] = {}
        self._first = Channel(zone)
        self._listed: list[tuple[str, str, int]] = []
        self._sight, self._waited = Sight(), 0.0
        for one in series:
            self.add(one)

    def add(self, series: Series) -> None:
        """Listen to another series from now on. The first one must be a count, by whose hours maturity is told."""
        if series.name in self._series:
            return
        channel = Proportion() if series.of else Channel(self._zone) if self._series else self._first
        self._series[series.name], self._channels[series.name] = series, channel
        self._pending[series.name] = _Pending()
        self._listed.append((series.name, series.of or "", series.minutes))

    @property
    def phase(self) -> Phase:
        """Whether a burst is on."""
        return self._course.phase

    @property
    def hours_seen(self) -> float:
        """Observed hours that were learnt, of the first series."""
        return self._first.rhythm.hours_seen

    def expected(self, name: str, since: float, until: float) -> float:
        """Mentions expected from minute `since` up to minute `until`, burst left out; at most a day back."""
        return self._counting(name).expected_between(since, until)

    def foreseen(self, name: str, since: int, until: int) -> Foreseen:
        """The same for any stretch of minutes [since, until), for what looks at many of them."""
        return self._counting(name).foreseen(since, until)

    def usual(self, name: str, hour: int) -> float:
        """Mentions that an hour (since 1970) usually brings."""
        return self._counting(name).usual(hour)

    def phi(self, name: str) -> float:
        """Scatter of single minutes: variance = mean + φ·mean²."""
        return self._counting(name).scatter.phi

    def ratio(self, name: str) -> float:
        """The usual value, 0 … 1, of a series that is a share."""
        channel = self._channels[name]
        return channel.usual if isinstance(channel, Proportion) else 0.0

    def step(self, minute: int, width: int, counts: Mapping[str, float], *, lift: float = 1.0) -> Sight:
        """Take in the bin of `width` minutes from `minute` on; what `counts` says nothing of is zero.

        `lift` times the usual is expected of counts (not of shares) by a planned event.
        """
        fresh = False
        for name, of, minutes in self._listed:
            if minutes > width:
                if self._gather(name, minute, width, counts.get(name, 0.0), counts.get(of, 0.0), lift):
                    fresh = True
            elif self._pass(name, minute, width, counts.get(name, 0.0), counts.get(of, 0.0), lift):
                fresh = True
        self._waited += width
        if not fresh:
            return self._sight
        middle, waited, self._waited = minute + width / 2, self._waited, 0.0
        hour = int(middle // 60)
        if hour != self._hour:
            self._hour = hour
            self._course.thaw(self._channels)
        if not self._first.judges:
            return self._sight
        sight = self._course.follow(self._channels, self._together(), middle, waited, self.hours_seen)
        # What was said once is not said again while nothing new is weighed.
        self._sight = sight.over()
        return sight

    def _gather(self, name: str, minute: int, width: int, count: float, of: float, lift: float) -> bool:
        """Gather minutes to a wider bin; whether one was weighed."""
        pending, minutes = self._pending[name], self._series[name].minutes
        fresh = False
        if pending.width and minute // minutes != pending.start // minutes:
            # A hole began before the bin was full.
            fresh = self._flush(name, lift)
            pending = self._pending[name]
        if not pending.width:
            pending.start = minute
        pending.width += width
        pending.count += count
        pending.of += of
        if (minute + width) % minutes == 0:
            return self._flush(name, lift)
        return fresh

    def _flush(self, name: str, lift: float) -> bool:
        full = self._pending[name]
        self._pending[name] = _Pending()
        return self._pass(name, full.start, full.width, full.count, full.of, lift)

    def _pass(self, name: str, minute: int, width: int, count: float, of: float, lift: float) -> bool:
        channel = self._channels[name]
        if isinstance(channel, Proportion):
            channel.step(minute, width, count, of)
            return True
        return channel.step(minute, width, count, lift=lift)

    def _together(self) -> Sight:
        """The evidence of all series, and the one that carries most of it."""
        leading, most, total = "", 0.0, 0.0
        for name, channel in self._channels.items():
            if channel.judges:
                part = self._series[name].share * exp(channel.evidence)
                total += part
                if part > most:
                    leading, most = name, part
        evidence = max(0.0, log(total))
        return Sight(evidence, evidence, leading=leading)

    def _counting(self, name: str) -> Channel:
        channel = self._channels[name]
        if not isinstance(channel, Channel):
            raise KeyError(name)
        return channel

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values that JSON can hold; `from_state` goes on exactly where this stood."""
        return {
            "zone": self._zone,
            "hour": self._hour,
            "waited": self._waited,
            "sight": self._sight._asdict(),
            "course": self._course.to_state(),
            "series": [fields(series) for series in self._series.values()],
            "channels": {name: channel.to_state() for name, channel in self._channels.items()},
            "pending": {name: fields(pending) for name, pending in self._pending.items()},
        }

    @classmethod
    def from_state(cls, state: dict[str, Any], *, budget_minutes: float = WEEK_MINUTES) -> "Panel":
        """The panel that `to_state` described, for a budget that may be another one now."""
        panel = cls(state["zone"], ())
        first = state["series"][0]["name"]
        panel._first = Channel.from_state(state["channels"][first])
        for kept in state["series"]:
            series = Series(**kept)
            panel.add(series)
            if series.of:
                panel._channels[series.name] = Proportion.from_state(state["channels"][series.name])
            elif series.name != first:
                panel._channels[series.name] = Channel.from_state(state["channels"][series.name])
            panel._pending[series.name] = _Pending(**state["pending"][series.name])
        panel._sight, panel._waited = Sight(**state["sight"]), state["waited"]
        panel._course, panel._hour = Course.from_state(budget_minutes, state["course"]), state["hour"]
        return panel
