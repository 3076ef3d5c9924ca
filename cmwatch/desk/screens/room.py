"""What every room shares: it is shown the picture, lists its keys in words, and asks without stopping the picture."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast, runtime_checkable

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.screen import Screen

from cmwatch.desk.bindings import bind, worded
from cmwatch.desk.headline import headline_of
from cmwatch.desk.widgets.key_line import KeyLine
from cmwatch.desk.widgets.one_line import OneLine
from cmwatch.desk.widgets.rows import Rows
from cmwatch.model import Alert, Item, View
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


@runtime_checkable
class Opens(Protocol):
    """A widget in which something can be opened."""

    def open(self) -> None:
        """Open what the cursor is on."""
        ...


class Room(Screen[None]):
    """A screen that is shown the view."""

    BINDINGS: ClassVar[list[BindingType]] = bind("open", "unanswered")

    furnished = False
    """Whether there is something to show a picture with."""

    @property
    def desk(self) -> "Desk":
        """The app, as what it is."""
        return cast("Desk", self.app)

    def compose(self) -> ComposeResult:
        """A header, what the room is for, and the keys."""
        yield OneLine(id="headline")
        yield from self.furniture()
        yield KeyLine()

    def on_mount(self) -> None:
        """From now on pictures can be shown."""
        self.furnished = True

    @property
    def HELP(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name; a property, for it is translated
        """What the help panel says above the keys."""
        return self.purpose()

    def purpose(self) -> str:
        """What the room is for, in a sentence or two."""
        return _("esc goes back to where this was opened.")

    def furniture(self) -> ComposeResult:
        """What stands between header and keys."""
        yield from ()

    def look(self, view: View) -> None:
        """Show this picture."""
        clock = self.desk.clock(view)
        self.query_one("#headline", OneLine).show(
            lambda width: headline_of(view, clock, self.desk.viewpoint.watch, width, self.desk.trouble)
        )

    def look_again(self) -> None:
        """Show the latest picture now, because the person changed how it is looked at."""
        if self.furnished:
            self.look(self.desk.core.view())
            self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another room was open."""
        self.call_after_refresh(self.look_again)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that make sense now, in words."""
        return worded(super().active_bindings)

    def ask(self, question: Coroutine[Any, Any, None], description: str) -> None:
        """Do something that may wait for an answer, without stopping the picture."""
        self.run_worker(
            self.desk.guarded(question), group="question", exclusive=True, exit_on_error=False, description=description
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """`enter` is offered where it opens something."""
        if action == "open":
            focused = self.focused
            return isinstance(focused, Opens) and (not isinstance(focused, Rows) or bool(focused.key))
        if action == "unanswered":
            return self.desk.core.view().unanswered > 0
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if isinstance(self.focused, Opens):
            self.focused.open()

    def action_unanswered(self) -> None:
        """The mentions that the header counts as unanswered."""
        # A list is itself a room.
        from cmwatch.desk.screens.behind import unanswered

        self.desk.push_screen(unanswered(self.desk.core))

    def alert(self) -> Alert | None:
        """The alert that `a`, `d`, `s` and `c` act on."""
        return None

    def item(self) -> Item | None:
        """The mention that `r`, `m` and `y` act on."""
        return None


class Card(Room):
    """A room opened in front of another; `esc` closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bind("back")

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.desk.pop_screen()
