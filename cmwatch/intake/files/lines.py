"""Bytes to numbered lines, and lines to mentions: the recording format, one JSON object a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from cmwatch.model import RawMention, Unreadable
from cmwatch.words import _, whole

LINE_BYTES = 1 << 20
"""Longest line that is read."""

BOM = b"\xef\xbb\xbf"

_DECODER = msgspec.json.Decoder(RawMention)
_FIELD = re.compile(r"at `\$\.?([^`]+)`")
_MISSING = re.compile(r"required field `([^`]+)`")


class Lines:
    """Cuts blocks of bytes into lines, at b"\\n" only: other line separators stand inside JSON strings.

    A line over the limit becomes None; it is not kept in memory while its end is awaited.
    """

    def __init__(self, line_bytes: int = LINE_BYTES) -> None:
        self._line_bytes = line_bytes
        self._open: list[bytes] = []
        self._length = 0

    def feed(self, block: bytes) -> list[bytes | None]:
        """The lines that end in this block."""
        first, *others = block.split(b"\n")
        self._hold(first)
        if not others:
            return []
        limit = self._line_bytes
        last = others.pop()
        lines = [self.rest(), *[line if len(line) <= limit else None for line in others]]
        self._hold(last)
        return lines

    def rest(self) -> bytes | None:
        """What came after the last line end, which is then forgotten; empty if there is nothing."""
        line = b"".join(self._open) if self._length <= self._line_bytes else None
        self._open, self._length = [], 0
        return line

    def _hold(self, part: bytes) -> None:
        self._length += len(part)
        if self._length > self._line_bytes:
            self._open = []
        elif part:
            self._open.append(part)


@dataclass(slots=True)
class Read:
    """What some lines held."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    """Each with its line as it came."""
    numbers: list[int] = field(default_factory=list)
    """The line of each mention."""
    unreadable: list[Unreadable] = field(default_factory=list)


def read_lines(lines: Sequence[bytes | None], file: str, first: int) -> Read:
    """The mentions of some lines, of which the first has the number `first`; blank lines are skipped."""
    read = Read()
    decode, keep, count = _DECODER.decode, read.mentions.append, read.numbers.append
    for number, line in enumerate(lines, first):
        if line is None:
            read.unreadable.append(Unreadable(file, number, _("The line is longer than 1 MiB.")))
            continue
        try:
            keep((decode(line), line.decode()))
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            # A mark that some editors put before the first line is no fault of the line.
            bare = line.removeprefix(BOM).strip()
            if line.startswith(BOM) and bare:
                again = read_lines([bare], file, number)
                read.mentions += again.mentions
                read.numbers += again.numbers
                read.unreadable += again.unreadable
            elif bare:
                read.unreadable.append(Unreadable(file, number, reason(error)))
        else:
            count(number)
    return read


def reason(error: Exception) -> str:
    """Why a line is no mention, in plain words; holds nothing of the line itself."""
    text = str(error)
    if isinstance(error, msgspec.ValidationError):
        if missing := _MISSING.search(text):
            return _("The field '{field}' is missing.", field=missing[1])
        if field := _FIELD.search(text):
            return _("The field '{field}' holds a value of another kind.", field=field[1])
        return _("The line is not a JSON object.")
    if isinstance(error, UnicodeDecodeError):
        return _("The line is not UTF-8.")
    return _("The JSON is cut off.") if "truncated" in text else _("The line is not JSON.")


def cut_short(file: str, line: int) -> Unreadable:
    """The report on a file that ends before its end, such as half a gzip."""
    return Unreadable(file, line, _("The file is cut off or damaged after line {line}.", line=whole(line)))
