"""A few lines to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from cmwatch.desk.dialogs.dialog import Dialog, Typed
from cmwatch.desk.ink import content
from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in."""

    name: str
    label: str
    value: str = ""
    required: bool = True


class Form(Dialog[dict[str, str]]):
    """Asks for some lines of text; `enter` goes to the next and, on the last, answers."""

    def __init__(self, title: str, fields: Sequence[Field], text: str = "") -> None:
        super().__init__(title, text)
        self._fields = fields

    def answers(self) -> list[Widget]:
        """A label and an input for each field."""
        widgets: list[Widget] = []
        for n, field in enumerate(self._fields):
            widgets.append(Label(content(field.label), classes="dialog--label"))
            widgets.append(Typed(value=field.value, id=f"field-{n}", select_on_focus=False, compact=True))
        return [*widgets, Static(content(_("enter: next, then done")), classes="dialog--hint")]

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """To the next field that needs a value, or away with all of them."""
        event.stop()
        inputs = list(self.query(Typed))
        here = inputs.index(event.input) if event.input in inputs else 0
        if here + 1 < len(inputs):
            self.set_focus(inputs[here + 1])
            return
        for field, line in zip(self._fields, inputs, strict=True):
            if field.required and not line.value.strip():
                self.set_focus(line)
                return
        self.dismiss({field.name: line.value.strip() for field, line in zip(self._fields, inputs, strict=True)})
