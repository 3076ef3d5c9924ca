"""How unlikely a count is, by the negative binomial.

Counts of mentions are over-dispersed: variance = mean + φ·mean² (φ = 1/k). A Gaussian or Poisson tail calls a
night with two mentions a catastrophe.
"""

from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

LARGE_MEAN = 300
"""Mean beyond which sums over single counts give way to a formula."""

MOST_STEPS = 10_000
"""A bound for a fraction that does not settle; a mean of a million takes a thousand steps."""


def tail(count: int, mean: float, phi: float) -> float:
    """P(X ≥ count) for a negative binomial of this mean and dispersion φ; Poisson as φ goes to 0.

    >>> round(tail(0, 3.0, 0.5), 3), round(tail(3, 1.0, 1.0), 3)
    (1.0, 0.125)
    """
    if count <= 0:
        return 1.0
    phi = max(phi, 1e-6)
    mean = max(mean, 1e-9)
    size = 1 / phi
    ratio = mean / (mean + size)
    if count > mean:
        return _upper_sum(count, mean, size, ratio)
    if mean > LARGE_MEAN:
        return 0.5  # at or below a large mean nothing is unlikely, and the sum would be long
    below, term = 0.0, exp(-size * log1p(phi * mean))
    for value in range(count):
        below += term
        term *= ratio * (value + size) / (value + 1)
    return max(0.0, 1.0 - below)


def _upper_sum(count: int, mean: float, size: float, ratio: float) -> float:
    """Σ of the masses from `count` on, a tail of 1e-30 with its digits.

    An incomplete beta function: its continued fraction (Abramowitz and Stegun 26.5.8, worked off forwards as by
    Lentz 1976) takes dozens of steps where the sum has thousands of terms.
    """
    fraction, above, below = 1.0, 1.0, 0.0
    for step in range(1, MOST_STEPS):
        half = step // 2
        if step % 2:
            part = -(count + half) * (count + size + half) * ratio / ((count + step - 1) * (count + step))
        else:
            part = half * (size - half) * ratio / ((count + step - 1) * (count + step))
        above, below = 1 + part / above, 1 / (1 + part * below)
        fraction *= above * below
        if abs(above * below - 1) < 1e-12:
            break
    return min(1.0, exp(log_mass(count, mean, size)) / fraction)


def log_mass(count: int, mean: float, size: float) -> float:
    """log P(X = count) of a negative binomial with `size` = 1/φ."""
    return (
        lgamma(count + size)
        - lgamma(size)
        - lgamma(count + 1)
        + count * log(mean / (mean + size))
        - size * log1p(mean / size)
    )


def log_silence(mean: float, phi: float) -> float:
    """log P(X = 0): how believable it is that nobody said anything."""
    return -log1p(max(phi, 1e-6) * mean) / max(phi, 1e-6)


def quantile(mean: float, phi: float, share: float) -> float:
    """The smallest count at or below which this share of the distribution lies; `share` is 0.05, 0.95 or more.

    >>> quantile(0.0, 0.5, 0.95)
    0
    """
    size, value = 1 / max(phi, 1e-6), 0
    if mean <= 0:
        return 0
    if mean > LARGE_MEAN:
        # The sum would be long and its first term underflows: a gamma of the same mean and variance, by
        # Wilson and Hilferty (1931).
        shape = mean / (1 + phi * mean)
        root = 1 - 1 / (9 * shape) + NormalDist().inv_cdf(share) / (3 * sqrt(shape))
        return mean * max(0.0, root) ** 3
    term = exp(-size * log1p(mean / size))
    ratio, reached = mean / (mean + size), 0.0
    while reached + term < share and value < 100_000:
        reached += term
        term *= ratio * (value + size) / (value + 1)
        value += 1
    return value
