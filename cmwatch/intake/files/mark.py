"""Where the reading of a file stands: the cursor, by which the file is known again wherever it was moved."""

import zlib
from typing import BinaryIO

import msgspec

PRINT_BYTES = 256
"""By its first bytes and by those before the mark a file is known again: inode numbers are given out anew."""

NO_FILE = 0
"""Inode of a mark that was set before there was a file."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a file."""

    inode: int
    offset: int = 0
    """Bytes that have been read, up to a line end."""
    line: int = 0
    """Lines that have been read."""
    head: int = 0
    """CRC-32 of the first `head_bytes` bytes."""
    head_bytes: int = 0
    tail: int | None = None
    """CRC-32 of as many bytes before `offset`: files may begin alike."""
    past: int = 0
    """What lies before this byte was there at the start: history."""
    skipping: bool = False
    """Whether a line that is too long has been begun."""
    known: tuple[int, ...] = ()
    """Inodes of what had been rotated away when the reading began, until the first line is read."""


def parsed(cursor: str | None) -> Mark | None:
    """The mark in a cursor; None for none, and for garbage."""
    try:
        return msgspec.json.decode(cursor, type=Mark) if cursor else None
    except msgspec.MsgspecError:
        return None


def written(mark: Mark) -> str:
    """The mark as a cursor."""
    return msgspec.json.encode(mark).decode()


def is_same(file: BinaryIO, mark: Mark, inode: int) -> bool:
    """Whether this is the file that the mark was set in, and still holds what was read of it."""
    if not mark.offset:
        return inode == mark.inode
    file.seek(0)
    head = file.read(mark.head_bytes)
    file.seek(mark.offset - mark.head_bytes)
    tail = file.read(mark.head_bytes)
    if len(tail) < mark.head_bytes or zlib.crc32(head) != mark.head:
        return False
    return mark.tail is None or zlib.crc32(tail) == mark.tail


def fingerprint(file: BinaryIO, offset: int) -> dict[str, int]:
    """The fields by which a file is known that was read up to `offset`."""
    length = min(PRINT_BYTES, offset)
    file.seek(0)
    head = file.read(length)
    file.seek(offset - length)
    return {"head": zlib.crc32(head), "head_bytes": length, "tail": zlib.crc32(file.read(length))}
