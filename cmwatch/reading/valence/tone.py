"""Tone by a lexicon and rules: the score of a text, and the words that made it."""

from collections.abc import Callable, Collection, Sequence

from cmwatch.reading.valence.scoring import normalised
from cmwatch.reading.valence.units import Owners, Unit, find_units
from cmwatch.reading.valence.words import Word, Words

Weigh = Callable[[Sequence[Word], Sequence[Unit], Owners], list[str]]
"""Gives the units of a text their values, in place, and returns the signs of what turned them: `×ne…pas`, `×but`."""


class LexiconTone:
    """A rule scorer. Words are remembered between texts, results are not."""

    def __init__(self, words: Words, behind: Collection[str], weigh: Weigh, emphasis: Callable[[str], float]) -> None:
        """`behind` are boosters (see `find_units`); `emphasis` is what the punctuation of a text adds to its sum."""
        self._words, self._behind, self._weigh, self._emphasis = words, behind, weigh, emphasis

    def compound(self, text: str) -> float:
        """−1 … 1; 0.0 where nothing has valence."""
        return self.compounds([text])[0]

    def compounds(self, texts: Sequence[str]) -> list[float]:
        """That of each text; each step is taken for all of them before the next, which is faster."""
        cut = list(map(self._words.of, texts))
        found = [find_units(words, self._behind) for words in cut]
        for words, (units, owners) in zip(cut, found, strict=True):
            if units:
                self._weigh(words, units, owners)
        return [self._summed(text, units) for text, (units, _owners) in zip(texts, found, strict=True)]

    def _summed(self, text: str, units: Sequence[Unit]) -> float:
        total = sum([unit.value for unit in units])
        if not total:
            return 0.0
        # Emphasis strengthens what is there already.
        emphasis = self._emphasis(text)
        return normalised(total + emphasis if total > 0 else total - emphasis)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place, and what turned them."""
        words = self._words.of(text)
        units, owners = find_units(words, self._behind)
        turns = self._weigh(words, units, owners) if units else []
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        return [*reasons, *turns] if reasons else []
