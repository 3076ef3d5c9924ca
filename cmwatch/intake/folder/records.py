"""A table's text to numbered records, so that a record that is broken costs itself and no other."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from cmwatch.words import _

LINE_CHARS = 1 << 20
"""Longest line that is read."""

RECORD_LINES = 500
"""Lines of one record at most: a quote that is never closed must not swallow the file."""

DELIMITERS = (";", ",", "\t", "|")

_QUOTED = re.compile(r'"[^"]*"')
_ANNOUNCED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A row, or why there is none."""

    line: int
    """On which it begins, from 1."""
    cells: tuple[str, ...] = ()
    problem: str = ""


class _Lines:
    """Numbered lines, of which some can be given back."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._number = 0
        self._back: deque[tuple[int, str | None]] = deque()

    def next(self) -> tuple[int, str | None] | None:
        """The next line with its number; its text is None if it is too long; None at the end."""
        if self._back:
            return self._back.popleft()
        text: str | None = self._file.readline(LINE_CHARS)
        if not text:
            return None
        self._number += 1
        if len(text) == LINE_CHARS and not text.endswith(("\n", "\r")):
            while (rest := self._file.readline(LINE_CHARS)) and not rest.endswith(("\n", "\r")):
                pass
            text = None
        return self._number, text

    def give_back(self, lines: list[tuple[int, str | None]]) -> None:
        """These are read again next, in this order."""
        self._back.extendleft(reversed(lines))


def records(file: TextIO, delimiter: str) -> Iterator[Record]:
    """The rows of a table, blank ones left out; `delimiter` may be empty, to be found out from the first line.

    A file opened with `newline=""`. Quotes may hold line breaks; a row whose quotes do not close is given up with
    its first line, and the reading goes on with its second.
    """
    lines = _Lines(file)
    first = lines.next()
    while first is not None and first[1] is not None and not first[1].strip():
        first = lines.next()
    if first is None:
        return
    if announced := _ANNOUNCED.fullmatch(first[1] or ""):
        delimiter = announced[1]
    else:
        delimiter = delimiter or _likely(first[1] or "")
        lines.give_back([first])
    while (record := _record(lines, delimiter)) is not None:
        if record.problem or any(cell.strip() for cell in record.cells):
            yield record


def _record(lines: _Lines, delimiter: str) -> Record | None:
    taken: list[tuple[int, str | None]] = []

    def its_lines() -> Iterator[str]:
        while (line := lines.next()) is not None:
            taken.append(line)
            if line[1] is None or len(taken) > RECORD_LINES:
                raise csv.Error
            yield line[1]

    try:
        cells = next(csv.reader(its_lines(), delimiter=delimiter, strict=True), None)
    except csv.Error:
        number, text = taken[0]
        lines.give_back(taken[1:])
        if text is None:
            return Record(number, problem=_("The line is longer than a million characters."))
        return _alone(number, text, delimiter)
    return None if cells is None else Record(taken[0][0], tuple(cells))


def _alone(number: int, text: str, delimiter: str) -> Record:
    """A line with stray quotes, if it is a row when they are taken as they stand."""
    try:
        cells = next(csv.reader([text], delimiter=delimiter))
        return Record(number, tuple(cells), "" if text.count('"') % 2 == 0 else _("A quote is not closed."))
    except csv.Error:
        return Record(number, problem=_("A field is longer than {n} characters.", n=csv.field_size_limit()))


def _likely(line: str) -> str:
    """The sign that parts the names of the columns."""
    bare = _QUOTED.sub("", line)
    return max(DELIMITERS, key=bare.count)
