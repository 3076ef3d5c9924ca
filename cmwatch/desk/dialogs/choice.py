"""One of a few: an arrow and `enter`, or the number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget

from cmwatch.desk.bindings import bind
from cmwatch.desk.dialogs.dialog import Dialog
from cmwatch.desk.ink import Line
from cmwatch.desk.widgets.rows import Row, Rows


@dataclass(frozen=True, slots=True)
class Option:
    """One answer."""

    value: str
    label: str
    role: str = "text"


class Choice(Dialog[str]):
    """Asks for one of a few options and answers with its value."""

    BINDINGS: ClassVar[list[BindingType]] = bind("accept")

    def __init__(self, title: str, options: Sequence[Option], text: str = "", chosen: str = "") -> None:
        super().__init__(title, text)
        self._options = options
        self._chosen = chosen

    def answers(self) -> list[Widget]:
        """The list."""
        return [Rows(id="options")]

    def on_mount(self) -> None:
        """Number the options and stand on the usual one."""
        rows = self.query_one(Rows)
        rows.styles.height = min(len(self._options), 12)
        rows.show([Row(option.value, _drawn(n, option)) for n, option in enumerate(self._options, 1)])
        if self._chosen:
            rows.go(self._chosen)
        self.set_focus(rows)

    def on_key(self, event: events.Key) -> None:
        """A number answers at once."""
        place = int(event.character) - 1 if event.character and event.character in "123456789" else -1
        if 0 <= place < len(self._options):
            event.stop()
            self.dismiss(self._options[place].value)

    @on(Rows.Opened)
    def answer(self, event: Rows.Opened) -> None:
        """Answer with the row."""
        self.dismiss(event.key)

    def action_accept(self) -> None:
        """Answer with the row under the cursor."""
        self.query_one(Rows).open()


def _drawn(n: int, option: Option) -> Callable[[int], tuple[Line, ...]]:
    spans: Line = ((f" {n} ", "key"), (f" {option.label} ", option.role))
    return lambda _width: (spans,)
