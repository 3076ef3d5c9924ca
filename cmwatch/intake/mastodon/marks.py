"""How far each hashtag and search of a Mastodon server has been read.

A status of another server gets its id from when it was written, not from when it arrived: a late one stands
behind ids that were already read. So the mark stays some minutes behind, and what was read since is remembered.
"""

from bisect import insort
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

LATE = timedelta(minutes=5)
"""How late a status of another server may arrive and still be found by paging."""

REMEMBERED = 200
"""Statuses remembered beyond a mark: five pages, so that a busy hashtag costs five requests a look at most."""


class Place(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Where a status stands among the others of its server."""

    at: float
    """Seconds since 1970."""
    id: str


class Mark(msgspec.Struct):
    """How far one hashtag or search has been read."""

    upto: str = ""
    """The id from which to ask on; empty where nothing is known before it."""
    recent: list[Place] = []
    """What has been read beyond, in order."""


class _Identified(msgspec.Struct):
    id: str | int
    created_at: str = ""


_IDENTIFIED = msgspec.json.Decoder(_Identified)


def place_of(status: msgspec.Raw, now: datetime) -> Place | None:
    """Where a status stands; `now` where it does not say when it was written. None if it has no id."""
    try:
        found = _IDENTIFIED.decode(status)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    try:
        at = datetime.fromisoformat(found.created_at)
    except ValueError:
        at = now
    return Place((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp(), str(found.id))


def later(one: str, other: str) -> str:
    """The later of two ids of a server: snowflakes grow in length, ULIDs and flakes sort as text."""
    return max(one, other, key=lambda identity: (len(identity), identity))


class Marks:
    """The marks of one source: its cursor."""

    def __init__(self, cursor: str | None = None) -> None:
        try:
            self._marks = msgspec.json.decode(cursor, type=dict[str, Mark]) if cursor else {}
        except msgspec.MsgspecError:
            self._marks = {}

    @property
    def cursor(self) -> str:
        """All of them, to be kept."""
        return msgspec.json.encode(self._marks).decode()

    def __contains__(self, lane: str) -> bool:
        return lane in self._marks

    def start(self, lane: str) -> str:
        """The id from which to ask on."""
        return self._marks[lane].upto

    def known(self, lane: str) -> frozenset[str]:
        """Ids beyond the start that have been read."""
        return frozenset(place.id for place in self._marks[lane].recent) if lane in self._marks else frozenset()

    def add(self, lane: str, places: Iterable[Place], now: datetime) -> None:
        """These have been read; the start follows at its distance."""
        mark = self._marks.setdefault(lane, Mark())
        known = self.known(lane)
        for place in places:
            if place.id not in known:
                insort(mark.recent, place)
        settled = (now - LATE).timestamp()
        while mark.recent and (mark.recent[0].at < settled or len(mark.recent) > REMEMBERED):
            mark.upto = later(mark.upto, mark.recent.pop(0).id)

    def leap(self, lane: str, places: Iterable[Place], now: datetime) -> None:
        """Leave what lies before these unread."""
        ahead = sorted(places)
        self._marks[lane] = Mark(upto=ahead[0].id if ahead else self.start(lane))
        self.add(lane, ahead[1:], now)
