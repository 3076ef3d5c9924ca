"""Room 3, the log: every incident, searchable to its last entry."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from cmwatch.desk import case_acts
from cmwatch.desk.bindings import bind
from cmwatch.desk.case_lines import damaged_lines, summary_lines
from cmwatch.desk.dialogs.dialog import Typed
from cmwatch.desk.entry_lines import said
from cmwatch.desk.ink import content
from cmwatch.desk.screens.ledger import Ledger
from cmwatch.desk.screens.room import Room
from cmwatch.desk.widgets.rows import Row, Rows, paragraph, told
from cmwatch.errors import CmwatchError
from cmwatch.model import View
from cmwatch.model.case import CaseSummary
from cmwatch.words import _, counted

LEDGER = "ledger"
"""Key of the row that opens the ledger of rules; no incident is called so."""


class LogRoom(Room):
    """The incidents."""

    BINDINGS: ClassVar[list[BindingType]] = bind("filter", "export", "verify", "back")

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._texts: dict[str, tuple[int, str]] = {}

    def purpose(self) -> str:
        """What the room is for."""
        return _("Every incident. enter opens one, / searches all entries, v verifies a log.")

    def furniture(self) -> ComposeResult:
        """The list, under the line that searches it."""
        yield Typed(id="find", placeholder=_("words in the title or in any entry"))
        yield Rows(id="incidents")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#find", Typed).display = False
        self.set_focus(self.query_one("#incidents", Rows))

    def look(self, view: View) -> None:
        """Show the incidents that hold all the words asked for."""
        super().look(view)
        cases = self.desk.core.cases
        known = cases.all()
        found = [case for case in known if self._holds(case)]
        clock = self.desk.clock(view)
        rows = [Row(case.id, partial(summary_lines, case, self.desk.verdicts.get(case.id), clock)) for case in found]
        damaged = cases.damaged()
        rows += [Row(verdict.case, partial(damaged_lines, verdict)) for verdict in damaged]
        if not self._wanted:
            rows.append(Row(LEDGER, lambda _width: (((_("Ledger of rules: how often each was right"), "accent"),),)))
        listing = self.query_one("#incidents", Rows)
        listing.border_title = content(
            _("Log") + " · " + counted("{n} incident", "{n} incidents", len(known) + len(damaged))
        )
        listing.border_subtitle = content(_("search: {words}", words=self._wanted) if self._wanted else "")
        empty = [] if found or damaged else [told(()), paragraph(self._nothing())]
        listing.show([*empty, *rows])

    def _nothing(self) -> str:
        if self._wanted:
            return _("No incident holds these words. esc clears the search.")
        return _("No incident yet. d on an alert (1) declares one.")

    def _holds(self, case: CaseSummary) -> bool:
        words = self._wanted.casefold().split()
        return not words or all(word in self._text(case) for word in words)

    def _text(self, case: CaseSummary) -> str:
        """Everything an incident says, read again only when entries were added."""
        seen = self._texts.get(case.id)
        if seen is None or seen[0] != case.entries:
            try:
                entries = self.desk.core.cases.load(case.id).entries
            except CmwatchError:
                entries = ()
            text = "\n".join([case.id, case.title, case.lead, *(said(entry) + " " + entry.actor for entry in entries)])
            self._texts[case.id] = seen = (case.entries, text.casefold())
        return seen[1]

    def _key(self) -> str:
        return self.query_one("#incidents", Rows).key if self.furnished else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Exporting and verifying need an incident."""
        if action == "open":
            return bool(self._key())
        if action in ("export", "verify"):
            return self._key() not in ("", LEDGER)
        if action == "back":
            return bool(self._wanted) or isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    @on(Rows.Opened, "#incidents")
    def open_incident(self, event: Rows.Opened) -> None:
        """Its log, in room 2; or the ledger of rules."""
        if event.key == LEDGER:
            self.desk.push_screen(Ledger())
        else:
            self.desk.open_case(event.key)

    @on(Rows.Moved, "#incidents")
    def offer_other_keys(self) -> None:
        """Other keys make sense for another incident."""
        self.refresh_bindings()

    def action_filter(self) -> None:
        """Search."""
        line = self.query_one("#find", Typed)
        line.display = True
        self.set_focus(line)

    @on(Input.Changed, "#find")
    def search(self, event: Input.Changed) -> None:
        """As it is typed: there are few incidents."""
        self._wanted = event.value.strip()
        self.look_again()

    @on(Input.Submitted, "#find")
    def choose(self) -> None:
        """Into the list of what was found."""
        self.set_focus(self.query_one("#incidents", Rows))

    def action_back(self) -> None:
        """Clear the search."""
        line = self.query_one("#find", Typed)
        line.value, line.display, self._wanted = "", False, ""
        self.set_focus(self.query_one("#incidents", Rows))
        self.look_again()

    def action_export(self) -> None:
        """A document of it."""
        self.ask(case_acts.export_case(self.desk, self._key()), "export")

    def action_verify(self) -> None:
        """Is its log whole?"""
        self.ask(case_acts.verify(self.desk, self._key()), "verify")
