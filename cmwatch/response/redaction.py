"""The right to be forgotten in a log that cannot be edited: content goes, its hash stays, an entry says why."""

import re
from datetime import datetime
from pathlib import Path

import msgspec

from cmwatch.errors import UsageError
from cmwatch.model.case import Case, Draft, Entry, Redaction
from cmwatch.response import captures
from cmwatch.response.casefile import CaseFile, Pen
from cmwatch.response.folder import TEMPORARY
from cmwatch.response.record import CONTENT
from cmwatch.words import _


def redact(file: CaseFile, redaction: Redaction, actor: str, at: datetime) -> Entry:
    """Withhold one entry's content and delete its captures; raises UsageError if there is none to withhold."""
    with file.pen() as pen:
        target = next((entry for entry in pen.case.entries if entry.seq == redaction.seq), None)
        if target is None:
            raise UsageError(_("There is no entry {seq}.", seq=redaction.seq), f"#{pen.case.id}")
        if target.withheld or target.kind == "redaction":
            raise UsageError(_("Entry {seq} has no content to withhold.", seq=redaction.seq), f"#{pen.case.id}")
        if not redaction.reason.strip() or not redaction.legal_basis.strip():
            raise UsageError(_("A redaction needs a reason and a legal basis."), f"#{pen.case.id}")
        written = _withhold(pen, redaction, actor, at)
        left = pen.case
    _sweep(file.folder, left, [evidence.capture for evidence in target.evidence])
    return written


def redact_author(file: CaseFile, source: str, author: str, actor: str, at: datetime) -> int:
    """Withhold whatever shows this author in one case; how many entries. Also mends a sweep that a crash cut short."""
    with file.pen() as pen:
        shown = [entry for entry in pen.case.entries if _shows(entry, source, author)]
        for entry in shown:
            reason = Redaction(entry.seq, _("A person asked to be forgotten."), _("GDPR, article 17"))
            _withhold(pen, reason, actor, at)
        left = pen.case
    strays = [path.name for path in captures.strays(file.folder, left.entries) if captures.is_by(path, source, author)]
    _sweep(file.folder, left, [e.capture for entry in shown for e in entry.evidence] + strays)
    return len(shown)


def _withhold(pen: Pen, redaction: Redaction, actor: str, at: datetime) -> Entry:
    written = pen.write(Draft("redaction"), actor, at, redacts=redaction)
    pen.withhold(redaction.seq)
    return written


def _sweep(folder: Path, case: Case, names: list[str]) -> None:
    """Delete the captures, unless another entry still shows them, and unfinished files, which hold the content too."""
    kept = {evidence.capture for entry in case.entries for evidence in entry.evidence}
    captures.remove(folder / captures.FOLDER / name for name in names if name not in kept)
    captures.remove([*folder.glob(f"*{TEMPORARY}"), *(folder / captures.FOLDER).glob(f"*{TEMPORARY}")])


def _shows(entry: Entry, source: str, author: str) -> bool:
    """By reference, by `@handle`, or as a whole text; a handle that is no plain word (`lea_r`, `k9`) anywhere."""
    if entry.withheld:
        return False
    if any(e.source == source and e.author.casefold() == author.casefold() for e in entry.evidence):
        return True
    handle = re.escape(author)
    before = r"(?<![\w])@?" if re.search(r"[\W\d_]", author) else "@"
    pattern = re.compile(rf"{before}{handle}(?![\w])|\A@?{handle}\Z", re.IGNORECASE)
    said = [msgspec.to_builtins(getattr(entry, name)) for name in CONTENT]
    return any(pattern.search(text) for text in _texts(said))


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case list() | tuple():
            return [text for part in value for text in _texts(part)]
        case dict():
            return [text for part in value.values() for text in _texts(part)]
        case _:
            return []
