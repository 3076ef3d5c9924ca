"""SQLite's failures as a person is told them: what, where, what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cmwatch.errors import StoreError
from cmwatch.words import _


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn a failure of the file at `path` into StoreError; a mistake of ours in SQL stays what it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told_error = _explained(getattr(error, "sqlite_errorname", None) or "", path)
        if told_error is None:
            raise
        raise told_error from error
    except OSError as error:
        raise StoreError(
            _("The archive cannot be opened: {reason}.", reason=error.strerror or type(error).__name__),
            str(path),
            _("Give a folder you may write to with --data."),
        ) from error


def damaged(path: Path) -> StoreError:
    """The file is not what SQLite wrote."""
    return StoreError(
        _("The archive is damaged."),
        str(path),
        _("Move the file away or put back a copy; a new archive starts empty, and the cases are not affected."),
    )


def _explained(code: str, path: Path) -> StoreError | None:
    family = "_".join(code.split("_")[:2])
    if family == "SQLITE_CORRUPT":
        return damaged(path)
    said = _said(family)
    return StoreError(said[0], str(path), said[1]) if said else None


def _said(family: str) -> tuple[str, str] | None:
    """What happened and what to do, for one family of SQLite's result codes."""
    return {
        "SQLITE_NOTADB": (
            _("The archive is not a database."),
            _("Move the file away, or name another folder with --data."),
        ),
        "SQLITE_READONLY": (
            _("The archive cannot be written."),
            _("Make the folder and the file writable for you, or name another folder with --data."),
        ),
        "SQLITE_CANTOPEN": (
            _("The archive cannot be opened."),
            _("Make the folder and the file writable for you, or name another folder with --data."),
        ),
        "SQLITE_FULL": (
            _("The disk is full: nothing of the last batch was kept."),
            _("Free some space; the sources send it again."),
        ),
        "SQLITE_BUSY": (
            _("Another program keeps the archive busy."),
            _("Wait for it to end, or stop it, and try again."),
        ),
        "SQLITE_IOERR": (
            _("The disk failed while the archive was used."),
            _("Check the disk; what was written before is kept."),
        ),
    }.get(family)
