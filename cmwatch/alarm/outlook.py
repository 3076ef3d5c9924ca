"""Whether an alert still calls for its level, and what is proposed to the person where it does not.

A level never falls by itself: what is seen must call for a milder one for two hours, and a person must agree
(PRODUCT 8).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from cmwatch.alarm.explain import reason
from cmwatch.errors import UsageError
from cmwatch.model import Alert, Reason, Severity
from cmwatch.words import _

UNREVIEWED = timedelta(hours=24)
"""Quiet time after which an alert closes as 'unreviewed'."""

MILDER_FOR = timedelta(hours=2)
"""How long what is seen must have called for a milder level before that is proposed."""


def followed(alert: Alert, level: Severity, at: datetime) -> Alert:
    """The alert after an assessment at `at` that called for `level`."""
    if level <= alert.severity:
        return replace(alert, milder=None, milder_since=None)
    gravest: Severity = min(level, alert.milder or level)
    return replace(alert, milder=gravest, milder_since=alert.milder_since or at)


def may_lower(alert: Alert, at: datetime) -> Severity | None:
    """The milder level that a person may agree to; None while nothing is proposed.

    Time in which nobody looked says nothing: a recording has ended, or whoever collects has.
    """
    if alert.milder is None or alert.milder_since is None or alert.state in ("quiet", "closed"):
        return None
    return alert.milder if min(at, alert.updated_at) - alert.milder_since >= MILDER_FOR else None


def proposal(alert: Alert, at: datetime) -> Reason | None:
    """What is proposed at a time: to close what is over, or to lower the level; None if nothing is."""
    if alert.state == "quiet" and alert.quiet_at:
        until = (alert.quiet_at + UNREVIEWED).isoformat()
        return reason("propose.close", since=alert.quiet_at.isoformat(), until=until)
    level = may_lower(alert, at)
    if level is None or alert.milder_since is None:
        return None
    return reason("propose.lower", severity=level, since=alert.milder_since.isoformat())


def lowered(alert: Alert, at: datetime) -> Alert:
    """The alert at the level that was proposed. Raises UsageError if none is."""
    level = may_lower(alert, at)
    if level is None:
        raise UsageError(
            _("No milder level is proposed: what is seen must have called for one for two hours."), alert.id,
            _("Close it with a reason if it is over."),
        )  # fmt: skip
    return replace(
        alert, severity=level, milder=None, milder_since=None, lowered_from=alert.severity, lowered_at=at
    )  # fmt: skip


def raised_again(alert: Alert) -> Alert:
    """The alert at the level it had before a person lowered it, unless it has become graver than that."""
    level = min(alert.severity, alert.lowered_from or alert.severity)
    return replace(alert, severity=level, lowered_from=None, lowered_at=None)
