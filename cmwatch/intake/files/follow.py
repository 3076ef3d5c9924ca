"""A JSON Lines file that grows: what it holds at the start is history, what is appended is news.

It survives being renamed and begun anew (log rotation, several times between two looks too), emptied, and copied
and emptied; a line counts once its end has been written, or its file has been left for good.
"""

from collections.abc import AsyncIterator, Iterator
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.files.lines import LINE_BYTES, Lines, read_lines
from cmwatch.intake.files.mark import NO_FILE, Mark, fingerprint, is_same, parsed, written
from cmwatch.intake.files.rotation import Rotated, inode_of, rotated
from cmwatch.intake.wire.aside import aside
from cmwatch.intake.wire.inflate import MAGIC
from cmwatch.model import Delivery, Unreadable
from cmwatch.words import _, counted

BLOCK_BYTES = 1 << 17
"""Read and delivered at once, if it holds a line end."""

KNOWN = 100
"""Former selves of a file that are remembered as having been there before."""


class FollowedFile:
    """One file that is followed live. Each call reads to its end."""

    network: Literal["jsonl"] = "jsonl"
    fills_gaps = True
    """Whatever was appended while nobody listened is still there."""

    def __init__(self, name: str, path: Path, every_seconds: float = 1.0) -> None:
        self.name = name
        self.every_seconds: float | None = every_seconds
        self._path = path

    def awaits(self) -> tuple[str, ...]:
        """What it waits for, and why the end of what is there is not read."""
        begun = len(self._begun())
        told = [
            counted(
                "The last line of {file} ({n} byte) has no end yet: it is read once that is written.",
                "The last line of {file} ({n} bytes) has no end yet: it is read once that is written.", begun,
                file=self._path.name,
            )
        ] if begun else []  # fmt: skip
        return (*told, _("It waits for lines that are appended to {file}.", file=self._path.name))

    def unfinished(self) -> list[Delivery]:
        """What the line that has no end yet holds as it is."""
        begun = self._begun()
        read = read_lines([begun] if begun else [], self.name, 1)
        return [Delivery(self.name, tuple(read.mentions), unreadable=tuple(read.unreadable))]

    def _begun(self) -> bytes:
        """What was written after the last line end, as far as a line may reach; empty where nothing can be read."""
        try:
            with self._path.open("rb") as file:
                end = file.seek(0, SEEK_END)
                file.seek(max(0, end - LINE_BYTES))
                return file.read().rpartition(b"\n")[2]
        except OSError:
            return b""

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield the lines since `cursor`; raise SourceError while there is no such file."""
        mark = parsed(cursor)
        steps = self._steps(mark)
        while True:
            try:
                delivery = await aside(lambda: next(steps, None))
            except FileNotFoundError:
                if mark is None:  # so that what the file holds when it appears is news
                    first = Mark(inode=NO_FILE, known=self._known())
                    yield Delivery(self.name, cursor=written(first), history=True)
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
            inode, size = inode_of(file)
            if mark is None:
                mark = Mark(inode=inode, past=size, known=self._known())
                self._refuse_gzip(file)
                yield Delivery(self.name, cursor=written(mark), history=True)
            elif not is_same(file, mark, inode) or (not mark.offset and any(self._left(mark, inode))):
                yield from self._leave(file, mark, Mark(inode=inode))
                return
            yield from self._read_on(file, mark)

    def _known(self) -> tuple[int, ...]:
        return tuple(other.inode for other in rotated(self._path)[-KNOWN:])

    def _refuse_gzip(self, file: BinaryIO) -> None:
        if file.read(len(MAGIC)) == MAGIC:
            raise SourceError(
                _("{file} is compressed and cannot be followed.", file=self._path.name),
                final=True,
                remedy=_("Use 'cmwatch replay' for recordings."),
            )

    def _leave(self, file: BinaryIO, mark: Mark, start: Mark) -> Iterator[Delivery]:
        """Read the rest of the file that was moved away and those that came between, then the new one.

        What the new one holds is read first and delivered last: its writer has then left the others for good.
        """
        step = self._step(file, start)
        left = list(self._left(mark, start.inode))
        found = bool(left) or not mark.offset
        for at, (other, place) in enumerate(left, 1):
            try:
                with other.path.open("rb") as old:
                    if inode_of(old)[0] != other.inode:
                        return  # a rotation is going on: the next look finds it where it then is
                    yield from self._read_on(old, place, ended=step is not None or at < len(left))
            except FileNotFoundError:
                return
        if step is None:
            return  # nothing is in the new one yet: the last of the others may still be written to
        if not found:
            note = _("The file was replaced or emptied; lines written since the last look may be lost.")
            yield Delivery(self.name, unreadable=(Unreadable(self.name, mark.line, note),))
        delivery, start = step
        yield delivery
        yield from self._read_on(file, start)

    def _left(self, mark: Mark, inode: int) -> Iterator[tuple[Rotated, Mark]]:
        """The file the mark was set in, wherever it was moved, and those that were begun after it, oldest first."""
        others = [other for other in rotated(self._path) if other.inode != inode]
        place = _holder(others, mark)
        for at, other in enumerate(others):
            if at == place:
                yield other, mark
            elif other.is_numbered:
                # Before the first line was read nothing but its inode tells a file from one it was copied to.
                later = other.inode not in mark.known if not mark.offset else place is not None and at > place
                if later:
                    yield other, Mark(inode=other.inode)

    def _read_on(self, file: BinaryIO, mark: Mark, *, ended: bool = False) -> Iterator[Delivery]:
        while step := self._step(file, mark, ended=ended):
            delivery, mark = step
            yield delivery

    def _step(self, file: BinaryIO, mark: Mark, *, ended: bool = False) -> tuple[Delivery, Mark] | None:
        """The next complete lines with the mark behind them, or None if there are none yet.

        `ended`: nobody writes to the file any more, so that its last line is complete as it is.
        """
        block = _whole_lines(file, mark.offset, max(0, mark.past - mark.offset))
        history = bool(block)
        if not block:
            block = _whole_lines(file, mark.offset, LINE_BYTES + 1)
        if not block and ended:
            file.seek(mark.offset)
            block = file.read(LINE_BYTES + 1)
        if not block:
            return None
        lines = Lines()
        cut = lines.feed(block)
        if ended and not block.endswith(b"\n") and len(block) <= LINE_BYTES:
            cut.append(lines.rest())
        if mark.skipping and cut:
            cut[0] = None
        read = read_lines(cut, self.name, mark.line + 1)
        after = msgspec.structs.replace(
            mark,
            offset=mark.offset + len(block),
            line=mark.line + len(cut),
            skipping=not cut,
            known=(),
            **fingerprint(file, mark.offset + len(block)),
        )
        mentions, numbers, unreadable = tuple(read.mentions), tuple(read.numbers), tuple(read.unreadable)
        return Delivery(self.name, mentions, numbers, unreadable, cursor=written(after), history=history), after


def _holder(others: list[Rotated], mark: Mark) -> int | None:
    """Which of these the mark was set in: the one that was moved, else a copy that a rotation made, else any copy."""
    ranked = sorted(range(len(others)), key=lambda at: (others[at].inode == mark.inode, others[at].is_numbered, at))
    for at in reversed(ranked):
        try:
            with others[at].path.open("rb") as file:
                if is_same(file, mark, others[at].inode):
                    return at
        except OSError:
            continue
    return None


def _whole_lines(file: BinaryIO, offset: int, most: int) -> bytes:
    """At most `most` bytes from `offset` up to a line end; without one only where the line is too long already."""
    block = b""
    for size in (BLOCK_BYTES, LINE_BYTES + 1):
        file.seek(offset)
        block = file.read(min(size, most))
        end = block.rfind(b"\n") + 1
        if end:
            return block[:end]
    return block if len(block) > LINE_BYTES else b""
