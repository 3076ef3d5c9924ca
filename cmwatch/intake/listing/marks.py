"""How far each list of a source has been read: its cursor."""

from collections.abc import Iterable, Sequence

import msgspec

from cmwatch.intake.listing.page import BROKEN, GONE, Entry

REMEMBERED = 1000
"""Entries of a list that are remembered: as many as a network lists, so that one that is listed late is not lost."""


class Known(msgspec.Struct, frozen=True, array_like=True):
    """An entry that was read."""

    at: float
    state: str = ""


class Mark(msgspec.Struct):
    """How far one list was read."""

    asked: float
    """When it was last read to its end, seconds since 1970."""
    upto: float
    """Time of the newest entry."""
    floor: float = 0.0
    """What was said by then and is not remembered was forgotten, not missed."""
    known: dict[str, Known] = {}

    def is_known(self, entry: Entry) -> bool:
        """Whether it was read before, in whatever state."""
        return entry.id in self.known or (entry.at is not None and entry.at <= self.floor)

    def is_changed(self, entry: Entry) -> bool:
        """Whether it was read before in another state."""
        known = self.known.get(entry.id)
        return known is not None and known.state not in (entry.state, GONE)

    def is_reached_by(self, entries: Sequence[Entry]) -> bool:
        """Whether what is older than the entries of a page was read before.

        Its last one decides, for an old one further up may have been moved there; one that is old but was never
        read came late, and does so only if all of its page is old.
        """
        return self.is_known(entries[-1]) or all(entry.at is not None and entry.at <= self.upto for entry in entries)

    def unseen(self, listed: Iterable[str], most: int) -> list[str]:
        """The newest that are remembered but not in a list, as far as they can be asked for."""
        there = set(listed)
        absent = [name for name, known in self.known.items() if name not in there and known.state not in (GONE, BROKEN)]
        return sorted(absent, key=lambda identity: self.known[identity].at)[-most:]

    def remember(self, entries: Iterable[Entry]) -> None:
        """These have been read; the oldest beyond REMEMBERED are forgotten."""
        for entry in entries:
            at = entry.at
            if at is None:  # not every deletion tells when that was said: it keeps its place
                at = self.known[entry.id].at if entry.id in self.known else self.asked
            self.known[entry.id] = Known(at, entry.state)
            self.upto = max(self.upto, min(at, self.asked))
        if len(self.known) > REMEMBERED:
            order = sorted(self.known, key=lambda identity: self.known[identity].at)
            for identity in order[:-REMEMBERED]:
                self.floor = max(self.floor, self.known.pop(identity).at)


class Marks:
    """The marks of a source's lists, of those that it still has."""

    def __init__(self, cursor: str | None, keys: Iterable[str]) -> None:
        try:
            read = msgspec.json.decode(cursor, type=dict[str, Mark]) if cursor else {}
        except msgspec.MsgspecError:
            read = {}
        self._marks = {key: read[key] for key in keys if key in read}

    @property
    def cursor(self) -> str:
        """All of them, to be kept."""
        return msgspec.json.encode(self._marks).decode()

    def of(self, key: str) -> Mark | None:
        """How far a list was read; None if it never was."""
        return self._marks.get(key)

    def advance(self, key: str, entries: Iterable[Entry], asked: float) -> Mark:
        """A list was read to its end, or as far as it can be, by a walk that began at `asked`."""
        mark = self._marks.get(key)
        if mark is None:
            # Nothing marks too: whatever comes next is news.
            listed = list(entries)
            times = [entry.at for entry in listed if entry.at is not None]
            mark = self._marks[key] = Mark(asked, min(max(times, default=asked), asked))
            entries = listed
        mark.asked = asked
        mark.remember(entries)
        return mark
