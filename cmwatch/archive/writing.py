"""One batch, one transaction: mentions, cursors, bins, gaps and alerts become true together or not at all."""

import json
import sqlite3
from itertools import chain

import msgspec

from cmwatch.archive import versions
from cmwatch.archive.authors import Authors
from cmwatch.archive.rows import AT_ONCE, INSERT, INSERT_MANY, Row, mended, micros, values_of
from cmwatch.archive.values import Batch, BinRow
from cmwatch.archive.words import indexed
from cmwatch.model import Alert

KNOWN = """SELECT m.source, m.id FROM json_each(?) j
    JOIN mentions m ON m.source = j.value ->> 0 AND m.id = j.value ->> 1"""
"""Which of the pairs (source, id) in a JSON list are archived."""


BINS = f"""INSERT OR REPLACE INTO bins SELECT {", ".join(f"value ->> {place}" for place in range(len(BinRow._fields)))}
    FROM json_each(?) WHERE true"""  # noqa: S608 - constants
"""All bins of a batch in one statement: between two statements the writer would wait for Python's lock."""

_NUL = "\\u0000"
"""How a NUL stands in JSON. A payload that quotes one looks the same, is mended in vain, and comes to no harm."""


def write(connection: sqlite3.Connection, batch: Batch) -> int:
    """Write a batch whole and return how many of its mentions were new.

    A mention that is already there, stands twice in the batch, or is by an author who asked to be forgotten is left
    out. With a write-ahead log and `synchronous=NORMAL`, a killed process loses nothing that was committed; a power
    failure may lose the last batches, each of them whole. Since the cursors are in the same transaction as the
    mentions they stand for, the archive then still has the older cursor, and the source sends those mentions again.
    """
    try:
        return _write(connection, batch, mend=False)
    except (UnicodeEncodeError, OverflowError, _UnkeepableError):
        # A half surrogate, a NUL or an endless number in a payload: rare, and looked for only when it happened.
        return _write(connection, batch, mend=True)


def _write(connection: sqlite3.Connection, batch: Batch, *, mend: bool) -> int:
    connection.execute("BEGIN IMMEDIATE")
    try:
        added = _items(connection, batch, mend=mend) if batch.items else 0
        versions.adopt(connection, batch.items)
        versions.write(connection, batch.versions)
        versions.replace(connection, batch.replaced)
        _state(connection, batch)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return added


def _items(connection: sqlite3.Connection, batch: Batch, *, mend: bool) -> int:
    rows = [values_of(item) for item in batch.items]
    if mend:
        rows = [mended(row) for row in rows]
    if not batch.fresh:
        rows = _new(connection, rows)
    if not rows:
        return 0
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mentions'").fetchone()
    first = last[0] + 1 if last else 1
    if not mend and _holds_nul(rows):
        raise _UnkeepableError
    _insert(connection, [(number, *row) for number, row in enumerate(rows, first)])
    said = [indexed(row[5], row[4]) for row in rows]
    connection.execute(
        "INSERT INTO words (rowid, said) SELECT ? + key, value FROM json_each(?)", (first, _json(said, mended=mend))
    )
    return len(rows)


class _UnkeepableError(Exception):
    """Raised for a text with a NUL, at which SQLite's functions would cut it."""


def _holds_nul(rows: list[Row]) -> bool:
    return "\0" in "".join([value for row in rows for value in row if isinstance(value, str)])


def _insert(connection: sqlite3.Connection, rows: list[Row]) -> None:
    whole = len(rows) // AT_ONCE * AT_ONCE
    for start in range(0, whole, AT_ONCE):
        connection.execute(INSERT_MANY, list(chain.from_iterable(rows[start : start + AT_ONCE])))
    connection.executemany(INSERT, rows[whole:])


def _json(rows: list[BinRow] | list[str], *, mended: bool) -> str:
    text = msgspec.json.encode(rows).decode()
    if not mended and _NUL in text:
        raise _UnkeepableError
    return text


def _new(connection: sqlite3.Connection, rows: list[Row]) -> list[Row]:
    # The first of two with the same key stays, as it would if they came in two batches.
    by_key = {row[2:4]: row for row in reversed(rows)}
    for key in connection.execute(KNOWN, (json.dumps(list(by_key)),)).fetchall():
        by_key.pop(key, None)
    gone = Authors(connection).forgotten({(row[2], row[4]) for row in by_key.values()})
    return [row for row in reversed(by_key.values()) if (row[2], row[4]) not in gone]


def _state(connection: sqlite3.Connection, batch: Batch) -> None:
    connection.executemany("INSERT OR REPLACE INTO cursors VALUES (?, ?)", batch.cursors.items())
    if batch.bins:
        connection.execute(BINS, (_json(list(batch.bins), mended=True),))
    for watch, checkpoints in batch.checkpoints.items():
        connection.execute("DELETE FROM checkpoints WHERE watch = ?", (watch,))
        connection.executemany("INSERT INTO checkpoints VALUES (?, ?, ?)", [(watch, *one) for one in checkpoints])
    connection.executemany(
        "INSERT OR REPLACE INTO gaps VALUES (?, ?, ?, ?, ?)",
        [
            (gap.watch, micros(gap.since), None if gap.until is None else micros(gap.until), gap.inferred, gap.cause)
            for gap in batch.gaps
        ],
    )
    connection.executemany("INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?)", map(_alert_row, batch.alerts))
    connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", batch.notes.items())


def _alert_row(alert: Alert) -> Row:
    # Python's JSON and not msgspec's, which would turn an infinite factor into null.
    whole = json.dumps(msgspec.to_builtins(alert), ensure_ascii=False)
    opened, updated = micros(alert.opened_at), micros(alert.updated_at)
    return (alert.id, alert.watch, alert.state, alert.severity, opened, updated, whole)
