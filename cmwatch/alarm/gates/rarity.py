"""How many voices make a theme remarkable, given how often it is spoken of anyway.

What is met by chance within a day grows with what is read in a day, and with how everyday the theme is for the brand.
So a small brand needs two voices, a large one more, and an everyday theme is no gate at all: its rise is seen by
counting.
"""

from math import exp, inf
from typing import Any

from cmwatch.alarm.tails import tail

MONTH_HOURS = 30 * 24
"""Hours after which what was met counts 1/e: an everyday theme is one that was met lately."""

FEWEST, MOST = 2, 5
"""Independent voices that make a claim of a theme at least; a theme that needs more than `MOST` is everyday."""

SHAPE, PRIOR_READ = 0.5, 1000.0
"""What is assumed of a theme before anything is read: once in two thousand texts on average, and as uncertain as the
brands of the public streams are unlike each other: some never hear of it, for some it is every other day's talk."""

GATES_SHARE = 0.1
"""Share of a watch's false-alarm budget that all classes of grave terms together may add to it."""


class Traffic:
    """Own words read in the last day and, forgotten gradually, the last month. Hours are hours since 1970."""

    def __init__(self) -> None:
        self.since: float | None = None
        """Time of the first."""
        self._hour: int | None = None
        self._hours: dict[int, int] = {}
        self._month = 0.0

    @property
    def day(self) -> int:
        """Read in the last 24 hours."""
        return sum(self._hours.values())

    @property
    def month(self) -> float:
        """Read lately, the older the less."""
        return self._month + self.day

    def count(self, at: float) -> None:
        """Count one at a time in seconds since 1970; a late one counts as if it came in time."""
        hour = int(at) // 3600
        if self._hour is None or self.since is None:
            self.since = at
            self._turn(hour)
        elif hour > self._hour:
            self._turn(hour)
        elif hour not in self._hours:
            hour = self._hour
        self._hours[hour] += 1

    def _turn(self, hour: int) -> None:
        passed = hour - self._hour if self._hour is not None else 0
        self._month *= exp(-passed / MONTH_HOURS)
        for old in [old for old in self._hours if old <= hour - 24]:
            self._month += self._hours.pop(old)
        self._hour = hour
        self._hours[hour] = 0

    def to_state(self) -> dict[str, Any]:
        """As plain values."""
        hours = {str(hour): count for hour, count in self._hours.items()}
        return {"since": self.since, "hour": self._hour, "hours": hours, "month": self._month}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Traffic":
        """As it was."""
        traffic = cls()
        traffic.since = state["since"]
        traffic._hour = state["hour"]
        traffic._hours = {int(hour): count for hour, count in state["hours"].items()}
        traffic._month = state["month"]
        return traffic


class Habit:
    """How often something was met lately, the older the less."""

    def __init__(self, met: float = 0.0, at: float = -inf) -> None:
        self._met = met
        self._at = at

    def meet(self, at: float) -> None:
        """It was met, at a time in seconds since 1970."""
        self._met = self.met(at) + 1
        self._at = max(self._at, at)

    def met(self, now: float) -> float:
        """Times it was met lately."""
        return self._met * exp(-max(0.0, now - self._at) / 3600 / MONTH_HOURS) if self._met else 0.0

    @property
    def last(self) -> float | None:
        """When it was last met, if ever."""
        return self._at if self._met else None

    def to_state(self) -> list[float]:
        """As plain values."""
        return [self._met, self._at] if self._met else []

    @classmethod
    def from_state(cls, state: list[float]) -> "Habit":
        """As it was."""
        return cls(*state)


def needed(met: float, traffic: Traffic, chance: float, fewest: int = FEWEST) -> int | None:
    """Voices within a day that chance gives with less than `chance`; None if more than `MOST`: it is everyday talk.

    Negative binomial: a Poisson count whose rate is known as well as a gamma prior and `met` times allow.
    """
    size = SHAPE + met
    mean = size / (PRIOR_READ + traffic.month) * traffic.day
    for voices in range(fewest, MOST + 1):
        if tail(voices, mean, 1 / size) <= chance:
            return voices
    return None
