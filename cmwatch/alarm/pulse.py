"""How many, minute by minute: the counts of one watch by event time, and where nothing could be seen."""

from bisect import bisect_left, insort
from datetime import UTC, datetime
from typing import NamedTuple

from cmwatch.model import Item

MINUTES_KEPT = 60 * 24 * 9
"""Minutes remembered for windows, charts and learning: nine days."""


def minute_of(at: datetime) -> int:
    """Minutes since 1970."""
    return int(at.timestamp()) // 60


def instant_of(minute: int) -> datetime:
    """Aware UTC start of a minute."""
    return datetime.fromtimestamp(minute * 60, UTC)


class Counts(NamedTuple):
    """What was counted in a stretch of time. The brand's own voice is not in it."""

    total: int = 0
    originals: int = 0
    negative: int = 0
    """Negative originals."""
    read: int = 0
    """Originals whose tone could be read."""

    def plus(self, other: "Counts", sign: int = 1) -> "Counts":
        """Both together, or without the other (`sign` −1)."""
        return Counts(
            self.total + sign * other.total,
            self.originals + sign * other.originals,
            self.negative + sign * other.negative,
            self.read + sign * other.read,
        )


NOTHING = Counts()
_REPOST = Counts(1, 0, 0, 0)
_ORIGINAL = {
    "unsure": Counts(1, 1, 0, 0), "negative": Counts(1, 1, 1, 1), "neutral": Counts(1, 1, 0, 1),
    "positive": Counts(1, 1, 0, 1),
}  # fmt: skip


def counted(item: Item) -> Counts:
    """What one item counts for."""
    return _ORIGINAL[item.reading.tone] if item.original else _REPOST


class Pulse:
    """Counts per minute, sparse, and the minutes that were not observed.

    Sums over a stretch take the logarithm of the minutes kept: running sums are kept beside the minutes, and those
    behind a minute that changes are made anew when they are next asked for.
    """

    def __init__(self) -> None:
        self.bins: dict[int, Counts] = {}
        self._minutes: list[int] = []
        self._sums: list[Counts] = [NOTHING]
        """`_sums[i]` is the sum before `_minutes[i]`; may be shorter than it should."""
        self.floor = 0
        """The minute from which windows count: what was there before watching began raises no alert."""
        self.gaps: list[tuple[int, int]] = []
        """Unobserved stretches [since, until), in order."""
        self.blind_since: int | None = None
        """The minute since which nothing can be seen, while that lasts."""

    def add(self, minute: int, counts: Counts) -> None:
        """Count more in a minute."""
        self.put(minute, self.bins.get(minute, NOTHING).plus(counts))

    def put(self, minute: int, counts: Counts) -> None:
        """Set what was counted in a minute."""
        minutes = self._minutes
        if minute not in self.bins:
            if not minutes or minute > minutes[-1]:
                minutes.append(minute)
            else:
                insort(minutes, minute)
        self.bins[minute] = counts
        place = len(minutes) - 1 if minute == minutes[-1] else bisect_left(minutes, minute)
        del self._sums[place + 1 :]

    def over(self, since: int, until: int) -> Counts:
        """The counts from minute `since` up to minute `until`."""
        minutes, sums = self._minutes, self._sums
        first, last = bisect_left(minutes, since), bisect_left(minutes, until)
        if first >= last:
            return NOTHING
        while len(sums) <= last:
            sums.append(sums[-1].plus(self.bins[minutes[len(sums) - 1]]))
        return sums[last].plus(sums[first], -1)

    def blind(self, since: int, until: int) -> None:
        """Mark [since, until) as not observed, once."""
        if until > since and (since, until) not in self.gaps:
            insort(self.gaps, (since, until))

    def unobserved(self, since: int, until: int) -> int:
        """Minutes of [since, until) that were not observed, each counted once."""
        missing, reached = 0, since
        for start, end in self._unseen(until):
            hidden = min(end, until) - max(start, reached)
            if hidden > 0:
                missing += hidden
                reached = min(end, until)
        return missing

    def comparable_since(self, since: int, until: int) -> int:
        """The later of `since`, the end of the last gap before `until`, and the floor.

        What came before a gap or before watching began does not count towards a window.
        """
        since = max(since, self.floor)
        gaps = self._unseen(until)
        return max((min(end, until) for start, end in gaps if start < until and end > since), default=since)

    def _unseen(self, until: int) -> list[tuple[int, int]]:
        """The stretches that were not observed, with the one that lasts."""
        return self.gaps if self.blind_since is None else [*self.gaps, (self.blind_since, until)]

    def prune(self, now: int) -> None:
        """Forget what is older than `MINUTES_KEPT`."""
        oldest = now - MINUTES_KEPT
        cut = bisect_left(self._minutes, oldest)
        if cut:
            for minute in self._minutes[:cut]:
                del self.bins[minute]
            del self._minutes[:cut]
            self._sums = [NOTHING]
        self.gaps = [gap for gap in self.gaps if gap[1] > oldest]
