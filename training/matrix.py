"""Texts as rows of a sparse matrix, cut and hashed by the very functions that read them later."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np
from scipy import sparse

from cmwatch.reading.tone.hashing import CELLS, PAIR_WEIGHT, cells, mark, pair_cell
from cmwatch.reading.tone.irony import may_mock
from cmwatch.reading.tone.linear import FEWEST, signs
from cmwatch.reading.tone.tokens import beside_praise, marked, tokens
from cmwatch.reading.tone.told import END, START


def matrix(texts: Sequence[str], scores: Sequence[Sequence[float]]) -> sparse.csr_matrix:
    """One row a text: `CELLS` hashed columns, then one for each of `linear.signs`. `scores` are those of the rules."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, (text, scored) in enumerate(zip(texts, scores, strict=True)):
        words = tokens(text)
        seen = marked(words)
        share = 1 / sqrt(max(FEWEST, len(seen)))
        found = [(cell, weight * share) for token in beside_praise(words, seen) for cell, weight in _cells(token)]
        found += [(pair_cell(*pair), PAIR_WEIGHT * share) for pair in pairwise(map(mark, (START, *seen, END)))]
        found += [
            (CELLS + place, value)
            for place, value in enumerate(signs(text, scored, len(words), mocking=may_mock(words)))
        ]
        rows += [row] * len(found)
        columns += [column for column, _value in found]
        values += [value for _column, value in found]
    width = CELLS + len(signs("", scores[0], 0, mocking=False))
    return sparse.csr_matrix((np.array(values), (rows, columns)), shape=(len(texts), width))


@lru_cache(maxsize=200_000)
def _cells(token: str) -> tuple[tuple[int, float], ...]:
    return tuple((cell, weight) for weight, found in cells(token) for cell in found)
