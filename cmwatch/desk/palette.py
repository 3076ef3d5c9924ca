"""The command palette: the verbs of the footer, all of them, under the same names."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from cmwatch.desk.keys import key, sign
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


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
    yield SystemCommand(_("Colours"), _("choose a theme"), desk.action_change_theme)


def _show(desk: "Desk", watch: str | None) -> None:
    desk.viewpoint.watch = watch
    desk.look_again()
