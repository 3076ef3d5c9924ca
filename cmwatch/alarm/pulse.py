"""How many, minute by minute: the counts of one watch by event time, and where nothing could be seen."""

from bisect import bisect_left, insort
from datetime import UTC, datetime
from math import log10
from operator import add, sub
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
    authors: int = 0
    """Authors of originals, each once in an hour (`crowd.Crowd`)."""
    reach: int = 0
    """Originals of known followers, weighed by them (`weight`)."""
    story: int = 0
    """Mentions of the story that was largest over the hour (`crowd.Crowd`)."""

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts._make(map(add, self, other))

    def minus(self, other: "Counts") -> "Counts":
        """What is left without the other."""
        return Counts._make(map(sub, self, other))


NOTHING = Counts()
_REPOST = Counts(1)
_AGAIN = {
    "unsure": Counts(1, 1, 0, 0), "negative": Counts(1, 1, 1, 1), "neutral": Counts(1, 1, 0, 1),
    "positive": Counts(1, 1, 0, 1),
}  # fmt: skip
_FIRST = {tone: counts._replace(authors=1) for tone, counts in _AGAIN.items()}


def counted(item: Item, *, first: bool = True) -> Counts:
    """What one item counts for; `first` of its author in an hour, it counts the author too."""
    if not item.original:
        return _REPOST
    counts = (_FIRST if first else _AGAIN)[item.reading.tone]
    followers = item.mention.followers
    return counts if followers is None else counts._replace(reach=weight(followers))


def weight(followers: int) -> int:
    """What a mention by an account with so many followers weighs: one, and one more for each power of ten past 100.

    A logarithm, for followers are counted by the thousand and read by a few.

    >>> weight(0), weight(1_000), weight(100_000)
    (1, 2, 4)
    """
    return round(1 + log10(1 + max(0, followers) / 100))


class Pulse:
    """Counts per minute, sparse, and the minutes that were not observed.

    Sums over a stretch take the logarithm of the minutes kept: running sums are kept beside the minutes, and those
    behind a minute that changes are made anew when they are next asked for.
    """

    def __init__(self) -> None:
        self.bins: dict[int, Counts] = {}
        self.sources: dict[int, dict[str, int]] = {}
        """Originals of each source in each minute that has any."""
        self.plain_before = 0
        """The minute before which only mentions and their tone were counted: an archive of an older version."""
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
        before = self.bins.get(minute)
        self.put(minute, counts if before is None else before.plus(counts))

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
        return sums[last].minus(sums[first])

    def from_source(self, source: str, since: int, until: int) -> int:
        """The originals of one source from minute `since` up to minute `until`."""
        minutes = self._minutes[bisect_left(self._minutes, since) : bisect_left(self._minutes, until)]
        return sum(self.sources[minute].get(source, 0) for minute in minutes if minute in self.sources)

    @property
    def first(self) -> int | None:
        """The earliest minute that is remembered."""
        return self._minutes[0] if self._minutes else None

    def next_seen(self, minute: int) -> int | None:
        """The first minute from `minute` on that was observed; None while nothing can be seen."""
        for start, end in self.gaps:
            if start <= minute < end:
                minute = end
        return None if self.blind_since is not None and minute >= self.blind_since else minute

    def blind(self, since: int, until: int) -> bool:
        """Mark [since, until) as not observed, once; whether that is new."""
        if until <= since or (since, until) in self.gaps:
            return False
        insort(self.gaps, (since, until))
        return True

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
        # A list, for there are few gaps or none.
        ends = [min(end, until) for start, end in self._unseen(until) if start < until and end > since]
        return max(ends, default=since)

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
                self.sources.pop(minute, None)
            del self._minutes[:cut]
            self._sums = [NOTHING]
        self.gaps = [gap for gap in self.gaps if gap[1] > oldest]
