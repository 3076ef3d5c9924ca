"""Room 4, the sources: how each is, what is wrong, and when it tries again."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from cmwatch.desk.bindings import bind
from cmwatch.desk.headline import listening
from cmwatch.desk.ink import content
from cmwatch.desk.screens.room import Room
from cmwatch.desk.source_lines import source_rows
from cmwatch.desk.widgets.rows import Row, Rows, paragraph
from cmwatch.model import View
from cmwatch.words import _


class SourcesRoom(Room):
    """What can be seen, and what cannot."""

    BINDINGS: ClassVar[list[BindingType]] = bind("retry")

    def purpose(self) -> str:
        """What the room is for."""
        return _("What can be seen and what cannot. R tries a source now.")

    def furniture(self) -> ComposeResult:
        """The list."""
        yield Rows(id="source-list")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.set_focus(self.query_one(Rows))

    def look(self, view: View) -> None:
        """Show how they are."""
        super().look(view)
        clock = self.desk.clock(view)
        rows = self.query_one(Rows)
        rows.border_title = content(
            _("Sources · {well} of {total} as they should be", well=listening(view.sources), total=len(view.sources))
        )
        if view.sources:
            rows.show([Row(source.name, partial(source_rows, source, clock)) for source in view.sources])
        else:
            rows.show([paragraph(_("No source is configured. cmwatch init writes one by asking."))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Trying again makes sense where there is a source that is not live."""
        if action == "open":
            return False
        if action == "retry":
            key = self.query_one(Rows).key if self.furnished else ""
            return any(
                source.name == key and source.state not in ("live", "ended") for source in self.desk.core.view().sources
            )
        return super().check_action(action, parameters)

    @on(Rows.Moved)
    def offer_other_keys(self) -> None:
        """Other keys make sense for another source."""
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Try now."""
        name = self.query_one(Rows).key
        self.desk.core.retry_source(name)
        self.desk.say(_("Trying {source} now.", source=name))
