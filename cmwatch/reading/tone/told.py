"""What the words of a text say in every lane of a model: a sum over its tokens and the pairs of neighbours.

What a token says is worked out once; the pairs of a text are too many to remember, and looked up in the table.
"""

from array import array
from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from cmwatch.reading.kept import Kept
from cmwatch.reading.tone.hashing import CELLS, GOLDEN, PAIR_WEIGHT, cells, mark
from cmwatch.reading.tone.irony import is_failure
from cmwatch.reading.tone.table import LANES, Table
from cmwatch.reading.tone.tokens import KIND, NEGATED, NEGATIONS, PRAISED, marked, plain, praised, raw_tokens, token
from cmwatch.reading.word_classes import Membership

TOKENS_KEPT = 40_960
"""Tokens that are remembered, as they are written and as they are marked."""

START, END = "^", "$"
"""Stand before the first and after the last token, so that how a text begins and ends is seen."""

_CELL_BITS = 13
_TERMS = 32
"""The five signed bytes of a cell lie so near that no more cells can be added before their lanes are taken apart: the
table, in which neighbours lie nowhere near each other, then fits into the cache of a processor."""

_CELL_MIDDLE, _CELL_MASK = 1 << (_CELL_BITS - 1), (1 << _CELL_BITS) - 1
_CELL_SHIFTS = tuple(range(0, _CELL_BITS * len(LANES), _CELL_BITS))
_CELL_MIDDLES = sum(_CELL_MIDDLE << shift for shift in _CELL_SHIFTS)
_LOW_BITS = 2 * _CELL_BITS
_LOW_MASK = (1 << _LOW_BITS) - 1

_FAILS, _PRAISES, _DENIES = 1 << 12, 1 << 24, 1 << 36
"""Flags of a token, side by side so that a text has their counts: it tells of a failure, praises, denies."""

_MARKS = NEGATED + PRAISED

_START, _END = mark(START) * GOLDEN % CELLS, mark(END) % CELLS - CELLS


Token = tuple[str, int, int, int, float, float, float, float, float]
"""What a token says by itself: its word (see `tokens`), its flags; its halves of the cells of a pair that it ends and
of one that it begins (`hashing.pair_cell`), the first below 0 so that the table is gone around; and its word, the
n-grams inside it and its classes in each lane, in log-odds. A bare tuple, for a text is a sum over the columns of
many."""


class Told(NamedTuple):
    """What the words of a whole text say."""

    lanes: list[float]
    """In log-odds, not yet shared out over its length."""
    length: int
    """Its tokens."""
    mocking: bool
    """Whether praise stands beside a failure or an angry emoji, as `irony.may_mock` says."""


class Tokens(Kept[Token]):
    """Each token of one language, as it is written or as it is marked."""

    def __init__(self, table: Table) -> None:
        super().__init__(TOKENS_KEPT)
        lanes = [memoryview(lane.cells).cast("b") for lane in table.lanes]
        packed = lanes[0].tolist()
        for lane, shift in zip(lanes[1:], _CELL_SHIFTS[1:], strict=True):
            packed = [below + (value << shift) for below, value in zip(packed, lane, strict=True)]
        self._cells = array("q", packed)
        self._membership = Membership(table.lang, table.classes)
        # One row of a weight a lane for each class.
        self._classes = tuple(zip(*(lane.classes for lane in table.lanes), strict=True))
        self._scales = tuple(lane.scale for lane in table.lanes)

    def told(self, texts: Sequence[str]) -> list[Told]:
        """What each text says; each step is taken for all of them before the next, which is faster."""
        raw = list(map(raw_tokens, texts))
        found = [list(map(self.__getitem__, words)) for words in raw]
        return list(map(self._added_up, found))

    def _added_up(self, found: Sequence[Token]) -> Told:
        if not found:
            return Told(self._weighed([_START + _END], PAIR_WEIGHT), 0, mocking=False)
        words, flags, seconds, firsts, *lanes = zip(*found)  # noqa: B905 - all of one length
        told = sum(flags)
        seen: Sequence[str] = words
        if told >= _DENIES:
            seen = marked(words)
            _words, _flags, seconds, firsts, *lanes = zip(*map(self.__getitem__, seen))  # noqa: B905 - the same
        praises = told % _DENIES >= _PRAISES
        if praises:
            _words, _flags, _seconds, _firsts, *lanes = zip(*map(self.__getitem__, praised(seen)))  # noqa: B905
        pairs = self._weighed(list(map(add, (_START, *firsts), (*seconds, _END))), PAIR_WEIGHT)
        return Told(list(map(add, map(sum, lanes), pairs)), len(words), praises and told % _PRAISES >= _FAILS)

    def lanes(self, word: str) -> tuple[float, ...]:
        """What a token says by itself in each lane."""
        return self[word][4:]

    def worked_out(self, key: str) -> Token:
        """A token that was not met lately."""
        word = key if key[-1] in _MARKS else token(key)
        if word != key:
            return self[word]
        parts = [self._weighed(found, weight) for weight, found in cells(word)]
        lanes = list(map(add, *parts)) if len(parts) == 2 else list(map(sum, zip(*parts)))  # noqa: B905 - one a lane
        for place in self._membership.columns(*plain(word)):
            lanes = list(map(add, lanes, self._classes[place]))
        flags = _PRAISES if word in KIND else _FAILS * is_failure(word)
        known_by = mark(word)
        if word in NEGATIONS:
            flags += _DENIES
        calm, glad, cross, pleased, gate = lanes
        return word, flags, known_by % CELLS - CELLS, known_by * GOLDEN % CELLS, calm, glad, cross, pleased, gate

    def _weighed(self, found: Sequence[int], weight: float) -> list[float]:
        """What cells of one weight say together in each lane."""
        if len(found) > _TERMS:
            parts = [self._weighed(found[at : at + _TERMS], weight) for at in range(0, len(found), _TERMS)]
            return list(map(sum, zip(*parts, strict=True)))
        packed = sum(map(self._cells.__getitem__, found)) + _CELL_MIDDLES
        # Lane by lane, and cut in three first: small numbers are taken apart twice as fast as a large one in a loop.
        first, rest = packed & _LOW_MASK, packed >> _LOW_BITS
        second, third = rest & _LOW_MASK, rest >> _LOW_BITS
        calm, glad, cross, pleased, gate = self._scales
        return [
            ((first & _CELL_MASK) - _CELL_MIDDLE) * weight * calm,
            ((first >> _CELL_BITS) - _CELL_MIDDLE) * weight * glad,
            ((second & _CELL_MASK) - _CELL_MIDDLE) * weight * cross,
            ((second >> _CELL_BITS) - _CELL_MIDDLE) * weight * pleased,
            (third - _CELL_MIDDLE) * weight * gate,
        ]
