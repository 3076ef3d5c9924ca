"""TinyDB's way to the disk, made safe: one locked, whole write for each act.

TinyDB's own JSONStorage truncates the file and then writes it; a crash in between loses everything.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from cmwatch.errors import StoreError
from cmwatch.response.folder import exclusive, replace
from cmwatch.words import _

LOCK = "case.lock"
"""Name of the lock file beside a case file."""

Tables = dict[str, dict[str, Any]]


class UnreadableError(StoreError):
    """Raised when a case file is not the JSON it was; `at` is the byte where reading stopped."""

    def __init__(self, path: Path, at: int, reason: str) -> None:
        super().__init__(
            _("This case file cannot be read at byte {at}: {reason}.", at=at, reason=reason),
            str(path),
            _("Keep the folder as it is, and restore the file from a copy."),
        )
        self.at = at


class CaseStorage(Storage):
    """A case file. Reads see the last whole write; writes happen inside `transaction`, which holds the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: Tables | None = None
        self._changed = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Read, change and write as one act: nobody writes in between, and a failure writes nothing."""
        with exclusive(self.path.with_name(LOCK)):
            self._held, self._changed = self._load() or {}, False
            try:
                yield
                if self._changed:
                    replace(self.path, _printed(self._held))
            finally:
                self._held = None

    def read(self) -> Tables | None:
        """The tables as they are, or None for a file that does not exist."""
        return self._held if self._held is not None else self._load()

    def write(self, data: Tables) -> None:
        """Keep for the end of the transaction."""
        if self._held is None:
            raise RuntimeError("a case file is written inside a transaction")
        self._held, self._changed = data, True

    def _load(self) -> Tables | None:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UnreadableError(self.path, 0, error.strerror or type(error).__name__) from error
        return parsed(content, self.path)


def parsed(content: bytes, path: Path) -> Tables:
    """The tables of a case file; raises UnreadableError, also for a name given twice, which would hide a value."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(path, error.start, _("not UTF-8")) from error
    try:
        tables = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableError(path, len(text[: error.pos].encode()), _("not JSON")) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(path, 0, str(error)) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise UnreadableError(path, 0, _("not a case file"))
    return tables


def _printed(tables: Tables) -> bytes:
    """One name a line: a reviewer may open it, and a diff shows what was added."""
    return msgspec.json.format(msgspec.json.encode(tables), indent=1) + b"\n"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError(_("a name is given twice"))
    return table


def _refuse(_constant: str) -> None:
    raise ValueError(_("not a number"))
