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
    Key("open", ("enter",), lambda: _("Open"), footer=True, sign="⏎"),
    Key("accept", ("enter",), lambda: _("OK"), footer=True, sign="⏎"),
    Key("acknowledge", ("a",), lambda: _("Acknowledge"), footer=True),
    Key("declare", ("d",), lambda: _("Declare"), footer=True),
    Key("snooze", ("s",), lambda: _("Snooze"), footer=True),
    Key("close_alert", ("c",), lambda: _("Close"), footer=True),
    Key("note", ("n",), lambda: _("Note"), footer=True),
    Key("reply", ("r",), lambda: _("Reply"), footer=True),
    Key("keep", ("m",), lambda: _("Keep"), footer=True),
    Key("use", ("ctrl+s",), lambda: _("Use it"), footer=True),
    Key("templates", ("ctrl+t",), lambda: _("Templates"), footer=True),
    Key("status", ("S",), lambda: _("Status"), footer=True),
    Key("level", ("L",), lambda: _("Level"), footer=True),
    Key("assign", ("A",), lambda: _("Assign a role")),
    Key("correct", ("e",), lambda: _("Correct an entry")),
    Key("export", ("x",), lambda: _("Export"), footer=True),
    Key("verify", ("v",), lambda: _("Verify"), footer=True),
    Key("retry", ("R",), lambda: _("Retry now"), footer=True),
    Key("test", ("k",), lambda: _("Test now"), footer=True),
    Key("pause", ("p",), lambda: _("Pause/resume"), footer=True),
    Key("login", ("l",), lambda: _("Log in"), footer=True),
    Key("tone", ("t",), lambda: _("Correct the tone")),
    Key("copy", ("y",), lambda: _("Copy")),
    Key("page", ("o",), lambda: _("Open its page")),
    Key("follow", ("space",), lambda: _("Hold/follow"), footer=True),
    Key("filter", ("slash",), lambda: _("Filter"), footer=True, sign="/"),
    Key("why", ("i",), lambda: _("Why?"), footer=True),
    Key("undo", ("u",), lambda: _("Undo"), footer=True),
    Key("earlier", ("left",), lambda: _("Bin before"), sign="←"),
    Key("later", ("right",), lambda: _("Bin after"), sign="→"),
    Key("shorter", ("left_square_bracket", "less_than_sign"), lambda: _("Shorter range"), sign="["),
    Key("longer", ("right_square_bracket", "greater_than_sign"), lambda: _("Longer range"), sign="]"),
    Key("unanswered", ("W",), lambda: _("Who waits")),
    Key("watches", ("w",), lambda: _("Next watch")),
    Key("zone", ("T",), lambda: _("Time zone")),
    Key("room_watch", ("1", "f1"), lambda: _("Watch")),
    Key("room_incident", ("2", "f2"), lambda: _("Incident")),
    Key("room_log", ("3", "f3"), lambda: _("Log")),
    Key("room_sources", ("4", "f4"), lambda: _("Sources")),
    Key("commands", ("ctrl+p",), lambda: _("All commands")),
    Key("help", ("question_mark",), lambda: _("Help"), footer=True, sign="?"),
    Key("back", ("escape",), lambda: _("Back"), footer=True, sign="esc"),
    Key("quit", ("ctrl+q",), lambda: _("Quit")),
)
"""The whole table, in the order in which the footer prefers them."""


def key(verb: str) -> Key:
    """The row of this verb. Raises KeyError for one that does not exist."""
    return {row.id: row for row in KEYS}[verb]


def sign(row: Key) -> str:
    """How its first key is written on screen."""
    return row.sign or (_("space") if row.keys[0] == "space" else row.keys[0])
