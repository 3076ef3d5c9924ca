"""The share of negatives in a window, corrected for what the readers of tone are known to get wrong.

Of the truly negative texts a reader names `hit`, of the others `false`, so that it sees hit·share + false·(1 − share);
turned round, that is the estimator of Rogan and Gladen (1978, 'Estimating prevalence from the results of a screening
test'). Its interval takes in chance (Wilson 1927) and that hits and false ones differ from trade to trade.
"""

from functools import cache
from math import sqrt
from typing import NamedTuple

from cmwatch.reading.tone.table import shipped

FEWEST = 5
"""Texts that were read, below which no share is said: on three, one more changes everything."""

Z_90 = 1.6449
"""Normal quantile of a two-sided 90 % interval."""


class Errors(NamedTuple):
    """How a reader errs on mentions of brands it never saw, by cross-validation over hands."""

    hit: float
    """Share of the negative texts that it calls negative."""
    false: float
    """Share of the others that it calls negative."""
    hit_sd: float
    """Standard deviation of `hit` from trade to trade."""
    false_sd: float


class Share(NamedTuple):
    """An estimate, 0 … 1, with its 90 % interval."""

    share: float
    low: float
    high: float


@cache
def shipped_errors() -> Errors:
    """The errors of the readers that are shipped, both languages alike."""
    both = [Errors(*shipped(lang).errors) for lang in ("en", "fr")]
    return Errors(*(sum(values) / len(both) for values in zip(*both, strict=True)))


def share_interval(hits: float, total: float) -> tuple[float, float]:
    """90 % interval of a share (Wilson 1927), which stays honest for small numbers; 0 … 1 where there are none."""
    if total == 0:
        return 0.0, 1.0
    share, square = hits / total, Z_90 * Z_90
    centre = (share + square / (2 * total)) / (1 + square / total)
    half = Z_90 * sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, centre - half), min(1.0, centre + half)


def negative_share(negative: float, read: float, errors: Errors | None = None) -> Share | None:
    """The share of negatives among `read` texts of which `negative` were called so; None where too few were read.

    >>> negative_share(2, 3) is None
    True
    >>> even = negative_share(30, 60, Errors(0.8, 0.1, 0.0, 0.0))
    >>> round(even.share, 2), round(even.low, 2), round(even.high, 2)
    (0.57, 0.42, 0.72)
    """
    if read < FEWEST:
        return None
    hit, false, hit_sd, false_sd = errors or shipped_errors()
    apart = hit - false
    seen = negative / read
    share = _within((seen - false) / apart)
    fewest, most = share_interval(negative, read)
    by_trade = Z_90 * sqrt((share * hit_sd) ** 2 + ((1 - share) * false_sd) ** 2)
    below, above = sqrt((seen - fewest) ** 2 + by_trade**2), sqrt((most - seen) ** 2 + by_trade**2)
    low, high = _within(share - below / apart), _within(share + above / apart)
    # Where fewer are seen than are misread elsewhere, or more than are found elsewhere, this trade is read better: then
    # no more are negative than if all that are seen were, and no fewer than if none had been missed.
    if share == 0:
        high = min(high, most / hit)
    elif share == 1:
        low = max(low, 1 - (1 - fewest) / (1 - false))
    return Share(share, min(low, share), max(high, share))


def _within(share: float) -> float:
    return max(0.0, min(1.0, share))
