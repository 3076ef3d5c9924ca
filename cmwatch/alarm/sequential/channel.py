"""One series of counts by event time: its rhythm, its drift, its scatter, and the odds that a burst is on.

A channel only gathers evidence. What it means (an alarm, a worsening, a new normal) is said by the panel, which
listens to several channels at once.
"""

from dataclasses import dataclass
from math import exp, log, log1p, sqrt
from typing import Any

from cmwatch.alarm.sequential.past import Foreseen, LastHour, Past, between
from cmwatch.alarm.sequential.plain import fields
from cmwatch.alarm.sequential.rhythm import Rhythm
from cmwatch.alarm.sequential.scatter import Scatter
from cmwatch.alarm.sequential.suspicion import LOWEST, Suspicion
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

RISE_FROM_LULL = 0.4
"""The same (×1.5, the least factor that is looked for) while the level lies deep: the end of a lull or of a hole that
nobody noticed overshoots easily, measured by what it rises from."""

STANDING_WANDER = 0.0003
"""Variance a minute of the level while a burst stands: a seventh up or down within an hour is its own course."""

RELAPSE_HOURS, RELAPSE = 24.0, 0.4
"""A level this far from usual (×1.5 or ×0.67) without a burst is unlearnt in a day."""

SETTLED_HOURS = 168.0
"""Smaller drift moves the usual level with a memory of a week, so that no weekday weighs more than another."""

CAP_FACTOR, CAP_MORE = 12.0, 12.0
"""Counts beyond twelve times the expected and twelve more say nothing more: the largest factor looked for is ten."""

FULLEST = 5.0
"""On a first day an hour with a burst teaches at most five times the mean so far, which no hour of a usual day exceeds:
a crisis that comes then must not pass for the rhythm of its hour for weeks."""

TAUGHT_FACTOR, TAUGHT_MORE = 3.0, 3.0
"""An hour teaches the rhythm at most three times the expected and three more: most of a small burst is forgotten."""

POOLED = 5
"""Minutes of quiet bins that are weighed together. The sum of n counts of one mean and scatter φ scatters by φ/n, so
that nothing is lost but their order; a bin with more than usual is weighed at once, by itself."""

EASY = 6.5
"""Evidence from which each bin is weighed by itself."""

MOST = 1e300
"""More than any bin brings; a number that JSON can hold."""

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


@dataclass(slots=True)
class Pool:
    """Quiet bins that wait to be weighed together."""

    start: float = 0.0
    ends: float = 0.0
    width: float = 0.0
    count: float = 0.0
    bins: int = 0
    lift: float = 1.0
    most: float = -1.0
    """The count of a bin beyond which the pool ends."""


