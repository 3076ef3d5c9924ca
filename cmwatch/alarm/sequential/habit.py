"""How far this brand flares by itself: the budget of false alarms, kept on its own record.

A brand with daily flares breaks any model of quiet weeks. So the flares of a watch are written down, the largest of
each six hours, and an alarm asks how many of them were as large: the budget holds on the record too, or nobody is
called. By chance alone the record stays nearly empty, and then the evidence decides alone.
"""

from math import exp, log
from typing import Any

BLOCK_MINUTES = 360.0
"""Flares of the same six hours are one matter: an alarm later than that is a new one (see `episode.REOPEN_MINUTES`)."""

KEPT_WEEKS = 13.0
"""A quarter of a year is remembered: habits of a season."""

PRIOR_WEEKS = 1.0
"""A week without flares is assumed before anything is known, so that the very first burst is heard."""

STRONG = 5.0
"""Evidence this far beyond the threshold is no chance: e⁵ weeks are three years. What is beyond is a flare."""

LARGER = log(2.0)
"""Within six hours of an alarm on a flare the next one must be of twice the size: worse, not the same again."""

MINUTES_A_WEEK = 10_080.0


class Habit:
    """The record of one watch. Sizes are logarithms of mentions a minute beyond the usual."""

    def __init__(self, opens: float, per_week: float) -> None:
        self._opens, self._per_week = opens, per_week
        self._weeks = 0.0
        self._flares: list[tuple[float, float, float]] = []
        """Block, highest evidence and largest size, oldest first."""
        self._rang, self._rang_size = -BLOCK_MINUTES, 0.0

    def observe(self, width: float) -> None:
        """Let `width` minutes of observation pass."""
        self._weeks = min(KEPT_WEEKS, self._weeks + width / MINUTES_A_WEEK)

    def note(self, minute: float, evidence: float, size: float) -> None:
        """Write down a bin in which there was evidence of a burst."""
        block = minute // BLOCK_MINUTES
        if self._flares and self._flares[-1][0] == block:
            _block, most, largest = self._flares[-1]
            self._flares[-1] = (block, max(most, evidence), max(largest, size))
            return
        oldest = block - KEPT_WEEKS * MINUTES_A_WEEK / BLOCK_MINUTES
        self._flares = [flare for flare in self._flares if flare[0] >= oldest]
        self._flares.append((block, evidence, size))

    def is_unusual(self, minute: float, evidence: float, size: float) -> bool:
        """Whether so large a flare keeps the budget on the record. Its own six hours do not count against it."""
        block, strong = minute // BLOCK_MINUTES, self._opens + STRONG
        weight = min(evidence, strong)
        alike = sum(then != block and most >= weight and largest >= size for then, most, largest in self._flares)
        by_chance = self._weeks * self._per_week * exp(self._opens - weight)
        return alike - by_chance + 0.5 <= self._per_week * self._weeks + PRIOR_WEEKS

    def is_same(self, minute: float, size: float) -> bool:
        """Whether this is what rang already."""
        return minute - self._rang < BLOCK_MINUTES and size < self._rang_size + LARGER

    def ring(self, minute: float, evidence: float, size: float) -> None:
        """Note that an alarm was given. What may have been chance silences nothing after it."""
        if evidence >= self._opens + STRONG:
            self._rang, self._rang_size = minute, size

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"opens": self._opens, "per_week": self._per_week, "weeks": self._weeks,
                "flares": [list(flare) for flare in self._flares],
                "rang": self._rang, "rang_size": self._rang_size}  # fmt: skip

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Habit":
        """The habit that `to_state` described."""
        habit = cls(state["opens"], state["per_week"])
        habit._weeks = state["weeks"]
        habit._flares = [(block, most, largest) for block, most, largest in state["flares"]]
        habit._rang, habit._rang_size = state["rang"], state["rang_size"]
        return habit
