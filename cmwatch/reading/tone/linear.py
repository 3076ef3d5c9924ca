"""A linear model of tone in pure Python: a look-up for each token, a sum, three probabilities."""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from cmwatch.reading.tone.hashing import CELLS, GOLDEN, PAIR_WEIGHT, cells, mark
from cmwatch.reading.tone.table import LANES, Table
from cmwatch.reading.tone.tokens import beside_praise, marked

TOKENS_KEPT = 32_768
"""Tokens whose sum is remembered. Nothing of a whole text is."""

FEWEST = 3
"""A text of fewer tokens is weighed as one of three: a single word must not shout."""

FLAT = 0.05
"""|score| below which VADER's authors call a text neutral."""

START, END = "^", "$"
"""Stand before the first and after the last token, so that how a text begins and ends is seen."""

LANE_BITS = 48
"""One number holds the sums of all lanes side by side, so that a text is added up in one pass. A lane has room for
the largest weight of every cell of the longest text, ten times over."""

GRAIN = 2**16
"""Steps of a lane to one step of a weight: a third of a weight is not rounded away."""

PAIR_GRAIN = round(PAIR_WEIGHT * GRAIN)

_MIDDLE = 1 << (LANE_BITS - 1)
_MIDDLES = sum(_MIDDLE << (LANE_BITS * place) for place in range(len(LANES)))
_MASK = (1 << LANE_BITS) - 1
_SHIFTS = tuple(LANE_BITS * place for place in range(len(LANES)))


class Odds(NamedTuple):
    """Probabilities of the three classes; they sum to one."""

    negative: float
    neutral: float
    positive: float


def _side_by_side(table: Table) -> list[int]:
    """The weights of each cell in one number, a lane beside the other."""
    lanes = [memoryview(lane.cells).cast("b").tolist() for lane in table.lanes]
    packed = lanes[0]
    for place, lane in enumerate(lanes[1:], 1):
        shift = LANE_BITS * place
        packed = [below + (value << shift) for below, value in zip(packed, lane, strict=True)]
    return packed


class _Sums(dict[str, int]):
    """What each token says in every lane."""

    def __init__(self, packed: list[int]) -> None:
        super().__init__()
        self._of = packed.__getitem__

    def __missing__(self, token: str) -> int:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        total = 0
        for weight, found in cells(token):
            total += sum(map(self._of, found)) * round(weight * GRAIN)
        self[token] = total
        return total


class _Marks(dict[str, int]):
    """What each token is known by in a pair."""

    def __missing__(self, token: str) -> int:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        known = self[token] = mark(token)
        return known


class LinearTone:
    """The model of one language."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cells = _side_by_side(table)
        self._sums, self._marks = _Sums(self._cells), _Marks()
        self._scales = tuple(lane.scale / GRAIN for lane in table.lanes)

    def odds(self, text: str, scores: Sequence[float], words: list[str], *, mocking: bool = False) -> Odds:
        """Calibrated probabilities for a text with these rule scores, −1 … 1 each, and these `tokens`.

        `mocking` is what `may_mock` says of them.
        """
        seen = marked(words)
        total = sum(map(self._sums.__getitem__, beside_praise(words, seen)))
        marks = map(self._marks.__getitem__, (START, *seen, END))
        pairs = [
            (first * GOLDEN + second) % CELLS for first, second in pairwise(marks)
        ]  # `pair_cell`, without the calls
        total += sum(map(self._cells.__getitem__, pairs)) * PAIR_GRAIN
        share = 1 / sqrt(max(FEWEST, len(seen)))
        measured = signs(text, scores, len(words), mocking=mocking)
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
        total += _MIDDLES
        return [
            ((total >> shift & _MASK) - _MIDDLE) * scale for shift, scale in zip(_SHIFTS, self._scales, strict=True)
        ]


def signs(text: str, scores: Sequence[float], length: int, *, mocking: bool) -> list[float]:
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
    for score in scores:
        measured += (score, max(0.0, score), float(abs(score) < FLAT), score * short * 2)
    return measured
