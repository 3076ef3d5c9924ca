"""English opinion by rules: evidence for the model beside VADER, with a lexicon of ours."""

from itertools import chain
from math import sqrt
from operator import attrgetter

from cmwatch.reading.french.tone import ALPHA, Weighed
from cmwatch.reading.opinion.lexicon import lexicon
from cmwatch.reading.opinion.rules import weigh
from cmwatch.reading.opinion.words import Words

_counts, _value = attrgetter("counts"), attrgetter("value")
_NOTHING = Weighed(0.0, ())


class EnglishOpinion:
    """The English rule scorer of ours. Words are remembered between texts, results are not."""

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
        words = list(chain.from_iterable(map(self._words.__getitem__, text.split())))
        if not any(map(_counts, words)):
            return _NOTHING
        units, turns = weigh(words)
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        if not reasons:
            return _NOTHING
        total = sum(map(_value, units))
        # Exclamation marks strengthen what is there already, as in VADER.
        emphasis = min(text.count("!"), 4) * 0.292
        total += emphasis if total > 0 else -emphasis if total < 0 else 0.0
        return Weighed(round(total / sqrt(total * total + ALPHA), 4), (*reasons, *turns))
