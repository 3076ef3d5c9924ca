"""A JSON Lines file that grows: what it holds at the start is history, what is appended is news.

It survives being renamed and begun anew (log rotation), emptied, and copied and emptied; a line counts once its
end has been written.
"""

import os
import zlib
from collections.abc import AsyncIterator, Iterator
from glob import escape
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.files.lines import LINE_BYTES, Lines, read_lines
from cmwatch.intake.wire.aside import aside
from cmwatch.intake.wire.inflate import MAGIC
from cmwatch.model import Delivery, Unreadable
from cmwatch.words import _

BLOCK_BYTES = 1 << 17
"""Read and delivered at once, if it holds a line end."""

HEAD_BYTES = 256
"""By its first bytes a file is known again, wherever it was moved: inode numbers are given out anew."""


NO_FILE = 0
"""Inode of a mark that was set before there was a file."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reading stands: the cursor."""

    inode: int
    offset: int = 0
    """Bytes that have been read, up to a line end."""
    line: int = 0
    """Lines that have been read."""
    head: int = 0
    """CRC-32 of the first `head_bytes` bytes."""
    head_bytes: int = 0
    past: int = 0
    """What lies before this byte was there at the start: history."""
    skipping: bool = False
    """Whether a line that is too long has been begun."""


class FollowedFile:
    """One file that is followed live. Each call reads to its end."""

    network: Literal["jsonl"] = "jsonl"
    fills_gaps = True
    """Whatever was appended while nobody listened is still there."""

    def __init__(self, name: str, path: Path, every_seconds: float = 1.0) -> None:
        self.name = name
        self.every_seconds: float | None = every_seconds
        self._path = path

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield the lines since `cursor`; raise SourceError while there is no such file."""
        mark = _parsed(cursor)
        steps = self._steps(mark)
        while True:
            try:
                delivery = await aside(lambda: next(steps, None))
            except FileNotFoundError:
                if mark is None:  # so that what the file holds when it appears is news
                    yield Delivery(self.name, cursor=_written(Mark(inode=NO_FILE)), history=True)
                raise SourceError(
                    _("{file} does not exist.", file=self._path.name), remedy=_("It is read as soon as it appears.")
                ) from None
            except OSError as error:
                raise SourceError(
                    _("{file} cannot be read: {reason}.", file=self._path.name, reason=error.strerror or "")
                ) from None
            if delivery is None:
                return
            yield delivery

    def _steps(self, mark: Mark | None) -> Iterator[Delivery]:
        with self._path.open("rb") as file:
            inode, size = _inode_and_size(file)
            if mark is None:
                mark = Mark(inode=inode, past=size)
                self._refuse_gzip(file)
                yield Delivery(self.name, cursor=_written(mark), history=True)
            elif not _is_same(file, mark, inode, size):
                yield from self._leave(mark, inode)
                mark = Mark(inode=inode)
            yield from self._read_on(file, mark)

    def _refuse_gzip(self, file: BinaryIO) -> None:
        if file.read(len(MAGIC)) == MAGIC:
            raise SourceError(
                _("{file} is compressed and cannot be followed.", file=self._path.name),
                final=True,
                remedy=_("Use 'cmwatch replay' for recordings."),
            )

    def _leave(self, mark: Mark, inode: int) -> Iterator[Delivery]:
        """Read the rest of a file that was moved away; say so if it cannot be found."""
        for other in sorted(self._path.parent.glob(f"{escape(self._path.name)}*")):
            try:
                with other.open("rb") as file:
                    other_inode, size = _inode_and_size(file)
                    if other_inode != inode and _is_same(file, mark, other_inode, size):
                        yield from self._read_on(file, mark)
                        return
            except OSError:
                continue
        if not mark.offset:
            return
        note = _("The file was replaced or emptied; lines written since the last look may be lost.")
        yield Delivery(self.name, unreadable=(Unreadable(self.name, mark.line, note),))

    def _read_on(self, file: BinaryIO, mark: Mark) -> Iterator[Delivery]:
        while step := self._step(file, mark):
            delivery, mark = step
            yield delivery

    def _step(self, file: BinaryIO, mark: Mark) -> tuple[Delivery, Mark] | None:
        """The next complete lines with the mark behind them, or None if there are none yet."""
        block = _whole_lines(file, mark.offset)
        if not block:
            return None
        ended = block.endswith(b"\n")
        lines = Lines().feed(block) if ended else []
        first = mark.line + 1
        if mark.skipping and ended:
            lines[0] = None
        read = read_lines(lines, self.name, first)
        after = msgspec.structs.replace(
            mark,
            offset=mark.offset + len(block),
            line=mark.line + len(lines),
            skipping=not ended,
            **_head(file, mark.offset + len(block)),
        )
        delivery = Delivery(
            self.name,
            tuple(read.mentions),
            tuple(read.numbers),
            tuple(read.unreadable),
            cursor=_written(after),
            history=mark.offset < mark.past,
        )
        return delivery, after


def _parsed(cursor: str | None) -> Mark | None:
    try:
        return msgspec.json.decode(cursor, type=Mark) if cursor else None
    except msgspec.MsgspecError:
        return None


def _written(mark: Mark) -> str:
    return msgspec.json.encode(mark).decode()


def _whole_lines(file: BinaryIO, offset: int) -> bytes:
    """Bytes from `offset` up to a line end; without one only where the line is too long already."""
    block = b""
    for size in (BLOCK_BYTES, LINE_BYTES + 1):
        file.seek(offset)
        block = file.read(size)
        end = block.rfind(b"\n") + 1
        if end:
            return block[:end]
    return block if len(block) > LINE_BYTES else b""


def _inode_and_size(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size


def _is_same(file: BinaryIO, mark: Mark, inode: int, size: int) -> bool:
    """Whether this is the file that the mark was set in."""
    if inode != mark.inode and not mark.head_bytes:
        return False
    if size < mark.offset:
        return False
    file.seek(0)
    return zlib.crc32(file.read(mark.head_bytes)) == mark.head


def _head(file: BinaryIO, offset: int) -> dict[str, int]:
    file.seek(0)
    head = file.read(min(HEAD_BYTES, offset))
    return {"head": zlib.crc32(head), "head_bytes": len(head)}
