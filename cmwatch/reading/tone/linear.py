"""A linear model of tone in pure Python: a look-up for each token, a sum, three probabilities."""

from collections.abc import Sequence
from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from cmwatch.reading.tone.rules import Scored
from cmwatch.reading.tone.table import Table
from cmwatch.reading.tone.tokens import marked
from cmwatch.reading.tone.told import Tokens, Told

FEWEST = 3
"""A text of fewer tokens is weighed as one of three: a single word must not shout."""

FLAT = 0.05
"""|score| below which VADER's authors call a text neutral."""


class Odds(NamedTuple):
    """Probabilities of the three classes; they sum to one."""

    negative: float
    neutral: float
    positive: float


class LinearTone:
    """The model of one language."""

    def __init__(self, table: Table) -> None:
        self._tokens = Tokens(table)
        self._signs = [(lane.signs, lane.bias) for lane in table.lanes]

    def told(self, texts: Sequence[str]) -> list[Told]:
        """What the words of each text say."""
        return self._tokens.told(texts)

    def odds(self, text: str, scored: Scored, told: Told) -> Odds:
        """Calibrated probabilities for a text that the rules scored so, and whose words say what they say."""
        share = 1 / sqrt(max(FEWEST, told.length))
        measured = signs(text, scored, told.length, mocking=told.mocking)
        calm, glad, cross, pleased, gate = [
            value * share + sum(map(mul, weights, measured), bias)
            for value, (weights, bias) in zip(told.lanes, self._signs)  # noqa: B905 - one a lane
        ]
        public = 1 / (1 + exp(-max(-50.0, min(50.0, gate))))
        negative = exp(min(50.0, public * calm + (1 - public) * cross))
        positive = exp(min(50.0, public * glad + (1 - public) * pleased))
        whole = 1.0 + negative + positive
        return Odds(negative / whole, 1.0 / whole, positive / whole)

    def telling(self, words: list[str], most: int = 3) -> list[tuple[str, float]]:
        """The tokens that say most about negative against positive, strongest first; above 0 is positive."""
        seen = marked(words)
        share = 1 / sqrt(max(FEWEST, len(seen)))
        said = {}
        for word in seen:
            calm, glad, cross, pleased, _gate = self._tokens.lanes(word)
            said[word] = (glad - calm + pleased - cross) / 2 * share
        return sorted(said.items(), key=lambda one: (-abs(one[1]), one[0]))[:most]


def signs(text: str, scored: Scored, length: int, *, mocking: bool) -> list[float]:
    """What is measured rather than looked up, each about 0 … 1: the rules' scores and how the text is written.

    A score counts by itself and by the shortness of the text, for in a short one the rules miss less.
    """
    short = 1 / sqrt(max(1, length))
    measured = [
        min(3, text.count("!")) / 3,
        min(3, text.count("?")) / 3,
        float(text.startswith("@")),
        min(1.0, len(text) / 280),
        short,
        float(mocking),
    ]
    for score in scored.compounds:
        measured += (score, max(0.0, score), float(abs(score) < FLAT), score * short * 2)
    measured += scored.shape
    return measured
