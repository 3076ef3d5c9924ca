"""Rows of an export to mentions, by the columns that the configuration names."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

import msgspec

from cmwatch.config.networks.folder import TableConfig
from cmwatch.intake.folder.records import Record, records
from cmwatch.intake.normalise import one_line
from cmwatch.model import RawMention
from cmwatch.words import _

REPLACED = "\ufffd"
"""Stands for a byte that its encoding does not have."""

NAMES_TOLD = 8


class NoTable(Exception):  # noqa: N818 - what a file is not
    """Raised with a translated reason when a file is not the table that was described."""


@dataclass(frozen=True, slots=True)
class Read:
    """A row: the mention in it, or why there is none."""

    line: int
    mention: tuple[RawMention, str] | None = None
    problem: str = ""
    damaged: bool = False
    """Whether a sign of it could not be read in the encoding; the mention stands all the same."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where each field stands."""

    header: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    def cell(self, cells: Sequence[str], name: str) -> str:
        """What a row says of a field; empty if nothing."""
        said = [cells[place].strip() for place in self.places.get(name, ()) if place < len(cells)]
        return "\n\n".join(part for part in said if part)


def read_rows(file: TextIO, config: TableConfig, written: datetime) -> Iterator[Read]:
    """The rows of a table, opened with `newline=""`. `written` is the time of rows that have none.

    Raises NoTable if its columns are not those of the configuration.
    """
    rows = records(file, config.delimiter)
    columns: _Columns | None = None
    for record in rows:
        if columns is None:
            named = record.cells if config.header else tuple(str(n) for n, _cell in enumerate(record.cells, 1))
            columns = _columns(named, config)
            if config.header:
                continue
        yield _read(record, columns, config, written)


def _columns(header: tuple[str, ...], config: TableConfig) -> _Columns:
    known: dict[str, int] = {}
    for place, name in enumerate(header):
        known.setdefault(_plain(name), place)
    places: dict[str, tuple[int, ...]] = {}
    for field, wanted in config.columns.items():
        missing = [name for name in wanted if _plain(name) not in known]
        if missing and (field in config.named or field == "text"):
            names = ", ".join(one_line(name, 40) for name in header[:NAMES_TOLD])
            raise NoTable(_("There is no column '{name}'; there are: {names}.", name=missing[0], names=names or "–"))
        places[field] = tuple(known[_plain(name)] for name in wanted if _plain(name) in known)
    return _Columns(header, places)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _read(record: Record, columns: _Columns, config: TableConfig, written: datetime) -> Read:
    cells, expected = record.cells, len(columns.header)
    if record.problem:
        return Read(record.line, problem=record.problem)
    if len(cells) > expected and any(cell.strip() for cell in cells[expected:]):
        problem = _("It has {n} fields where there are {expected} columns.", n=len(cells), expected=expected)
        return Read(record.line, problem=problem)
    try:
        raw = _mention(cells, columns, config, written)
        payload = msgspec.json.encode(dict(zip(columns.header, cells, strict=False))).decode()
    except ValueError as reason:
        return Read(record.line, problem=str(reason))
    return Read(record.line, (raw, payload), damaged=any(REPLACED in cell for cell in cells))


def _mention(cells: Sequence[str], columns: _Columns, config: TableConfig, written: datetime) -> RawMention:
    def cell(name: str) -> str | None:
        return columns.cell(cells, name) or None

    text, author = cell("text"), cell("author")
    if text is None:
        raise ValueError(_("It has no text."))
    said = cell("created_at")
    at = _moment(said, config) if said else written
    return RawMention(
        id=cell("id") or mark_of(author or "", said or "", text),
        source="folder",
        text=text,
        created_at=at.isoformat(),
        author=author,
        lang=cell("lang"),
        url=cell("url"),
        rating=(cell("rating") or "").replace(",", ".") or None,
        in_reply_to=cell("in_reply_to"),
        likes=_number(cell("likes")),
        reposts=_number(cell("reposts")),
        replies=_number(cell("replies")),
        views=_number(cell("views")),
        followers=_number(cell("followers")),
    )


def mark_of(*parts: str) -> str:
    """An id for what has none: the same row exported again is the same mention."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _moment(text: str, config: TableConfig) -> datetime:
    try:
        shape = config.dates
        at = datetime.strptime(text, shape) if shape else datetime.fromisoformat(text)  # noqa: DTZ007 - see below
        return at if at.tzinfo else at.replace(tzinfo=config.zone)
    except (ValueError, OverflowError):
        shape = config.dates or "ISO 8601"
        raise ValueError(_("Its time '{time}' is not {shape}.", time=one_line(text, 40), shape=shape)) from None


def _number(text: str | None) -> int | None:
    """A count as people write it; None if it is none."""
    digits = "".join((text or "").split()).replace("\u202f", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 12 else None
