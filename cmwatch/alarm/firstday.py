"""The first day of a watch: what is a burst while nothing is known of the rhythm of its day.

Known is what a rhythm cannot do: it doubles the usual within an hour at most, and its fullest hour brings at most five
times the mean. What is beyond both is no rhythm. And a mood has none: a share of negatives that rises says something
at any hour and whatever the volume, so that the two are independent and their chances multiply (Fisher 1925).
"""

from dataclasses import replace
from math import log

from cmwatch.alarm.detector import (
    FEWEST_AUTHORS,
    LEARNT_FIRST,
    LEVEL_PHI,
    TOGETHER_MINUTES,
    WEEK_MINUTES,
    Detector,
    Judgement,
    Voices,
)
from cmwatch.alarm.pulse import Counts
from cmwatch.alarm.sequential.proportion import PHI, PRIOR_SHARE, PRIOR_WEIGHT
from cmwatch.alarm.sequential.scatter import PHI_PRIOR
from cmwatch.alarm.tails import tail

FIRST_DAY = 24
"""Hours that make a day: until then its rhythm is unknown."""

WINDOWS = (10, 30, 60)
"""Minutes in which a burst must have come."""

FEWEST = 10
"""Mentions that it must have: nothing is known of how they come."""

SEEN_FIRST = 30
"""Minutes that must have been seen before a window."""

DOUBLES = 60.0
"""Minutes in which what is usual of a brand at most doubles: a country wakes up to fivefold within three hours."""

MOST = 5.0
"""How many times the mean so far the fullest hour of a usual day brings, also for who began to watch by night."""

LATELY = (30, 60, 120)
"""Minutes before a window with which it is compared: the nearer ones allow for less growth, the longer know more."""


def first_day(detector: Detector, now: int, voices: Voices) -> Judgement | None:
    """All originals of the shortest window that no rhythm makes, with several people behind it."""
    pulse = detector.pulse
    start = pulse.first
    if start is None:
        return None
    for window in WINDOWS:
        since = pulse.comparable_since(now - window, now)
        counts = pulse.over(since, now)
        if counts.originals < FEWEST:
            continue
        usual = _usual(detector, start, since, now)
        if usual is None or counts.originals <= usual[0]:
            continue
        authors, heard = voices("mentions", "", since)
        if heard < FEWEST or authors < FEWEST_AUTHORS:
            continue
        expected, phi = usual
        p_value = _both(tail(heard, expected, phi), _tone(counts, pulse.over(start, since)))
        # Chance has a try in each window that does not overlap the last.
        if p_value * WEEK_MINUTES / WINDOWS[0] < detector.budget:
            told = Judgement("mentions", now - since, counts.originals, expected, phi, tail(heard, expected, phi))
            onset = detector.onset("mentions", "", now) if detector.hours_seen >= LEARNT_FIRST else since
            return replace(told, evidence=log(WINDOWS[0] / max(p_value, 1e-300)), onset=onset)
    return None


def _usual(detector: Detector, start: int, since: int, now: int) -> tuple[float, float] | None:
    """The most that a usual day may bring in minutes [since, now), and its dispersion; None if too little was seen."""
    pulse = detector.pulse
    seen = since - start - pulse.unobserved(start, since)
    if seen < SEEN_FIRST:
        return None
    minutes, before = now - since, pulse.over(start, since).originals
    bounds = [(MOST * (before + 1) / seen * minutes, before)]
    for minutes_before in LATELY:
        near = max(start, since - minutes_before)
        seen_lately = since - near - pulse.unobserved(near, since)
        if seen_lately >= SEEN_FIRST:
            lately = pulse.over(near, since).originals
            growth = 2 ** ((since - near + minutes) / 2 / DOUBLES)
            bounds.append((growth * (lately + 1) / seen_lately * minutes, lately))
    expected, known = min(bounds)
    return expected, PHI_PRIOR / max(1.0, minutes / TOGETHER_MINUTES) + LEVEL_PHI + 1 / (known + 1)


def _tone(counts: Counts, before: Counts) -> float:
    """How unlikely the negatives of a window are, by the share of those before it."""
    share = (before.negative + PRIOR_SHARE * PRIOR_WEIGHT) / (before.read + PRIOR_WEIGHT)
    return tail(counts.negative, share * counts.read, PHI)


def _both(volume: float, tone: float) -> float:
    """The chance of a volume, alone or together with a tone that is independent of it; two tries, the better counts."""
    product = max(volume * tone, 1e-300)
    return min(1.0, 2 * volume, 2 * product * (1 - log(product)))
