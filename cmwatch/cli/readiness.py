"""What is ready and what is not, each with what mends it."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from cmwatch.config import Config, JsonlConfig, MastodonConfig, load
from cmwatch.config.zones import known
from cmwatch.errors import ConfigError, Problem
from cmwatch.words import _, counted

Code = Literal["configuration", "secret", "query", "events", "sources", "data", "fts5", "zones", "collector"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    code: Code
    ok: bool
    text: str
    remedy: str = ""


def findings(
    config: Path, data: Path, environ: Mapping[str, str], check_query: Callable[[str], str | None]
) -> Iterator[Finding]:
    """Look at everything that watching needs. Nothing is created and no network is asked."""
    try:
        settings = load(config, environ, check_query)
    except ConfigError as error:
        yield from (_fault(problem) for problem in error.problems)
    else:
        yield Finding("configuration", ok=True, text=_("{file} is sound.", file=config))
        yield from _secrets(settings)
        yield from _queries(settings)
        yield from _events(settings)
        yield from _sources(settings)
    yield _data(data)
    yield _full_text()
    yield _zones()
    yield _collector(data)


def _fault(problem: Problem) -> Finding:
    code: Code = "configuration"
    if problem.key.endswith("_env"):
        code = "secret"
    elif problem.key.endswith(".query"):
        code = "query"
    where = " · ".join(part for part in (problem.file, problem.key, problem.reason) if part)
    return Finding(code, ok=False, text=where, remedy=problem.remedy)


def _secrets(settings: Config) -> Iterator[Finding]:
    for source in settings.sources:
        if isinstance(source, MastodonConfig) and source.token:
            yield Finding("secret", ok=True, text=_("The token of {source} is set.", source=source.name))


def _queries(settings: Config) -> Iterator[Finding]:
    for watch in settings.watches:
        yield Finding("query", ok=True, text=_("{watch}: {query}", watch=watch.name, query=watch.query))
    if not settings.watches:
        remedy = _('Add to the configuration: [[brand]] and below it name = "…"')
        yield Finding("query", ok=False, text=_("Nothing is watched."), remedy=remedy)


def _events(settings: Config) -> Iterator[Finding]:
    for event in settings.events:
        zone = next((watch.zone for watch in settings.watches if watch.name == event.watch), settings.zone)
        since, until = (at.astimezone(ZoneInfo(zone)) for at in (event.since, event.until))
        yield Finding(
            "events",
            ok=True,
            text=_(
                "{event}: {since} to {until} {zone}, ×{factor} the usual volume of {whom}",
                event=event.name, since=f"{since:%Y-%m-%d %H:%M}", until=f"{until:%Y-%m-%d %H:%M}", zone=zone,
                factor=f"{event.expect:g}", whom=event.watch or event.brand or _("every brand"),
            ),
        )  # fmt: skip


def _sources(settings: Config) -> Iterator[Finding]:
    for source in settings.sources:
        if isinstance(source, JsonlConfig) and not source.path.is_file():
            text = _("{source}: there is no file {file}.", source=source.name, file=source.path)
            remedy = _("Put it there, or correct the path of this source.")
            yield Finding("sources", ok=False, text=text, remedy=remedy)
        else:
            yield Finding("sources", ok=True, text=f"{source.name} ({source.network})")
    if not settings.sources:
        remedy = _("Add a [[source]] to the configuration; the project's config.toml shows each kind.")
        yield Finding("sources", ok=False, text=_("There is nothing to listen to."), remedy=remedy)


def _data(folder: Path) -> Finding:
    """The folder is made when it is first needed, so that the nearest one there is has to be writable."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Finding("data", ok=True, text=_("{folder} can be written.", folder=folder))
    remedy = _("Name a folder of your own with --data, or in CMWATCH_DATA.")
    return Finding("data", ok=False, text=_("{folder} cannot be written.", folder=folder), remedy=remedy)


def _full_text() -> Finding:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (said)")
    except sqlite3.OperationalError:
        remedy = _("Use a Python whose SQLite has FTS5, such as python.org's or your system's.")
        return Finding("fts5", ok=False, text=_("SQLite comes without FTS5."), remedy=remedy)
    finally:
        connection.close()
    return Finding("fts5", ok=True, text=f"SQLite {sqlite3.sqlite_version}")


def _zones() -> Finding:
    if known("Europe/Paris"):
        return Finding("zones", ok=True, text=_("Zones are known by name."))
    remedy = "python -m pip install tzdata"
    return Finding("zones", ok=False, text=_("There is no time zone data."), remedy=remedy)


def _collector(data: Path) -> Finding:
    from cmwatch.archive.lock import collector  # a faulty configuration is told without it

    found = collector(data)
    if found is None:
        return Finding("collector", ok=True, text=_("Nobody is collecting."))
    text = _("{who} is collecting (process {pid} on {host}).", who=found.who, pid=found.pid, host=found.host)
    return Finding("collector", ok=True, text=text)


def summary(faults: int) -> str:
    """The closing line."""
    if not faults:
        return _("Ready: start with 'cmwatch'.")
    return counted("{n} thing is not ready.", "{n} things are not ready.", faults)
