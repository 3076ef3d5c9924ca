"""The command line, thin: parse, call, print."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from cmwatch import __version__
from cmwatch.cli.shared import Group
from cmwatch.errors import CmwatchError, ConfigError
from cmwatch.words import _

COMMANDS = {
    "watch": "watching:watch",
    "demo": "watching:demo",
    "replay": "watching:replay",
    "backtest": "backtest:backtest",
    "score": "score:score",
    "init": "setup:init",
    "check": "setup:check",
    "sources": "sources:sources",
    "search": "archive:search",
    "export": "archive:export",
    "forget": "archive:forget",
    "alerts": "alerts:alerts",
    "incidents": "incidents:incidents",
    "templates": "templates:templates",
}
"""Each command with the module that holds it, in the order of the help."""


class FrontDoor(Group):
    """Loads a command's module only when that command, or the help, is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands in their order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"cmwatch.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. That the reader of its output has gone (`| head`) is no fault: it ends with code 0."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Here rather than in `run`: click would make it exit code 1 on the way.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None


@click.group(
    cls=FrontDoor,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Watch what is said about a brand, be told when something is wrong and why, and keep the log."),
)
@click.version_option(__version__, prog_name="cmwatch", message="%(prog)s %(version)s", help=_("Show the version."))
@click.pass_context
def app(context: click.Context) -> None:
    """Without a command: the desk on the configured sources."""
    if context.invoked_subcommand is None:
        from cmwatch.cli.watching import front_door  # the pipeline is not needed by --help

        context.exit(front_door(context))


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code (ARCHITECTURE: 0, 1, 2 or 130)."""
    try:
        code = app.main(list(arguments), prog_name="cmwatch", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except ConfigError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return error.exit_code
    except CmwatchError as error:
        click.echo(_("cmwatch: {error}", error=error), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    return code if isinstance(code, int) else 0
