"""The tables, and the ladder of versions that leads an older file to them."""

import os
import secrets
import sqlite3
from pathlib import Path

from cmwatch.archive.faults import told
from cmwatch.errors import StoreError
from cmwatch.words import _

APPLICATION = 0x636D7761
"""Marks the file as ours (`PRAGMA application_id`): 'cmwa'."""

BUSY_SECONDS = 30.0
"""How long a write waits for another process that writes."""

_FIRST = (
    """CREATE TABLE mentions (
        row INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, created_at INTEGER NOT NULL,
        source TEXT NOT NULL, id TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, raw TEXT NOT NULL,
        via TEXT NOT NULL, url TEXT, lang TEXT, likes INTEGER, reposts INTEGER, replies INTEGER, views INTEGER,
        followers INTEGER, rating REAL, in_reply_to TEXT, is_repost INTEGER NOT NULL, repost_of TEXT,
        from_brand INTEGER NOT NULL, brand TEXT, history INTEGER NOT NULL,
        read_lang TEXT NOT NULL, tone TEXT NOT NULL, compound REAL, engine TEXT NOT NULL,
        question INTEGER NOT NULL, addressed INTEGER NOT NULL,
        watches TEXT NOT NULL, story TEXT NOT NULL, original INTEGER NOT NULL, fold INTEGER NOT NULL,
        UNIQUE (source, id))""",
    "CREATE INDEX mentions_by_time ON mentions (at)",
    # Only which rows have which word, no text and no positions: it narrows a search, and the exact query decides.
    "CREATE VIRTUAL TABLE words USING fts5 (said, content='', detail=none, columnsize=0, tokenize=ascii)",
    "CREATE TABLE cursors (source TEXT PRIMARY KEY, cursor TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE bins (watch TEXT NOT NULL, minute INTEGER NOT NULL, total INTEGER NOT NULL,
        originals INTEGER NOT NULL, negative INTEGER NOT NULL, read INTEGER NOT NULL,
        PRIMARY KEY (watch, minute)) WITHOUT ROWID""",
    """CREATE TABLE gaps (watch TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, inferred INTEGER NOT NULL,
        cause TEXT NOT NULL, PRIMARY KEY (watch, since)) WITHOUT ROWID""",
    """CREATE TABLE alerts (id TEXT PRIMARY KEY, watch TEXT NOT NULL, state TEXT NOT NULL, severity INTEGER NOT NULL,
        opened_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, alert TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE acts (id INTEGER PRIMARY KEY AUTOINCREMENT, alert_id TEXT NOT NULL, at INTEGER NOT NULL,
        actor TEXT NOT NULL, act TEXT NOT NULL, detail TEXT NOT NULL)""",
    "CREATE TABLE forgotten (author BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, note TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE secret (key BLOB NOT NULL)",
)

_RISKS = ("ALTER TABLE mentions ADD COLUMN risks TEXT NOT NULL DEFAULT ''",)
"""Classes of risk that a mention speaks of, separated by blanks; none is known of what was filed before."""

_SERIES = (
    "ALTER TABLE bins ADD COLUMN authors INTEGER",
    "ALTER TABLE bins ADD COLUMN reach INTEGER",
    "ALTER TABLE bins ADD COLUMN story INTEGER",
    "ALTER TABLE bins ADD COLUMN sources TEXT",
    """CREATE TABLE checkpoints (watch TEXT NOT NULL, minute INTEGER NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (watch, minute))""",
)
"""What else a minute counted, null where it was not counted yet; and what the alarm had learnt by a minute."""

_VERSIONS = (
    "ALTER TABLE mentions ADD COLUMN edited_at INTEGER",
    "ALTER TABLE mentions ADD COLUMN deleted_at INTEGER",
    """CREATE TABLE versions (source TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, mark TEXT NOT NULL,
        at INTEGER NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, payload TEXT NOT NULL, reading TEXT,
        filed INTEGER NOT NULL, PRIMARY KEY (source, id, kind, mark)) WITHOUT ROWID""",
    "CREATE INDEX versions_by_time ON versions (at)",
    """CREATE TABLE aliases (source TEXT NOT NULL, alias TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (source, alias)) WITHOUT ROWID""",
    "CREATE INDEX aliases_by_id ON aliases (source, id)",
)
"""Edits and deletions of mentions, which may come before the mention; and by what other name one is called."""

_TONES = (
    "ALTER TABLE mentions ADD COLUMN p_negative REAL",
    "ALTER TABLE mentions ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE mentions ADD COLUMN intents TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE mentions ADD COLUMN corrected TEXT",
    """CREATE TABLE corrections (number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, id TEXT NOT NULL,
        at INTEGER NOT NULL, actor TEXT NOT NULL, tone TEXT NOT NULL)""",
    "CREATE INDEX corrections_by_mention ON corrections (source, id)",
)
"""What else was read in a mention, and what people say of its tone."""

LADDER: tuple[tuple[str, ...], ...] = (_FIRST, _RISKS, _SERIES, _VERSIONS, _TONES)
"""Step n leads from version n to n + 1. A step that was ever released is never edited; a new one is added."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the file for writing, private to its owner, with what was deleted overwritten by zeros."""
    with told(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA page_size = 8192")
            _refuse_foreign(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA cache_size = -32000")
            _climb(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """Open a second connection that cannot write, so that a reader never waits for the writer."""
    with told(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cache_size = -16000")
    return connection


def version(connection: sqlite3.Connection) -> int:
    """The version of the schema in the file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    known = len(LADDER)
    if version(connection) > known:
        raise StoreError(
            _(
                "The archive has schema {version}, and this cmwatch knows {known}.",
                version=version(connection),
                known=known,
            ),
            str(path),
            _("Use the newer cmwatch that wrote it, or name another folder with --data."),
        )
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != APPLICATION and not (mark == 0 and empty):
        raise StoreError(
            _("The file is a database of another program."),
            str(path),
            _("Move the file away, or name another folder with --data."),
        )


def _climb(connection: sqlite3.Connection) -> None:
    if version(connection) == len(LADDER):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(version(connection), len(LADDER)):
            for statement in LADDER[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        if not connection.execute("SELECT 1 FROM secret").fetchone():
            connection.execute("INSERT INTO secret VALUES (?)", (secrets.token_bytes(32),))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
