"""The desk: rooms on a core. It looks a few times a second and is pushed only what is rare."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen

from cmwatch.desk.bindings import bind
from cmwatch.desk.clock import Clock
from cmwatch.desk.drafts import Drafts
from cmwatch.desk.ink import block
from cmwatch.desk.levels import gravest, label
from cmwatch.desk.palette import Colours, Verbs, commands_of
from cmwatch.desk.port import Core, DeskOptions
from cmwatch.desk.screens.incident import IncidentRoom
from cmwatch.desk.screens.log import LogRoom
from cmwatch.desk.screens.room import Card, Room
from cmwatch.desk.screens.sources import SourcesRoom
from cmwatch.desk.screens.watch import WatchRoom
from cmwatch.desk.telling import headline
from cmwatch.desk.terminal import Titled
from cmwatch.desk.theme import ON_LIGHT, VARIABLES, calm_dark, calm_light
from cmwatch.desk.viewpoint import Viewpoint
from cmwatch.errors import CmwatchError
from cmwatch.model import Alert, View
from cmwatch.model.case import Verdict
from cmwatch.words import _

CLOSING_SECONDS = 0.8
"""How long the core may take to write what is unwritten; quitting takes no longer than a second."""


class Desk(App[None], inherit_bindings=False):
    """The terminal front end of a core."""

    TITLE = "cmwatch"
    CSS_PATH = "desk.tcss"
    COMMANDS = {Verbs}  # noqa: RUF012 - as Textual declares it
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "watch": WatchRoom,
        "incident": IncidentRoom,
        "log": LogRoom,
        "sources": SourcesRoom,
    }
    DEFAULT_MODE = "watch"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        *bind("room_watch", "room_incident", "room_log", "room_sources", "zone", "undo", "commands", "help"),
        *bind("quit", priority=True),
        Binding("ctrl+c", "how_to_quit", show=False),
    ]

    def __init__(self, core: Core, options: DeskOptions) -> None:
        self._terminal = Titled()
        super().__init__()
        self.core, self.options = core, options
        self.drafts = Drafts(core.data_folder / "drafts")
        self.viewpoint = Viewpoint(options.zone, query=self.drafts.get("filter"))
        self.undoable: str | None = None
        """Id of the alert whose last act can be taken back."""
        self.verdicts: dict[str, Verdict] = {}
        """What verifying found in this session, by incident."""
        self.trouble = ""
        """Why the core stands still, if it does."""
        self.failed = False
        """Whether the exit code must say that something went wrong."""

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, which also lets us set the title."""
        return self._terminal.through(super().get_driver_class())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours that are ours, for every theme."""
        return VARIABLES if self.current_theme.dark else ON_LIGHT

    def on_mount(self) -> None:
        """Start the core, and look at it a few times a second."""
        self.register_theme(calm_dark())
        self.register_theme(calm_light())
        self.theme = "calm-dark"
        self.core.subscribe(self.hear)
        self.set_interval(1 / min(10, max(1, self.options.refresh_hz)), self.look_again)
        self.collect()

    @work(group="monitor", exclusive=True, exit_on_error=False, description="the core")
    async def collect(self) -> None:
        """Let the core run; a failure of it is said, stays in the header, and becomes the exit code."""
        try:
            await self.core.run()
        except CmwatchError as error:
            self._stands_still(str(error))
        except Exception as error:
            self._stands_still(f"{type(error).__name__}: {error}")

    def _stands_still(self, why: str) -> None:
        self.trouble = _("stopped")
        self.say(_("Watching has stopped: {why}. Quit with ctrl+q and start again.", why=why), severity="error")
        self.failed = True
        self.look_again()

    def now(self) -> datetime:
        """The moment that acts are dated with: the clock in live use, event time in a recording."""
        view = self.core.view()
        return datetime.now(UTC) if view.mode in ("live", "follow") else view.now

    def clock(self, view: View) -> Clock:
        """The clock in the zone chosen."""
        return Clock(max(view.now, self.now()), self.viewpoint.clock(view).zone)

    def look_again(self) -> None:
        """Show the latest picture to the room that is open, and to no other."""
        for screen in self.screen_stack[-1:]:  # none while rooms change, and at the very end
            if (
                isinstance(screen, Room) and screen.furnished and screen.query("#headline")
            ):  # not while it is taken down
                screen.look(self.core.view())

    def hear(self, alert: Alert, notify: bool) -> None:
        """An alert changed: tell, if it is new or worse; the terminal's title always says the gravest."""
        clock = self.clock(self.core.view())
        if notify:
            urgency: SeverityLevel = "error" if alert.severity == 1 else "warning"
            self.say(headline(alert, clock), title=label(alert.severity), severity=urgency)
            if self.options.bell:
                self.bell()
        worst = gravest(self.core.view().alerts)
        if self.options.title:
            self._terminal.show(f"{label(worst.severity)} {worst.watch} · cmwatch" if worst else "cmwatch")

    def say(self, text: str, title: str = "", severity: SeverityLevel = "information") -> None:
        """A toast that cannot be steered by what it quotes; what the last one said is over, and would hide the room."""
        self.clear_notifications()
        self.notify(
            block(text), title=block(title), severity=severity, timeout=10 if severity == "error" else 5, markup=False
        )

    async def guarded(self, act: Coroutine[Any, Any, None]) -> None:
        """Do it; what cannot be done is said in words."""
        try:
            await act
        except CmwatchError as error:
            self.say(str(error), severity="warning")

    def open_case(self, case_id: str) -> None:
        """Go to the log of this incident."""
        self.viewpoint.case = case_id
        self.switch_mode("incident")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo is offered while there is something to take back."""
        return self.undoable is not None if action == "undo" else super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every verb that makes sense now, under the name and key it has elsewhere."""
        return commands_of(self, screen)

    def action_commands(self) -> None:
        """All commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for commands…"), id="--command-palette"))

    def choose_colours(self) -> None:
        """Another theme."""
        self.push_screen(CommandPalette(providers=[Colours], placeholder=_("Search for colours…")))

    def action_help(self) -> None:
        """The keys of this room, beside it; again closes it."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    async def action_room_watch(self) -> None:
        """Room 1."""
        await self._go("watch")

    async def action_room_incident(self) -> None:
        """Room 2."""
        await self._go("incident")

    async def action_room_log(self) -> None:
        """Room 3."""
        await self._go("log")

    async def action_room_sources(self) -> None:
        """Room 4."""
        await self._go("sources")

    async def _go(self, room: str) -> None:
        """To a room as it was left, or, from a card of that room, to the room itself."""
        if self.current_mode != room:
            await self.switch_mode(room)
            return
        while isinstance(self.screen, Card):
            await self.pop_screen()

    def action_zone(self) -> None:
        """The watch's time, UTC, the system's."""
        self.viewpoint.next_zone()
        self.look_again()

    async def action_undo(self) -> None:
        """Take back the last act on an alert."""
        if self.undoable is not None:
            alert_id, self.undoable = self.undoable, None
            await self.guarded(self._take_back(alert_id))

    async def _take_back(self, alert_id: str) -> None:
        self.core.undo(alert_id, self.options.actor)
        self.say(_("Taken back."))
        self.look_again()
        self.screen.refresh_bindings()

    def action_how_to_quit(self) -> None:
        """`ctrl+c` is pressed out of habit; losing the desk to it would hurt."""
        self.say(_("ctrl+q quits."))

    async def action_quit(self) -> None:
        """Write what is unwritten, and go, within a second."""
        self._terminal.show("")  # the shell's own title comes back with its next prompt
        try:
            await asyncio.wait_for(self.core.close(), CLOSING_SECONDS)
        except (TimeoutError, CmwatchError):
            self.failed = True
        self.exit(return_code=int(self.failed))
