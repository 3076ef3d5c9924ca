"""The shape of a day: what each of its 24 hours brings against the mean, smoothed as far as the counts leave it open.

A Gaussian process on the circle of hours for the logarithm of the rate, with counts as observations (posterior mode
by Newton's method, Laplace variance; Rasmussen and Williams 2006, section 3.4). A shop with a mention an hour gets a
broad hump from all its hours together; a global brand gets its own lunch break.
"""

from collections.abc import Sequence
from math import exp, pi, sin, sqrt
from operator import mul

VARIANCE = 0.36
"""Hours of a day differ by a factor of three between night and evening: sd(log) ≈ 0.6."""

REACH = 0.9
"""Length of the periodic kernel: hours four apart are half alike, as people's days overlap."""

BOUND = 1.0
"""A step of an hour's logarithm is at most this, so that one odd hour does not throw the fit."""

UNSEEN = 1e6
"""Noise of an hour that was never observed."""

_KERNEL = tuple(VARIANCE * exp(-2 * sin(pi * apart / 24) ** 2 / REACH**2) for apart in range(24))


Factor = list[list[float]]
"""Lower triangle (Cholesky) of kernel + noise."""


def fit(
    counts: Sequence[float], hours: Sequence[float], mean: float, start: Sequence[float], scatter: float
) -> tuple[list[float], list[float], Factor]:
    """Logarithms of the 24 hours against `mean` (a logarithm), the shape itself, and what `variance` is told by.

    `hours` are the hours of observation behind each count; `scatter` is the variance of a logarithm per hour of
    observation that counting does not explain. One Newton step from `start`, where the last fit ended a few hours ago.
    """
    seen, noise = _linear(counts, hours, mean, start, scatter)
    lower = _cholesky(noise)
    weights = _solve(lower, seen)
    logs = [sum(_KERNEL[abs(hour - other)] * weights[other] for other in range(24)) for hour in range(24)]
    return logs, [exp(value) for value in logs], lower


def variance(lower: Factor, hour: int) -> float:
    """Posterior variance of an hour's logarithm."""
    forward: list[float] = []
    for i, row in enumerate(lower):
        forward.append((_KERNEL[abs(i - hour)] - sum(map(mul, row, forward))) / row[-1])
    return max(1e-4, _KERNEL[0] - sum(value * value for value in forward))


def _linear(
    counts: Sequence[float], hours: Sequence[float], mean: float, logs: Sequence[float], scatter: float
) -> tuple[list[float], list[float]]:
    """What each hour says about its logarithm, and how noisily, near `logs`."""
    seen, noise = [], []
    for count, observed, value in zip(counts, hours, logs, strict=True):
        if observed <= 0.01:
            seen.append(0.0)
            noise.append(UNSEEN)
            continue
        fitted = observed * exp(mean + value) + 0.1
        seen.append(value + max(-BOUND, min(BOUND, (count - fitted + 0.1) / fitted)))
        noise.append(1 / fitted + scatter / observed)
    return seen, noise


def _cholesky(noise: Sequence[float]) -> Factor:
    lower: Factor = []
    for i in range(24):
        row: list[float] = []
        for j in range(i):
            row.append((_KERNEL[i - j] - sum(map(mul, row, lower[j]))) / lower[j][j])
        row.append(sqrt(_KERNEL[0] + noise[i] - sum(value * value for value in row)))
        lower.append(row)
    return lower


def _solve(lower: Factor, seen: Sequence[float]) -> list[float]:
    forward: list[float] = []
    for row, value in zip(lower, seen, strict=True):
        forward.append((value - sum(map(mul, row, forward))) / row[-1])
    back = [0.0] * 24
    for i in range(23, -1, -1):
        rest = sum(lower[k][i] * back[k] for k in range(i + 1, 24))
        back[i] = (forward[i] - rest) / lower[i][i]
    return back
