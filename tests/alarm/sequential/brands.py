"""Brands of ours, minute by minute: over-dispersed counts with a rhythm of the day, and what a panel says of them."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from math import cos, exp, pi
from random import Random
from typing import Any

from cmwatch.alarm.sequential import Panel, Series, Sight

MONDAY = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp() // 60)
"""The minute in which most brands are first watched, since 1970."""

HOUR, DAY, WEEK = 60, 1440, 7 * 1440

THEN = MONDAY + 3 * WEEK + 14 * HOUR
"""A Monday afternoon after three quiet weeks: where things happen."""

SIZES = (1, 12, 60, 600)
"""Mentions an hour: a shop, a small brand, one a minute, a global brand."""

ONE = (Series("mentions", 1.0, minutes=1),)

Factor = Callable[[int], float]
"""How many times the usual a minute brings."""

Told = list[tuple[str, int]]
"""What was said, and in which minute."""


def rhythm(minute: int) -> float:
    """Nights at a fifth of the afternoons; 1 on the mean of the day."""
    return 1 - 0.67 * cos(2 * pi * (minute % DAY - 120) / DAY)


def count(random: Random, mean: float, scatter: float = 0.125) -> int:
    """A negative binomial count: Poisson (Knuth), with a rate that scatters."""
    if mean <= 0:
        return 0
    limit, product, number = exp(-random.gammavariate(1 / scatter, mean * scatter)), random.random(), 0
    while product > limit:
        product *= random.random()
        number += 1
    return number


def usually(_minute: int) -> float:
    """Nothing happens."""
    return 1.0


def brand(since: int, until: int, per_hour: float, factor: Factor = usually, *, seed: int = 1) -> Iterator[int]:
    """The counts of each minute."""
    random = Random(seed)
    for minute in range(since, until):
        yield count(random, per_hour / 60 * rhythm(minute) * factor(minute))


def word(sight: Sight) -> str:
    """What a sight says, if anything."""
    said = "worse" if sight.worsens else "open" if sight.opens else ""
    return said + " normal" * sight.normal


def watch(panel: Panel, since: int, counts: Iterable[int], *, width: int = 1, name: str = "mentions") -> Told:
    """All that is said, by minutes after `since`."""
    told = []
    for place, number in enumerate(counts):
        said = word(panel.step(since + place * width, width, {name: number}))
        if said:
            told.append((said.strip(), place * width))
    return told


@cache
def _first_weeks(per_hour: float, zone: str) -> tuple[str, tuple[tuple[str, int], ...]]:
    panel = Panel(zone, ONE)
    told = watch(panel, MONDAY, brand(MONDAY, THEN, per_hour))
    return json.dumps(panel.to_state()), tuple(told)


def rested(per_hour: float, **budget: Any) -> Panel:
    """A panel that has watched a brand of this size for three quiet weeks."""
    return Panel.from_state(json.loads(_first_weeks(per_hour, "UTC")[0]), **budget)


def told_at_first(per_hour: float) -> Told:
    """What it said in those weeks, by minutes after the beginning."""
    return list(_first_weeks(per_hour, "UTC")[1])


def after(per_hour: float, minutes: int, factor: Factor, *, seed: int = 2) -> Told:
    """What is said after three quiet weeks, by minutes after THEN."""
    return watch(rested(per_hour), THEN, brand(THEN, THEN + minutes, per_hour, factor, seed=seed))


def times(factor: float, since: int = 0, until: int = 10**9) -> Factor:
    """A step to so many times the usual, by minutes after THEN."""
    return lambda minute: factor if since <= minute - THEN < until else 1.0
