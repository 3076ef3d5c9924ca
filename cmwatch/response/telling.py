"""The words of the log: kinds, hats, statuses, and the one line that tells an entry."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cmwatch.alarm.severity import label
from cmwatch.model import Severity
from cmwatch.model.case import Action, Change, Confidence, Decision, Entry, Kind, Metrics, Posture, Role
from cmwatch.words import _, amount, number, percent

SEVERITIES: dict[str, Severity] = {"1": 1, "2": 2, "3": 3, "4": 4}
"""Levels as a change of state spells them."""


def told(entry: Entry) -> str:
    """What an entry says, in the person's language, on one or more lines; what a person wrote is left as it is."""
    if entry.redacts:
        reason, basis = entry.redacts.reason, entry.redacts.legal_basis
        return _(
            "Content of entry {seq} withheld: {reason} ({basis})", seq=entry.redacts.seq, reason=reason, basis=basis
        )
    if entry.withheld:
        return _("(content withheld)")
    parts = [changed(change) for change in entry.changes]
    if entry.metrics:
        parts.append(measured(entry.metrics))
    if entry.confidence and entry.kind in ("fact", "claim_unverified"):
        parts.append(confidence_label(entry.confidence))
    head = " · ".join(parts)
    subject = entry.subject if entry.subject not in entry.text else ""
    said = ": ".join(part for part in (subject, entry.text) if part)
    tail = [news(entry.action, entry.tz)] if entry.action else []
    if entry.decision and entry.decision.relook_at:
        tail.append(relook(entry.decision, entry.tz))
    if entry.links.supersedes:
        tail.append(_("corrects entry {seq}", seq=entry.links.supersedes))
    line = " — ".join(part for part in (head, said) if part)
    return f"{line} ({', '.join(filter(None, tail))})" if any(tail) else line


def clock(at: datetime, zone: str) -> str:
    """A time with its date and offset: `2026-11-22 02:03 +01:00`."""
    local = at.astimezone(ZoneInfo(zone))
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:]}"


def changed(change: Change) -> str:
    """A change of state in words."""
    match change.field:
        case "status":
            return _("status: {status}", status=status_label(change.after))
        case "severity":
            return _("level: {level}", level=label(SEVERITIES[change.after]))
        case "role":
            role = role_label(change.role) if change.role else ""
            if not change.after:
                return _("{role}: nobody", role=role)
            return _("{role}: {person}", role=role, person=change.after)


def measured(metrics: Metrics) -> str:
    """The figures of an alert on one line."""
    low, high = metrics.band
    text = _(
        "{observed} in {minutes} min, expected {expected} [{low}–{high}], ×{factor}",
        observed=metrics.observed,
        minutes=metrics.window_minutes,
        expected=amount(metrics.expected),
        low=number(low, 0),
        high=number(high, 0),
        factor=amount(metrics.factor),
    )
    if metrics.negative_share is not None:
        text = f"{text}, {_('{share} negative', share=percent(metrics.negative_share))}"
    return text


def news(action: Action, zone: str) -> str:
    """Who, until when, and how it stands."""
    parts = [action.owner or ("" if action.of else _("nobody yet"))]
    if action.due:
        parts.append(_("due {time}", time=clock(action.due, zone)))
    if action.of:
        done = _("action {seq} done", seq=action.of) if action.state == "done" else ""
        dropped = _("action {seq} dropped", seq=action.of) if action.state == "dropped" else ""
        parts.append(done or dropped or _("action {seq} open", seq=action.of))
    return ", ".join(filter(None, parts))


def relook(decision: Decision, zone: str) -> str:
    """When a decision is looked at again."""
    return _("look again {time}", time=clock(decision.relook_at, zone)) if decision.relook_at else ""


def status_label(status: str) -> str:
    """A status in words."""
    words: dict[str, str] = {
        "open": _("open"),
        "contained": _("contained"),
        "recovering": _("recovering"),
        "closed": _("closed"),
        "reopened": _("reopened"),
        "reviewed": _("reviewed"),
        "archived": _("archived"),
    }
    return words[status]


def role_label(role: Role) -> str:
    """A hat in words."""
    words: dict[Role, str] = {
        "lead": _("lead"),
        "scribe": _("scribe"),
        "voice": _("voice"),
        "deputy": _("deputy"),
        "expert": _("expert"),
        "approver": _("approver"),
        "liaison_internal": _("internal liaison"),
        "liaison_press": _("press liaison"),
        "campaign": _("campaign owner"),
        "moderator": _("moderator"),
        "observer": _("observer"),
    }
    return words[role]


def confidence_label(confidence: Confidence) -> str:
    """How sure a fact is, with its sign."""
    words: dict[Confidence, str] = {
        "confirmed": _("✔ confirmed"),
        "probable": _("≈ probable"),
        "unverified": _("? unverified"),
        "refuted": _("✘ refuted"),
    }
    return words[confidence]


def posture_label(posture: Posture) -> str:
    """Our stance in words."""
    words: dict[Posture, str] = {
        "inform": _("inform"),
        "instruct": _("instruct"),
        "deny": _("deny"),
        "qualify": _("qualify"),
        "apologise": _("apologise"),
        "repair": _("repair"),
        "thank": _("thank"),
        "silence": _("stay silent"),
    }
    return words[posture]


def fault_label(bad: str) -> str:
    """Where a verdict found the fault, in words; in data it stays the code it is."""
    match bad.split():
        case ["header"]:
            return _("header")
        case ["entry", seq]:
            return _("entry {seq}", seq=seq)
        case ["unreadable", "at", "byte", at]:
            return _("unreadable at byte {at}", at=at)
        case _other:
            return bad


def kind_label(kind: Kind) -> str:
    """A kind of entry in words; one that nothing writes yet is told by its code."""
    words: dict[str, str] = {
        "alert": _("alert"),
        "ack": _("acknowledged"),
        "declare": _("declared"),
        "severity": _("level"),
        "status": _("status"),
        "assign": _("role"),
        "fact": _("fact"),
        "claim_unverified": _("claim"),
        "decision": _("decision"),
        "hold": _("silence"),
        "action": _("action"),
        "action_update": _("action"),
        "comms_internal": _("internal message"),
        "comms_external": _("statement"),
        "reply": _("reply"),
        "moderation": _("moderation"),
        "media_enquiry": _("press enquiry"),
        "evidence": _("evidence"),
        "note": _("note"),
        "correction": _("correction"),
        "redaction": _("redaction"),
        "review": _("review"),
        "comment": _("comment"),
    }
    return words.get(kind, kind)
