"""What gates make of an alert: of one that they open, and of one that stands already."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cmwatch.alarm import episode
from cmwatch.alarm.detector import WINDOWS, Detector, Judgement
from cmwatch.alarm.explain import SAMPLES, reason
from cmwatch.alarm.gates.words import gate_values
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Alert, Explanation, Gate, Item

APART_MINUTES = 120
"""Mentions further apart are remarks of their own: each counts for the gate, but the matter begins with the first that
the next one followed within two hours."""

Planned = Callable[[int, int], tuple[str, ...]]
"""Names of what is planned between two minutes."""

QUOTED = 3
"""Mentions behind gates that are quoted before other samples."""

STANDS_MINUTES = 6 * 60
"""How long words alone hold an alert up: a claim does not die down as a crowd does, and must not fall quiet within half
an hour in a night shift."""


def calm_minutes(alert: Alert) -> int:
    """Calm minutes in a row until an alert is quiet."""
    return STANDS_MINUTES if alert.channel == "gate" else episode.CALM_MINUTES


def holding(alert: Alert, at: datetime) -> tuple[Gate, ...]:
    """The gates that still hold its level up: of the last hours, and not from before a person lowered it."""
    since = at - timedelta(minutes=STANDS_MINUTES)
    since = max(since, alert.lowered_at) if alert.lowered_at else since
    return tuple(gate for gate in alert.gates if gate.at >= since)


def over(alert: Alert | None, now: int) -> bool:
    """Whether there is no alert, or a quiet one and what comes now is another matter: hours later, or after spam."""
    if alert is None or alert.state == "closed" or (alert.state == "quiet" and alert.nature == "spam"):
        return True
    return alert.quiet_at is not None and now - minute_of(alert.quiet_at) > episode.REOPEN_MINUTES


def judged(detector: Detector, gates: Sequence[Gate], items: Iterable[Item], now: int) -> Judgement:
    """The window that tells of gates: the smallest that reaches back to where the mentions behind them begin."""
    keys = {key for gate in gates for key in gate.keys}
    onset = now - 1
    for minute in sorted((minute_of(item.mention.at) for item in items if _key(item) in keys), reverse=True):
        if onset - minute > APART_MINUTES:
            break
        onset = min(onset, minute)
    window = min((length for length in WINDOWS if length >= now - onset), default=WINDOWS[-1])
    return replace(detector.measure("gate", "", window, now), onset=onset)


def stirred(quiet: Alert, rise: Judgement, at: datetime) -> Alert:
    """A quiet alert whose counts rise: told anew where its level was owed to words, for nobody was told of counts."""
    again = episode.stirred(quiet, at)
    by_words = min((gate.severity for gate in quiet.gates), default=4) == quiet.severity
    return episode.worsened(again, rise, at) if quiet.gates and by_words else again


def joined(alert: Alert, gates: Sequence[Gate], at: datetime) -> Alert:
    """An alert that stands, with gates that have just opened: told again, unless somebody looks at it already.

    One that was acknowledged is told again only if a gate is graver than it, which its next level says.
    """
    more = replace(alert, gates=(*alert.gates, *gates))
    if alert.acknowledged_by or min(gate.severity for gate in gates) > 3:
        return more
    return replace(more, state="worsened", changed_at=at, quiet_at=None)


def explained(alert: Alert, told: Explanation, planned: tuple[str, ...]) -> Alert:
    """The alert with its explanation: gates before any number, their mentions before other samples, and what is
    planned as what may make it nothing.
    """
    reasons = [reason(f"gate.{gate.kind}", **gate_values(gate)) for gate in alert.telling_gates]
    doubts = [reason("planned", names=", ".join(planned))] if planned else []
    checked = [] if planned else [reason("unplanned")]
    keys = [key for gate in sorted(alert.gates, key=lambda gate: gate.severity) for key in _quoted(gate)]
    told = replace(
        told,
        reasons=(*reasons, *told.reasons),
        doubts=(*told.doubts, *doubts),
        checked=(*told.checked, *checked),
        samples=tuple(dict.fromkeys([*keys[:QUOTED], *told.samples]))[:SAMPLES],
    )
    return replace(alert, planned=planned, explanation=told)


def _quoted(gate: Gate) -> tuple[str, ...]:
    """What is quoted of a gate: of a message that goes round one copy, of a harmless one none."""
    if gate.severity == 4:
        return ()
    return gate.keys if gate.kind == "grave" else gate.keys[-1:]


def _key(item: Item) -> str:
    return f"{item.mention.source}:{item.mention.id}"
