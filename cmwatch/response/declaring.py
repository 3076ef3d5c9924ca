"""The first entries of an incident: the alert it comes from, who acknowledged it, and the declaration."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from cmwatch.alarm.explain import joined, sentence
from cmwatch.errors import UsageError
from cmwatch.intake.normalise import one_line
from cmwatch.model import Alert
from cmwatch.model.case import Change, Declaration, Draft, Metrics
from cmwatch.response.casefile import Pen
from cmwatch.response.hats import FIRST
from cmwatch.response.unfold import About
from cmwatch.words import _

TITLE_LIMIT = 120
"""Characters of a title."""


def about(declaration: Declaration, at: datetime) -> dict[str, Any]:
    """What the case is about, as stored; raises UsageError for a declaration that makes no sense."""
    title = one_line(declaration.title, TITLE_LIMIT)
    if not title:
        raise UsageError(_("An incident needs a title."))
    try:
        ZoneInfo(declaration.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            _("There is no time zone '{zone}'.", zone=declaration.zone), remedy=_("Use a name such as Europe/Paris.")
        ) from error
    alert, first = declaration.alert, declaration.first_mention_at
    known = About(
        title=title,
        brand=one_line(declaration.brand),
        watches=tuple(map(one_line, declaration.watches)),
        zone=declaration.zone,
        drill=declaration.drill,
        severity=declaration.severity,
        suggested=declaration.suggested or (alert.severity if alert else None),
        declared_at=at.astimezone(UTC),
        first_mention_at=first.astimezone(UTC) if first else None,
        alert_id=alert.id if alert else None,
    )
    plain: dict[str, Any] = msgspec.to_builtins(known)
    return plain


def begin(pen: Pen, declaration: Declaration, known: dict[str, Any], actor: str, at: datetime) -> None:
    """Write the first entries."""
    if declaration.alert:
        _alert(pen, declaration.alert, at, ZoneInfo(declaration.zone))
    changes = (
        Change("status", "open"),
        Change("severity", str(declaration.severity)),
        *(Change("role", one_line(actor), role=role) for role in FIRST),
    )
    # The declaration is made with the hat on that it gives.
    draft = Draft("declare", declaration.reason, subject=known["title"], hat="lead")
    pen.write(draft, actor, at, changes=changes, about=known)


def metrics(alert: Alert) -> Metrics:
    """The figures of an alert, as the log keeps them."""
    return Metrics(
        watch=alert.watch,
        channel=alert.channel,
        window_minutes=alert.window_minutes,
        observed=alert.observed,
        expected=alert.expected,
        band=alert.band,
        factor=alert.factor,
        p_value=alert.p_value,
        authors=alert.authors,
        originals=alert.originals,
        negative_share=alert.negative_share,
        negative_band=alert.negative_band,
        immature_days=alert.immature_days,
    )


def _alert(pen: Pen, alert: Alert, at: datetime, zone: ZoneInfo) -> None:
    def stamp(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %z}"

    source = "rule(alarm@1)"
    subject = one_line(alert.watch)
    opened = min(alert.detected_at, at)
    unseen = " ".join(sentence(one, stamp) for one in alert.explanation.unseen)
    told = [sentence(one, stamp) for one in joined(alert)]
    told += [_("What we cannot see: {what}", what=unseen)] if unseen else []
    text = " ".join(told)
    draft = Draft("alert", text, subject=subject, occurred_at=opened, source=source, metrics=metrics(alert))
    pen.write(draft, "cmwatch", at)
    if alert.acknowledged_by and alert.acknowledged_at:
        acknowledged = min(alert.acknowledged_at, at)
        pen.write(Draft("ack", subject=subject, occurred_at=acknowledged), alert.acknowledged_by, at)
