"""Intervals by the bootstrap (Efron 1979): the measure again on texts drawn with replacement."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000

Rows = NDArray[np.int64]


def interval(measure: Callable[[Rows], float], size: int, *, resamples: int = RESAMPLES) -> tuple[float, float, float]:
    """The measure on all rows, and its 95 % percentile interval; seeded, so that a run can be repeated."""
    chance = np.random.default_rng(20261126)
    drawn = [measure(chance.integers(0, size, size)) for _resample in range(resamples)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return measure(np.arange(size)), float(low), float(high)
