"""How many, minute by minute: the counts of one watch by event time, and where nothing could be seen."""

from bisect import bisect_left, insort
from dataclasses import dataclass
from datetime import UTC, datetime

from cmwatch.model import Item

MINUTES_KEPT = 60 * 24 * 9
"""Minutes remembered for windows, charts and learning: nine days."""


def minute_of(at: datetime) -> int:
    """Minutes since 1970."""
    return int(at.timestamp()) // 60


def instant_of(minute: int) -> datetime:
    """Aware UTC start of a minute."""
    return datetime.fromtimestamp(minute * 60, UTC)


@dataclass(slots=True)
class Counts:
    """What was counted in a stretch of time. The brand's own voice is not in it."""

    total: int = 0
    originals: int = 0
    negative: int = 0
    """Negative originals."""
    read: int = 0
    """Originals whose tone could be read."""

    def add(self, item: Item) -> None:
        """Count one item."""
        self.total += 1
        if item.original:
            self.originals += 1
            tone = item.reading.tone
            if tone != "unsure":
                self.read += 1
                if tone == "negative":
                    self.negative += 1

    def __iadd__(self, other: "Counts") -> "Counts":
        self.total += other.total
        self.originals += other.originals
        self.negative += other.negative
        self.read += other.read
        return self


class Pulse:
    """Counts per minute, sparse, and the minutes that were not observed."""

    def __init__(self) -> None:
        self.bins: dict[int, Counts] = {}
        self._minutes: list[int] = []
        self.gaps: list[tuple[int, int]] = []
        """Unobserved stretches [since, until), in order."""

    def bin(self, minute: int) -> Counts:
        """The counts of a minute, made if it had none."""
        counts = self.bins.get(minute)
        if counts is None:
            counts = self.bins[minute] = Counts()
            if not self._minutes or minute > self._minutes[-1]:
                self._minutes.append(minute)
            else:
                insort(self._minutes, minute)
        return counts

    def over(self, since: int, until: int) -> Counts:
        """The counts from minute `since` up to minute `until`."""
        total = Counts()
        for minute in self._minutes[bisect_left(self._minutes, since) :]:
            if minute >= until:
                break
            total += self.bins[minute]
        return total

    def blind(self, since: int, until: int) -> None:
        """Mark [since, until) as not observed."""
        if until > since:
            insort(self.gaps, (since, until))

    def unobserved(self, since: int, until: int) -> int:
        """Minutes of [since, until) that were not observed, each counted once."""
        missing, reached = 0, since
        for start, end in self.gaps:
            start, end = max(start, reached), min(end, until)
            if end > start:
                missing += end - start
                reached = end
        return missing

    def last_gap_end(self, since: int, until: int) -> int:
        """The end of the latest gap within [since, until), or `since`: what came before is not comparable."""
        return max((min(end, until) for start, end in self.gaps if start < until and end > since), default=since)

    def prune(self, now: int) -> None:
        """Forget what is older than `MINUTES_KEPT`."""
        oldest = now - MINUTES_KEPT
        cut = bisect_left(self._minutes, oldest)
        for minute in self._minutes[:cut]:
            del self.bins[minute]
        del self._minutes[:cut]
        self.gaps = [gap for gap in self.gaps if gap[1] > oldest]
