"""A configuration file, from its bytes to values."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from cmwatch.config.brands import CheckQuery, brands, zone
from cmwatch.config.events import events
from cmwatch.config.sources import SourceReader
from cmwatch.config.table import Report, Table
from cmwatch.config.values import Config, Locale
from cmwatch.config.zones import system_zone
from cmwatch.errors import ConfigError, Problem
from cmwatch.model import Severity
from cmwatch.words import LOCALES, _

_OF_SOURCE = re.compile(r"source\[(\d+)\]")
"""The beginning of the key of a problem that is one source's own."""

_PLACE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class FaultySource:
    """A `[[source]]` that cannot be used as it is written."""

    name: str
    network: str
    problems: tuple[Problem, ...]


def load(path: Path, environ: Mapping[str, str], check_query: CheckQuery = lambda _query: None) -> Config:
    """Read and judge a configuration; raises ConfigError with every problem there is."""
    return loads(_text(path), path, environ, check_query)


def load_usable(
    path: Path, environ: Mapping[str, str], check_query: CheckQuery = lambda _query: None
) -> tuple[Config, tuple[FaultySource, ...]]:
    """The same with those sources only that can be used, and the others with what is wrong about them.

    Raises ConfigError if anything but a source has a problem.
    """
    report = Report(str(path))
    values = _toml(_text(path), path)
    config = understood(values, path.parent, environ, check_query, report)
    found: dict[int, list[Problem]] = {}
    for problem in report.problems:
        place = _OF_SOURCE.match(problem.key)
        if place is None:
            report.conclude()
        else:
            found.setdefault(int(place[1]), []).append(problem)
    tables = cast(list[dict[str, object]], values.get("source", []))
    faulty = tuple(_faulty(tables[at], at, tuple(problems)) for at, problems in found.items())
    # By their places, for two may have one name, or none.
    usable = [table for at, table in enumerate(tables) if at not in found]
    sources = SourceReader(path.parent, environ).all(Table({"source": usable}, "", "", Report(str(path))))
    return replace(config, sources=sources), faulty


def _faulty(table: Mapping[str, object], at: int, problems: tuple[Problem, ...]) -> FaultySource:
    """A source without a name is called by its place in the file."""
    name, network = (str(table.get(key) or "").strip() for key in ("name", "network"))
    return FaultySource(name or f"source[{at}]", network, problems)


def loads(text: str, path: Path, environ: Mapping[str, str], check_query: CheckQuery = lambda _query: None) -> Config:
    """The same for a text that stands, or will stand, at `path`."""
    report = Report(str(path))
    config = understood(_toml(text, path), path.parent, environ, check_query, report)
    report.conclude()
    return config


def understood(
    values: Mapping[str, object], folder: Path, environ: Mapping[str, str], check_query: CheckQuery, report: Report
) -> Config:
    """The values of a file whose relative paths start at `folder`; what is wrong goes into the report."""
    top = Table(values, "", "", report)
    me, archive, alerts, desk = (top.table(name) for name in ("me", "archive", "alerts", "desk"))
    own_zone = zone(me, system_zone(environ))
    sources = SourceReader(folder, environ).all(top)
    watches = brands(top, own_zone, _source_names(values), check_query)
    config = Config(
        me=me.text("name") or None,
        locale=cast(Locale, me.choice("locale", LOCALES, "")) or None,
        zone=own_zone,
        retention_days=archive.whole("retention_days", 365, 1, 36_500),
        bell=alerts.flag("bell", default=True),
        title=alerts.flag("title", default=True),
        notify_cmd=alerts.texts("notify_cmd") or None,
        notify_severity=cast(Severity, alerts.whole("notify_severity", 3, 1, 4)),
        refresh_hz=desk.whole("refresh_hz", 4, 1, 10),
        watches=watches,
        events=events(top, own_zone, watches),
        sources=sources,
    )
    for table in (me, archive, alerts, desk, top):
        table.close()
    return config


def _source_names(values: Mapping[str, object]) -> tuple[str, ...]:
    """Also of sources with problems of their own, so that one mistake makes one problem."""
    listed = values.get("source")
    tables = listed if isinstance(listed, list) else []
    names = [table.get("name") for table in tables if isinstance(table, dict)]
    return tuple(name.strip() for name in names if isinstance(name, str))


def _text(path: Path) -> str:
    """The file as it stands; its only problem ends the reading."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        remedy = _("Write one with 'cmwatch init', or name another with --config.")
        problem = Problem(str(path), "", _("There is no such file."), remedy)
    except OSError as error:
        reason = _("The file cannot be read: {reason}.", reason=error.strerror or type(error).__name__)
        problem = Problem(str(path), "", reason, _("Check that it is a file and that you may read it."))
    except UnicodeDecodeError as error:
        reason = _("The file is not UTF-8 text (byte {n}).", n=error.start + 1)
        problem = Problem(str(path), "", reason, _("Save it as UTF-8 in your editor."))
    raise ConfigError((problem,))


def _toml(text: str, path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        remedy = _("Text stands between quotes, and each key once in a table.")
        raise ConfigError((Problem(str(path), "", _not_toml(error), remedy),)) from None


def _not_toml(error: Exception) -> str:
    """Where the syntax ends. The parser's own words are left out: they repeat what stands there."""
    place = _PLACE.search(str(error))
    if not place:
        return _("This is not valid TOML (at its end).")
    return _("This is not valid TOML (line {line}, column {column}).", line=place[1], column=place[2])
