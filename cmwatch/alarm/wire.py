"""An alert as programs get it: one flat object whose keys and codes are never translated."""

from datetime import UTC, datetime

from cmwatch.alarm.explain import sentence, told
from cmwatch.model import Alert, Gate, Matter, Reason, Similar


def alert_object(alert: Alert) -> dict[str, object]:
    """The object that `replay --json` prints and a notify command is given. Times are ISO 8601 UTC with `Z`."""
    return {
        "type": "alert",
        "id": alert.id,
        "at": instant(alert.changed_at or alert.opened_at),
        "state": alert.state,
        "watch": alert.watch,
        "channel": alert.channel,
        "subject": alert.subject,
        "nature": alert.nature,
        "window_minutes": alert.window_minutes,
        "opened_at": instant(alert.opened_at),
        "detected_at": instant(alert.detected_at),
        "onset": instant(alert.onset),
        "severity": alert.severity,
        "milder": alert.milder,
        "milder_since": instant(alert.milder_since) if alert.milder_since else None,
        "observed": alert.observed,
        "expected": round(alert.expected, 3),
        "band": list(alert.band),
        "factor": round(alert.factor, 2),
        "p_value": alert.p_value,
        "evidence": round(alert.evidence, 2),
        "authors": alert.authors,
        "originals": alert.originals,
        "negatives": alert.negatives,
        "read": alert.read,
        "negative_share": alert.negative_share,
        "usual_negative": alert.usual_negative,
        "usual_negative_most": alert.usual_negative_most,
        **_known(alert),
        "immature_days": alert.immature_days,
        **_explained(alert),
        "acknowledged_by": alert.acknowledged_by,
        "snoozed_until": instant(alert.snoozed_until) if alert.snoozed_until else None,
        "close_reason": alert.close_reason,
        "normal_since": instant(alert.normal_since) if alert.normal_since else None,
        "incident": alert.incident,
    }


def instant(at: datetime) -> str:
    """ISO 8601, UTC, with `Z`, to the second.

    >>> instant(datetime(2024, 7, 19, 17, 14, tzinfo=UTC))
    '2024-07-19T17:14:00Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _explained(alert: Alert) -> dict[str, object]:
    why = alert.explanation
    return {
        "reasons": [_reason(reason) for reason in told(alert)],
        "doubts": [_reason(reason) for reason in why.doubts],
        "checked": [_reason(reason) for reason in why.checked],
        "unseen": [_reason(reason) for reason in why.unseen],
        "cells": [{"cell": cell.code.rpartition(".")[2], **dict(cell.values)} for cell in why.cells],
        "changes": [
            {"kind": shift.kind, "value": shift.value, "now": shift.now, "before": shift.before, "z": shift.log_odds}
            for shift in why.shifts
        ],
        "arguments": [{"terms": list(one.terms), "authors": one.authors} for one in why.arguments],
        "samples": list(why.samples),
    }


def _known(alert: Alert) -> dict[str, object]:
    """What is known beside the counts."""
    return {
        "gates": [_gate(gate) for gate in alert.gates],
        "planned": list(alert.planned),
        "similar": [_similar(past) for past in alert.similar],
        "first": alert.explanation.first,
        "earlier": [_earlier(one) for one in alert.earlier],
    }


def _earlier(one: Matter) -> dict[str, object]:
    return {
        "channel": one.channel, "subject": one.subject, "severity": one.severity, "onset": instant(one.onset),
        "since": instant(one.since), "until": instant(one.until), "first": one.first,
        "acknowledged_by": one.acknowledged_by,
    }  # fmt: skip


def _similar(past: Similar) -> dict[str, object]:
    return {
        "id": past.id, "at": instant(past.opened_at), "severity": past.severity, "channel": past.channel,
        "ended": past.ended, "incident": past.incident, "likeness": past.likeness, "terms": list(past.terms),
    }  # fmt: skip


def _gate(gate: Gate) -> dict[str, object]:
    return {
        "kind": gate.kind, "code": gate.code, "at": instant(gate.at), "severity": gate.severity, "word": gate.word,
        "days": gate.days, "keys": list(gate.keys),
    }  # fmt: skip


def _reason(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "text": sentence(reason)}
