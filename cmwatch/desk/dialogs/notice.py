"""A text to read, and perhaps to agree to."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cmwatch.desk.bindings import bind
from cmwatch.desk.dialogs.dialog import Dialog
from cmwatch.desk.ink import block


class Notice(Dialog[bool]):
    """Shows a text; `enter` answers yes, `esc` nothing."""

    BINDINGS: ClassVar[list[BindingType]] = bind("accept")

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._body = block(text)

    def answers(self) -> list[Widget]:
        """The text, which scrolls if it is long."""
        return [VerticalScroll(Static(Content(self._body)), classes="dialog--body")]

    def on_key(self, event: events.Key) -> None:
        """`i` closes what `i` opened."""
        if event.key == "i":
            self.dismiss(None)

    def action_accept(self) -> None:
        """Agree."""
        self.dismiss(result=True)
