"""Options of a watched folder: which exports are read, and which column means what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from cmwatch.config.brands import zone
from cmwatch.config.networks.options import Options
from cmwatch.config.table import Table
from cmwatch.words import _

FIELDS = (
    *("id", "text", "author", "created_at", "lang", "url", "rating", "likes", "reposts", "replies", "views"),
    *("followers", "in_reply_to"),
)
"""What a column can mean: the fields of the recording format."""

PATTERNS = ("*.csv", "*.tsv", "*.eml", "*.mbox")

ISO = ""
"""No format named: ISO 8601."""


@dataclass(frozen=True, slots=True)
class TableConfig:
    """How tables are read."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {name: (name,) for name in FIELDS})
    """Columns of each field; several are joined by line breaks."""
    named: frozenset[str] = frozenset()
    """Fields whose columns the person named: a table without them is none of these."""
    header: bool = True
    """Whether the first row names the columns; else they are called 1, 2, 3 …"""
    delimiter: str = ""
    """One character; empty to find it out from the first row."""
    encoding: str = ""
    """Empty to find it out: UTF-8, UTF-16 with a mark, else Windows-1252."""
    dates: str = ISO
    """As of strptime."""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    """Of times without an offset."""


@dataclass(frozen=True, slots=True)
class FolderConfig:
    """A folder into which exports are put."""

    name: str
    path: Path
    files: tuple[str, ...] = PATTERNS
    table: TableConfig = field(default_factory=TableConfig)
    every_seconds: int = 10
    network: Literal["folder"] = "folder"


def read(options: Options) -> FolderConfig:
    """The options of one source."""
    table = options.table
    columns = _columns(table.table("columns")) if table.has("columns") else {}
    plain, dates = TableConfig(), _dates(options)
    files = table.texts("files", PATTERNS)
    if any("/" in pattern for pattern in files):
        options.wrong("files", _("Only files of the folder itself are read."), _('Write names: files = ["*.csv"]'))
    return FolderConfig(
        name=options.name,
        path=options.path("path", _('Name the folder: path = "exports"')),
        files=files,
        table=TableConfig(
            columns={**plain.columns, **columns},
            named=frozenset(columns),
            header=table.flag("header", default=True),
            delimiter=_delimiter(options),
            encoding=_encoding(options),
            dates=dates,
            zone=_zone(options, dates),
        ),
        every_seconds=options.pause(10, shortest=1),
    )


def _columns(table: Table) -> dict[str, tuple[str, ...]]:
    """Each field by the name of its column, or a list of them."""
    columns: dict[str, tuple[str, ...]] = {}
    for name in FIELDS:
        if (value := table.value(name)) is not None:
            columns[name] = table.texts(name) if isinstance(value, list) else (table.required(name, ""),)
    table.close()
    return {name: named for name, named in columns.items() if any(named)}


def _delimiter(options: Options) -> str:
    """As it is written, for a tab is a blank to `text`."""
    value = options.table.value("delimiter")
    if value is None or (isinstance(value, str) and len(value) == 1 and value not in '"\r\n\0'):
        return value or ""
    remedy = _('Write it between quotes, such as ";" or "\\t", or leave it out.')
    options.wrong("delimiter", _("A delimiter is one character."), remedy)
    return ""


def _encoding(options: Options) -> str:
    name = options.table.text("encoding")
    try:
        sound = not name or "é".encode(name).decode(name) == "é"
    except (LookupError, ValueError):  # unknown; not of text; not for any text of ours
        sound = False
    if not sound:
        remedy = _('Write "utf-8" or "cp1252", for example, or leave it out.')
        options.wrong("encoding", _("There is no such encoding."), remedy)
        return ""
    return name


def _dates(options: Options) -> str:
    """A format that gives back what it writes, as far as a day."""
    shape, moment = options.table.text("dates", ISO), datetime(2026, 11, 26, 18, 57, tzinfo=UTC)
    try:
        sound = (
            not shape or datetime.strptime(moment.strftime(shape), shape).replace(tzinfo=UTC).date() == moment.date()
        )
    except ValueError:
        sound = False
    if not sound:
        remedy = _('Write it with the signs of strptime: dates = "%d/%m/%Y %H:%M"')
        options.wrong("dates", _("This is no format of a date."), remedy)
        return ISO
    return shape


def _zone(options: Options, dates: str) -> ZoneInfo:
    """The zone of times that do not say theirs; an export hardly ever does."""
    table = options.table
    if dates and "%z" not in dates and not table.has("zone"):
        remedy = _('Write zone = "Europe/Paris", or another IANA name.')
        options.wrong("zone", _("These dates do not say in which time zone they are."), remedy)
    return ZoneInfo(zone(table, "UTC"))
