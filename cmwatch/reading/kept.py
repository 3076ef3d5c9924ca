"""What was worked out of a word or a piece of text, kept for when it is met again. Nothing of whole texts is kept."""

from abc import ABC, abstractmethod
from typing import TypeVar

Value = TypeVar("Value")

LONGEST_KEPT = 60
"""Signs of a key that is kept: memory is bounded by their number and by this."""


class Kept(dict[str, Value], ABC):
    """A bounded memory that is asked as a dictionary is: `kept[key]`, or `map(kept.__getitem__, keys)`.

    What is new goes to a young generation; when that is full, it becomes the old one, and the old one goes, except for
    what is asked for again. So a flood of new keys costs nothing of what every text holds.
    """

    def __init__(self, most: int) -> None:
        """`most` is how many keys both generations hold together."""
        super().__init__()
        self._old: dict[str, Value] = {}
        self._full = most // 2

    @abstractmethod
    def worked_out(self, key: str) -> Value:
        """What belongs to a key."""

    def __missing__(self, key: str) -> Value:
        value = self._old[key] if key in self._old else self.worked_out(key)
        if len(key) <= LONGEST_KEPT:
            if len(self) >= self._full:
                self._old = self.copy()
                self.clear()
            self[key] = value
        return value
