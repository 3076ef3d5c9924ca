"""The life of an alert: opens once, updates, worsens, quietens by hysteresis, is closed by a person.

Severity never falls by itself: only a person lowers it, by closing the alert or in the incident.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cmwatch.alarm.census import Census
from cmwatch.alarm.detector import Detector, Judgement
from cmwatch.alarm.evidence import Evidence, band
from cmwatch.alarm.outlook import UNREVIEWED, lowered, raised_again
from cmwatch.errors import UsageError
from cmwatch.model import Alert, AlertState, Severity
from cmwatch.words import _

CALM_MINUTES = 30
"""Calm minutes in a row until an alert is quiet."""

CALM_P = 0.05
"""Tail probability above which a minute is calm: far from the entry, so that an alert does not flicker."""

CALM_SHARE = 0.7
"""A window below this share of the count that opened the alert is calm too."""

CALM_PEAK = 1 / 3
"""And so is one below a third of its peak, for an alert may open on the first few mentions."""

REOPEN_MINUTES = 6 * 60
"""A rise within six quiet hours is the same matter; later it is a new alert."""

REASONS = ("true", "false", "planned", "duplicate", "late")
"""Why a person closes an alert."""


def opened(identity: str, watch: str, at: datetime, onset: datetime, judged: Judgement) -> Alert:
    """A new alert, before its evidence is gathered."""
    return Alert(
        id=identity,
        watch=watch,
        channel=judged.channel,
        state="open",
        severity=4,
        opened_at=at,
        updated_at=at,
        onset=onset,
        window_minutes=judged.window,
        observed=judged.observed,
        expected=judged.expected,
        band=band(judged),
        factor=judged.factor,
        p_value=judged.p_value,
        peak=judged.observed,
        opened_with=judged.observed,
        authors=0,
        originals=0,
        negative_share=None,
        negative_band=None,
        usual_negative=None,
        immature_days=None,
        subject=judged.subject,
        evidence=judged.evidence,
    )


def counted(alert: Alert, judged: Judgement, census: Census, at: datetime) -> Alert:
    """The alert with the counts of its window at `at`."""
    return replace(
        alert,
        channel=judged.channel,
        subject=judged.subject,
        evidence=max(alert.evidence, judged.evidence),
        updated_at=at,
        window_minutes=judged.window,
        observed=judged.observed,
        expected=judged.expected,
        band=band(judged),
        factor=judged.factor,
        p_value=judged.p_value,
        **_peak(alert, judged, at),
        authors=census.authors,
        originals=census.originals,
        negatives=census.negatives,
        read=census.read,
        negative_share=census.negative_share,
        negative_band=census.negative_band,
        half_hours=census.half_hours,
    )


def _peak(alert: Alert, judged: Judgement, at: datetime) -> dict[str, Any]:
    if judged.observed >= alert.peak or alert.peak_at is None:
        top = max(alert.peak, judged.observed)
        known = {"peak_at": at, "peak_minutes": judged.window} if top == judged.observed else {}
        return {"peak": top, **known}
    same = (judged.channel, judged.subject) == (alert.channel, alert.subject)
    return {} if same else {"peak_at": None}


def assessed(alert: Alert, seen: Evidence, suggested: Severity, detector: Detector) -> Alert:
    """The alert with the evidence of its window; graver than before, it has worsened."""
    worse = suggested < alert.severity and alert.explanation.at is not None
    return replace(
        alert,
        severity=min(alert.severity, suggested),
        state="worsened" if worse else alert.state,
        changed_at=alert.updated_at if worse else alert.changed_at,
        nature=seen.nature,
        usual_negative=seen.usual.share if seen.usual else None,
        usual_negative_most=seen.usual.high if seen.usual else None,
        immature_days=detector.immature_days,
    )


def worsened(alert: Alert, judged: Judgement, at: datetime) -> Alert:
    """The alert whose burst became clearly worse, told by this window from now on; its level may stay as it was."""
    return replace(
        alert, state="worsened", changed_at=at, opened_with=judged.observed, peak=judged.observed, peak_at=at,
        peak_minutes=judged.window,
    )  # fmt: skip


def told_by(alert: Alert, judged: Judgement, at: datetime) -> Alert:
    """The alert as another window tells it from now on, once that is counted; nothing new has happened."""
    return replace(worsened(alert, judged, at), state=alert.state, changed_at=alert.changed_at)


def normal(alert: Alert, at: datetime) -> Alert:
    """The alert whose raised level has become the usual one: said, and quiet."""
    return replace(quietened(alert, at), normal_since=at)


def is_calm(alert: Alert, standing: Judgement) -> bool:
    """Whether the window no longer holds the alert up."""
    low = max(CALM_SHARE * alert.opened_with, CALM_PEAK * alert.peak)
    return standing.p_value > CALM_P or standing.observed < low


def quietened(alert: Alert, at: datetime) -> Alert:
    """The alert after its calm minutes. It still waits for a person."""
    return replace(alert, state="quiet", quiet_at=at, changed_at=at)


def stirred(alert: Alert, at: datetime) -> Alert:
    """A quiet alert that rises again, still acknowledged if it was."""
    state: AlertState = "acknowledged" if alert.acknowledged_by else "open"
    return replace(alert, state=state, quiet_at=None, changed_at=at)


def aged(alert: Alert, at: datetime) -> Alert:
    """The alert as time alone changes it: a snooze ends, a day of quiet closes it."""
    if alert.state == "quiet" and alert.quiet_at and at - alert.quiet_at >= UNREVIEWED:
        return unreviewed(alert, alert.quiet_at + UNREVIEWED)
    if alert.snoozed_until and at >= alert.snoozed_until:
        return replace(alert, snoozed_until=None)
    return alert


def unreviewed(alert: Alert, at: datetime) -> Alert:
    """Closed by time, for nobody did."""
    return replace(alert, state="closed", close_reason="unreviewed", changed_at=at)


def notifies(before: Alert | None, after: Alert) -> bool:
    """Whether the change from `before` must reach the person: opened, worsened, or a snooze that ran out.

    A green one is only shown: a repost wave is worth a look, and nobody's sleep.
    """
    if after.state in ("quiet", "closed") or after.severity == 4:
        return False
    if before is None or after.severity < before.severity:
        return True
    if after.state == "worsened" and after.changed_at != before.changed_at:
        return after.snoozed_until is None
    woke = before.snoozed_until is not None and after.snoozed_until is None
    return woke and after.state in ("open", "worsened")


def acted(alert: Alert, act: str, actor: str, at: datetime, detail: str) -> Alert:
    """The alert after what a person did: `acknowledge`, `snooze` (until), `lower`, `close` (a reason), `declare`.

    `restore` takes an act back, which its detail names. Raises UsageError if the alert is closed or the act makes
    no sense.
    """
    if alert.state == "closed" and act != "restore":
        raise UsageError(_("The alert is closed."), alert.id)
    return replace(_acted(alert, act, actor, at, detail), changed_at=at)


def _acted(alert: Alert, act: str, actor: str, at: datetime, detail: str) -> Alert:
    match act:
        case "acknowledge":
            return _seen(alert, actor, at)
        case "snooze":
            return replace(alert, snoozed_until=datetime.fromisoformat(detail))
        case "lower":
            return lowered(alert, at)
        case "close":
            if detail not in REASONS:
                raise UsageError(_("'{reason}' is no reason to close.", reason=detail), "", " · ".join(REASONS))
            return replace(alert, state="closed", closed_by=actor, close_reason=detail)
        case "declare":
            return replace(alert if alert.acknowledged_by else _seen(alert, actor, at), incident=detail)
        case "restore":
            return _restored(alert, detail)
        case _:
            raise UsageError(_("'{act}' is nothing that can be done to an alert.", act=act))


def _seen(alert: Alert, actor: str, at: datetime) -> Alert:
    state: AlertState = "quiet" if alert.state == "quiet" else "acknowledged"
    return replace(alert, state=state, acknowledged_by=actor, acknowledged_at=at)


def _restored(alert: Alert, undone: str) -> Alert:
    match undone:
        case "acknowledge":
            state: AlertState = "open" if alert.state == "acknowledged" else alert.state
            return replace(alert, state=state, acknowledged_by=None, acknowledged_at=None)
        case "snooze":
            return replace(alert, snoozed_until=None)
        case "lower":
            return raised_again(alert)
        case "close":
            state = "quiet" if alert.quiet_at else "acknowledged" if alert.acknowledged_by else "open"
            return replace(alert, state=state, closed_by=None, close_reason=None)
        case _:
            raise UsageError(_("This cannot be undone."), alert.id)
