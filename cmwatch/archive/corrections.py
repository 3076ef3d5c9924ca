"""What people say of the tone of mentions. It goes when the mention goes."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from cmwatch.archive.rows import micros, watch_mark
from cmwatch.archive.values import Correction
from cmwatch.errors import UsageError
from cmwatch.model import Tone
from cmwatch.words import _

_READ = """SELECT c.number, c.source || ':' || c.id, m.text, m.read_lang, m.tone, c.tone, (
        SELECT e.tone FROM corrections e WHERE e.source = c.source AND e.id = c.id AND e.number < c.number
        ORDER BY e.number DESC LIMIT 1
    ), m.watches
    FROM corrections c JOIN mentions m ON m.source = c.source AND m.id = c.id
    WHERE c.number > ? AND instr(m.watches, ?) ORDER BY c.number"""


def write(connection: sqlite3.Connection, key: str, tone: Tone, actor: str, at: datetime) -> None:
    """Keep the correction and mark the mention. Raises UsageError if there is no such mention."""
    source, _colon, identity = key.partition(":")
    connection.execute("BEGIN IMMEDIATE")
    try:
        marked = connection.execute(
            "UPDATE mentions SET corrected = ? WHERE source = ? AND id = ?", (tone, source, identity)
        ).rowcount
        if not marked:
            raise UsageError(_("There is no such mention."), key, _("`cmwatch search` lists them as SOURCE:ID."))  # noqa: TRY301 - undone below
        connection.execute(
            "INSERT INTO corrections (source, id, at, actor, tone) VALUES (?, ?, ?, ?, ?)",
            (source, identity, micros(at), actor, tone),
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def read(connection: sqlite3.Connection, after: int, watch: str | None) -> tuple[Correction, ...]:
    """Corrections of mentions that are still kept, in order."""
    mark = "\n" if watch is None else watch_mark(watch)
    rows = connection.execute(_READ, (after, mark)).fetchall()
    return tuple(Correction._make((*row[:-1], tuple(row[-1].split("\n")[1:-1]))) for row in rows)


def remove(connection: sqlite3.Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Let go of what was said of these mentions (source, id)."""
    connection.executemany("DELETE FROM corrections WHERE source = ? AND id = ?", keys)
