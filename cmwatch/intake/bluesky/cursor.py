"""How far Bluesky has been read: each search, the notifications, and the stream."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

LATE = timedelta(minutes=10)
"""How late a post may turn up in a search, or in the order of its claimed time, and still be found."""

REMEMBERED = 500
"""Posts remembered of a search beyond its mark, so that they are not delivered again with each look."""

REWIND_MICROS = 5_000_000
"""How far the stream is asked for again after a break: servers witness the same post at slightly different times."""


class Mark(msgspec.Struct):
    """How far one search, or the notifications, have been read."""

    upto: datetime
    """Time of the latest."""
    recent: list[tuple[datetime, str]] = []
    """Time and address of what was delivered and may be met again."""


class Cursor(msgspec.Struct):
    """What is kept between two calls."""

    stream: int = 0
    """Time of the last frame, in microseconds since 1970 on the server's clock; 0 before the first."""
    heard: list[tuple[int, str]] = []
    """Frames that were delivered and will come again after a break: their time, and what tells them apart."""
    marks: dict[str, Mark] = {}
    """By lane."""

    @property
    def text(self) -> str:
        """To be kept."""
        return msgspec.json.encode(self).decode()

    def add(self, lane: str, places: Iterable[tuple[datetime, str]], now: datetime) -> None:
        """These posts have been read, and all between the mark and them. With none, reading begins now."""
        mark = self.marks.get(lane)
        known = [] if mark is None else mark.recent
        # Of what claims to be from the future no mark is made: it would hide what comes till then.
        places = [(min(at, now), uri) for at, uri in places]
        upto = max([at for at, _uri in places] + ([now - LATE] if mark is None else [mark.upto]))
        together = {uri: at for at, uri in [*known, *places] if at >= upto - LATE}
        recent = sorted((at, uri) for uri, at in together.items())[-REMEMBERED:]
        self.marks[lane] = Mark(upto, recent)

    def known(self, lane: str) -> frozenset[str]:
        """Addresses of what was delivered lately."""
        mark = self.marks.get(lane)
        return frozenset() if mark is None else frozenset(uri for _at, uri in mark.recent)

    def hear(self, upto: int, delivered: Iterable[tuple[int, str]]) -> None:
        """The stream has been read up to there."""
        self.stream = max(self.stream, upto)
        self.heard = [one for one in (*self.heard, *delivered) if one[0] >= self.stream - 2 * REWIND_MICROS]


def cursor_of(text: str | None) -> Cursor:
    """What was kept; what cannot be read counts as nothing."""
    try:
        return msgspec.json.decode(text, type=Cursor) if text else Cursor()
    except (msgspec.MsgspecError, ValueError):
        return Cursor()


def moment(micros: int) -> datetime:
    """Microseconds since 1970 as a time; raises ValueError or OverflowError for what is none."""
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=micros)
