"""When people write: a rhythm of the hour and the weekday in Paris, with the unrest that counts really have."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import exp
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Paris")
"""Where most of the people of the demo live."""

PER_HOUR = 9.0
"""Mentions in an average hour of the day, between 9 and 22."""

DISPERSION = 7.0
"""k of the gamma-Poisson counts of an hour: variance = mean + mean²/k."""

_HOURS = (
    *(0.30, 0.16, 0.09, 0.06, 0.06, 0.12, 0.30, 0.60),  # midnight to 8
    *(0.85, 0.95, 1.00, 1.00, 1.15, 1.10, 0.90, 0.88),  # 8 to 16
    *(0.92, 1.02, 1.15, 1.20, 1.30, 1.15, 0.85, 0.55),  # 16 to midnight
)
_WEEKDAYS = (1.05, 1.03, 1.00, 1.00, 0.97, 0.92, 1.03)


def per_hour(at: datetime) -> float:
    """Expected mentions an hour at this moment."""
    local = at.astimezone(ZONE)
    return PER_HOUR * _HOURS[local.hour] * _WEEKDAYS[local.weekday()]


def arrivals(since: datetime, until: datetime, rng: random.Random) -> Iterator[datetime]:
    """Moments of calm mentions from `since` to `until`, in order."""
    hour = timedelta(hours=1)
    while since < until:
        length = min(hour, until - since)
        mean = per_hour(since) * (length / hour) * rng.gammavariate(DISPERSION, 1 / DISPERSION)
        yield from sorted(since + length * rng.random() for _ in range(poisson(mean, rng)))
        since += length


def poisson(mean: float, rng: random.Random) -> int:
    """A Poisson count, by multiplying uniforms (Knuth); meant for means below some hundreds."""
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
