"""A filed mention as a row of numbers and texts, and back."""

import re
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any

from cmwatch.model import Item, Mention, Reading

Row = tuple[Any, ...]

COLUMNS = (
    "at, created_at, source, id, author, text, raw, via, url, lang, likes, reposts, replies, views, followers, rating, "
    "in_reply_to, is_repost, repost_of, from_brand, brand, history, "
    "read_lang, tone, compound, engine, question, addressed, watches, story, original, fold, risks, "
    "p_negative, doubtful, intents"
)
"""In the order of the values of a row."""

SELECTED = f"{COLUMNS}, edited_at, deleted_at, corrected"
"""What an item is read back from: its own columns, and what became of it since."""

_WIDTH = COLUMNS.count(",") + 1

AT_ONCE = 100
"""Rows that one statement writes: SQLite works it off without Python, and the pipeline goes on beside it."""

INSERT = f"INSERT INTO mentions (row, {COLUMNS}) VALUES ({', '.join('?' * (_WIDTH + 1))})"  # noqa: S608 - constants
"""Takes a row number and the values of `values_of`."""

INSERT_MANY = INSERT + f", ({', '.join('?' * (_WIDTH + 1))})" * (AT_ONCE - 1)
"""Takes `AT_ONCE` of them, one after the other; far fewer values than SQLite takes."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**63 - 1
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_mention = attrgetter(
    "source", "id", "author", "text", "raw", "via", "url", "lang", "likes", "reposts", "replies", "views", "followers",
    "rating", "in_reply_to", "is_repost", "repost_of", "from_brand", "brand", "history",
)  # fmt: skip
_reading = attrgetter("lang", "tone", "compound", "engine", "question", "addressed")


def micros(at: datetime) -> int:
    """Microseconds since 1970 of an aware time: exact, so that order survives.

    >>> micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment(at: int) -> datetime:
    """The time of so many microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=at)


def watch_mark(watch: str) -> str:
    """How one watch stands in the column of all watches of a mention."""
    return f"\n{watch}\n"


def values_of(item: Item) -> Row:
    """The values of a row, in the order of COLUMNS."""
    mention = item.mention
    at = micros(mention.at)
    created = at if mention.created_at is mention.at else micros(mention.created_at)
    watches = "\n".join(("", *item.watches, ""))
    reading = item.reading
    told = (watches, item.story, item.original, item.fold, " ".join(reading.risks))
    beside = (reading.p_negative, reading.doubtful, " ".join(reading.intents))
    return (at, created, *_mention(mention), *_reading(reading), *told, *beside)


def item_of(row: Row) -> Item:
    """The item of a row selected with SELECTED."""
    at = moment(row[0])
    created = at if row[1] == row[0] else moment(row[1])
    source, id_, author, text, raw = row[2:7]
    mention = Mention(
        source, id_, author, text, at, created, raw,
        via=row[7], url=row[8], lang=row[9], likes=row[10], reposts=row[11], replies=row[12], views=row[13],
        followers=row[14], rating=row[15], in_reply_to=row[16], is_repost=bool(row[17]), repost_of=row[18],
        from_brand=bool(row[19]), brand=row[20], history=bool(row[21]),
    )  # fmt: skip
    reading = Reading(
        row[22], row[23], row[24], row[25], bool(row[26]), bool(row[27]), tuple(row[32].split()),
        row[33], bool(row[34]), tuple(row[35].split()),
    )  # fmt: skip
    edited, deleted = (None if when is None else moment(when) for when in row[36:38])
    watches = tuple(row[28].split("\n")[1:-1])
    return Item(mention, reading, watches, row[29], bool(row[30]), row[31], edited, deleted, row[38])


def mended(row: Row) -> Row:
    """A row that SQLite can hold: half surrogates and NULs become U+FFFD, numbers beyond 64 bits the largest one."""
    return tuple(map(_mended, row))


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return _UNKEEPABLE.sub("\ufffd", value)
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-_LARGEST, min(value, _LARGEST))
    return value
