"""Room 4, the sources: how each is, what is wrong, what it cannot see, and what to do."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from cmwatch.desk.bindings import bind
from cmwatch.desk.dialogs.notice import Notice
from cmwatch.desk.headline import listening
from cmwatch.desk.ink import content
from cmwatch.desk.screens.room import Room
from cmwatch.desk.source_lines import headings, login_words, offers_login, source_row, source_rows
from cmwatch.desk.widgets.rows import Row, Rows, paragraph
from cmwatch.intake.listening.state_words import probed_words
from cmwatch.model import SourceHealth, View
from cmwatch.words import _, counted


def _title(view: View) -> str:
    title = _("Sources · {well} of {total} as they should be", well=listening(view.sources), total=len(view.sources))
    if unread := view.tally.unreadable:
        title += " · " + counted("{n} item could not be read", "{n} items could not be read", unread)
    return title


class SourcesRoom(Room):
    """What can be seen, and what cannot."""

    BINDINGS: ClassVar[list[BindingType]] = bind("retry", "test", "pause", "login")

    def purpose(self) -> str:
        """What the room is for."""
        return _("What can be seen and what cannot. R tries a source now, t fetches once and says what came of it.")

    def furniture(self) -> ComposeResult:
        """The list, and the chosen source in full."""
        yield Rows(id="source-list")
        yield Rows(id="source")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.set_focus(self._list)

    @property
    def _list(self) -> Rows:
        return self.query_one("#source-list", Rows)

    def look(self, view: View) -> None:
        """Show how they are."""
        super().look(view)
        clock, rows = self.desk.clock(view), self._list
        rows.border_title = content(_title(view))
        if view.sources:
            listed = [Row(source.name, partial(source_row, source, clock)) for source in view.sources]
            rows.show([Row("", headings), *listed])
        else:
            rows.show([paragraph(_("No source is configured. cmwatch init writes one by asking."))])
        self._show_chosen(view)

    def _show_chosen(self, view: View) -> None:
        source, detail = self._chosen(view), self.query_one("#source", Rows)
        detail.display = source is not None
        if source is not None:
            detail.border_title = content(f"{source.name} · {source.network}")
            detail.show([Row("", partial(source_rows, source, self.desk.clock(view)))])

    def _chosen(self, view: View) -> SourceHealth | None:
        key = self._list.key if self.furnished else ""
        return next((source for source in view.sources if source.name == key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes sense for the chosen source."""
        if action == "open":
            return False
        if action not in ("retry", "test", "pause", "login"):
            return super().check_action(action, parameters)
        view = self.desk.core.view()
        source = self._chosen(view)
        if source is None or source.state == "ended":
            return False
        is_ours = view.mode in ("live", "demo")
        return {
            "retry": is_ours and source.state != "live",
            "test": view.mode == "live",
            "pause": is_ours,
            "login": offers_login(source),
        }[action]

    @on(Rows.Moved)
    def offer_other_keys(self) -> None:
        """Other keys make sense for another source, which is shown in full."""
        self._show_chosen(self.desk.core.view())
        self.query_one("#source", Rows).scroll_home(animate=False)
        self.refresh_bindings()

    def action_retry(self) -> None:
        """Try now."""
        self.ask(self._retry(self._list.key), "retry a source")

    async def _retry(self, name: str) -> None:
        self.desk.core.retry_source(name)
        self.desk.say(_("Trying {source} now.", source=name))

    def action_pause(self) -> None:
        """Stop listening, or go on."""
        source = self._chosen(self.desk.core.view())
        if source is not None:
            self.ask(self._pause(source), "pause a source")

    async def _pause(self, source: SourceHealth) -> None:
        if source.state == "paused":
            self.desk.core.retry_source(source.name)
            self.desk.say(_("{source} is listened to again.", source=source.name))
        else:
            self.desk.core.pause_source(source.name, self.desk.options.actor)
            self.desk.say(
                _(
                    "{source} is paused, also after a restart. What is said there meanwhile is a gap.",
                    source=source.name,
                )
            )
        self.look_again()

    def action_test(self) -> None:
        """One fetch beside the one that goes on."""
        self.ask(self._test(self._list.key), "test a source")

    async def _test(self, name: str) -> None:
        self.desk.say(_("Trying {source} now.", source=name))
        probed = await self.desk.core.test_source(name)
        told = [*probed_words(probed), "", _("Nothing of it was kept.")]
        await self.desk.push_screen_wait(Notice(_("Test of {source}", source=name), "\n".join(told)))

    def action_login(self) -> None:
        """Say what to do."""
        source = self._chosen(self.desk.core.view())
        if source is not None:
            self.desk.push_screen(Notice(_("Login of {source}", source=source.name), login_words(source)))
