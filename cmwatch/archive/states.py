"""Small things as they stand in the archive: gaps, alerts, acts, how big it is, and whether it is whole."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from cmwatch.archive.faults import damaged
from cmwatch.archive.rows import moment
from cmwatch.archive.values import Act, Size
from cmwatch.model import Alert, Gap


def gap(row: tuple[Any, ...]) -> Gap:
    """The gap of a row."""
    watch, since, until, inferred, cause = row
    return Gap(watch, moment(since), None if until is None else moment(until), bool(inferred), cause)


def alert(text: str, path: Path) -> Alert:
    """The alert of its JSON; raises StoreError if it is none."""
    try:
        return msgspec.convert(json.loads(text), Alert)
    except ValueError as error:  # msgspec's ValidationError is one
        raise damaged(path) from error


def act(row: tuple[Any, ...]) -> Act:
    """The act of a row."""
    number, alert_id, at, actor, name, detail = row
    return Act(number, alert_id, moment(at), actor, name, detail)


def size(path: Path, mentions: int, oldest: int | None, newest: int | None) -> Size:
    """The size of the archive at `path`."""
    files = (path, path.with_name(f"{path.name}-wal"))
    on_disk = sum(file.stat().st_size for file in files if file.exists())
    return Size(
        mentions, on_disk, None if oldest is None else moment(oldest), None if newest is None else moment(newest)
    )


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What SQLite finds wrong with the file and with the full-text index; needs a connection that may write."""
    try:
        found = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(found)
