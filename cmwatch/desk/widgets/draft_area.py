"""The draft of a reply: an editor whose text can never steer a terminal, wherever it was pasted from."""

from dataclasses import replace

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from cmwatch.desk.ink import block


class DraftArea(TextArea):
    """Every edit is cleaned, typed or pasted."""

    def edit(self, edit: Edit) -> EditResult:
        """Take out what does not belong in a text, then edit."""
        return super().edit(replace(edit, text=block(edit.text)))
