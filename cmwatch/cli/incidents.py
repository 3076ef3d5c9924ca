"""The log without the desk: read it, verify it, hand it over. What writes it is in `incident_acts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
import msgspec

from cmwatch.cli.incident_acts import ACTS, spoken
from cmwatch.cli.shared import Group, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.model.case import Case, CaseSummary, Status, Verdict
from cmwatch.words import _, counted

if TYPE_CHECKING:
    from cmwatch.model import Gap
    from cmwatch.response.casebook import CaseBook

_JSON = _("One JSON object per line.")


@click.group(cls=Group, help=_("The incidents and their logs."))
def incidents() -> None:
    """Hold the commands below."""


for act in ACTS:
    incidents.add_command(act)


@incidents.command("list", help=_("Show the incidents, newest first."))
@click.option("--status", type=click.Choice(get_args(Status)), help=_("Only those with this status."))
@click.option("--json", "as_json", is_flag=True, help=_JSON)
@pass_session
def list_incidents(session: Session, *, status: str | None, as_json: bool) -> None:
    """Print one line for each incident."""
    book = _book(session)
    found = [case for case in book.all() if status in (None, case.status)]
    for case in found:
        session.out(_line(msgspec.to_builtins(case)) if as_json else _plain(case))
    if not found:
        session.say(_("There is no incident. See 'cmwatch incidents declare --help'."))
    for verdict in book.damaged():
        session.say(_judged(verdict))


@incidents.command(help=_("Show an incident and its log."))
@click.argument("case_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help=_JSON)
@pass_session
def show(session: Session, *, case_id: str, as_json: bool) -> None:
    """Print the state, then the entries in order."""
    from cmwatch.alarm.severity import label
    from cmwatch.response.telling import role_label, status_label

    case = _book(session).load(case_id)
    if as_json:
        _show_json(session, case)
        return
    session.out(f"#{case.id} {case.title} · {label(case.severity)} · {status_label(case.status)}")
    session.out(" · ".join(f"{role_label(role)} {person}" for role, person in case.roles))
    for entry in case.entries:
        struck = f" [{_('superseded')}]" if entry.seq in case.superseded else ""
        session.out(f"{entry.seq:>4}  {spoken(entry)}{struck}")
    if case.open_actions:
        session.out(counted("{n} action is open.", "{n} actions are open.", len(case.open_actions)))


@incidents.command(help=_("Verify one log, or all of them; the first bad entry is named."))
@click.argument("case_id", metavar="[ID]", required=False)
@click.option("--head", metavar="HASH", help=_("A chain head noted elsewhere, which must be in the log."))
@click.option("--json", "as_json", is_flag=True, help=_JSON)
@pass_session
@click.pass_context
def verify(context: click.Context, session: Session, *, case_id: str | None, head: str | None, as_json: bool) -> None:
    """Print a verdict for each log; exit 1 if one is bad."""
    if head is not None and (
        case_id is None or len(head) < 8 or not all(c in "0123456789abcdef" for c in head.lower())
    ):
        raise UsageError(_("A head is looked for in one log, and needs at least eight hexadecimal digits."))
    book = _book(session)
    verdicts = book.verify(case_id, head)
    for verdict in verdicts:
        session.out(_line(msgspec.to_builtins(verdict)) if as_json else _judged(verdict))
    if not verdicts:
        session.say(_("There is no incident to verify."))
    for gone in book.absent() if case_id is None else ():
        session.say(_("Incident {case} was declared, and its folder is gone.", case=gone))
    for path in book.leftovers():
        session.say(_("{path} is left over from a write that never finished; it is not used.", path=path))
    context.exit(0 if all(verdict.ok for verdict in verdicts) else 1)


@incidents.command(help=_("Write a log out for others."))
@click.argument("case_id", metavar="ID")
@click.option("--format", "form", type=click.Choice(("markdown", "jsonl")), default="markdown", show_default=True,
              help=_("A document for people, or one entry per line."))  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help=_("Write to this file."))
@pass_session
def export(session: Session, *, case_id: str, form: str, out: Path | None) -> None:
    """Print the document, or write it to a file."""
    from cmwatch.response import export as exports

    case = _book(session).load(case_id)
    text = (
        exports.jsonl(case) if form == "jsonl" else exports.markdown(case, session.now(), session.actor, _gaps(session))
    )
    if out is None:
        session.out(text.removesuffix("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(_("This cannot be written: {reason}.", reason=error.strerror), str(out)) from error
    session.say(_("Written to {path}.", path=out))


def _gaps(session: Session) -> tuple[Gap, ...]:
    """What the archive knows of; nothing where there is none."""
    from cmwatch.archive.archive import FILE

    if not (session.data / FILE).is_file():
        return ()
    with session.archive() as archive:
        return archive.gaps()


def _book(session: Session) -> CaseBook:
    return session.cases()


def _plain(case: CaseSummary) -> str:
    from cmwatch.alarm.severity import label
    from cmwatch.response.telling import clock, status_label

    count = counted("{n} entry", "{n} entries", case.entries)
    parts = (f"#{case.id} {case.title}", label(case.severity), status_label(case.status), case.lead, count)
    return " · ".join((*parts, clock(case.declared_at, case.zone)))


def _judged(verdict: Verdict) -> str:
    from cmwatch.response.telling import fault_label

    if not verdict.ok:
        return f"#{verdict.case} · {fault_label(verdict.bad)} · {verdict.detail}"
    withheld = counted("{n} withheld", "{n} withheld", verdict.withheld) if verdict.withheld else ""
    count = counted("{n} entry", "{n} entries", verdict.entries)
    return " · ".join(filter(None, (f"#{verdict.case}", "OK", count, withheld, verdict.head)))


def _show_json(session: Session, case: Case) -> None:
    plain = msgspec.to_builtins(case)
    entries = plain.pop("entries")
    plain["superseded"] = sorted(plain["superseded"])
    session.out(_line({"type": "incident", **plain}))
    for entry in entries:
        session.out(_line({"type": "entry", **entry}))


def _line(plain: dict[str, Any]) -> str:
    return msgspec.json.encode(plain).decode()
