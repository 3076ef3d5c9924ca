"""What was expected lately, and where the level stood: so that a burst is measured by what was before it."""

from bisect import bisect_left
from collections.abc import Callable
from math import exp
from typing import Any

HOURS_KEPT = 30
"""Hours whose expected rates are remembered, for windows that reach back."""

STRETCH, STRETCHES = 10.0, 36
"""Minutes between remembered levels, and how many: six hours."""

HOUR = 60.0
"""Minutes over which the size of a rise is taken: what does not fill an hour is a flash."""

Rates = tuple[float, float, float]
"""Mentions an hour at the beginning, middle and end of an hour; joined by straight lines."""


class Past:
    """The last day's rates and the last hours' levels of one channel."""

    def __init__(self) -> None:
        self._rates: dict[int, Rates] = {}
        self._levels: list[tuple[float, float]] = []

    def rates(self, hour: int) -> Rates | None:
        """The rates of an hour since 1970, as they were believed in it."""
        return self._rates.get(hour)

    def note_rates(self, hour: int, rates: Rates) -> None:
        """Remember the rates of an hour that begins."""
        self._rates[hour] = rates
        while len(self._rates) > HOURS_KEPT:
            del self._rates[next(iter(self._rates))]

    def note_level(self, minute: float, level: float) -> None:
        """Remember the level of a quiet minute."""
        if not self._levels or minute - self._levels[-1][0] >= STRETCH:
            self._levels.append((minute, level))
            del self._levels[:-STRETCHES]

    def level_before(self, minute: float, otherwise: float) -> float:
        """The last level known before a minute, else the first known at all."""
        levels = self._levels
        if not levels:
            return otherwise
        return levels[max(0, bisect_left(levels, (minute,)) - 1)][1]

    def shift(self, by: float) -> None:
        """Measure levels from a usual rate that has become larger by exp(`by`)."""
        self._levels = [(minute, level - by) for minute, level in self._levels]

    def forget_levels(self) -> None:
        """Begin anew: what was before is usual no more."""
        self._levels.clear()

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"rates": [[hour, *rates] for hour, rates in self._rates.items()],
                "levels": [list(kept) for kept in self._levels]}  # fmt: skip

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Past":
        """The past that `to_state` described."""
        past = cls()
        past._rates = {int(hour): (start, centre, end) for hour, start, centre, end in state["rates"]}
        past._levels = [(minute, level) for minute, level in state["levels"]]
        return past


class Foreseen:
    """What was expected of a series over some hours, summed once for the many windows that are looked at in them."""

    def __init__(self, since: int, until: int, rates: Callable[[int], Rates], level: Callable[[int], float]) -> None:
        """`rates` of an hour since 1970; `level` by which what is expected from a minute on is lifted."""
        self._since, self._level = since, level
        self._sums = [0.0]
        total = 0.0
        for half in range(since // 30, (until - 1) // 30 + 1):
            start, centre, end = rates(half // 2)
            low, high = (centre, end) if half % 2 else (start, centre)
            begins, slope = 30 * half, (high - low) / 30
            for minute in range(max(since, begins), min(until, begins + 30)):
                total += (low + slope * (minute - begins + 0.5)) / 60
                self._sums.append(total)

    def between(self, since: int, until: int) -> float:
        """Mentions expected from minute `since` up to minute `until`."""
        return (self._sums[until - self._since] - self._sums[since - self._since]) * exp(self._level(since))


class LastHour:
    """Mentions beyond the usual within the last hour."""

    def __init__(self) -> None:
        self.excess = 0.0
        self._bins: list[tuple[float, float]] = []

    def add(self, minute: float, width: float, more: float) -> None:
        """Take in what a bin brought beyond the usual, and let go of what is older than an hour."""
        bins = self._bins
        bins.append((minute, more))
        self.excess += more
        oldest = minute + width - 1 - HOUR
        while bins[0][0] <= oldest:
            self.excess -= bins.pop(0)[1]

    def settle(self) -> None:
        """Sum anew: what is only added to and taken from gathers rounding errors."""
        self.excess = sum(more for _minute, more in self._bins)

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"excess": self.excess, "bins": [list(kept) for kept in self._bins]}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "LastHour":
        """The hour that `to_state` described."""
        hour = cls()
        hour.excess, hour._bins = state["excess"], [(minute, more) for minute, more in state["bins"]]
        return hour


def between(rates: Rates, place: float) -> float:
    """The rate at a place, 0 … 1, within an hour."""
    start, centre, end = rates
    return start + (centre - start) * 2 * place if place < 0.5 else centre + (end - centre) * (2 * place - 1)
