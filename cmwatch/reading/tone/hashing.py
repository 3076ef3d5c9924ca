"""Which cells of a table a token reads, and with what weight: feature hashing (Weinberger et al. 2009).

What a token says is a sum over its word and the character n-grams inside it, so that it can be worked out once; what
two neighbours say together is one cell more.
"""

from math import sqrt
from zlib import crc32

from cmwatch.reading.tone.tokens import PRAISED, plain

CELLS = 57_697
"""A prime. Five int8 weights a cell are 288 kB; with those of the word classes, as much as a table may weigh."""

GRAMS = range(3, 6)
"""Lengths of n-grams of a word in UTF-8, its boundaries included: stems, endings and typing errors."""

GRAM_WEIGHT = 1.5
"""All n-grams of a word together against the word itself. A third of the words of a stream were never met in training,
and only their n-grams say anything."""

GOLDEN = 0x9E3779B1
"""A prime near 2³² over the golden ratio."""

PAIR_WEIGHT = 1.0
"""Two neighbours against a word: as rare as words, and as telling."""

_WORD, _NEGATED_WORD, _BESIDE_PRAISE, _GRAM, _NEGATED_GRAM = (
    crc32(kind) for kind in (b"w=", b"n=", b"k=", b"c=", b"d=")
)


def cells(token: str) -> list[tuple[float, list[int]]]:
    """Cells of one token, those of one weight together."""
    bare, negated = plain(token)
    word = bare.encode("utf-8", "replace")
    found = [(1.0, [crc32(word, _BESIDE_PRAISE) % CELLS])] if token[-1] == PRAISED and len(token) > 1 else []
    found.append((0.5 if negated else 1.0, [crc32(word, _WORD) % CELLS]))
    if negated:
        found.append((1.0, [crc32(word, _NEGATED_WORD) % CELLS]))
    if len(word) > 2 and word[:1] != b"<":
        bounded = b"_%b_" % word.lstrip(b"#")
        kind = _NEGATED_GRAM if negated else _GRAM
        past = len(bounded) + 1
        grams = [crc32(bounded[at : at + n], kind) % CELLS for n in GRAMS for at in range(past - n)]
        if grams:
            found.append((GRAM_WEIGHT / sqrt(len(grams)), grams))
    return found


def mark(token: str) -> int:
    """What a token is known by in a pair: worked out once, so that a pair costs a multiplication."""
    return crc32(token.encode("utf-8", "replace"))


def pair_cell(first: int, second: int) -> int:
    """Cell of two neighbours, by their marks. Multiplied by a golden ratio, so that 'a b' is not 'b a' (Knuth 6.4)."""
    return (first * GOLDEN + second) % CELLS
