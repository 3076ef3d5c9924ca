"""What a person does in an incident: note, correct, change status, level and hats, verify, export."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.notifications import SeverityLevel

from cmwatch.desk.dialogs.choice import Choice, Option
from cmwatch.desk.dialogs.declare import SEVERITIES, severity_meaning
from cmwatch.desk.dialogs.form import Field, Form
from cmwatch.desk.dialogs.notice import Notice
from cmwatch.desk.levels import label
from cmwatch.errors import StoreError
from cmwatch.model import Severity
from cmwatch.model.case import Case, Entry, Role, Status, Verdict
from cmwatch.response import export
from cmwatch.response.hats import ROLES
from cmwatch.response.lifecycle import MOVES, ReasonNeededError
from cmwatch.response.telling import fault_label, role_label, status_label
from cmwatch.words import _, counted

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


async def _with_reason(desk: "Desk", title: str, act: Callable[[str], object]) -> bool:
    """Do it, and ask for a reason where the log asks for one. False if the person thought better of it."""
    try:
        act("")
    except ReasonNeededError as asked:
        answer = await desk.push_screen_wait(Form(title, [Field("reason", _("Reason"))], str(asked)))
        if answer is None:
            return False
        act(answer["reason"])
    return True


async def change_status(desk: "Desk", case: Case, only: Status | None = None) -> None:
    """Move the incident on to one of the statuses that may follow."""
    following = MOVES[case.status]
    if not following:
        desk.say(_("Nothing follows {status}.", status=status_label(case.status)))
        return
    chosen: str | None = only
    if only is None:
        options = [Option(status, status_label(status)) for status in following]
        chosen = await desk.push_screen_wait(Choice(_("Change the status"), options, status_label(case.status)))
    if chosen is None:
        return
    status = cast(Status, chosen)
    if await _with_reason(
        desk,
        status_label(status),
        lambda why: desk.core.cases.set_status(case.id, status, desk.options.actor, desk.now(), why),
    ):
        desk.say(_("Now {status}.", status=status_label(status)), title=f"#{case.id}")
        desk.look_again()


async def change_level(desk: "Desk", case: Case) -> None:
    """Declare another level."""
    options = [
        Option(str(severity), f"{label(severity)}  {severity_meaning(severity)}", f"level-{severity}")
        for severity in SEVERITIES
        if severity != case.severity
    ]
    chosen = await desk.push_screen_wait(Choice(_("Change the level"), options, label(case.severity)))
    if chosen is None:
        return
    severity = cast(Severity, int(chosen))
    if await _with_reason(
        desk,
        label(severity),
        lambda why: desk.core.cases.set_severity(case.id, severity, desk.options.actor, desk.now(), why),
    ):
        desk.say(_("Now {status}.", status=label(severity)), title=f"#{case.id}")
        desk.look_again()


async def assign(desk: "Desk", case: Case) -> None:
    """Give a hat to someone."""
    options = [Option(role, role_label(role)) for role in ROLES[:9]]
    role = await desk.push_screen_wait(Choice(_("Assign a role"), options))
    if role is None:
        return
    answer = await desk.push_screen_wait(Form(role_label(cast(Role, role)), [Field("person", _("Who"))]))
    if answer is not None:
        desk.core.cases.assign(case.id, cast(Role, role), answer["person"], desk.options.actor, desk.now())
        desk.look_again()


async def correct(desk: "Desk", case: Case, entry: Entry) -> None:
    """Write what should have stood there; the old entry stays, struck through."""
    fields = [Field("text", _("What should stand there"), entry.text)]
    answer = await desk.push_screen_wait(
        Form(_("Correct entry {n}", n=entry.seq), fields, _("The entry stays in the log, struck through."))
    )
    if answer is not None:
        desk.core.cases.correct(case.id, entry.seq, answer["text"], desk.options.actor, desk.now())
        desk.look_again()


def verdict_words(verdict: Verdict) -> str:
    """What verifying found, in a sentence."""
    if verdict.ok:
        return counted(
            "OK: {n} entry, head {head}.", "OK: {n} entries, head {head}.", verdict.entries, head=verdict.head[:16]
        )
    return _("The log is damaged: {where}. {detail}", where=fault_label(verdict.bad), detail=verdict.detail)


async def verify(desk: "Desk", case_id: str) -> None:
    """Check the chain and say what was found."""
    for verdict in desk.core.cases.verify(case_id):
        desk.verdicts[verdict.case] = verdict
        urgency: SeverityLevel = "information" if verdict.ok else "error"
        desk.say(verdict_words(verdict), title=f"#{verdict.case}", severity=urgency)
    desk.look_again()


async def export_case(desk: "Desk", case_id: str) -> None:
    """Write the incident as a document or as records, and say where."""
    formats = [Option("md", _("Markdown, to read")), Option("jsonl", _("JSON Lines, to check or import"))]
    chosen = await desk.push_screen_wait(Choice(_("Export #{case}", case=case_id), formats))
    if chosen is None:
        return
    case = desk.core.cases.load(case_id)
    actor, gaps = desk.options.actor, desk.core.view().gaps
    text = export.markdown(case, desk.now(), actor, gaps) if chosen == "md" else export.jsonl(case)
    path = saved(desk.core.data_folder / "exports", f"{case.id}.{chosen}", text)
    await desk.push_screen_wait(Notice(_("Exported"), str(path)))


def saved(folder: Path, name: str, text: str) -> Path:
    """Write a file of ours, readable by its owner only; raises StoreError. `name` holds no remote text."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.chmod(0o600)
        os.replace(fresh, path)
    except OSError as error:
        raise StoreError(_("The file cannot be written."), str(path), str(error.strerror or error)) from error
    return path
