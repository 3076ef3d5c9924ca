"""Tone by a lexicon and rules: the score of a text, and the words that made it."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import NamedTuple

from cmwatch.reading.valence.scoring import normalised
from cmwatch.reading.valence.units import Unit
from cmwatch.reading.valence.words import Word, Words

Weigh = Callable[[Sequence[Word]], tuple[list[Unit], list[str]]]
"""The units of a text with their values, and the signs of what turned them: `×ne…pas`, `×but`."""

_value = attrgetter("value")


class Profile(NamedTuple):
    """How a text comes to its score."""

    compound: float
    """−1 … 1; 0.0 where nothing has valence."""
    shape: tuple[float, ...] = (0.0,) * 6
    """Praise and blame by themselves, 0 … 1 each; how much of each there is, 0 … 1; the first valence and the last,
    −1 … 1."""


MANY = 3
"""Words of praise, or of blame, past which more say no more."""

LARGEST = 4.0
"""Valence of the strongest words."""

NOTHING = Profile(0.0)


class LexiconTone:
    """A rule scorer. Words are remembered between texts, results are not."""

    def __init__(self, words: Words, weigh: Weigh, emphasis: Callable[[str], float]) -> None:
        """`emphasis` is what the punctuation of a text adds to its sum."""
        self._words, self._weigh, self._emphasis = words, weigh, emphasis

    def compound(self, text: str) -> float:
        """−1 … 1; 0.0 where nothing has valence."""
        return self.profile(text).compound

    def profile(self, text: str) -> Profile:
        """The compound of a text and its shape."""
        units, _turns = self._weigh(self._words.of(text))
        values = list(filter(None, map(_value, units)))
        if not values:
            return NOTHING
        praise = [value for value in values if value > 0]
        total, kind = float(sum(values)), sum(praise)
        # Emphasis strengthens what is there already.
        emphasis = self._emphasis(text) if total else 0.0
        shape = (
            normalised(kind),
            normalised(kind - total),
            min(MANY, len(praise)) / MANY,
            min(MANY, len(values) - len(praise)) / MANY,
            values[0] / LARGEST,
            values[-1] / LARGEST,
        )
        return Profile(normalised(total + emphasis if total > 0 else total - emphasis), shape)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place, and what turned them."""
        units, turns = self._weigh(self._words.of(text))
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        return [*reasons, *turns] if reasons else []
