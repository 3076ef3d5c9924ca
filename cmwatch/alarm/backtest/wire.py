"""A verdict as objects for programs: keys and codes are never translated, times are UTC."""

from datetime import UTC, datetime
from typing import Any

from cmwatch.alarm.backtest.journal import Alarm
from cmwatch.alarm.backtest.score import Outcome, Score, recorded
from cmwatch.alarm.backtest.suggestion import sentence
from cmwatch.alarm.backtest.verdict import Verdict
from cmwatch.alarm.detector import BUDGET


def score_object(score: Score, *, labelled: bool) -> dict[str, Any]:
    """One sensitivity. Of a recording without labels, what nobody can know is null."""
    return {
        "type": "sensitivity",
        "sensitivity": score.sensitivity,
        "budget_a_week": BUDGET[score.sensitivity],
        "alarms": len(score.alarms),
        "alarms_a_week": round(score.a_week, 4),
        "pages": score.pages,
        "crises": len(score.outcomes) if labelled else None,
        "found": score.found if labelled else None,
        "median_delay_minutes": None if score.usual_minutes is None else round(score.usual_minutes, 2),
        "false_alarms": len(score.false) if labelled else None,
        "false_alarms_a_week": round(score.false_a_week, 4) if labelled else None,
        "outcomes": [_outcome(outcome) for outcome in score.outcomes],
        "alarm_list": [_alarm(alarm, score, labelled=labelled) for alarm in score.alarms],
    }


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """The suggestion, and what it was judged by."""
    suggestion = verdict.suggestion
    return {
        "watches": [span.watch.name for span in verdict.spans],
        "since": _time(min(span.since for span in verdict.spans)),
        "until": _time(max(span.until for span in verdict.spans)),
        "days": round(recorded(verdict.spans).total_seconds() / 86_400, 4),
        "labels": [label.name for label in verdict.labels],
        "labels_left_out": [label.name for label in verdict.left_out],
        "suggestion": {
            "sensitivity": suggestion.score.sensitivity,
            "because": suggestion.because,
            "text": sentence(suggestion),
            "in_sample": True,
        },
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "label": outcome.label.name,
        "onset": _time(outcome.label.onset),
        "found": outcome.found,
        "early": outcome.early,
        "at": _time(outcome.called_at),
        "delay_minutes": None if outcome.minutes is None else round(outcome.minutes, 2),
        "alarm": outcome.alarm.id if outcome.alarm else None,
    }


def _alarm(alarm: Alarm, score: Score, *, labelled: bool) -> dict[str, Any]:
    return {
        "id": alarm.id,
        "watch": alarm.watch,
        "at": _time(alarm.at),
        "severity": alarm.severity,
        "channel": alarm.channel,
        "calls": [{"at": _time(call.at), "severity": call.severity} for call in alarm.calls],
        "ended_at": _time(alarm.ended_at),
        "false": alarm in score.false if labelled else None,
    }


def _time(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
