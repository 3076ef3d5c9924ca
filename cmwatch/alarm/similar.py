"""Past alerts that resemble one, and how they ended.

Likeness is a weighted mean of four parts, each 0 … 1, so that each can be told:

- terms (0.55): the weight, in log-odds, of the terms, tags and links that both have, over the weight of all that either
  has (the weighted Jaccard index, Ruzicka 1958): what a matter is about says most;
- channel (0.15): 1 for the same channel and subject (of gates: the same class), one half where both count messages;
- severity (0.15): 1 less a third for each level between them;
- hour of the week (0.15): 1 at the same hour, falling evenly to 0 half a week away.

Two alerts with nothing in common but hour, level and channel reach 0.45, and are not shown.
"""

from collections.abc import Iterable
from datetime import datetime

from cmwatch.model import Alert, Similar

TERMS, CHANNEL, SEVERITY, HOUR = 0.55, 0.15, 0.15, 0.15
"""What each part weighs; together 1."""

ALIKE = 0.5
"""Likeness from which an alert is shown: at least some of the words must be the same."""

SHOWN = 3
"""Past alerts shown at most."""

COMMON_SHOWN = 4
"""What both have in common, the weightiest first."""

WEEK_HOURS = 168

Told = dict[tuple[str, str], float]
"""Kind and value of what an alert is about, and its weight."""


def similar(alert: Alert, past: Iterable[Alert]) -> tuple[Similar, ...]:
    """Those of `past` that resemble the alert, most alike first, of equals the newest; the alert itself is left out."""
    about, found = _about(alert), list[Similar]()
    for other in past:
        if other.id == alert.id or other.opened_at > alert.opened_at:
            continue
        alike = likeness(alert, other)
        if alike >= ALIKE:
            theirs = _about(other)
            common = sorted(about.keys() & theirs.keys(), key=lambda one: (-min(about[one], theirs[one]), one))
            found.append(
                Similar(
                    other.id, other.opened_at, other.severity, other.channel, other.close_reason or "", other.incident,
                    round(alike, 2), tuple(value for _kind, value in common[:COMMON_SHOWN]),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.likeness, -one.opened_at.timestamp(), one.id))[:SHOWN])


def likeness(one: Alert, other: Alert) -> float:
    """How much two alerts resemble each other, 0 … 1; the same whichever comes first."""
    return (
        TERMS * _overlap(_about(one), _about(other))
        + CHANNEL * _same_channel(one, other)
        + SEVERITY * (1 - abs(one.severity - other.severity) / 3)
        + HOUR * (1 - 2 * _hours_apart(one.onset, other.onset) / WEEK_HOURS)
    )


def _about(alert: Alert) -> Told:
    told: Told = {
        (shift.kind, shift.value): max(0.0, shift.log_odds)
        for shift in alert.explanation.shifts
        if shift.kind in ("term", "hashtag", "link")
    }
    # A grave term counts as what the matter is about, as heavily as a word that is surely new.
    told |= {("risk", gate.code): 4.0 for gate in alert.gates if gate.code}
    return told


def _overlap(one: Told, other: Told) -> float:
    keys = one.keys() | other.keys()
    either = sum(max(one.get(key, 0.0), other.get(key, 0.0)) for key in keys)
    both = sum(min(one.get(key, 0.0), other.get(key, 0.0)) for key in keys)
    return both / either if either else 0.0


def _same_channel(one: Alert, other: Alert) -> float:
    if one.channel == other.channel == "gate":
        return 1.0 if {gate.code for gate in one.gates} & {gate.code for gate in other.gates} else 0.5
    if one.channel == other.channel:
        return 1.0 if one.channel == "story" or one.subject == other.subject else 0.5
    return 0.0 if "gate" in (one.channel, other.channel) else 0.5


def _hours_apart(one: datetime, other: datetime) -> float:
    """Hours between two hours of the week, the shorter way round: 0 … 84."""
    apart = abs((one - other).total_seconds()) / 3600 % WEEK_HOURS
    return min(apart, WEEK_HOURS - apart)
