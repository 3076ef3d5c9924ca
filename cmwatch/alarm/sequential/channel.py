"""One series of counts by event time: its rhythm, its drift, its scatter, and the odds that a burst is on.

A channel only gathers evidence. What it means (an alarm, a worsening, a new normal) is said by the panel, which
listens to several channels at once.
"""

from dataclasses import asdict, dataclass
from math import exp, log, log1p
from typing import Any

from cmwatch.alarm.sequential.rhythm import Rhythm
from cmwatch.alarm.sequential.scatter import Scatter
from cmwatch.alarm.sequential.suspicion import Suspicion
from cmwatch.alarm.sequential.unrest import Unrest

FIRST_HOURS = 3.0
"""Hours to be learnt before anything is judged: until then not even the size of the brand is known."""

YOUNG_HOURS = 24.0
"""Until a day was seen, the level is not told from the rhythm, and bursts teach as all else does."""

SHAPE_WANDER = 0.1
"""Share of the profile's variance that is new from one hour to the next; the rest is common to neighbouring hours,
and the level has taken it in already."""

FLOOR = 6.0
"""Evidence of a bin that cannot open anything by itself: about what silence alone adds up to for a tiny brand."""

RISE = 0.18
"""Logarithm of the factor (×1.2) above the usual below which nothing opens: less is a lull that ends. A bin that
brings less than was expected cannot open anything either, whatever came before it."""

STANDING_WANDER = 0.0003
"""Variance a minute of the level while a burst stands: a seventh up or down within an hour is its own course."""

RELAPSE_HOURS, RELAPSE = 24.0, 0.4
"""A level this far from usual (×1.5 or ×0.67) without a burst is unlearnt in a day."""

SETTLED_HOURS = 168.0
"""Smaller drift moves the usual level with a memory of a week, so that no weekday weighs more than another."""

CAP_FACTOR, CAP_MORE = 40.0, 30.0
"""Counts beyond forty times the expected and thirty more say nothing more, and formulas lose their footing there."""

TAUGHT_FACTOR, TAUGHT_MORE = 3.0, 3.0
"""An hour teaches the rhythm at most three times the expected and three more: most of a small burst is forgotten."""

HOUR = 60.0
"""Minutes over which the size of a rise is taken: what does not fill an hour is a flash."""

HOURS_KEPT = 30
"""Hours whose expected rates are remembered, for windows that reach back."""

STRETCH, STRETCHES = 10.0, 36
"""Minutes between remembered levels, and how many: six hours, so that a burst is measured by what was before it."""

WEEK_MINUTES = 10_080.0


@dataclass(slots=True)
class Hour:
    """Sums over one hour, or over what was seen of it."""

    hour: int
    count: float = 0.0
    expected: float = 0.0
    minutes: float = 0.0
    bins: int = 0
    scale: float = 1.0
    disturbed: bool = False


