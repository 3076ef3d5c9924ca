"""Declaring an incident: a title, a level, and what to note first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Label

from cmwatch.desk.bindings import bind
from cmwatch.desk.dialogs.dialog import Dialog, Typed
from cmwatch.desk.ink import Line, content
from cmwatch.desk.levels import level
from cmwatch.desk.widgets.rows import Row, Rows
from cmwatch.model import Severity
from cmwatch.words import _

SEVERITIES: tuple[Severity, ...] = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the person said."""

    title: str
    severity: Severity
    note: str


def severity_meaning(severity: Severity) -> str:
    """What a level asks of the team, in a few words."""
    match severity:
        case 1:
            return _("crisis: people, legitimacy or continuity threatened")
        case 2:
            return _("serious: the team answers, management knows")
        case 3:
            return _("notable: one person leads, others may help")
        case 4:
            return _("minor: watched and noted")


class Declare(Dialog[Declared]):
    """Asks for title, level and a first note."""

    BINDINGS: ClassVar[list[BindingType]] = bind("accept")

    def __init__(self, title: str, suggested: Severity | None, text: str) -> None:
        super().__init__(_("Declare an incident"), text)
        self._first_title = title
        self._suggested = suggested

    def answers(self) -> list[Widget]:
        """Title, levels, note."""
        return [
            Label(content(_("Title")), classes="dialog--label"),
            Typed(value=self._first_title, id="title", select_on_focus=False, compact=True),
            Label(content(_("Level (↑ ↓ or its number)")), classes="dialog--label"),
            Rows(id="levels"),
            Label(content(_("First note (may stay empty)")), classes="dialog--label"),
            Typed(id="first-note", compact=True),
            Label(content(_("enter: next, then declare")), classes="dialog--hint"),
        ]

    def on_mount(self) -> None:
        """Stand on the suggested level."""
        rows = self.query_one(Rows)
        rows.styles.height = len(SEVERITIES)
        rows.show([Row(str(severity), self._drawn(severity)) for severity in SEVERITIES])
        rows.go(str(self._suggested or 3))

    def _drawn(self, severity: Severity) -> Callable[[int], tuple[Line, ...]]:
        def draw(_width: int) -> tuple[Line, ...]:
            chosen = self.query_one(Rows).key == str(severity)
            suggested = _("(suggested)") + " " if severity == self._suggested else ""
            mark = ("▸ " if chosen else "  ", "accent")
            return ((mark, level(severity), (f"  {suggested}{severity_meaning(severity)}", "dim")),)

        return draw

    @on(Rows.Moved)
    def mark(self) -> None:
        """Show which level is chosen even when the cursor is elsewhere."""
        rows = self.query_one(Rows)
        rows.show([Row(str(severity), self._drawn(severity)) for severity in SEVERITIES])

    def on_key(self, event: events.Key) -> None:
        """A number chooses the level, where it is not being typed."""
        if isinstance(self.focused, Rows) and event.character and event.character in "1234":
            event.stop()
            self.query_one(Rows).go(event.character)

    @on(Input.Submitted, "#title")
    def to_levels(self) -> None:
        """Title first: an incident without a name cannot be talked about."""
        if self.query_one("#title", Typed).value.strip():
            self.set_focus(self.query_one(Rows))

    @on(Rows.Opened)
    def to_note(self) -> None:
        """Then the note."""
        self.set_focus(self.query_one("#first-note", Typed))

    def action_accept(self) -> None:
        """`enter` on the levels."""
        self.query_one(Rows).open()

    @on(Input.Submitted, "#first-note")
    def declare(self) -> None:
        """Answer."""
        title = self.query_one("#title", Typed).value.strip()
        if not title:
            self.set_focus(self.query_one("#title", Typed))
            return
        severity = cast(Severity, int(self.query_one(Rows).key))
        self.dismiss(Declared(title, severity, self.query_one("#first-note", Typed).value.strip()))
