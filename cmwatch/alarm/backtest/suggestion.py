"""The suggestion: a sensitivity chosen by what it would have cost and found, in words."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

from cmwatch.alarm.backtest.score import Outcome, Score
from cmwatch.alarm.detector import BUDGET
from cmwatch.words import _, counted, number, whole

WORTH_MINUTES = 15.0
"""How much sooner a sharper sensitivity must find the crises to be worth its alarms: a quarter of an hour is what a
first public word has ('golden hour' practice: fifteen minutes)."""

TOLERATED = 1.5
"""Over its budget by this much, a sensitivity does not keep its word: below, chance explains it."""

Because = Literal["default", "calmer", "sharper", "sooner", "missed", "unlabelled"]
"""Nothing else buys anything; the calmer finds as much and spares false alarms; the sharper finds more; it finds the
same sooner; none finds any; nothing is known of what happened."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Which sensitivity, and why."""

    score: Score
    because: Because


def suggest(calm: Score, balanced: Score, sharp: Score, *, labelled: bool) -> Suggestion:
    """The default, unless another buys something with its alarms or spares some.

    A few weeks hold too few crises to tell sensitivities apart by a minute or two: those are chance.
    """
    if not labelled:
        return Suggestion(balanced, "unlabelled")
    if balanced.outcomes and max(calm.found, balanced.found, sharp.found) == 0:
        return Suggestion(sharp, "missed")
    if _affordable(sharp) and sharp.found > balanced.found:
        return Suggestion(sharp, "sharper")
    if _affordable(sharp) and sharp.found == balanced.found and _sooner(sharp, balanced) >= WORTH_MINUTES:
        return Suggestion(sharp, "sooner")
    as_good = calm.found >= balanced.found and _sooner(balanced, calm) < WORTH_MINUTES
    if as_good and len(calm.false) < len(balanced.false) and not _affordable(balanced):
        return Suggestion(calm, "calmer")
    return Suggestion(balanced, "default")


def _affordable(score: Score) -> bool:
    return score.false_a_week <= TOLERATED * BUDGET[score.sensitivity]


def _sooner(one: Score, other: Score) -> float:
    return (other.usual_minutes or 0.0) - (one.usual_minutes or 0.0)


def sentence(suggestion: Suggestion) -> str:
    """The suggestion with its consequences: 'balanced. About one alarm a week; outage found after 9 minutes. …'."""
    score = suggestion.score
    told = "; ".join([how_often(score), *(how_found(outcome) for outcome in score.outcomes)])
    return f"{score.sensitivity}. {told[0].upper()}{told[1:]}. {_reason(suggestion)}"


def how_often(score: Score) -> str:
    """Alarms as a person counts them."""
    if score.weeks < 1:
        return counted("{n} alarm in {time}", "{n} alarms in {time}", len(score.alarms), time=how_long(score.weeks))
    if not score.alarms:
        return _("no alarm in {weeks} weeks", weeks=number(score.weeks))
    if score.a_week >= 1.5:
        return _("about {n} alarms a week", n=whole(round(score.a_week)))
    if score.a_week >= 2 / 3:
        return _("about one alarm a week")
    return _("about one alarm in {n} weeks", n=whole(round(1 / score.a_week)))


def how_long(weeks: float) -> str:
    """A stretch of time, in days or hours."""
    if weeks * 7 < 2:
        return _("{hours} hours", hours=number(weeks * 168))
    return _("{days} days", days=number(weeks * 7))


def how_found(outcome: Outcome) -> str:
    """What became of a crisis."""
    onset = outcome.label.onset
    name = f"{outcome.label.name} ({onset:%Y-%m-%d})" if onset else outcome.label.name
    if outcome.minutes is None:
        return _("{crisis} missed", crisis=name)
    if outcome.early:
        return _("{crisis} found early", crisis=name)
    minutes = ceil(outcome.minutes)
    return counted("{crisis} found after {n} minute", "{crisis} found after {n} minutes", minutes, crisis=name)


def _reason(suggestion: Suggestion) -> str:
    match suggestion.because:
        case "default":
            return _("It is the default, and no other would have served better.")
        case "calmer":
            return _("It finds as much as the default and spares false alarms, of which the default has too many.")
        case "sharper":
            return _("It finds more than the default and keeps to its budget.")
        case "sooner":
            return _("It finds the same as the default sooner and keeps to its budget.")
        case "missed":
            return _("None finds what happened; the sharpest comes closest.")
        case "unlabelled":
            return _("It is the default: labels would tell which alarms are false and what was missed.")
