"""Tone by a lexicon and rules: the score of a text, and the words that made it."""

from collections.abc import Callable, Sequence

from cmwatch.reading.valence.scoring import normalised
from cmwatch.reading.valence.units import Unit
from cmwatch.reading.valence.words import Word, Words

Weigh = Callable[[Sequence[Word]], tuple[list[Unit], list[str]]]
"""The units of a text with their values, and the signs of what turned them: `×ne…pas`, `×but`."""


class LexiconTone:
    """A rule scorer. Words are remembered between texts, results are not."""

    def __init__(self, words: Words, weigh: Weigh, emphasis: Callable[[str], float]) -> None:
        """`emphasis` is what the punctuation of a text adds to its sum."""
        self._words, self._weigh, self._emphasis = words, weigh, emphasis

    def compound(self, text: str) -> float:
        """−1 … 1; 0.0 where nothing has valence."""
        return self.compounds([text])[0]

    def compounds(self, texts: Sequence[str]) -> list[float]:
        """That of each text; all are cut before the first is weighed, which is faster."""
        weighed = list(map(self._weigh, list(map(self._words.of, texts))))
        return [self._summed(text, units) for text, (units, _turns) in zip(texts, weighed, strict=True)]

    def _summed(self, text: str, units: Sequence[Unit]) -> float:
        total = sum([unit.value for unit in units])
        if not total:
            return 0.0
        # Emphasis strengthens what is there already.
        emphasis = self._emphasis(text)
        return normalised(total + emphasis if total > 0 else total - emphasis)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place, and what turned them."""
        units, turns = self._weigh(self._words.of(text))
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        return [*reasons, *turns] if reasons else []
