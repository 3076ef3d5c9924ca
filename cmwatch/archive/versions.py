"""What became of mentions after they were first seen: edits and deletions, in whatever order they arrive."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from cmwatch.archive.rows import COLUMNS, Row, mended, micros, moment, values_of
from cmwatch.archive.words import indexed
from cmwatch.model import Item, Reading, Version

FILED = """SELECT v.source, v.id FROM json_each(?) j
    JOIN versions v ON v.source = j.value ->> 0 AND v.id = j.value ->> 1 WHERE v.filed"""
"""Which of the pairs (source, id) in a JSON list were filed from an edit."""

NAMED = """SELECT a.source, a.alias, a.id FROM json_each(?) j
    JOIN aliases a ON a.source = j.value ->> 0 AND a.alias = j.value ->> 1"""
"""Which of the pairs (source, name) in a JSON list are other names of mentions, and of which."""

_SAID_OF = """SELECT DISTINCT v.source, v.id, j.value ->> 2 FROM json_each(?) j
    JOIN versions v ON v.source = j.value ->> 0 AND v.id = j.value ->> 1"""
"""Of which of the rows (source, name, anything) in a JSON list something was said."""

_KEEP = """INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET filed = max(filed, excluded.filed)"""
"""Once; what waited for its mention may be what a mention is filed from after all, by a watch that is new."""

KEPT_FROM_STORY = frozenset({"story", "original", "fold"})
"""Columns that a mention's place in its story decides, which does not change when its original text turns up."""

_SET = ", ".join(f"{name} = ?" for name in COLUMNS.split(", ") if name not in KEPT_FROM_STORY)
_PLACES = [place for place, name in enumerate(COLUMNS.split(", ")) if name not in KEPT_FROM_STORY]


def write(connection: sqlite3.Connection, versions: Iterable[Version]) -> None:
    """Keep each once. What is said of a mention that is not there yet waits for it."""
    for version in versions:
        identity = _resolved(connection, version.source, version.id)
        known = _exists(connection, version.source, identity)
        if not known and version.optional:
            continue
        reading = None if version.reading is None else msgspec.json.encode(version.reading).decode()
        row = (version.source, identity, version.kind, version.mark, micros(version.at), version.author, version.text,
               version.payload, reading, version.filed)  # fmt: skip
        connection.execute(_KEEP, mended(row))
        if known:
            _mark(connection, version.source, identity)


def adopt(connection: sqlite3.Connection, items: Sequence[Item]) -> None:
    """Give newly filed mentions what was said of them before, also under another name of theirs."""
    mentions = [item.mention for item in items]
    named = [mended((one.source, one.alias, one.id)) for one in mentions if one.alias]
    connection.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?, ?)", named)
    if not mentions or not connection.execute("SELECT 1 FROM versions LIMIT 1").fetchone():
        return
    for source, alias, identity in connection.execute(_SAID_OF, (json.dumps(named),)).fetchall():
        moved = "UPDATE OR IGNORE versions SET id = ? WHERE source = ? AND id = ?"
        connection.execute(moved, (identity, source, alias))
        connection.execute("DELETE FROM versions WHERE source = ? AND id = ?", (source, alias))
    keys = [(*mended((one.source, one.id)), "") for one in mentions]
    for source, identity, _none in connection.execute(_SAID_OF, (json.dumps(keys),)).fetchall():
        _mark(connection, source, identity)


def replace(connection: sqlite3.Connection, items: Iterable[Item]) -> None:
    """What was said earlier takes the place of the edit that a mention was filed from; its place in a story stays."""
    for item in items:
        key = mended((item.mention.source, item.mention.id))
        filed = connection.execute("SELECT at FROM versions WHERE source = ? AND id = ? AND filed", key).fetchone()
        edited = None if item.edited_at is None else micros(item.edited_at)
        if filed is None or (edited is not None and edited >= filed[0]):
            continue
        _overwrite(connection, item)
        # Of several edits the one that is filed now, of an original none.
        same = "filed = (kind = 'edited' AND at IS ?)"
        connection.execute(f"UPDATE versions SET {same} WHERE source = ? AND id = ?", (edited, *key))  # noqa: S608 - constants


def read(connection: sqlite3.Connection, source: str, identity: str) -> tuple[Version, ...]:
    """What became of a mention, oldest first."""
    sql = """SELECT source, id, kind, at, mark, author, text, payload, reading, filed FROM versions
        WHERE source = ? AND id = ? ORDER BY at, kind DESC, mark"""
    return tuple(map(_version, connection.execute(sql, (source, identity)).fetchall()))


def remove(connection: sqlite3.Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Let go of what became of these mentions (source, id), and of their other names."""
    connection.executemany("DELETE FROM versions WHERE source = ? AND id = ?", keys)
    connection.executemany("DELETE FROM aliases WHERE source = ? AND id = ?", keys)


def remove_orphans(connection: sqlite3.Connection, before: int) -> None:
    """Let go of what was said before a time (microseconds) of mentions that never came."""
    connection.execute(
        """DELETE FROM versions WHERE at < ? AND NOT EXISTS
            (SELECT 1 FROM mentions m WHERE m.source = versions.source AND m.id = versions.id)""",
        (before,),
    )


def _overwrite(connection: sqlite3.Connection, item: Item) -> None:
    key = mended((item.mention.source, item.mention.id))
    found = connection.execute("SELECT row, author, text FROM mentions WHERE source = ? AND id = ?", key).fetchone()
    if found is None:
        return
    row, author, text = found
    # The index holds no text of its own, so it must be told what to take out.
    gone = "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)"
    connection.execute(gone, (row, indexed(text, author)))
    values = mended(values_of(item))
    kept = [values[place] for place in _PLACES]
    connection.execute(f"UPDATE mentions SET {_SET} WHERE row = ?", (*kept, row))  # noqa: S608 - constants
    connection.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (row, indexed(values[5], values[4])))


def _version(row: Row) -> Version:
    source, identity, kind, at, mark, author, text, payload, reading, filed = row
    read = None if reading is None else msgspec.json.decode(reading, type=Reading)
    return Version(source, identity, kind, moment(at), mark, author, text, payload, read, bool(filed))


def _resolved(connection: sqlite3.Connection, source: str, name: str) -> str:
    found = connection.execute("SELECT id FROM aliases WHERE source = ? AND alias = ?", (source, name)).fetchone()
    return str(found[0]) if found else name


def _exists(connection: sqlite3.Connection, source: str, identity: str) -> bool:
    sql = "SELECT 1 FROM mentions WHERE source = ? AND id = ?"
    return connection.execute(sql, (source, identity)).fetchone() is not None


def _mark(connection: sqlite3.Connection, source: str, identity: str) -> None:
    """The last edit and the first deletion, whatever came first."""
    connection.execute(
        """UPDATE mentions SET
            edited_at = (SELECT max(at) FROM versions WHERE source = ?1 AND id = ?2 AND kind = 'edited'),
            deleted_at = (SELECT min(at) FROM versions WHERE source = ?1 AND id = ?2 AND kind = 'deleted')
            WHERE source = ?1 AND id = ?2""",
        (source, identity),
    )
