"""A linear model of tone in pure Python: a look-up for each token, a sum, three probabilities."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, sqrt
from operator import mul
from struct import Struct
from typing import NamedTuple

from cmwatch.reading.tone.hashing import PAIR_WEIGHT, cells, pair_cell
from cmwatch.reading.tone.irony import may_mock
from cmwatch.reading.tone.table import LANES, Table
from cmwatch.reading.tone.tokens import beside_praise, marked

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

LANE_BITS = 64
"""One number holds the sums of all lanes side by side, so that a text is added up in one pass."""

GRAIN = 2.0**16
"""Steps of a lane to one step of a weight: a third of a weight is not rounded away."""

_CAPITALS = re.compile(r"\b[A-ZÀ-Ý]{3,}\b")
_MIDDLE = 1 << (LANE_BITS - 1)
_MIDDLES = sum(_MIDDLE << (LANE_BITS * place) for place in range(len(LANES)))
_UNPACK = Struct(f"<{len(LANES)}Q")


class Odds(NamedTuple):
    """Probabilities of the three classes; they sum to one."""

    negative: float
    neutral: float
    positive: float


class _Sums(dict[str, int]):
    """What each token says in every lane."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, token: str) -> int:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        total = self[token] = _packed(self._table, cells(token))
        return total


class _Pairs(dict[tuple[str, str], int]):
    """What two neighbours say together."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) >= PAIRS_KEPT:
            self.clear()
        total = self[pair] = _packed(self._table, [(pair_cell(*pair), PAIR_WEIGHT)])
        return total


class LinearTone:
    """The model of one language."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sums, self._pairs = _Sums(table), _Pairs(table)
        self._scales = tuple(lane.scale / GRAIN for lane in table.lanes)

    def odds(self, text: str, scores: Sequence[float], words: list[str]) -> Odds:
        """Calibrated probabilities for a text with these rule scores, −1 … 1 each, and these `tokens`."""
        seen = marked(words)
        total = sum(map(self._sums.__getitem__, beside_praise(words, seen)))
        total += sum(map(self._pairs.__getitem__, pairwise((START, *seen, END))))
        share = 1 / sqrt(max(FEWEST, len(seen)))
        measured = signs(text, scores, words)
        calm, glad, cross, pleased, gate = (
            value * share + sum(map(mul, lane.signs, measured), lane.bias)
            for value, lane in zip(self._unpacked(total), self._table.lanes, strict=True)
        )
        public = 1 / (1 + exp(-max(-50.0, min(50.0, gate))))
        sharpness = self._table.sharpness
        negative = exp(min(50.0, sharpness * (public * calm + (1 - public) * cross)))
        positive = exp(min(50.0, sharpness * (public * glad + (1 - public) * pleased)))
        whole = 1.0 + negative + positive
        return Odds(negative / whole, 1.0 / whole, positive / whole)

    def telling(self, words: list[str], most: int = 3) -> list[tuple[str, float]]:
        """The tokens that say most about negative against positive, strongest first; above 0 is positive."""
        seen = marked(words)
        share = self._table.sharpness / sqrt(max(FEWEST, len(seen)))
        said = {}
        for word in seen:
            calm, glad, cross, pleased, _gate = self._unpacked(self._sums[word])
            said[word] = (glad - calm + pleased - cross) / 2 * share
        return sorted(said.items(), key=lambda one: (-abs(one[1]), one[0]))[:most]

    def _unpacked(self, total: int) -> list[float]:
        lanes = _UNPACK.unpack((total + _MIDDLES).to_bytes(_UNPACK.size, "little"))
        return [(lane - _MIDDLE) * scale for lane, scale in zip(lanes, self._scales, strict=True)]


def signs(text: str, scores: Sequence[float], words: Sequence[str]) -> list[float]:
    """What is measured rather than looked up, each about 0 … 1: the rules' scores and how the text is written.

    A score counts by itself and by the shortness of the text, for in a short one the rules miss less.
    """
    short = 1 / sqrt(max(1, len(words)))
    measured = [
        min(3, text.count("!")) / 3,
        min(3, text.count("?")) / 3,
        float(text.startswith("@")),
        min(1.0, len(text) / 280),
        min(3, len(_CAPITALS.findall(text))) / 3,
        short,
        float(may_mock(words)),
    ]
    for score in scores:
        measured += (score, max(0.0, score), float(abs(score) < FLAT), score * short * 2)
    return measured


def _packed(table: Table, weighed: Iterable[tuple[int, float]]) -> int:
    sums = [0.0] * len(LANES)
    for cell, weight in weighed:
        for place, lane in enumerate(table.lanes):
            value = lane.cells[cell]
            sums[place] += (value - 256 if value > 127 else value) * weight
    return sum(round(value * GRAIN) << (LANE_BITS * place) for place, value in enumerate(sums))
