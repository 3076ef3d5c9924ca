"""A list of rows of one or more lines, with a cursor that stays on its row however the list changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cmwatch.desk.bindings import MOVES
from cmwatch.desk.ink import Inked, Line, wrap


@dataclass(frozen=True, slots=True)
class Row:
    """Something listed."""

    key: str
    """By which the cursor finds it again; empty for a line that cannot be chosen."""
    draw: Callable[[int], Sequence[Line]]
    """Its lines at a width in cells."""


def told(*lines: Line) -> Row:
    """A row that is only read."""
    return Row("", lambda _width: lines)


def paragraph(text: str) -> Row:
    """A row that is only read, broken where the screen ends."""
    return Row("", lambda width: [(("  " + line, "dim"),) for line in wrap(text, max(10, width - 3))])


class Rows(Inked, ScrollView, can_focus=True, inherit_bindings=False):
    """Rows, and perhaps a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = MOVES

    @dataclass
    class Opened(Message):
        """`enter` or a double click on a row."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            """For `@on` selectors."""
            return self.rows

    @dataclass
    class Moved(Message):
        """The cursor went to another row."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            """For `@on` selectors."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._lines: list[tuple[str, Line]] = []
        self._width = -1
        self.key = ""
        """Key of the row under the cursor."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these; the cursor stays on its key, or goes to the first row that can be chosen."""
        self._rows = rows
        keys = [row.key for row in rows if row.key]
        if self.key not in keys:
            self.key = keys[0] if keys else ""
        self._lay_out()

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        lines = [(row.key, line) for row in self._rows for line in row.draw(max(1, self._width))]
        if lines != self._lines:
            self._lines = lines
            self.virtual_size = Size(0, len(lines))
        self.refresh()

    def on_resize(self) -> None:
        """Break lines anew."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def go(self, key: str) -> None:
        """Put the cursor on this row and bring it into sight."""
        self.key = key
        places = [n for n, (row, _line) in enumerate(self._lines) if row == key]
        if places:
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            if places[0] < top:
                self.scroll_to(y=places[0], animate=False)
            elif places[-1] >= top + height:
                self.scroll_to(y=min(places[0], places[-1] - height + 1), animate=False)
        self.refresh()
        self.post_message(self.Moved(self, key))

    def _step(self, by: int) -> None:
        keys = [row.key for row in self._rows if row.key]
        if not keys:
            self.scroll_relative(y=by, animate=False)
        elif 0 <= (place := keys.index(self.key) + by) < len(keys) or abs(by) > 1:
            self.go(keys[max(0, min(len(keys) - 1, place))])
        else:
            self.scroll_relative(y=by, animate=False)

    def action_move_up(self) -> None:
        """One row up."""
        self._step(-1)

    def action_move_down(self) -> None:
        """One row down."""
        self._step(1)

    def action_move_pageup(self) -> None:
        """A screenful up."""
        self.scroll_relative(y=-max(1, self.scrollable_content_region.height - 1), animate=False)

    def action_move_pagedown(self) -> None:
        """A screenful down."""
        self.scroll_relative(y=max(1, self.scrollable_content_region.height - 1), animate=False)

    def action_move_home(self) -> None:
        """To the first row."""
        self._step(-len(self._rows))
        self.scroll_home(animate=False)

    def action_move_end(self) -> None:
        """To the last row."""
        self._step(len(self._rows))
        self.scroll_end(animate=False)

    def open(self) -> None:
        """Open the row under the cursor."""
        if self.key:
            self.post_message(self.Opened(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse; twice opens."""
        line = self.scroll_offset.y + event.y - self.gutter.top
        if 0 <= line < len(self._lines) and self._lines[line][0]:
            self.go(self._lines[line][0])
            if event.chain > 1:
                self.open()

    def render_line(self, y: int) -> Strip:
        """The line there, on the cursor's ground if it belongs to its row."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        if not 0 <= place < len(self._lines):
            return self.strip((), width)
        key, line = self._lines[place]
        return self.strip(line, width, selected=bool(key) and key == self.key and self.has_focus)
