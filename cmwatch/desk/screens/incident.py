"""Room 2, the incident: its clocks, its log, and one line to write."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from cmwatch.desk import case_acts
from cmwatch.desk.bindings import bind
from cmwatch.desk.case_lines import case_header, essentials, now_lines
from cmwatch.desk.dialogs.dialog import Typed
from cmwatch.desk.dialogs.notice import Notice
from cmwatch.desk.entry_lines import entry_lines, entry_text
from cmwatch.desk.ink import content
from cmwatch.desk.screens.room import Room
from cmwatch.desk.widgets.one_line import OneLine
from cmwatch.desk.widgets.rows import Row, Rows, paragraph, told
from cmwatch.errors import CmwatchError
from cmwatch.model import View
from cmwatch.model.case import Case, Entry
from cmwatch.response.noteline import parse
from cmwatch.words import _, counted


class IncidentRoom(Room):
    """One incident and its log."""

    BINDINGS: ClassVar[list[BindingType]] = bind(
        "note", "status", "level", "assign", "correct", "close_alert", "export", "verify", "why", "back"
    )

    def __init__(self) -> None:
        super().__init__()
        self._case: Case | None = None
        self._error = ""

    def purpose(self) -> str:
        """What the room is for."""
        return _("One incident and its log. n writes, e corrects: the old entry stays, struck through.")

    def furniture(self) -> ComposeResult:
        """A header of its own, the log, what matters now, and the line to write."""
        yield OneLine(id="case")
        yield OneLine(id="essentials")
        with Horizontal(id="incident"):
            yield Rows(id="log")
            yield Rows(id="now")
        yield Typed(id="note", placeholder=_("What happened? The first word may be: fact, decision, action, claim…"))

    def on_mount(self) -> None:
        """Stand in the log; the line opens with `n`."""
        self.query_one("#note", Typed).display = False
        self.query_one("#now", Rows).can_focus = False
        self.set_focus(self.query_one("#log", Rows))

    def look(self, view: View) -> None:
        """Show the incident as it is on the disk."""
        super().look(view)
        entries = len(self._case.entries) if self._case else 0
        opened = self._case.id if self._case else None
        self._read()
        self._draw(view)
        if self._case and (self._case.id, len(self._case.entries)) != (opened, entries):
            self.query_one("#log", Rows).go(str(self._case.entries[-1].seq))
            self.query_one("#note", Typed).value = self.desk.drafts.get(f"note:{self._case.id}")
            self.refresh_bindings()

    def _read(self) -> None:
        wanted = self.desk.viewpoint.case
        cases = self.desk.core.cases
        found = cases.all()
        if wanted is None:
            wanted = next((known.id for known in found if known.active), None)
            self.desk.viewpoint.case = wanted
        known = next((known for known in found if known.id == wanted), None)
        if wanted is None or (self._case and known and self._is_current(self._case, known.entries)):
            return
        try:
            self._case, self._error = cases.load(wanted), ""
        except CmwatchError as error:
            self._case, self._error = None, str(error)

    def _is_current(self, case: Case, entries: int) -> bool:
        return case.id == self.desk.viewpoint.case and len(case.entries) == entries

    def _draw(self, view: View) -> None:
        case, log = self._case, self.query_one("#log", Rows)
        log.border_title = content(_("Log of the incident"))
        for part in ("#now", "#essentials"):
            self.query_one(part).set_class(case is None, "-empty")
        if case is None:
            self.query_one("#case", OneLine).show(lambda _width: ())
            nothing = _("No incident is open. d on an alert (1) declares one; room 3 lists the others.")
            log.show([told(()), paragraph(self._error or nothing)])
            return
        now = self.desk.clock(view).now
        clock = self.desk.viewpoint.clock_in(case.zone, now)
        verdict = self.desk.verdicts.get(case.id)
        self.query_one("#case", OneLine).show(lambda width: case_header(case, verdict, now, width))
        self.query_one("#essentials", OneLine).show(lambda width: essentials(case, view, clock, width))
        log.show([Row(str(entry.seq), partial(entry_lines, entry, case, clock)) for entry in case.entries])
        log.border_subtitle = content(counted("{n} entry", "{n} entries", len(case.entries)))
        panel = self.query_one("#now", Rows)
        panel.border_title = content(_("Now"))
        panel.show([Row("", partial(now_lines, case, view, clock))])

    def _entry(self) -> Entry | None:
        key = self.query_one("#log", Rows).key if self.furnished else ""
        return next((entry for entry in self._case.entries if str(entry.seq) == key), None) if self._case else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the status of the incident allows."""
        case = self._case
        match action:
            case "note" | "export" | "verify" | "why":
                return case is not None
            case "status":
                return case is not None and case.status != "archived"
            case "level" | "assign" | "close_alert":
                return case is not None and case.active
            case "correct":
                return self._entry() is not None
            case "back":
                return isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    @on(Rows.Moved, "#log")
    def offer_other_keys(self) -> None:
        """Other keys make sense for another entry."""
        self.refresh_bindings()

    @on(Rows.Opened, "#log")
    def open_entry(self) -> None:
        """The entry in full, with its hash."""
        if self._case and (entry := self._entry()):
            clock = self.desk.viewpoint.clock_in(self._case.zone, self.desk.now())
            self.desk.push_screen(Notice(_("Entry {n}", n=entry.seq), entry_text(entry, clock)))

    def action_note(self) -> None:
        """Write."""
        line = self.query_one("#note", Typed)
        line.display = True
        self.set_focus(line)

    @on(Input.Changed, "#note")
    def keep_draft(self, event: Input.Changed) -> None:
        """Nothing typed is lost."""
        if self._case:
            self.desk.drafts.save(f"note:{self._case.id}", event.value)

    @on(Input.Submitted, "#note")
    def write(self, event: Input.Submitted) -> None:
        """Into the log, and ready for the next."""
        if self._case is None or not event.value.strip():
            return
        try:
            now = self.desk.now()
            draft = parse(event.value, now, self._case.zone)
            self.desk.core.cases.append(self._case.id, draft, self.desk.options.actor, now)
        except CmwatchError as error:
            self.desk.say(str(error), severity="warning")
            return
        self.desk.drafts.save(f"note:{self._case.id}", "")
        event.input.value = ""
        self.look_again()

    def action_back(self) -> None:
        """From the line back to the log; what was typed stays."""
        self.query_one("#note", Typed).display = False
        self.set_focus(self.query_one("#log", Rows))

    def action_status(self) -> None:
        """Move it on."""
        if self._case:
            self.ask(case_acts.change_status(self.desk, self._case), "status")

    def action_close_alert(self) -> None:
        """Close it, with a reason where the log asks for one."""
        if self._case:
            self.ask(case_acts.change_status(self.desk, self._case, "closed"), "close")

    def action_level(self) -> None:
        """Another level."""
        if self._case:
            self.ask(case_acts.change_level(self.desk, self._case), "level")

    def action_assign(self) -> None:
        """Another hat."""
        if self._case:
            self.ask(case_acts.assign(self.desk, self._case), "assign")

    def action_correct(self) -> None:
        """A correction of the entry under the cursor."""
        if self._case and (entry := self._entry()):
            self.ask(case_acts.correct(self.desk, self._case, entry), "correct")

    def action_export(self) -> None:
        """A document of it."""
        if self._case:
            self.ask(case_acts.export_case(self.desk, self._case.id), "export")

    def action_why(self) -> None:
        """The clocks and what is to do, where there is no room to show them beside the log."""
        if self._case:
            view = self.desk.core.view()
            clock = self.desk.viewpoint.clock_in(self._case.zone, self.desk.clock(view).now)
            text = "\n".join("".join(piece for piece, _role in line) for line in now_lines(self._case, view, clock, 80))
            self.desk.push_screen(Notice(_("Now"), text))

    def action_verify(self) -> None:
        """Is the log whole?"""
        if self._case:
            self.ask(case_acts.verify(self.desk, self._case.id), "verify")
