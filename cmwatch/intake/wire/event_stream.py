"""Server-sent events out of bytes, however they were cut.

Ours rather than httpx-sse's, because Mastodon's sign of life is a comment line, which that library swallows, and
because a line without an end must not fill the memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EVENT_BYTES = 1 << 20
"""Largest event that is read; a larger one is dropped whole and counted."""

_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")


@dataclass(frozen=True, slots=True)
class Event:
    """One event; a comment has the name '' and no data: a sign of life."""

    name: str
    data: str


BOM = b"\xef\xbb\xbf"

HEARTBEAT = Event("", "")


class EventReader:
    """Feeds on bytes and gives events, and a HEARTBEAT for each comment."""

    def __init__(self, event_bytes: int = EVENT_BYTES) -> None:
        self.dropped = 0
        """Events that were too large."""
        self._event_bytes = event_bytes
        self._waiting: list[bytes] = []
        self._length = 0
        self._began = False
        self._over = False
        self._name = ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """The events that end in this chunk. One that is never ended is never given."""
        self._hold(chunk)
        # Joined only where a line may end: a long line in small pieces must not be copied with each of them.
        if self._began and not (b"\n" in chunk or b"\r" in chunk or self._waiting[0].endswith(b"\r")):
            return
        waiting = b"".join(self._waiting)
        if not self._began:
            if len(waiting) < len(BOM):
                return
            self._began = True
            waiting = waiting.removeprefix(BOM)
        *lines, rest = _LINE_END.split(waiting)
        self._waiting, self._length = [], 0
        self._hold(rest)
        for line in lines:
            yield from self._line(line)

    def _hold(self, part: bytes) -> None:
        if self._length + len(part) > self._event_bytes and b"\n" not in part:
            self._waiting, self._length, self._over = [], 0, True
            part = part[-1:]
        self._waiting.append(part)
        self._length += len(part)

    def _line(self, line: bytes) -> Iterator[Event]:
        if not line:
            yield from self._end()
        elif line.startswith(b":"):
            yield HEARTBEAT
        else:
            self._field(line)

    def _field(self, line: bytes) -> None:
        self._size += len(line)
        if self._over or self._size > self._event_bytes:
            self._over, self._data = True, []
            return
        field, _colon, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)

    def _end(self) -> Iterator[Event]:
        if self._over:
            self.dropped += 1
            yield HEARTBEAT
        elif self._data:
            yield Event(self._name or "message", "\n".join(self._data))
        self._name, self._data, self._size, self._over = "", [], 0, False
