"""A linear model of tone in pure Python: a look-up for each token, a sum, three probabilities."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from cmwatch.reading.tone.hashing import PAIR_WEIGHT, cells, pair_cell
from cmwatch.reading.tone.table import Table
from cmwatch.reading.tone.tokens import marked, tokens

TOKENS_KEPT = 32_768
"""Tokens whose sum is remembered. Nothing of a whole text is."""

PAIRS_KEPT = 65_536
"""Pairs of neighbours whose weights are remembered."""

FEWEST = 3
"""A text of fewer tokens is weighed as one of three: a single word must not shout."""

FLAT = 0.05
"""|score| below which VADER's authors call a text neutral."""

START, END = "^", "$"
"""Stand before the first and after the last token, so that how a text begins and ends is seen."""

_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")


class Odds(NamedTuple):
    """Probabilities of the three classes; they sum to one."""

    negative: float
    neutral: float
    positive: float


class _Sums(dict[str, complex]):
    """What each token says: towards negative (real) and positive (imaginary), neutral being 0."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, token: str) -> complex:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        at = self._table.at
        total = self[token] = sum((at(cell) * weight for cell, weight in cells(token)), 0j)
        return total


class _Pairs(dict[tuple[str, str], complex]):
    """What two neighbours say together."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, pair: tuple[str, str]) -> complex:
        if len(self) >= PAIRS_KEPT:
            self.clear()
        total = self[pair] = self._table.at(pair_cell(*pair)) * PAIR_WEIGHT
        return total


class LinearTone:
    """The model of one language."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sums, self._pairs = _Sums(table), _Pairs(table)

    def odds(self, text: str, scores: Sequence[float], words: list[str]) -> Odds:
        """Calibrated probabilities for a text with these rule scores, −1 … 1 each, and these `tokens`."""
        seen = marked(words)
        total = sum(map(self._sums.__getitem__, seen), 0j)
        total += sum(map(self._pairs.__getitem__, pairwise((START, *seen, END))), 0j)
        total /= sqrt(max(FEWEST, len(seen)))
        table = self._table
        total += sum(map(mul, table.signs, signs(text, scores, len(seen))), table.bias)
        total *= table.sharpness
        negative, positive = exp(min(total.real, 50.0)), exp(min(total.imag, 50.0))
        whole = 1.0 + negative + positive
        return Odds(negative / whole, 1.0 / whole, positive / whole)

    def telling(self, words: list[str], most: int = 3) -> list[tuple[str, float]]:
        """The tokens that say most about negative against positive, strongest first; above 0 is positive."""
        seen = marked(words)
        share = self._table.sharpness / sqrt(max(FEWEST, len(seen)))
        said = {word: (self._sums[word].imag - self._sums[word].real) * share for word in seen}
        return sorted(said.items(), key=lambda one: -abs(one[1]))[:most]


def signs(text: str, scores: Sequence[float], length: int) -> list[float]:
    """What is measured rather than looked up, each about 0 … 1: the rules' scores and how the text is written.

    A score counts by itself and by the shortness of the text, for in a short one the rules miss less.
    """
    short = 1 / sqrt(max(1, length))
    measured = [
        min(3, text.count("!")) / 3,
        min(3, text.count("?")) / 3,
        float(text.startswith("@")),
        min(1.0, len(text) / 280),
        min(3, len(_CAPITALS.findall(text))) / 3,
        short,
    ]
    for score in scores:
        measured += (score, max(0.0, score), float(abs(score) < FLAT), score * short * 2)
    return measured
