"""Mentions on their way out: the recording format that `cmwatch replay` reads, as JSON Lines or CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

import msgspec

from cmwatch.model import Item, Mention, Version

COLUMNS = (
    "id", "source", "author", "text", "created_at", "lang", "likes", "reposts", "replies", "views", "followers",
    "rating", "url", "in_reply_to", "is_repost", "repost_of", "from_brand", "brand",
)  # fmt: skip
"""The fields of a recording, in the order of the CSV."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and would run what a stranger wrote."""

_BREAKS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})
"""Signs that some programs take for the end of a line; JSON allows them to be written as escapes."""


def recording(mention: Mention) -> dict[str, Any]:
    """The known fields of a mention; what is unknown is left out.

    Its `created_at` is the event time by which it was counted, so that a replay counts it in the same minute.
    """
    row = {name: getattr(mention, name) for name in COLUMNS}
    row["created_at"] = mention.at.astimezone(UTC)
    row["author"] = mention.author or None
    row["is_repost"] = mention.is_repost or None
    row["from_brand"] = mention.from_brand or None
    return {name: value for name, value in row.items() if value is not None}


def filed(item: Item) -> dict[str, Any]:
    """The recording of a mention with what cmwatch read in it."""
    reading = item.reading
    later = {"edited_at": item.edited_at, "deleted_at": item.deleted_at}
    return {
        **recording(item.mention),
        "watches": item.watches,
        "story": item.story,
        "original": item.original,
        "fold": item.fold,
        "read_lang": reading.lang,
        "tone": reading.tone,
        "compound": reading.compound,
        "question": reading.question,
        "addressed": reading.addressed,
        **{name: at for name, at in later.items() if at is not None},
    }


def whole(item: Item, versions: Sequence[Version]) -> dict[str, Any]:
    """The recording of a mention with what became of it: a replay reads the text that was seen first."""
    row = recording(item.mention)
    if item.deleted_at is not None:
        row["deleted_at"] = item.deleted_at
    if versions:
        row["versions"] = [{"kind": one.kind, "at": one.at, "text": one.text} for one in versions]
    return row


def line(row: dict[str, Any]) -> str:
    """One object as one line of JSON, with the newline."""
    return f"{msgspec.json.encode(row).decode().translate(_BREAKS)}\n"


def jsonl(mentions: Iterable[Mention]) -> Iterator[str]:
    """The lines of a recording."""
    return (line(recording(mention)) for mention in mentions)


def table(mentions: Iterable[Mention]) -> Iterator[str]:
    """The rows of a CSV file, headed by the names of the columns. Cells that look like formulas get a ' before them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # RFC 4180; with another end, a lone CR would stand unquoted
    writer.writerow(COLUMNS)
    for mention in mentions:
        row = recording(mention)
        writer.writerow([_cell(name, row.get(name)) for name in COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _cell(name: str, value: Any) -> Any:
    if name == "created_at":
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
