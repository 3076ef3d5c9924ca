"""English opinion by rules: evidence for the model beside VADER, with a lexicon of ours."""

from collections.abc import Sequence
from itertools import chain
from math import sqrt
from operator import attrgetter

from cmwatch.reading.french.tone import ALPHA, Weighed
from cmwatch.reading.french.units import Unit
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
        return _compound(text, self._weighed(text)[0])

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place, and what turned them."""
        return list(self.read(text).reasons)

    def read(self, text: str) -> Weighed:
        """Score and reasons in one pass."""
        units, turns = self._weighed(text)
        reasons = [f"{'+' if unit.value > 0 else '−'}{unit.shown}" for unit in units if unit.value]
        return Weighed(_compound(text, units), (*reasons, *turns)) if reasons else _NOTHING

    def _weighed(self, text: str) -> tuple[Sequence[Unit], Sequence[str]]:
        if "\n" in text:
            text = text.replace("\n", " . ")
        words = list(chain.from_iterable(map(self._words.__getitem__, text.split())))
        return weigh(words) if any(map(_counts, words)) else ((), ())


def _compound(text: str, units: Sequence[Unit]) -> float:
    total = float(sum(map(_value, units)))
    if not total:
        return 0.0
    # Exclamation marks strengthen what is there already, as in VADER.
    emphasis = min(text.count("!"), 4) * 0.292
    total += emphasis if total > 0 else -emphasis
    return round(total / sqrt(total * total + ALPHA), 4)
