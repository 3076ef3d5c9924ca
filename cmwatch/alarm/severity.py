"""How bad: four levels, suggested from measured inputs by a rule anyone can follow, declared by a person.

A level needs two independent inputs that reach it; the suggestion is the second gravest (PRODUCT 8).
"""

from dataclasses import dataclass
from math import log, sqrt

from cmwatch.model import Severity
from cmwatch.reading.shares import Z_90
from cmwatch.words import _

CROWD: tuple[tuple[int, Severity], ...] = ((40, 1), (15, 2), (6, 3))
"""Distinct authors in an hour that make a level where the volume cannot be judged: small or young watches."""

LARGE, MIDDLING = 100_000, 10_000
"""Followers from which an account takes a matter to a new public."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the level is judged by. None is unknown and speaks for no level."""

    factor: float
    """Observed over expected, of originals."""
    p_value: float
    authors_in_hour: int
    small_or_young: bool
    negative_low: float | None
    """Lower end of the 90 % interval of the negative share."""
    negative_usual: float | None
    doubling_minutes: float | None
    """The slowest that is believed; None if it is not surely growing."""
    reaches: tuple[int, ...]
    """Followers of each author, where known."""
    press: int
    """Authors that are outlets."""
    sources: int
    """Networks on which the rise shows."""
    minutes_open: int
    heard: int = 0
    """Originals in the window of the volume, few of each author."""
    volume_minutes: int = 30
    half_hours: tuple[int, int] = (0, 0)
    """Originals of the half hour before the last, and of the last."""
    negatives: int = 0
    """Negative originals of the window."""
    gates: tuple[Severity, ...] = ()
    """Levels that gates on content call for: each is enough by itself."""
    stands: bool = False
    """Whether the panel sees a burst that is not made of copies."""
    beyond_chance: bool = False
    """Whether chance would not show as much in years of quiet weeks."""
    harmless: bool = False
    """Whether it is spam or good news: shown, and nobody's sleep, unless a gate says otherwise."""


def suggest(inputs: Inputs) -> Severity:
    """The second gravest of volume, tone, growth, relays and spread, or the gravest gate, whichever is graver."""
    gate: Severity = min(inputs.gates, default=4)
    if inputs.harmless:
        return gate
    return min(_levels(inputs)[1], signal(inputs), gate)


def _levels(inputs: Inputs) -> list[Severity]:
    return sorted((volume(inputs), tone(inputs), growth(inputs), relays(inputs), spread(inputs)))


def signal(inputs: Inputs) -> Severity:
    """A burst that the panel sees is one input at a stated error: a signal with any second one, or beyond chance."""
    agreed = inputs.beyond_chance or _levels(inputs)[0] <= 3
    return 3 if inputs.stands and agreed and crowd(inputs) <= 3 else 4


def label(severity: Severity) -> str:
    """Shape, number and word: `▲2 AMBER`, never colour alone."""
    words = {1: _("RED"), 2: _("AMBER"), 3: _("YELLOW"), 4: _("GREEN")}
    return f"{shape(severity)}{severity} {words[severity]}"


def shape(severity: Severity) -> str:
    """The sign of a level."""
    return {1: "■", 2: "▲", 3: "◆", 4: "●"}[severity]


def doubling(before: int, after: int, minutes: float, *, sure: bool = False) -> float | None:
    """Minutes in which the rate doubles, from two neighbouring windows of `minutes`; None if it does not grow.

    `sure`: the slowest that is believed, the end of the 90 % interval of the ratio (as for the share of negatives).
    """
    if after < 10 or after <= before:
        return None
    growth = log(after / max(before, 1))
    if sure:
        growth -= Z_90 * sqrt(1 / after + 1 / max(before, 1))
    return minutes * log(2) / growth if growth > 0 else None


def volume(inputs: Inputs) -> Severity:
    """By how many times the usual; where that says little, only as far as the people in an hour allow."""
    by_factor: Severity = 4
    if inputs.factor >= 10 or (inputs.p_value < 1e-5 and inputs.factor >= 4 and inputs.minutes_open >= 120):
        by_factor = 1
    elif inputs.p_value < 1e-5 and inputs.factor >= 4:
        by_factor = 2
    elif inputs.p_value < 1e-3 and inputs.factor >= 2:
        by_factor = 3
    return max(crowd(inputs), by_factor)


def crowd(inputs: Inputs) -> Severity:
    """The level that the people in an hour allow; any where the volume can be judged."""
    if not inputs.small_or_young:
        return 1
    return next((level for authors, level in CROWD if inputs.authors_in_hour >= authors), 4)


def tone(inputs: Inputs) -> Severity:
    """Tone speaks only together with volume: a gloomy trickle is no crisis."""
    low = inputs.negative_low
    if low is None or inputs.p_value >= 1e-3:
        return 4
    if low >= 0.7:
        return 1
    if low >= 0.5:
        return 2
    return 3 if inputs.negative_usual is not None and low >= inputs.negative_usual + 0.1 else 4


def growth(inputs: Inputs) -> Severity:
    """By the time in which the rate doubles."""
    minutes = inputs.doubling_minutes
    if minutes is None:
        return 4
    return 1 if minutes <= 20 else 2 if minutes <= 60 else 3 if minutes <= 240 else 4


def relays(inputs: Inputs) -> Severity:
    """By the reach of those who take part."""
    large = sum(followers >= LARGE for followers in inputs.reaches)
    middling = sum(followers >= MIDDLING for followers in inputs.reaches)
    if inputs.press >= 3:
        return 1
    if large or middling >= 3 or inputs.press:
        return 2
    return 3 if middling else 4


def spread(inputs: Inputs) -> Severity:
    """By the networks on which the rise shows."""
    return 2 if inputs.sources >= 3 else 3 if inputs.sources == 2 else 4
