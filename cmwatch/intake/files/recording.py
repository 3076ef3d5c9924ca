"""Recordings: a JSON Lines file, gzip or not, or standard input, read in batches from beginning to end."""

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cmwatch.errors import UsageError
from cmwatch.intake.files.lines import Lines, cut_short, read_lines
from cmwatch.intake.wire.inflate import MAGIC, Inflater
from cmwatch.model import Delivery
from cmwatch.words import _

STANDARD_INPUT = "-"

BLOCK_BYTES = 1 << 18
"""Read at once; a pipe hands over what it holds, so that a live one is not kept waiting."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some lines of a recording."""

    delivery: Delivery
    progress: float | None
    """0 … 1 of the file's bytes; None for standard input, whose length nobody knows."""


@dataclass(slots=True)
class _Reading:
    """How far a recording has been read."""

    file: str
    total: int | None
    taken: int = 0
    line: int = 0
    """Number of the last line handed out."""
    told: float | None = None
    """Progress at the end of the block before."""


def read_batches(path: str, size: int = 500, standard_input: BinaryIO | None = None) -> Iterator[Portion]:
    """The mentions of a recording (`-` is standard input), at most `size` lines at once.

    What cannot be read is reported in the delivery and the reading goes on. Raises UsageError if there is no
    such file.
    """
    with _opened(path, standard_input) as (stream, reading):
        lines = Lines()
        whole = True
        for block in _blocks(stream, reading):
            if block is None:
                whole = False
                continue
            yield from _portions(lines.feed(block), reading, size)
        if whole:
            rest = lines.rest()
            yield from _portions([rest] if rest != b"" else [], reading, size)
        else:
            yield Portion(Delivery(reading.file, unreadable=(cut_short(reading.file, reading.line),)), _share(reading))


def _portions(lines: list[bytes | None], reading: _Reading, size: int) -> Iterator[Portion]:
    """Lines that came in one block, each portion with its part of the block's progress."""
    before, after = reading.told, _share(reading)
    reading.told = after
    for start in range(0, len(lines), size):
        read = read_lines(lines[start : start + size], reading.file, reading.line + 1)
        reading.line += len(lines[start : start + size])
        mentions, numbers, unreadable = tuple(read.mentions), tuple(read.numbers), tuple(read.unreadable)
        done = min(1.0, (start + size) / len(lines))
        progress = None if after is None else (before or 0.0) + (after - (before or 0.0)) * done
        yield Portion(Delivery(reading.file, mentions, numbers, unreadable), progress)


def _share(reading: _Reading) -> float | None:
    return min(1.0, reading.taken / reading.total) if reading.total else None


def _blocks(stream: BinaryIO, reading: _Reading) -> Iterator[bytes | None]:
    """Plain bytes; a last None where a damaged file withholds the rest."""
    inflater = None
    try:
        block = _take(stream, reading)
        while 0 < len(block) < len(MAGIC) and (more := _take(stream, reading)):
            block += more
        if block.startswith(MAGIC):
            inflater = Inflater()
        while block:
            yield from inflater.feed(block) if inflater else (block,)
            block = _take(stream, reading)
    except (zlib.error, OSError):
        yield None
        return
    if inflater and not inflater.whole:
        yield None


def _take(stream: BinaryIO, reading: _Reading) -> bytes:
    read = getattr(stream, "read1", stream.read)
    block: bytes = read(BLOCK_BYTES)
    reading.taken += len(block)
    return block


@contextmanager
def _opened(path: str, standard_input: BinaryIO | None) -> Iterator[tuple[BinaryIO, _Reading]]:
    if path == STANDARD_INPUT:
        yield standard_input or sys.stdin.buffer, _Reading(_("standard input"), None)
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115 - closed below, and errors of the body are not errors of opening
        total = Path(path).stat().st_size
    except OSError as error:
        raise not_there(path, error) from None
    with file:
        yield file, _Reading(path, total)


def not_there(path: str, error: OSError) -> UsageError:
    """What is wrong with a file that cannot be read, with what to do."""
    match error:
        case FileNotFoundError():
            return UsageError(_("There is no such file."), path, _("Check the name; '-' reads standard input."))
        case IsADirectoryError():
            return UsageError(_("This is a folder, not a file."), path, _("Name the recordings in it."))
        case PermissionError():
            return UsageError(_("This file may not be read."), path, _("Change its permissions or choose another."))
        case _:
            return UsageError(_("This file cannot be read."), path, error.strerror or "")
