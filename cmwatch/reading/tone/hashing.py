"""Which cells of a table a token reads, and with what weight: feature hashing (Weinberger et al. 2009).

What a token says is a sum over its word and the character n-grams inside it, so that it can be worked out once; what
two neighbours say together is one cell more.
"""

from collections.abc import Iterator
from math import sqrt
from zlib import crc32

from cmwatch.reading.tone.tokens import NEGATED, PRAISED

CELLS = 57_991
"""A prime. Five int8 weights a cell are 290 kB, as much as a table may weigh."""

GRAMS = range(3, 6)
"""Lengths of character n-grams, word boundaries included: stems, endings and typing errors."""

GRAM_WEIGHT = 1.5
"""All n-grams of a word together against the word itself. A third of the words of a stream were never met in training,
and only their n-grams say anything."""

PAIR_WEIGHT = 1.0
"""Two neighbours against a word: as rare as words, and as telling."""


def cells(token: str) -> Iterator[tuple[int, float]]:
    """Cells of one token, each with its weight."""
    praised = token.endswith(PRAISED) and len(token) > 1
    token = token[:-1] if praised else token
    negated = token.endswith(NEGATED) and len(token) > 1
    word = token[:-1] if negated else token
    if praised:
        yield _cell(f"k={word}"), 1.0
    yield _cell(f"w={word}"), 0.5 if negated else 1.0
    if negated:
        yield _cell(f"n={word}"), 1.0
    if len(word) > 2 and word[0] != "<":
        bounded = f"_{word.lstrip('#')}_"
        grams = [bounded[at : at + n] for n in GRAMS for at in range(len(bounded) - n + 1)]
        kind = "d" if negated else "c"
        for gram in grams:
            yield _cell(f"{kind}={gram}"), GRAM_WEIGHT / sqrt(len(grams))


def pair_cell(first: str, second: str) -> int:
    """Cell of two neighbours."""
    return _cell(f"b={first} {second}")


def _cell(feature: str) -> int:
    return crc32(feature.encode("utf-8", "replace")) % CELLS
