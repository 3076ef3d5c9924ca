"""The mention archive of one data folder, as the other rooms use it."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from cmwatch.archive import forgetting, reading_back, states, versions, writing
from cmwatch.archive.authors import Authors
from cmwatch.archive.faults import told
from cmwatch.archive.rows import micros
from cmwatch.archive.schema import connect, connect_reader
from cmwatch.archive.values import Act, Batch, BinRow, Checkpoint, Forgotten, Selection, Size
from cmwatch.model import Alert, Gap, Item, Version

FILE = "archive.sqlite3"
"""Name of the archive in the data folder."""

EVERYTHING = Selection()
"""All mentions, oldest first."""


class Archive:
    """Mentions and what was learnt from them, in one SQLite file. May be used from several threads.

    Whatever a method does, StoreError says what went wrong with the file.
    """

    def __init__(self, path: Path, writer: sqlite3.Connection, reader: sqlite3.Connection) -> None:
        self.path = path
        self._writer, self._reader = writer, reader
        self._writing, self._reading = Lock(), Lock()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the archive of a data folder, made or brought up to date where needed."""
        path = folder / FILE
        writer = connect(path)
        try:
            return cls(path, writer, connect_reader(path))
        except BaseException:
            writer.close()
            raise

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def write(self, batch: Batch) -> int:
        """Write a batch whole or not at all (see `writing.write`) and return how many mentions were new."""
        if not batch:
            return 0
        with self._write() as connection:
            return writing.write(connection, batch)

    def known(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (source, id) pairs that are archived."""
        return set(self._rows(writing.KNOWN, json.dumps(keys)))

    def filed_from_edits(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (source, id) pairs of which nothing older than an edit has been seen."""
        return set(self._rows(versions.FILED, json.dumps(keys)))

    def named(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """The ids of the mentions of which a (source, name) pair gives another name."""
        return {(source, name): identity for source, name, identity in self._rows(versions.NAMED, json.dumps(keys))}

    def versions(self, source: str, identity: str) -> tuple[Version, ...]:
        """The edits and the deletion of a mention, oldest first."""
        with told(self.path), self._reading:
            return versions.read(self._reader, source, identity)

    def forgotten(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (source, author) pairs that asked to be forgotten."""
        with told(self.path), self._reading:
            return Authors(self._reader).forgotten(keys)

    def items(self, selection: Selection = EVERYTHING) -> Iterator[Item]:
        """The mentions of a selection, by event time then arrival; streamed, and not a snapshot."""
        connection = connect_reader(self.path)  # one for each stream: two of them never wait for each other
        try:
            with told(self.path):
                yield from reading_back.items(connection, selection)
        finally:
            connection.close()

    def newer_than(self, row: int, limit: int = 1000) -> list[tuple[int, Item]]:
        """Mentions that arrived after row number `row` (0: from the start), with their numbers; for reading along."""
        with told(self.path), self._reading:
            return reading_back.newer_than(self._reader, row, limit)

    def last_row(self) -> int:
        """Row number of the mention that arrived last; 0 before the first."""
        return int(self._rows("SELECT coalesce(max(row), 0) FROM mentions")[0][0])

    def item(self, key: str) -> Item | None:
        """The mention under `source:id`."""
        return next(self.items(Selection(keys=(key,))), None)

    def cursor(self, source_name: str) -> str | None:
        """Where a configured source goes on."""
        return self._text("SELECT cursor FROM cursors WHERE source = ?", source_name)

    def note(self, name: str) -> str | None:
        """Something remembered with a batch."""
        return self._text("SELECT note FROM notes WHERE name = ?", name)

    def bins(self, watch: str, since: datetime | None = None) -> Iterator[BinRow]:
        """The bins of a watch from `since` on, by time."""
        start = -(2**63) if since is None else micros(since) // 60_000_000
        sql = "SELECT * FROM bins WHERE watch = ? AND minute >= ? ORDER BY minute"
        return map(BinRow._make, self._rows(sql, watch, start))

    def checkpoints(self, watch: str) -> list[Checkpoint]:
        """What the alarm had learnt of a watch, the latest last."""
        rows = self._rows("SELECT minute, state FROM checkpoints WHERE watch = ? ORDER BY minute", watch)
        return [(minute, state) for minute, state in rows]

    def watches(self) -> tuple[str, ...]:
        """The names of the watches that have bins."""
        return tuple(name for (name,) in self._rows("SELECT DISTINCT watch FROM bins ORDER BY watch"))

    def gaps(self) -> tuple[Gap, ...]:
        """Every stretch that was not observed, by start."""
        return tuple(map(states.gap, self._rows("SELECT * FROM gaps ORDER BY since, watch")))

    def alerts(self) -> tuple[Alert, ...]:
        """Every alert, closed ones too, by opening."""
        rows = self._rows("SELECT alert FROM alerts ORDER BY opened_at, id")
        return tuple(states.alert(text, self.path) for (text,) in rows)

    def acts(self, after: int = 0) -> tuple[Act, ...]:
        """What people did to alerts, in order, beginning behind act number `after`."""
        return tuple(map(states.act, self._rows("SELECT * FROM acts WHERE id > ? ORDER BY id", after)))

    def add_act(self, alert_id: str, at: datetime, actor: str, act: str, detail: str = "") -> int:
        """Write down what a person did to an alert, from any process; returns its number."""
        with self._write() as connection:
            sql = "INSERT INTO acts (alert_id, at, actor, act, detail) VALUES (?, ?, ?, ?, ?)"
            return int(connection.execute(sql, (alert_id, micros(at), actor, act, detail)).lastrowid or 0)

    def forget(self, source: str, author: str) -> Forgotten:
        """Remove an author for good (see `forgetting.forget`)."""
        with self._write() as connection:
            return forgetting.forget(connection, self.path, source, author)

    def expire(self, before: datetime) -> int:
        """Remove the mentions from before a time (event time), bins excepted, and return how many they were."""
        with self._write() as connection:
            return forgetting.expire(connection, before)

    def size(self) -> Size:
        """How much is kept, and from when to when."""
        mentions, oldest, newest = self._rows("SELECT count(*), min(at), max(at) FROM mentions")[0]
        return states.size(self.path, mentions, oldest, newest)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file, as SQLite says it; empty if it is whole. Reads everything."""
        with self._write() as connection:
            return states.faults(connection)

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        with told(self.path), self._writing:
            yield self._writer

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with told(self.path), self._reading:
            return self._reader.execute(sql, values).fetchall()

    def _text(self, sql: str, value: str) -> str | None:
        rows = self._rows(sql, value)
        return str(rows[0][0]) if rows else None