class Channel:
    """Evidence of bursts in one series. Minutes are minutes since 1970, UTC; bins come in order."""

    def __init__(self, zone: str) -> None:
        self.rhythm, self.scatter, self.suspicion, self.unrest = Rhythm(zone), Scatter(), Suspicion(), Unrest()
        self.evidence = 0.0
        """Logarithm of the odds gathered by the last bin; `log(A)` comes by chance once in about A minutes."""
        self.expected = 0.0
        """What the last bin should have brought, burst left out."""
        self.expected_a_minute = 0.0
        """What the present minute should bring, burst and drift left out."""
        self.held: float | None = None
        """The level before the burst that is on, as seen by the panel."""
        self._zone = zone
        self._scale = 0.0
        """Logarithm of the slow level, by which the rhythm is lifted."""
        self._mean = log(self.rhythm.mean)
        self._wander, self._until = 0.0, 0.0
        self._now: Hour | None = None
        self._last: Hour | None = None
        self._recent: list[tuple[float, float]] = []
        """Minute and mentions beyond the usual of each bin of the last hour."""
        self._excess = 0.0
        self._rates: dict[int, tuple[float, float, float]] = {}
        self._levels: list[tuple[float, float]] = []

    @property
    def judges(self) -> bool:
        """Whether enough was learnt to say anything."""
        return self.rhythm.hours_seen >= FIRST_HOURS

    @property
    def excess(self) -> float:
        """Mentions beyond the usual within the last hour."""
        return self._excess

    def step(self, minute: float, width: float, count: float, *, lift: float = 1.0) -> None:
        """Take in the bin of `width` minutes that begins at `minute`, for which `lift` times the usual is expected."""
        middle = minute + width / 2
        hour = int(middle // 60)
        if self._now is None or hour != self._now.hour:
            self._turn(hour)
        if minute - self._until > width / 2 and self._until:
            self.suspicion.wait(minute - self._until)
        self._until = minute + width
        self.expected_a_minute = self._rate(middle) / 60 * lift
        self.expected = expected = self.expected_a_minute * width
        self._pile(minute, width, count - expected)
        if self.judges:
            self._weigh(middle, width, expected, count)
        now = self._now
        if now is not None:
            now.count += count
            now.expected += expected
            now.minutes += width
            now.bins += 1
            now.disturbed = now.disturbed or self.held is not None or lift != 1.0

    def _pile(self, minute: float, width: float, more: float) -> None:
        recent = self._recent
        recent.append((minute, more))
        self._excess += more
        while recent[0][0] <= minute + width - 1 - HOUR:
            self._excess -= recent.pop(0)[1]

    def _weigh(self, minute: float, width: float, expected: float, count: float) -> None:
        suspicion = self.suspicion
        mean = expected * exp(suspicion.level)
        wander = self._wander * width
        if self.held is None:
            self.scatter.learn(mean, suspicion.variance, count)
        else:
            wander += STANDING_WANDER * width
        heard = min(count, CAP_FACTOR * mean + CAP_MORE)
        gathered = log1p(suspicion.weigh(minute, width, expected, heard, self.scatter.phi, wander))
        if gathered > FLOOR and (count <= mean or suspicion.risen < RISE):
            gathered = FLOOR
        self.evidence = gathered
        if self.held is None and (not self._levels or minute - self._levels[-1][0] >= STRETCH):
            self._levels.append((minute, suspicion.level))
            del self._levels[:-STRETCHES]

    def hold(self, onset: float) -> None:
        """Remember the level from before `onset`: a burst has begun."""
        earlier = [level for minute, level in self._levels if minute < onset]
        self.held = earlier[-1] if earlier else self._levels[0][1] if self._levels else 0.0

    def release(self) -> None:
        """The burst is over: the present level is the usual one again."""
        self.held = None
        self._levels.clear()

    def settle(self) -> None:
        """Take the present rate as the one that may worsen."""
        self.suspicion.accept(*self.present())

    def present(self) -> tuple[float, float]:
        """Level now and its variance, burst and no burst weighed by their odds."""
        suspicion = self.suspicion
        odds = suspicion.odds
        share = odds / (odds + WEEK_MINUTES)
        apart = suspicion.risen - suspicion.level if odds else 0.0
        return suspicion.level + share * apart, suspicion.variance + 0.05 + share * (1 - share) * apart * apart

    def thaw(self, hours: float) -> None:
        """Let the usual level follow the present one with a memory of so many hours."""
        # A lull may be a hole that nobody noticed: however deep it is, it is believed slowly.
        moved = max(-RELAPSE, self.suspicion.level) / hours
        self._scale += moved
        self.suspicion.shift(moved)
        self._levels = [(minute, level - moved) for minute, level in self._levels]
        if self.held is not None:
            self.held -= moved

    def drift(self) -> None:
        """Let the usual level follow slow drift, once an hour, while there is no burst."""
        if self.rhythm.hours_seen >= YOUNG_HOURS:
            self.thaw(RELAPSE_HOURS if abs(self.suspicion.level) > RELAPSE else SETTLED_HOURS)

    def usual(self, hour: int) -> float:
        """Mentions that an hour (since 1970) usually brings, drift of the day left out."""
        return self.rhythm.hourly(hour)[1] * exp(self._scale)

    def expected_between(self, since: float, until: float) -> float:
        """Mentions expected from minute `since` up to minute `until`, at the level before it or before the burst."""
        level = self.held
        if level is None:
            earlier = [level for minute, level in self._levels if minute < since]
            level = earlier[-1] if earlier else self._levels[0][1] if self._levels else self.suspicion.level
        total, minute = 0.0, since
        while minute < until:
            end = min(until, (minute // 30 + 1) * 30)
            total += self._rate((minute + end) / 2) * (end - minute) / 60
            minute = end
        return total * exp(level)

    def _rate(self, minute: float) -> float:
        hour = int(minute // 60)
        rates = self._rates.get(hour)
        if rates is None:
            start, centre, end = self.rhythm.hourly(hour)
            scale = exp(self._scale)
            rates = (start * scale, centre * scale, end * scale)
        start, centre, end = rates
        place = minute / 60 - hour
        return start + (centre - start) * 2 * place if place < 0.5 else centre + (end - centre) * (2 * place - 1)

    def _turn(self, hour: int) -> None:
        """Begin a new hour. The one before the last is learnt: by now it is known whether a burst began in it."""
        now, last = self._now, self._last
        if last is not None:
            self._learn(last, disturbed=last.disturbed or (now is not None and now.disturbed))
        if now is not None and self.rhythm.hours_seen >= YOUNG_HOURS:
            self.unrest.learn(now.count, now.expected, now.minutes, now.bins, self.scatter.phi, self._wander * 60)
        self._last, self._now = now, Hour(hour, scale=exp(self._scale))
        self.scatter.turn()
        if self.held is None:
            self.drift()
        scale = exp(self._scale)
        start, centre, end = self.rhythm.hourly(hour)
        self._rates[hour] = (start * scale, centre * scale, end * scale)
        while len(self._rates) > HOURS_KEPT:
            del self._rates[next(iter(self._rates))]
        self._excess = sum(more for _minute, more in self._recent)
        self.unrest.begin(self.suspicion.level, self.suspicion.variance)
        self._wander = self.unrest.variance / 60 + SHAPE_WANDER * self.rhythm.variance(hour) / 60

    def _learn(self, past: Hour, *, disturbed: bool) -> None:
        observed = past.minutes / 60
        young = self.rhythm.hours_seen < YOUNG_HOURS
        if observed < 0.25 or (disturbed and not young):
            return  # too little of it was seen, or it was no usual hour
        most = TAUGHT_FACTOR * past.expected * exp(max(0.0, self.suspicion.level)) + TAUGHT_MORE
        self.rhythm.learn(past.hour, past.count if young else min(past.count, most), observed, past.scale)
        mean = log(self.rhythm.mean)
        # What the rhythm takes over, the level gives back; before it is judged there is nothing to give.
        moved = mean - self._mean
        self._mean = mean
        if self.rhythm.hours_seen <= FIRST_HOURS:
            self.suspicion = Suspicion()
            return
        self.suspicion.shift(moved)
        self._levels = [(minute, level - moved) for minute, level in self._levels]
        if self.held is not None:
            self.held -= moved

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values that JSON can hold; `from_state` goes on exactly where this stood."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return plain | {
            "rhythm": self.rhythm.to_state(),
            "scatter": self.scatter.to_state(),
            "unrest": self.unrest.to_state(),
            "suspicion": self.suspicion.to_state(),
            "rates": [[hour, *rates] for hour, rates in self._rates.items()],
            "recent": [list(kept) for kept in self._recent],
            "levels": [list(kept) for kept in self._levels],
            "now": asdict(self._now) if self._now else None,
            "last": asdict(self._last) if self._last else None,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Channel":
        """The channel that `to_state` described."""
        channel = cls(state["_zone"])
        for name in _PLAIN:
            setattr(channel, name, state[name])
        channel.rhythm = Rhythm.from_state(channel._zone, state["rhythm"])
        channel.scatter = Scatter.from_state(state["scatter"])
        channel.unrest = Unrest.from_state(state["unrest"])
        channel.suspicion = Suspicion.from_state(state["suspicion"])
        channel._rates = {int(hour): (start, centre, end) for hour, start, centre, end in state["rates"]}
        channel._recent = [(minute, more) for minute, more in state["recent"]]
        channel._levels = [(minute, level) for minute, level in state["levels"]]
        channel._now = Hour(**state["now"]) if state["now"] else None
        channel._last = Hour(**state["last"]) if state["last"] else None
        return channel


_PLAIN = (
    "evidence",
    "expected",
    "expected_a_minute",
    "_excess",
    "held",
    "_zone",
    "_scale",
    "_mean",
    "_wander",
    "_until",
)