class Channel:
    """Evidence of bursts in one series. Minutes are minutes since 1970, UTC; bins come in order."""

    def __init__(self, zone: str) -> None:
        self.rhythm, self.scatter, self.suspicion, self.unrest = Rhythm(zone), Scatter(), Suspicion(), Unrest()
        self.evidence = 0.0
        """Logarithm of the odds gathered by the last bin; `log(A)` comes by chance once in about A minutes."""
        self.last_hour = LastHour()
        self.held: float | None = None
        """The level before the burst that is on, as seen by the panel."""
        self._zone = zone
        self._scale = 0.0
        """Logarithm of the slow level, by which the rhythm is lifted."""
        self._mean = log(self.rhythm.mean)
        self._wander, self._until = 0.0, 0.0
        self._now: Hour | None = None
        self._last: Hour | None = None
        self._pool, self._past = Pool(), Past()

    @property
    def judges(self) -> bool:
        """Whether enough was learnt to say anything."""
        return self.rhythm.hours_seen >= FIRST_HOURS

    def step(self, minute: float, width: float, count: float, *, lift: float = 1.0) -> bool:
        """Take in the bin of `width` minutes that begins at `minute`, for which `lift` times the usual is expected.

        Returns whether anything was weighed: quiet bins wait for each other.
        """
        pool = self._pool
        fresh = False
        if pool.bins and (
            count > pool.most or minute != self._until or minute + width > pool.ends or lift != pool.lift
        ):
            self._weigh_pool()
            fresh = True
        if not pool.bins:
            self._begin_pool(minute, width, lift)
        pool.count += count
        pool.width += width
        pool.bins += 1
        self._until = until = minute + width
        if until < pool.ends and count <= pool.most:
            return fresh
        self._weigh_pool()
        return True

    def _begin_pool(self, minute: float, width: float, lift: float) -> None:
        middle = minute + width / 2
        hour = int(middle // 60)
        if self._now is None or hour != self._now.hour:
            self._turn(hour)
        if minute - self._until > width / 2 and self._until:
            self.suspicion.wait(minute - self._until)
        pool = self._pool
        pool.start, pool.lift, pool.ends = minute, lift, (minute // POOLED + 1) * POOLED
        pool.most = -1.0
        if not self.judges:
            pool.most = MOST
        elif self.held is None and self.evidence < EASY:
            usual = self._rate(middle) / 60 * lift * width * exp(self.suspicion.level)
            pool.most = usual + sqrt(usual * (1 + self.scatter.phi * usual))

    def _weigh_pool(self) -> None:
        """Weigh what waits, and write it down."""
        pool = self._pool
        width, count, bins = pool.width, pool.count, pool.bins
        expected = self._rate(pool.start + width / 2) / 60 * pool.lift * width
        if self.judges:
            self._weigh(pool.start + width / 2, width, expected, count, bins)
        self.last_hour.add(pool.start, width, count - expected)
        now = self._now
        if now is not None:
            now.count += count
            now.expected += expected
            now.minutes += width
            now.bins += bins
            now.disturbed = now.disturbed or self.held is not None or pool.lift != 1.0
        pool.width, pool.count, pool.bins = 0.0, 0.0, 0

    def _weigh(self, minute: float, width: float, expected: float, count: float, bins: int) -> None:
        suspicion = self.suspicion
        mean, rise = expected * exp(suspicion.level), RISE if suspicion.level > LOWEST else RISE_FROM_LULL
        wander = self._wander * width
        if self.held is None:
            self.scatter.gather(minute // POOLED, expected, suspicion.level, suspicion.variance, count, bins)
        else:
            wander += STANDING_WANDER * width
        heard = min(count, CAP_FACTOR * mean + CAP_MORE)
        gathered = log1p(suspicion.weigh(minute, width, expected, heard, self.scatter.phi / bins, wander))
        if gathered > FLOOR and (count <= mean or suspicion.risen < rise):
            gathered = FLOOR
        self.evidence = gathered
        if self.held is None:
            self._past.note_level(minute, suspicion.level)

    def hold(self, onset: float) -> None:
        """Remember the level from before `onset`: a burst has begun."""
        self.held = self._past.level_before(onset, 0.0)
        self._pool.most = -1.0

    def release(self) -> None:
        """The burst is over: the present level is the usual one again."""
        self.held = None
        self._past.forget_levels()

    def settle(self) -> None:
        """Take the present rate as the one that may worsen."""
        self.suspicion.accept(*self.present())

    def present(self) -> tuple[float, float]:
        """Level now and its variance, burst and no burst weighed by their odds."""
        suspicion = self.suspicion
        odds = suspicion.odds
        share = odds / (odds + WEEK_MINUTES)
        apart = max(0.0, suspicion.risen - suspicion.level) if odds else 0.0
        return suspicion.level + share * apart, suspicion.variance + 0.05 + share * (1 - share) * apart * apart

    def thaw(self, hours: float) -> None:
        """Let the usual level follow the present one with a memory of so many hours."""
        # A lull may be a hole that nobody noticed: however deep it is, it is believed slowly.
        moved = max(-RELAPSE, self.suspicion.level) / hours
        self._scale += moved
        self._shift(moved)

    def drift(self) -> None:
        """Let the usual level follow slow drift, once an hour, while there is no burst."""
        if self.rhythm.hours_seen >= YOUNG_HOURS:
            self.thaw(RELAPSE_HOURS if abs(self.suspicion.level) > RELAPSE else SETTLED_HOURS)

    def usual(self, hour: int) -> float:
        """Mentions that an hour (since 1970) usually brings, drift of the day left out."""
        return self.rhythm.hourly(hour)[1] * exp(self._scale)

    def expected_between(self, since: float, until: float) -> float:
        """Mentions expected from minute `since` up to minute `until`, at the level before it or before the burst."""
        total, minute = 0.0, since
        while minute < until:
            end = min(until, (minute // 30 + 1) * 30)
            total += self._rate((minute + end) / 2) * (end - minute) / 60
            minute = end
        return total * exp(self._level_from(since))

    def foreseen(self, since: int, until: int) -> Foreseen:
        """The same for any stretch of minutes [since, until)."""
        return Foreseen(since, until, lambda hour: self._past.rates(hour) or self._rates(hour), self._level_from)

    def _level_from(self, minute: float) -> float:
        return self._past.level_before(minute, self.suspicion.level) if self.held is None else self.held

    def _shift(self, by: float) -> None:
        self.suspicion.shift(by)
        self._past.shift(by)
        if self.held is not None:
            self.held -= by

    def _rate(self, minute: float) -> float:
        hour = int(minute // 60)
        return between(self._past.rates(hour) or self._rates(hour), minute / 60 - hour)

    def _rates(self, hour: int) -> tuple[float, float, float]:
        start, centre, end = self.rhythm.hourly(hour)
        scale = exp(self._scale)
        return start * scale, centre * scale, end * scale

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
        self._past.note_rates(hour, self._rates(hour))
        self.last_hour.settle()
        self.unrest.begin(self.suspicion.level, self.suspicion.variance)
        self._wander = self.unrest.variance / 60 + SHAPE_WANDER * self.rhythm.variance(hour) / 60

    def _learn(self, past: Hour, *, disturbed: bool) -> None:
        observed = past.minutes / 60
        young = self.rhythm.hours_seen < YOUNG_HOURS
        if observed < 0.25 or (disturbed and not young):
            return  # too little of it was seen, or it was no usual hour
        most = TAUGHT_FACTOR * past.expected * exp(max(0.0, self.suspicion.level))
        if young:
            most = FULLEST * self.rhythm.mean * observed if disturbed else past.count
        self.rhythm.learn(past.hour, min(past.count, most + TAUGHT_MORE), observed, past.scale)
        mean = log(self.rhythm.mean)
        # What the rhythm takes over, the level gives back; before it is judged there is nothing to give.
        moved = mean - self._mean
        self._mean = mean
        if self.rhythm.hours_seen <= FIRST_HOURS:
            self.suspicion = Suspicion()
        else:
            self._shift(moved)

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values that JSON can hold; `from_state` goes on exactly where this stood."""
        return {name: getattr(self, name) for name in _PLAIN} | {
            "parts": {name: getattr(self, name).to_state() for name in _PARTS},
            "past": self._past.to_state(),
            "pool": fields(self._pool),
            "last_hour": self.last_hour.to_state(),
            **{name: fields(hour) if hour else None for name, hour in (("now", self._now), ("last", self._last))},
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Channel":
        """The channel that `to_state` described."""
        channel = cls(state["_zone"])
        for name in _PLAIN:
            setattr(channel, name, state[name])
        parts = state["parts"]
        channel.rhythm = Rhythm.from_state(channel._zone, parts["rhythm"])
        channel.scatter = Scatter.from_state(parts["scatter"])
        channel.unrest = Unrest.from_state(parts["unrest"])
        channel.suspicion = Suspicion.from_state(parts["suspicion"])
        channel._past, channel._pool = Past.from_state(state["past"]), Pool(**state["pool"])
        channel.last_hour = LastHour.from_state(state["last_hour"])
        channel._now, channel._last = (Hour(**state[name]) if state[name] else None for name in ("now", "last"))
        return channel


_PLAIN = ("evidence", "held", "_zone", "_scale", "_mean", "_wander", "_until")
_PARTS = ("rhythm", "scatter", "unrest", "suspicion")
