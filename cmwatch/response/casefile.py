"""One case file: a TinyDB with a header and the entries, opened, extended and withheld from as whole acts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from cmwatch.errors import StoreError
from cmwatch.model.case import Case, Change, Draft, Entry, Redaction
from cmwatch.response import chain, record
from cmwatch.response.storage import CaseStorage, Tables
from cmwatch.response.unfold import unfold
from cmwatch.words import _

FILE = "case.json"
"""Name of the case file inside its folder."""

HEADER, ENTRIES = "header", "entries"
"""The two tables."""


class CaseFile:
    """A folder with a case in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._db = TinyDB(folder / FILE, storage=CaseStorage)
        # TinyDB hands out its storage as the abstract class.
        self._storage: CaseStorage = self._db.storage  # type: ignore[assignment]

    def tables(self) -> Tables:
        """What is on the disk, unjudged; raises StoreError if nothing can be read."""
        tables = self._storage.read()
        if tables is None:
            raise StoreError(_("There is no case file here."), str(self.folder))
        return tables

    def case(self) -> Case:
        """The case as it is on the disk."""
        tables = self.tables()
        return unfold(header_of(tables), entries_of(tables), self.folder)

    @contextmanager
    def pen(self) -> Iterator["Pen"]:
        """Write several entries as one act: all of them or none. Holds the lock."""
        with self._storage.transaction():
            yield Pen(self, self._db)

    @contextmanager
    def begin(self, case_id: str, about: Mapping[str, Any]) -> Iterator["Pen"]:
        """Write a new file, with its first entries, as one act."""
        with self._storage.transaction():
            header = chain.sealed_header({"v": record.VERSION, "case": case_id, "about": about}, [])
            self._db.table(HEADER).insert(Document(header, doc_id=1))
            yield Pen(self, self._db)


class Pen:
    """What writes into a locked case file. `case` is the case as it stands after the last stroke."""

    def __init__(self, file: CaseFile, db: TinyDB) -> None:
        self._file, self._db = file, db
        self._check()
        self.case = file.case()

    def write(
        self,
        draft: Draft,
        actor: str,
        at: datetime,
        *,
        changes: tuple[Change, ...] = (),
        redacts: Redaction | None = None,
        **more: object,
    ) -> Entry:
        """Add an entry to the end of the chain."""
        document = record.stored(draft, self.case, actor, at, changes=changes, redacts=redacts, **more)
        self._db.table(ENTRIES).insert(Document(document, doc_id=document["seq"]))
        self._seal()
        return self.case.entries[-1]

    def withhold(self, seq: int) -> None:
        """Take the content of an entry away; its hashes stay. A redaction must name it, or the chain is broken."""
        self._db.table(ENTRIES).update({"content": None}, doc_ids=[seq])
        self._seal()

    def _seal(self) -> None:
        tables = self._file.tables()
        header = chain.sealed_header(header_of(tables), entries_of(tables))
        self._db.table(HEADER).update(header, doc_ids=[1])
        self.case = self._file.case()

    def _check(self) -> None:
        """Refuse to go on from a damaged end: a new header would hide that the tail was cut."""
        tables = self._file.tables()
        header, entries = header_of(tables), entries_of(tables)
        head = entries[-1].get("hash") if entries else chain.START
        if chain.header_changed(header) or chain.header_disagrees(header, len(entries), head):
            raise StoreError(
                _("The log of this incident does not verify, so nothing was added to it."),
                str(self._file.folder),
                _("Keep the folder as it is, and go on in a new incident that refers to this one."),
            )


def header_of(tables: Tables) -> Mapping[str, Any]:
    """The stored header, or an empty one that no check will accept."""
    found = tables.get(HEADER, {}).get("1")
    return found if isinstance(found, Mapping) else {}


def entries_of(tables: Tables) -> list[Mapping[str, Any]]:
    """The stored entries in the order of the file."""
    return [entry if isinstance(entry, Mapping) else {} for entry in tables.get(ENTRIES, {}).values()]
