"""Every key of the desk: one verb, one key, everywhere. Importable without a terminal, for the README's table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class Key:
    """A verb of the desk and the keys that say it."""

    id: str
    """Name of the verb, and of the `action_…` that does it."""
    keys: tuple[str, ...]
    """Textual's names of the keys; the first is the one shown."""
    label: Callable[[], str]
    """What it does, in the person's language."""
    footer: bool = False
    """Whether it may stand in the footer, in the order of this table."""
    sign: str = ""
    """How the key is written, where that is not its name."""


KEYS: Final = (
    Key("open", ("enter",), lambda: _("Open"), True, "⏎"),
    Key("acknowledge", ("a",), lambda: _("Acknowledge"), True),
    Key("declare", ("d",), lambda: _("Declare an incident"), True),
    Key("snooze", ("s",), lambda: _("Snooze until…"), True),
    Key("close_alert", ("c",), lambda: _("Close with a reason"), True),
    Key("note", ("n",), lambda: _("Note"), True),
    Key("reply", ("r",), lambda: _("Reply"), True),
    Key("keep", ("m",), lambda: _("Keep as evidence"), True),
    Key("use", ("ctrl+s",), lambda: _("Use this reply"), True),
    Key("templates", ("ctrl+t",), lambda: _("Templates"), True),
    Key("status", ("S",), lambda: _("Change the status"), True),
    Key("level", ("L",), lambda: _("Change the level"), True),
    Key("assign", ("A",), lambda: _("Assign a role"), False),
    Key("correct", ("e",), lambda: _("Correct an entry"), False),
    Key("export", ("x",), lambda: _("Export"), True),
    Key("verify", ("v",), lambda: _("Verify the log"), True),
    Key("retry", ("R",), lambda: _("Retry now"), True),
    Key("copy", ("y",), lambda: _("Copy"), False),
    Key("page", ("o",), lambda: _("Open its page"), False),
    Key("follow", ("space",), lambda: _("Hold or follow"), True),
    Key("filter", ("slash",), lambda: _("Filter"), True, "/"),
    Key("why", ("i",), lambda: _("Why?"), True),
    Key("undo", ("u",), lambda: _("Undo"), True),
    Key("earlier", ("left",), lambda: _("Bin before"), False, "←"),
    Key("later", ("right",), lambda: _("Bin after"), False, "→"),
    Key("shorter", ("left_square_bracket", "less_than_sign"), lambda: _("Shorter range"), False, "["),
    Key("longer", ("right_square_bracket", "greater_than_sign"), lambda: _("Longer range"), False, "]"),
    Key("watches", ("w",), lambda: _("Next watch"), False),
    Key("zone", ("T",), lambda: _("Time zone"), False),
    Key("room_watch", ("1", "f1"), lambda: _("Watch"), False),
    Key("room_incident", ("2", "f2"), lambda: _("Incident"), False),
    Key("room_log", ("3", "f3"), lambda: _("Log"), False),
    Key("room_sources", ("4", "f4"), lambda: _("Sources"), False),
    Key("commands", ("ctrl+p",), lambda: _("All commands"), False),
    Key("help", ("question_mark",), lambda: _("Help here"), True, "?"),
    Key("back", ("escape",), lambda: _("Back"), True, "esc"),
    Key("quit", ("ctrl+q",), lambda: _("Quit"), False),
)
"""The whole table, in the order in which the footer prefers them."""


def key(verb: str) -> Key:
    """The row of this verb. Raises KeyError for one that does not exist."""
    return {row.id: row for row in KEYS}[verb]


def sign(row: Key) -> str:
    """How its first key is written on screen."""
    return row.sign or row.keys[0]
