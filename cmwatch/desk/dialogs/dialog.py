"""What every dialog shares: a frame, a title, and `esc` that changes nothing."""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from cmwatch.desk.bindings import bind, worded
from cmwatch.desk.ink import block, content, plain
from cmwatch.desk.widgets.key_line import KeyLine

Answer = TypeVar("Answer")


class Typed(Input):
    """A field whose text can never steer a terminal, wherever it was pasted from."""

    def validate_value(self, value: str) -> str:
        """Take out what does not belong in a line of text."""
        return plain(value)


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A question over the room it was asked in."""

    BINDINGS: ClassVar[list[BindingType]] = bind("back")

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._title = plain(title)
        self._text = block(text)

    def compose(self) -> ComposeResult:
        """The frame, what is asked, and the answers."""
        with Vertical(classes="dialog") as frame:
            frame.border_title = content(self._title)
            if self._text:
                yield Static(Content(self._text), classes="dialog--text")
            yield from self.answers()
            yield KeyLine()

    def answers(self) -> "list[Widget]":
        """The widgets between the text and the keys."""
        return []

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of the dialog, in words."""
        return worded(super().active_bindings)

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
