"""Whether a case is what was written: the header, then every entry in turn, then its captures."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cmwatch.errors import StoreError
from cmwatch.model.case import Entry, Verdict
from cmwatch.response import captures, chain
from cmwatch.response.casefile import ENTRIES, HEADER, CaseFile, entries_of, header_of
from cmwatch.response.record import VERSION, entry
from cmwatch.response.storage import Tables, UnreadableError
from cmwatch.words import _

Document = Mapping[str, Any]


def verdict(case_id: str, folder: Path, noted: str | None = None) -> Verdict:
    """Verify one case. With `noted`, a head hash from elsewhere (the beginning is enough) must be in the chain."""
    try:
        tables = CaseFile(folder).tables()
    except UnreadableError as error:
        return _bad(case_id, 0, f"unreadable at byte {error.at}", str(error))
    except StoreError as error:
        return _bad(case_id, 0, "unreadable at byte 0", str(error))
    return _judged(case_id, folder, tables, noted)


def _judged(case_id: str, folder: Path, tables: Tables, noted: str | None) -> Verdict:
    header, stored = header_of(tables), tables.get(ENTRIES, {})
    if detail := _header_fault(case_id, header, tables):
        return _bad(case_id, 0, "header", detail)
    documents = entries_of(tables)
    if fault := chain.chain_fault(case_id, list(zip(stored, documents, strict=True))):
        return _bad(case_id, fault.seq, f"entry {fault.seq}", fault.detail)
    head = documents[-1]["hash"] if documents else chain.START
    detail = chain.header_disagrees(header, len(documents), head) or _about_differs(header, documents)
    if not detail and noted and not any(document["hash"].startswith(noted.lower()) for document in documents):
        detail = _("The head noted elsewhere is not in this log.")
    if detail:
        return _bad(case_id, len(documents), "header", detail)
    return _captured(case_id, folder, documents, head)


def _header_fault(case_id: str, header: Document, tables: Tables) -> str:
    version = header.get("v")
    if isinstance(version, int) and version > VERSION:
        return _("This case was written by a newer cmwatch (schema {version}).", version=version)
    if chain.header_changed(header) or set(tables) - {HEADER, ENTRIES} or set(tables[HEADER]) != {"1"}:
        return _("The header was changed.")
    if header.get("case") != case_id:
        return _("The folder and the case file bear different numbers.")
    return ""


def _about_differs(header: Document, documents: list[Document]) -> str:
    declared = next((document.get("about") for document in documents if document.get("kind") == "declare"), None)
    return "" if header.get("about") == declared else _("The header says otherwise than the declaration.")


def _captured(case_id: str, folder: Path, documents: list[Document], head: str) -> Verdict:
    entries: list[Entry] = []
    for seq, document in enumerate(documents, 1):
        try:
            entries.append(entry(document))
        except StoreError as error:
            return _bad(case_id, seq, f"entry {seq}", str(error))
        if detail := captures.faulty(folder, entries[-1]):
            return _bad(case_id, seq, f"entry {seq}", detail)
    withheld = sum(found.withheld for found in entries)
    return Verdict(case_id, ok=True, entries=len(documents), head=head, withheld=withheld)


def _bad(case_id: str, entries: int, bad: str, detail: str) -> Verdict:
    return Verdict(case_id, ok=False, entries=entries, bad=bad, detail=detail)
