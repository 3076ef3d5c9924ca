"""How far this brand flares by itself: the budget of false alarms, kept on its own record.

A brand with daily flares breaks any model of quiet weeks. So a record is kept of every six hours: the strongest
evidence in them, and how much more than usual was said in their fullest hour. An alarm asks the record how often as
much came before, and is not given if that is more often than the budget allows. On a brand that behaves as the model
says the record stays nearly empty of evidence, and then the evidence decides alone.
"""

from math import log
from typing import Any

from cmwatch.alarm.sequential.channel import WEEK_MINUTES

BLOCK_MINUTES = 360.0
"""What happens within six hours is one matter: an alarm later than that is a new one (`episode.REOPEN_MINUTES`)."""

KEPT_WEEKS = 13.0
"""A quarter of a year is remembered: habits of a season."""

FIRST_WEEK = 1.0
"""A week without flares is assumed before anything is known, so that the very first bursts are heard."""

STRONG = 5.0
"""Evidence this far beyond the threshold is no chance: e⁵ weeks are three years. What is beyond is a flare."""

DISBELIEF = 3.0
"""When evidence comes three times as often as the budget says, the model is not believed about this brand."""

UNEVEN = 0.5
"""Chance is uneven: weak evidence is given half an alarm more of room than flares are."""

LARGER = log(2.0)
"""Within six hours of an alarm on a flare the next one must be of twice the size: worse, not the same again."""


class Habit:
    """The record of one watch. Sizes are logarithms of the mentions of an hour beyond the usual."""

    def __init__(self, opens: float, per_week: float) -> None:
        self._opens, self._per_week = opens, per_week
        self._weeks = 0.0
        self._blocks: list[tuple[float, float, float]] = []
        """Number of a block of six hours, its strongest evidence and its largest size, oldest first."""
        self._rang, self._rang_size = -BLOCK_MINUTES, 0.0

    def observe(self, width: float) -> None:
        """Let `width` minutes of observation pass."""
        self._weeks = min(KEPT_WEEKS, self._weeks + width / WEEK_MINUTES)

    def note(self, minute: float, evidence: float, size: float) -> None:
        """Write down a bin; `evidence` is 0 where there was none of a burst."""
        block = minute // BLOCK_MINUTES
        if self._blocks and self._blocks[-1][0] == block:
            _block, most, largest = self._blocks[-1]
            if evidence > most or size > largest:
                self._blocks[-1] = (block, max(most, evidence), max(largest, size))
            return
        oldest = block - KEPT_WEEKS * WEEK_MINUTES / BLOCK_MINUTES
        while self._blocks and self._blocks[0][0] < oldest:
            del self._blocks[0]
        self._blocks.append((block, evidence, size))

    def is_unusual(self, minute: float, evidence: float, size: float) -> bool:
        """Whether an alarm for so much keeps the budget on the record. Its own six hours do not count against it."""
        block, strong = minute // BLOCK_MINUTES, self._opens + STRONG
        before = [(most, largest) for then, most, largest in self._blocks if then != block]
        room = self._per_week * self._weeks + FIRST_WEEK - 0.5
        by_chance = self._per_week * self._weeks
        flares = sum(most >= self._opens for most, _largest in before)
        if sum(most >= strong for most, _largest in before) > room + UNEVEN or flares > DISBELIEF * (room + 0.5):
            # A brand of flares: how much is said decides, whatever the model thinks of it.
            return sum(largest >= size for _most, largest in before) <= room
        if evidence >= strong:
            return True
        larger = sum(most >= self._opens and largest >= size for most, largest in before)
        return sum(most >= evidence for most, _largest in before) <= room + UNEVEN and larger <= room + by_chance

    def is_same(self, minute: float, size: float) -> bool:
        """Whether this is what rang already."""
        return minute - self._rang < BLOCK_MINUTES and size < self._rang_size + LARGER

    def ring(self, minute: float, evidence: float, size: float) -> None:
        """Note that an alarm was given. What may have been chance silences nothing after it."""
        if evidence >= self._opens + STRONG:
            self._rang, self._rang_size = minute, size

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"weeks": self._weeks, "blocks": [list(block) for block in self._blocks],
                "rang": self._rang, "rang_size": self._rang_size}  # fmt: skip

    @classmethod
    def from_state(cls, opens: float, per_week: float, state: dict[str, Any]) -> "Habit":
        """The habit that `to_state` described, for a budget that may be another one now."""
        habit = cls(opens, per_week)
        habit._weeks = state["weeks"]
        habit._blocks = [(block, most, largest) for block, most, largest in state["blocks"]]
        habit._rang, habit._rang_size = state["rang"], state["rang_size"]
        return habit
