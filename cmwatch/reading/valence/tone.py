"""Tone by a lexicon and rules: the score of a text, and the words that made it."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from cmwatch.reading.valence.scoring import normalised
from cmwatch.reading.valence.units import Owners, Unit, find_units
from cmwatch.reading.valence.words import Word, Words

Weigh = Callable[[Sequence[Word], Sequence[Unit], Owners], list[str]]
"""Gives the units of a text their values, in place, and returns the signs of what turned them: `×ne…pas`, `×but`."""


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

    def __init__(self, words: Words, behind: Collection[str], weigh: Weigh, emphasis: Callable[[str], float]) -> None:
        """`behind` are boosters (see `find_units`); `emphasis` is what the punctuation of a text adds to its sum."""
        self._words, self._behind, self._weigh, self._emphasis = words, behind, weigh, emphasis

    def compound(self, text: str) -> float:
        """−1 … 1; 0.0 where nothing has valence."""
        return self.profiles([text])[0].compound

    def profiles(self, texts: Sequence[str]) -> list[Profile]:
        """That of each text; each step is taken for all of them before the next, which is faster."""
        cut = list(map(self._words.of, texts))
        found = [find_units(words, self._behind) for words in cut]
        for words, (units, owners) in zip(cut, found, strict=True):
            if units:
                self._weigh(words, units, owners)
        return [self._profile(text, units) for text, (units, _owners) in zip(texts, found, strict=True)]

    def _profile(self, text: str, units: Sequence[Unit]) -> Profile:
        values = [unit.value for unit in units if unit.value]
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
        words = self._words.of(text)
        units, owners = find_units(words, self._behind)
        turns = self._weigh(words, units, owners) if units else []
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        return [*reasons, *turns] if reasons else []
