"""French tone by rules: VADER's twin, with a lexicon and a grammar of its own."""

from itertools import chain
from math import sqrt

import msgspec

from cmwatch.reading.french.lexicon import lexicon
from cmwatch.reading.french.rules import weigh
from cmwatch.reading.french.words import Word, Words

ALPHA = 15
"""VADER's normalising constant: about the largest sum of valences expected."""


class Weighed(msgspec.Struct, frozen=True):
    """A text's score and the words that made it."""

    compound: float
    """−1 … 1, as VADER normalises it."""
    reasons: tuple[str, ...]
    """In the order of the text `+merci`, `−arnaque`; then what turned them: `×ne…pas`, `×mais`."""


_NOTHING = Weighed(0.0, ())


class FrenchTone:
    """The French rule scorer. Words are remembered between texts, results are not."""

    def __init__(self) -> None:
        self._words = Words(lexicon())

    def compound(self, text: str) -> float:
        """−1 … 1; 0.0 where nothing has valence."""
        return self.read(text).compound

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place, and what turned them."""
        return list(self.read(text).reasons)

    def read(self, text: str) -> Weighed:
        """Score and reasons in one pass."""
        if "\n" in text:
            text = text.replace("\n", " . ")
        words: list[Word] = list(chain.from_iterable(map(self._words.__getitem__, text.split())))
        if not any(word.counts for word in words):
            return _NOTHING
        units, turns = weigh(words)
        total = sum(unit.value for unit in units)
        emphasis = _emphasis(text)
        total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        compound = round(max(-1.0, min(1.0, total / sqrt(total * total + ALPHA))), 4)
        return Weighed(compound, (*reasons, *turns)) if reasons else _NOTHING


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and repeated question marks add, as in VADER."""
    questions = text.count("?")
    added = 0.0 if questions <= 1 else questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + added
