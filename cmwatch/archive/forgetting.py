"""Taking mentions out so that nothing of them is left: rows, index, free pages, the write-ahead log."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cmwatch.archive import corrections, versions
from cmwatch.archive.authors import Authors, folded
from cmwatch.archive.rows import micros
from cmwatch.archive.values import Forgotten
from cmwatch.archive.words import indexed
from cmwatch.errors import StoreError
from cmwatch.words import _

CHUNK = 2_000
"""Mentions expired in one transaction, so that the collector is never kept waiting for long."""

Victim = tuple[int, str, str, str, str]
"""Row number, source, id, author, text."""


def forget(connection: sqlite3.Connection, path: Path, source: str, author: str) -> Forgotten:
    """Remove an author's mentions, other people's reposts of them, and their name in alerts; remember the wish.

    Counts in bins stay: they name nobody. What others said about or to the author stays theirs. Raises StoreError if
    another program still reads old pages, after everything was removed: the wish then has to be given again.
    """
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.execute("BEGIN IMMEDIATE")
    try:
        Authors(connection).forget(source, author)
        own = _own(connection, source, author)
        reposts = _reposts(connection, source, author, own)
        _remove(connection, own + reposts)
        edits = "DELETE FROM versions WHERE folded(source) = ? AND folded(author) = ?"
        connection.execute(edits, (folded(source), folded(author)))
        keys = {f"{victim[1]}:{victim[2]}" for victim in own + reposts}
        alerts = _from_alerts(connection, author, keys)
        _from_notes(connection, keys)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    _scour(connection)
    if not _emptied_log(connection):
        raise StoreError(
            _("The mentions are removed, but another program still holds a copy in the write-ahead log."),
            str(path),
            _("End the other programs that read the archive, and forget the author again."),
        )
    return Forgotten(len(own), len(reposts), alerts)


def expire(connection: sqlite3.Connection, before: datetime) -> int:
    """Remove what is older, a chunk at a time, and return how many mentions that were."""
    removed = 0
    sql = "SELECT row, source, id, author, text FROM mentions WHERE at < ? ORDER BY at LIMIT ?"
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            victims = connection.execute(sql, (micros(before), CHUNK)).fetchall()
            _remove(connection, victims)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        removed += len(victims)
        if len(victims) < CHUNK:
            break
    versions.remove_orphans(connection, micros(before))
    if removed:
        _scour(connection)
        _emptied_log(connection)
    return removed


def _own(connection: sqlite3.Connection, source: str, author: str) -> list[Victim]:
    sql = "SELECT row, source, id, author, text FROM mentions WHERE folded(source) = ? AND folded(author) = ?"
    return connection.execute(sql, (folded(source), folded(author))).fetchall()


def _reposts(connection: sqlite3.Connection, source: str, author: str, own: Sequence[Victim]) -> list[Victim]:
    """Reposts of their mentions by others, known by the id they name or by the 'RT @author:' they begin with."""
    sql = """SELECT row, source, id, author, text FROM mentions WHERE is_repost AND folded(source) = ?1
        AND folded(author) <> ?2 AND (repost_of IN (SELECT value FROM json_each(?3)) OR instr(folded(text), ?4) = 1)"""
    ids = json.dumps([victim[2] for victim in own])
    values = (folded(source), folded(author), ids, f"rt @{folded(author)}:")
    return connection.execute(sql, values).fetchall()


def _remove(connection: sqlite3.Connection, victims: Sequence[Victim]) -> None:
    # The index holds no text of its own, so it must be told again what to take out.
    connection.executemany(
        "INSERT INTO words (words, rowid, said) VALUES ('delete', ?, ?)",
        [(row, indexed(text, author)) for row, _source, _id, author, text in victims],
    )
    connection.executemany("DELETE FROM mentions WHERE row = ?", [(victim[0],) for victim in victims])
    keys = [(victim[1], victim[2]) for victim in victims]
    versions.remove(connection, keys)
    corrections.remove(connection, keys)


def _scour(connection: sqlite3.Connection) -> None:
    """Merge the index into one segment: until then, removed words stand in older segments beside their removal."""
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def _emptied_log(connection: sqlite3.Connection) -> bool:
    """Move the write-ahead log into the file and empty it; False while another process reads old pages."""
    busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _from_alerts(connection: sqlite3.Connection, author: str, keys: set[str]) -> int:
    changed = 0
    for alert_id, text in connection.execute("SELECT id, alert FROM alerts").fetchall():
        whole = json.loads(text)
        before = json.dumps(whole)
        _redact(whole.get("explanation", {}), folded(author), keys)
        for gate in whole.get("gates", []):
            gate["keys"] = [key for key in gate["keys"] if key not in keys]
            gate["word"] = "" if folded(gate["word"]) == folded(author) else gate["word"]
        for matter in whole.get("earlier", []):
            matter["first"] = None if matter["first"] in keys else matter["first"]
            matter["subject"] = "" if matter["subject"] in keys else matter["subject"]
            matter["stories"] = [key for key in matter["stories"] if key not in keys]
        if json.dumps(whole) != before:
            connection.execute(
                "UPDATE alerts SET alert = ? WHERE id = ?", (json.dumps(whole, ensure_ascii=False), alert_id)
            )
            changed += 1
    return changed


def _from_notes(connection: sqlite3.Connection, keys: set[str]) -> None:
    """Take keys of mentions out of what was noted for a restart, whatever shape that has."""
    for name, text in connection.execute("SELECT name, note FROM notes").fetchall():
        if not any(key in text for key in keys):
            continue
        try:
            kept = _without(json.loads(text), keys)
        except ValueError:  # a note that is no JSON names no mention
            continue
        connection.execute("UPDATE notes SET note = ? WHERE name = ?", (json.dumps(kept, ensure_ascii=False), name))


def _without(value: Any, keys: set[str]) -> Any:
    """The same without these keys: a row of a list that holds one among its own values goes as a whole."""
    if isinstance(value, dict):
        return {name: _without(kept, keys) for name, kept in value.items() if name not in keys}
    if not isinstance(value, list):
        return value
    kept = [one for one in value if not isinstance(one, str) or one not in keys]
    rows = [one for one in kept if not (isinstance(one, list) and any(isinstance(v, str) and v in keys for v in one))]
    return [_without(one, keys) for one in rows]


def _redact(explanation: dict[str, Any], author: str, keys: set[str]) -> None:
    shifts = explanation.get("shifts", [])
    explanation["shifts"] = [shift for shift in shifts if folded(str(shift.get("value", ""))) != author]
    for argument in explanation.get("arguments", []):
        argument["terms"] = [term for term in argument["terms"] if folded(term) != author]
    explanation["arguments"] = [argument for argument in explanation.get("arguments", []) if argument["terms"]]
    explanation["samples"] = [key for key in explanation.get("samples", []) if key not in keys]
    for name in ("first", "relay"):
        if explanation.get(name) in keys:
            explanation[name] = None
    for kind in ("reasons", "doubts"):
        explanation[kind] = [
            reason for reason in explanation.get(kind, [])
            if not any(isinstance(value, str) and folded(value) == author for _name, value in reason.get("values", []))
        ]  # fmt: skip
