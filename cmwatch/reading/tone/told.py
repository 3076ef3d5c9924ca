"""What the words of a text say in every lane of a model: a sum over its tokens and the pairs of neighbours.

What a token says is worked out once; the pairs of a text are too many to remember, and looked up in the table.
"""

from operator import add
from struct import Struct
from typing import NamedTuple

from cmwatch.reading.kept import Kept
from cmwatch.reading.tone.hashing import CELLS, GOLDEN, PAIR_WEIGHT, cells, mark
from cmwatch.reading.tone.irony import is_failure
from cmwatch.reading.tone.table import LANES, Table
from cmwatch.reading.tone.tokens import KIND, NEGATED, NEGATIONS, PRAISED, marked, praised, raw_tokens, token

TOKENS_KEPT = 32_768
"""Tokens that are remembered, as they are written and as they are marked."""

START, END = "^", "$"
"""Stand before the first and after the last token, so that how a text begins and ends is seen."""

GRAIN = 2**16
"""Steps of a lane to one step of a weight: a third of a weight is not rounded away."""

_LANES = Struct(f"<{len(LANES)}Q")
_LANE_BITS = 64
_MIDDLE = 1 << (_LANE_BITS - 1)
_MIDDLES = sum(_MIDDLE << (_LANE_BITS * place) for place in range(len(LANES)))
"""One number holds the sums of all lanes side by side, so that a text is added up in one pass. No text fills a lane."""

_FAILS, _PRAISES, _DENIES = 1 << 12, 1 << 24, 1 << 36
"""Flags of a token, side by side so that a text has their counts: it tells of a failure, praises, denies."""

_MARKS = NEGATED + PRAISED

_PAIR_GRAIN = round(PAIR_WEIGHT * GRAIN)
_START, _END = mark(START) * GOLDEN % CELLS, mark(END) % CELLS


class Token(NamedTuple):
    """What a token says by itself."""

    word: str
    """With placeholders, see `tokens`."""
    sums: int
    """In every lane, its word and the n-grams inside it."""
    flags: int
    second: int
    """Its half of the cell of a pair (`hashing.pair_cell`) that it ends."""
    first: int
    """Its half of the cell of a pair that it begins. Both halves added up go at most once around the table."""


class Told(NamedTuple):
    """What the words of a whole text say."""

    lanes: list[int]
    """In steps of `GRAIN`."""
    length: int
    """Its tokens."""
    mocking: bool
    """Whether praise stands beside a failure or an angry emoji, as `irony.may_mock` says."""


class Tokens(Kept[Token]):
    """Each token of one language, as it is written or as it is marked."""

    def __init__(self, table: Table) -> None:
        super().__init__(TOKENS_KEPT)
        lanes = [memoryview(lane.cells).cast("b").tolist() for lane in table.lanes]
        packed = lanes[0]
        for place, lane in enumerate(lanes[1:], 1):
            shift = _LANE_BITS * place
            packed = [below + (value << shift) for below, value in zip(packed, lane, strict=True)]
        self._cells = packed * 2
        """What each cell says; twice around, so that the halves of a pair need no division."""

    def told(self, text: str) -> Told:
        """What a text says."""
        found = list(map(self.__getitem__, raw_tokens(text)))
        if not found:
            return Told(_unpacked(self._cells[_START + _END] * _PAIR_GRAIN), 0, mocking=False)
        words, sums, flags, seconds, firsts = zip(*found)  # noqa: B905 - all of one length
        told = sum(flags)
        if told >= _PRAISES:
            seen = marked(words)
            _words, sums, _flags, seconds, firsts = zip(*map(self.__getitem__, seen))  # noqa: B905 - the same
            if told % _DENIES >= _PRAISES:
                sums = tuple([self[word].sums for word in praised(seen)])
        pairs = map(self._cells.__getitem__, map(add, (_START, *firsts), (*seconds, _END)))
        mocking = told % _DENIES >= _PRAISES and told % _PRAISES >= _FAILS
        return Told(_unpacked(sum(sums) + sum(pairs) * _PAIR_GRAIN), len(words), mocking)

    def lanes(self, word: str) -> list[int]:
        """What a token says by itself, in steps of `GRAIN`."""
        return _unpacked(self[word].sums)

    def worked_out(self, key: str) -> Token:
        """A token that was not met lately."""
        word = key if key[-1] in _MARKS else token(key)
        if word != key:
            return self[word]
        cell, sums = self._cells.__getitem__, 0
        for weight, found in cells(word):
            sums += sum(map(cell, found)) * round(weight * GRAIN)
        flags = _PRAISES if word in KIND else _FAILS * is_failure(word)
        known_by = mark(word)
        if word in NEGATIONS:
            flags += _DENIES
        return Token(word, sums, flags, known_by % CELLS, known_by * GOLDEN % CELLS)


def _unpacked(sums: int) -> list[int]:
    return [lane - _MIDDLE for lane in _LANES.unpack((sums + _MIDDLES).to_bytes(_LANES.size, "little"))]
