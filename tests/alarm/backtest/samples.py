"""Labels, alarms and bars to judge and draw."""

from datetime import UTC, datetime, timedelta
from typing import Any

from cmwatch.alarm.backtest.course import Bar
from cmwatch.alarm.backtest.journal import Alarm, Call
from cmwatch.alarm.backtest.labels import Label
from cmwatch.alarm.backtest.score import Score, Span
from cmwatch.model import Sensitivity, Severity, Watch

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
START = int(MONDAY.timestamp()) // 60
LUMO = Watch("Lumo", "Lumo", "lumo")


def at(hours: float) -> datetime:
    """So many hours after the beginning."""
    return MONDAY + timedelta(hours=hours)


def label(since: float, until: float | None = None, **fields: Any) -> Label:
    """Something that happened to Lumo, in hours."""
    known = {"name": "outage", "kind": "crisis", "brand": "Lumo", "stream": None, "onset": at(since)}
    return Label(**known | {"end": None if until is None else at(until)} | fields)


def alarm(*calls: float, severity: Severity = 3, watch: str = "Lumo", until: float | None = None) -> Alarm:
    """An alarm that called at these hours."""
    told = tuple(Call(at(hours), severity) for hours in calls)
    return Alarm(f"{watch}-{calls[0]}", watch, at(calls[0]), told, ended_at=None if until is None else at(until))


def span(weeks: float = 1, watch: Watch = LUMO, since: float = 0) -> Span:
    """A recording of so many weeks."""
    return Span(watch, at(since), at(since + weeks * 168))


def scored(sensitivity: Sensitivity, minutes: list[float | None], *, false: int = 0, weeks: float = 4) -> Score:
    """A score with these delays (None: missed) and so many false alarms."""
    from cmwatch.alarm.backtest.score import Outcome

    outcomes = tuple(
        Outcome(label(n), None if late is None else alarm(n), None if late is None else at(n), late)
        for n, late in enumerate(minutes)
    )
    wrong = tuple(alarm(100 + n) for n in range(false))
    right = tuple(outcome.alarm for outcome in outcomes if outcome.alarm)
    return Score(sensitivity, weeks, (*right, *wrong), wrong, outcomes)


def bars(hours: int = 12, width: int = 5, peak: int = 40) -> tuple[Bar, ...]:
    """A calm course with a peak in its middle and a hole near its end."""
    many = hours * 60 // width
    made = []
    for n in range(many):
        total = peak if n == many // 2 else 3
        hidden = width if many * 3 // 4 <= n < many * 3 // 4 + 4 else 0
        made.append(Bar(START + n * width, width, 0 if hidden else total, total // 2, 4.0, 1.0, 8.0, hidden))
    return tuple(made)
