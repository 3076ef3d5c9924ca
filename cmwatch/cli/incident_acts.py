"""What writes the log from the command line: each act of the desk has its command here."""

from __future__ import annotations

import sys
from dataclasses import replace as altered
from datetime import datetime
from typing import TYPE_CHECKING, get_args

import click
import msgspec

from cmwatch.cli.replying import filled, network_option, slot_option
from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.model.case import Declaration, Entry, Redaction, Role, Status
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.model import Alert, Severity

_CASE = click.argument("case_id", metavar="ID")
_REASON = click.option("--reason", default="", metavar="TEXT", help=_("Why."))
_AS_JSON = click.option("--json", "as_json", is_flag=True, help=_("Print the entry as a JSON object."))
_LEVEL = click.IntRange(1, 4)


@click.command(cls=Command, help=_("Declare an incident; who declares it leads it."))
@click.argument("title", metavar="TITLE")
@click.option("--severity", type=_LEVEL, help=_("Level, 1 the gravest (else the alert's, else 3)."))
@click.option("--alert", "alert_id", metavar="ID", help=_("The alert it comes from."))
@click.option("--watch", "watches", multiple=True, metavar="NAME", help=_("A watch it concerns; may be repeated."))
@click.option("--brand", default="", metavar="NAME", help=_("The brand it concerns."))
@click.option("--zone", metavar="ZONE", help=_("Time zone of the log (else the configuration's, else the system's)."))
@click.option("--drill", is_flag=True, help=_("It is an exercise."))
@_REASON
@_AS_JSON
@pass_session
def declare(
    session: Session,
    *,
    title: str,
    severity: Severity | None,
    alert_id: str | None,
    watches: tuple[str, ...],
    brand: str,
    zone: str | None,
    drill: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Open a case and print its number."""
    alert, first_at = _alert(session, alert_id) if alert_id else (None, None)
    case = session.cases().declare(
        Declaration(
            title=title,
            severity=severity or (alert.severity if alert else 3),
            watches=watches or ((alert.watch,) if alert else ()),
            brand=brand or (alert.watch.partition(" ▸ ")[0] if alert else ""),
            zone=zone or _zone(session),
            first_mention_at=first_at,
            alert=alert,
            drill=drill,
            reason=reason,
        ),
        session.actor,
        session.now(),
    )
    if alert and alert.state != "closed":
        from cmwatch.monitor.acts import act_aside  # only for an alert

        with session.archive() as archive:
            act_aside(archive, session.data, alert.id, "declare", session.actor, session.now(), case.id)
    session.say(case.folder)
    session.out(msgspec.json.encode({"id": case.id, "folder": case.folder}).decode() if as_json else
                f"#{case.id} {case.title}")  # fmt: skip


@click.command(
    cls=Command,
    help=_("Write a note; the first word may be a kind: fact, decision, action… ('-' reads standard input)."),
)
@_CASE
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@click.option("--at", "occurred", metavar="TIME", help=_("When it happened (ISO 8601), if not now."))
@_AS_JSON
@pass_session
def note(session: Session, *, case_id: str, words: tuple[str, ...], occurred: str | None, as_json: bool) -> None:
    """Append the entry a line stands for."""
    from cmwatch.response import noteline

    book = session.cases()
    line = sys.stdin.read() if words == ("-",) else " ".join(words)
    case = book.load(case_id)
    draft = noteline.parse(line, session.now(), case.zone)
    if occurred:
        draft = altered(draft, occurred_at=_moment(occurred, case.zone))
    _written(session, book.append(case.id, draft, session.actor, session.now()), as_json=as_json)


@click.command(cls=Command, help=_("Move an incident on: contained, recovering, closed, reviewed, archived, reopened."))
@_CASE
@click.argument("status", type=click.Choice(get_args(Status)), metavar="STATUS")
@_REASON
@_AS_JSON
@pass_session
def status(session: Session, *, case_id: str, status: Status, reason: str, as_json: bool) -> None:
    """Change the status, with a reason where one is due."""
    entry = session.cases().set_status(case_id, status, session.actor, session.now(), reason)
    _written(session, entry, as_json=as_json)


@click.command(cls=Command, help=_("Declare another level; lowering it needs a reason."))
@_CASE
@click.argument("level", type=_LEVEL, metavar="LEVEL")
@_REASON
@_AS_JSON
@pass_session
def severity(session: Session, *, case_id: str, level: Severity, reason: str, as_json: bool) -> None:
    """Change the level."""
    entry = session.cases().set_severity(case_id, level, session.actor, session.now(), reason)
    _written(session, entry, as_json=as_json)


@click.command(cls=Command, help=_("Give a role to a person; without a person, take it off."))
@_CASE
@click.argument("role", type=click.Choice(get_args(Role)), metavar="ROLE")
@click.argument("person", metavar="[PERSON]", default="")
@_REASON
@_AS_JSON
@pass_session
def assign(session: Session, *, case_id: str, role: Role, person: str, reason: str, as_json: bool) -> None:
    """Change who wears a hat."""
    entry = session.cases().assign(case_id, role, person, session.actor, session.now(), note=reason)
    _written(session, entry, as_json=as_json)


@click.command(cls=Command, help=_("Keep an archived mention as evidence."))
@_CASE
@click.argument("key", metavar="SOURCE:ID")
@_AS_JSON
@pass_session
def keep(session: Session, *, case_id: str, key: str, as_json: bool) -> None:
    """Copy a mention beside the case."""
    with session.archive() as archive:
        item = archive.item(key)
    if item is None:
        raise UsageError(_("There is no mention '{key}' in the archive.", key=key), str(session.data))
    _written(session, session.cases().keep(case_id, item, session.actor, session.now()), as_json=as_json)


@click.command(cls=Command, help=_("Log a text that went out, as it is or made from a template."))
@_CASE
@click.argument("words", metavar="[TEXT]", nargs=-1)
@click.option("--template", metavar="KEY", help=_("The template it is made from, such as fr/T3."))
@click.option("--answers", metavar="SOURCE:ID", help=_("The mention it answers."))
@click.option("--url", metavar="URL", help=_("Where it was published."))
@slot_option
@network_option
@_AS_JSON
@pass_session
def reply(
    session: Session,
    *,
    case_id: str,
    words: tuple[str, ...],
    template: str | None,
    answers: str | None,
    url: str | None,
    slots: tuple[str, ...],
    network: str,
    as_json: bool,
) -> None:
    """Append a reply, with the template and the hash of its text."""
    from cmwatch.response.replies import reply as drafted
    from cmwatch.response.replies import used

    book = session.cases()
    case = book.load(case_id)
    made = filled(session, template, slots, network, answers, given_before=used(case)) if template else None
    text = " ".join(words) or (made.text if made else "")
    draft = drafted(text, network or (answers or "").partition(":")[0], filled=made, answers=answers, url=url)
    _written(session, book.append(case.id, draft, session.actor, session.now()), as_json=as_json)


@click.command(cls=Command, help=_("Withhold the content of an entry; its hash stays, and the log still verifies."))
@_CASE
@click.argument("seq", type=click.IntRange(min=1), metavar="ENTRY")
@click.option("--reason", required=True, metavar="TEXT", help=_("Why."))
@click.option("--legal-basis", required=True, metavar="TEXT", help=_("On what ground, such as 'GDPR, article 17'."))
@_AS_JSON
@pass_session
def redact(session: Session, *, case_id: str, seq: int, reason: str, legal_basis: str, as_json: bool) -> None:
    """Take the content of an entry away."""
    what = Redaction(seq, reason, legal_basis)
    _written(session, session.cases().redact(case_id, what, session.actor, session.now()), as_json=as_json)


ACTS = (declare, note, status, severity, assign, keep, reply, redact)
"""The commands, in the order of the help."""


def spoken(entry: Entry) -> str:
    """An entry on one line, in the person's language."""
    from cmwatch.response.telling import clock, kind_label, role_label, told

    hat = f" ({role_label(entry.hat)})" if entry.hat else ""
    said = " ".join(told(entry).split())
    return f"{clock(entry.occurred_at, entry.tz)}  {kind_label(entry.kind)}  {entry.actor}{hat}  {said}"


def _written(session: Session, entry: Entry, *, as_json: bool) -> None:
    if as_json:
        session.out(msgspec.json.encode(entry).decode())
    else:
        session.out(f"#{entry.case} · {_('entry {seq}', seq=entry.seq)} · {spoken(entry)}")


def _alert(session: Session, alert_id: str) -> tuple[Alert, datetime]:
    """An alert without an incident, and when what it is about was first spoken of."""
    from cmwatch.monitor.acts import first_mention_at  # only for an alert

    with session.archive() as archive:
        found = next((alert for alert in archive.alerts() if alert.id == alert_id), None)
        known = archive.item(found.explanation.first) if found and found.explanation.first else None
    if found is None:
        raise UsageError(_("There is no alert '{id}'.", id=alert_id), remedy=_("See 'cmwatch alerts list'."))
    if found.incident:
        raise UsageError(_("The alert already has an incident."), f"#{found.incident}")
    return found, first_mention_at(found, known)


def _zone(session: Session) -> str:
    if session.config_path.is_file():
        return session.config().zone
    import os

    from cmwatch.config.zones import system_zone

    return system_zone(os.environ)


def _moment(text: str, zone: str) -> datetime:
    from zoneinfo import ZoneInfo

    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            _("'{text}' is not a time.", text=text), remedy=_("Write it as 2024-07-19T17:14, in the zone of the log.")
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
