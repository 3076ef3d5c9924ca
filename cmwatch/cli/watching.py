"""The sessions: watch, demo and replay."""

from __future__ import annotations

import gc
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cmwatch.cli.shared import Command, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.monitor import Monitor
    from cmwatch.response.templates import Shelf

DEMO_SPEED = 60.0
"""On the desk the two hours of the demo take two minutes."""

REPLAY_SPEED = 60.0


class Speed(click.ParamType[float]):
    """A number of recorded seconds in one of the clock, or `max`."""

    name = "speed"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The speed; infinity stands for `max`."""
        if isinstance(value, float):
            return value
        if value == "max":
            return float("inf")
        try:
            speed = float(str(value))
        except ValueError:
            speed = 0.0
        if not 0 < speed < float("inf"):
            self.fail(_("'{value}' is no speed: give a number above zero, or max.", value=value), param, ctx)
        return speed


_SPEED = click.option(
    "--speed", type=Speed(), metavar="N|max", help=_("Seconds of the recording in one second; max: as fast as it goes.")
)
_HEADLESS = click.option("--headless", is_flag=True, help=_("Plain lines instead of the desk."))
_JSON = click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line; implies --headless."))


@click.command(cls=Command, help=_("Watch the configured sources."))
@_HEADLESS
@_JSON
@pass_session
def watch(session: Session, *, headless: bool, as_json: bool) -> None:
    """The desk, or plain lines, on the configured sources."""
    from cmwatch import assembly  # the pipeline is not needed by --help

    config = session.config()
    if not (headless or as_json):
        _needs_terminal(_("'cmwatch watch --headless' prints plain lines."))
    with assembly.live(config, session.data, _shelf(session), session.actor) as monitor:
        if headless or as_json:
            view = monitor.view()
            session.say(view.notice or _("Watching {names}.", names=", ".join(watch.name for watch in view.watches)))
        _play(session, monitor, headless=headless or as_json, as_json=as_json, summary=False)


@click.command(cls=Command, help=_("Watch a bundled bad buzz in French and English, in a fresh workspace."))
@_SPEED
@_HEADLESS
@_JSON
@click.option("--seed", type=int, default=1, show_default=True, help=_("Another seed tells it a little differently."))
@pass_session
def demo(session: Session, *, speed: float | None, headless: bool, as_json: bool, seed: int) -> None:
    """The story of the demo; without a terminal it plays headless to its end."""
    from cmwatch import assembly

    headless = headless or as_json or not _is_terminal()
    pace = _pace(speed, DEMO_SPEED, headless=headless)
    folder = _workspace(session)
    with assembly.demo(pace, folder, _shelf(session), session.actor, seed) as monitor:
        _play(session, monitor, headless=headless, as_json=as_json, summary=True)


@click.command(cls=Command, help=_("Send recorded mentions (JSON Lines, gzip or not, - for standard input) through."))
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@_SPEED
@_HEADLESS
@_JSON
@click.option("--strict", is_flag=True, help=_("End with code 1 if a line could not be read."))
@pass_session
def replay(
    session: Session, *, files: tuple[str, ...], speed: float | None, headless: bool, as_json: bool, strict: bool
) -> int:
    """A recording through the whole pipeline."""
    from cmwatch import assembly

    config = session.config() if session.names_a_config else None
    headless = headless or as_json
    if not headless:
        _needs_terminal(_("'cmwatch replay --headless' prints plain lines."))
    for file in files:
        if file != "-" and not Path(file).exists():
            raise UsageError(_("There is no such file."), file, _("Check the name; '-' reads standard input."))
    pace = _pace(speed, REPLAY_SPEED, headless=headless)
    with assembly.replay(files, pace, _workspace(session), _shelf(session), session.actor, config) as monitor:
        unreadable = _play(session, monitor, headless=headless, as_json=as_json, summary=True)
    return 1 if strict and unreadable else 0


def front_door(context: click.Context) -> int:
    """`cmwatch` alone: the desk on the configured sources, or what to do about there being none."""
    session = context.ensure_object(Session)
    if session.config_path.is_file():
        context.invoke(watch, headless=False, as_json=False)
        return 0
    if not _is_terminal():
        raise UsageError(
            _("There is no configuration, and no terminal to ask on."),
            str(session.config_path),
            _("Write one with 'cmwatch init', or try 'cmwatch demo'."),
        )
    click.echo(_("There is no configuration yet ({path}).", path=session.config_path), err=True)
    click.echo(_("  cmwatch demo   shows a bad buzz about a brand that does not exist"), err=True)
    click.echo(_("  cmwatch init   writes a configuration by asking"), err=True)
    if click.confirm(_("Start the demo now?"), default=True, err=True):
        context.invoke(demo, speed=None, headless=False, as_json=False, seed=1)
        return 0
    return 2


def _play(session: Session, monitor: Monitor, *, headless: bool, as_json: bool, summary: bool) -> int:
    """Run the session; returns how many lines could not be read."""
    # What stands by now stays: the collector need not look through it again with each batch that passes.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    # The archive's thread needs Python only between two statements: it should not wait five milliseconds for that.
    sys.setswitchinterval(0.001)
    if headless:
        from cmwatch.cli.headless import run

        return run(monitor, as_json=as_json, summary=summary)[1]
    from cmwatch.cli.screen import run_desk  # textual is needed only here

    if code := run_desk(monitor, session):
        click.get_current_context().exit(code)
    return monitor.view().tally.unreadable


def _pace(speed: float | None, usual: float, *, headless: bool) -> float | None:
    """None plays as fast as it goes, which is what a session without a screen does unless told otherwise."""
    if speed is None:
        return None if headless else usual
    return None if speed == float("inf") else speed


def _workspace(session: Session) -> Path:
    """The named data folder, else a fresh one: the live archive is never touched by a recording."""
    if session.data_folder is not None:
        return session.data_folder
    folder = Path(tempfile.mkdtemp(prefix="cmwatch-"))
    session.say(_("Workspace: {path}", path=folder))
    return folder


def _shelf(session: Session) -> Shelf:
    from cmwatch.response.templates import Shelf

    return Shelf.load(session.config_path.parent / "templates")


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _needs_terminal(remedy: str) -> None:
    if not _is_terminal():
        raise UsageError(_("The desk needs a terminal."), "", remedy)
