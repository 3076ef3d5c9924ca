"""The command palette: the verbs of the footer, all of them, under the same names."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.theme import ThemeProvider

from cmwatch.desk.ink import plain
from cmwatch.desk.keys import key, sign
from cmwatch.desk.screens.ledger import Ledger
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


class Admits(Provider):
    """Says in the person's language that nothing was found, before Textual says it in its own."""

    async def search(self, query: str) -> Hits:
        """What is found, or one line that says there is nothing."""
        found = False
        async for hit in super().search(query):
            found = True
            yield hit
        if not found:
            yield Hit(0.01, Content(_("Nothing is called {query}.", query=plain(query))), _nothing)


class Verbs(Admits, SystemCommandsProvider):
    """What can be done here."""


class Colours(Admits, ThemeProvider):
    """The themes."""


def _nothing() -> None:
    """What choosing a line that says so does."""


def commands_of(desk: "Desk", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Each verb that can be done here, then each watch, then the colours."""
    told: set[str] = set()
    for active in screen.active_bindings.values():
        verb = active.binding.id
        if verb and verb not in told and verb not in ("commands", "back") and active.enabled:
            told.add(verb)
            row = key(verb)
            act = partial(desk.run_action, active.binding.action, default_namespace=active.node)
            yield SystemCommand(row.label(), _("key {key}", key=sign(row)), act)
    for watch in desk.core.view().watches:
        yield SystemCommand(_("Show {watch} only", watch=watch.name), watch.query, partial(_show, desk, watch.name))
    yield SystemCommand(_("Show all watches"), "", partial(_show, desk, None))
    yield SystemCommand(_("Ledger of rules"), _("how often each was right"), lambda: desk.push_screen(Ledger()))
    yield SystemCommand(_("Colours"), _("choose a theme"), desk.choose_colours)


def _show(desk: "Desk", watch: str | None) -> None:
    desk.viewpoint.watch = watch
    desk.look_again()
