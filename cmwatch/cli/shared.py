"""What every command shares: the four options that stand anywhere, and the session they describe."""

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cmwatch.cli.metavars import speak
from cmwatch.config import Config, FaultySource, load, load_usable, locations
from cmwatch.errors import UsageError
from cmwatch.words import LOCALES, _

if TYPE_CHECKING:
    from cmwatch.archive import Archive
    from cmwatch.response.casebook import CaseBook


@dataclass(slots=True)
class Session:
    """Who is acting, on which configuration and data. Filled by the options, read by the commands."""

    config_file: Path | None = None
    data_folder: Path | None = None
    name: str | None = None

    @property
    def config_path(self) -> Path:
        """Where the configuration is, or would be."""
        return locations(self.config_file, self.data_folder, os.environ).config_file

    @property
    def data(self) -> Path:
        """The data folder: `--data`, CMWATCH_DATA, or the user's."""
        return locations(self.config_file, self.data_folder, os.environ).data_folder

    @property
    def names_a_config(self) -> bool:
        """Whether `--config` was given."""
        return self.config_file is not None

    def config(self) -> Config:
        """The configuration; raises ConfigError with every problem, UsageError if there is none."""
        return load(self._existing(), os.environ, check_query)

    def usable_config(self) -> tuple[Config, tuple[FaultySource, ...]]:
        """The same with the sources that can be used, and the others; raises for problems of anything else."""
        return load_usable(self._existing(), os.environ, check_query)

    def _existing(self) -> Path:
        if not self.config_path.is_file():
            raise UsageError(
                _("There is no configuration."),
                str(self.config_path),
                _("Write one with 'cmwatch init', name one with --config, or try 'cmwatch demo'."),
            )
        return self.config_path

    @property
    def actor(self) -> str:
        """`--as`, else the configuration's `[me] name`, else the login name."""
        if self.name:
            return self.name
        try:
            configured = load(self.config_path, os.environ, check_query).me if self.config_path.is_file() else None
        except UsageError:
            configured = None
        return configured or getpass.getuser()

    def archive(self) -> "Archive":
        """The archive of the data folder."""
        from cmwatch.archive import Archive  # SQLite is not needed by --help

        return Archive.open(self.data)

    def cases(self) -> "CaseBook":
        """The case files of the data folder."""
        from cmwatch.response.casebook import CaseBook  # TinyDB is not needed by --help

        return CaseBook(self.data / "cases")

    def zone_of(self, watch: str) -> str:
        """The zone of a watch, if a configuration names it; else UTC."""
        try:
            watches = self.config().watches
        except UsageError:
            return "UTC"
        return next((one.zone for one in watches if one.name == watch), "UTC")

    def now(self) -> datetime:
        """The clock, read at the edge."""
        return datetime.now(UTC)

    def out(self, text: str) -> None:
        """A line of the result, on standard output."""
        click.echo(text)

    def say(self, text: str) -> None:
        """A line of progress or warning, on standard error."""
        click.echo(text, err=True)


def check_query(text: str) -> str | None:
    """What is wrong with a query, for the configuration, which may not know the parser."""
    from cmwatch.intake.query import fault  # the parser is not needed by --help

    return fault(text)


def _store(field: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(context.ensure_object(Session), field, value)

    return keep


def shared_options() -> list[click.Parameter]:
    """`--config --data --as --locale`, which stand before or after the command."""
    folder, file = click.Path(path_type=Path, file_okay=False), click.Path(path_type=Path, dir_okay=False)
    return [
        click.Option(
            ["--config"], type=file, metavar="FILE", expose_value=False, callback=_store("config_file"),
            help=_("The configuration (else CMWATCH_CONFIG, else the user's)."),
        ),
        click.Option(
            ["--data"], type=folder, metavar="DIR", expose_value=False, callback=_store("data_folder"),
            help=_("Where mentions and incidents are kept (else CMWATCH_DATA, else the user's)."),
        ),
        click.Option(
            ["--as"], metavar="NAME", expose_value=False, callback=_store("name"),
            help=_("Who you are in the log (else the configuration, else the login name)."),
        ),
        click.Option(
            ["--locale"], type=click.Choice(LOCALES), expose_value=False,
            help=_("Language of the interface (else CMWATCH_LOCALE, else the configuration, else the system's)."),
        ),
    ]  # fmt: skip


class Command(click.Command):
    """A command that takes the shared options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", _("[OPTIONS]"))
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options())
        speak(self.params)


class Group(click.Group):
    """A group that takes the shared options too, and whose commands do."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        alone = kwargs.get("invoke_without_command", False)
        kwargs.setdefault("options_metavar", _("[OPTIONS]"))
        kwargs.setdefault("subcommand_metavar", _("[COMMAND] [ARGS]...") if alone else _("COMMAND [ARGS]..."))
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options())
        speak(self.params)


pass_session = click.make_pass_decorator(Session, ensure=True)
"""Hands a command its session."""
