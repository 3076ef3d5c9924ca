"""How often a source speaks, and when its silence is strange."""

from collections import deque
from datetime import datetime, timedelta
from statistics import median

SHORTEST_SILENCE = timedelta(minutes=15)
TIMES_THE_USUAL = 4
"""A silence is strange past both."""

OLDEST_NEWS = timedelta(days=1)

GAPS_TO_JUDGE, GAPS_KEPT = 8, 64
"""Gaps between deliveries that must be known, and that are remembered."""

SLICE_SECONDS, SLICES = 15, 20
"""Five minutes in slices: what 'a minute' is averaged over."""


class Pace:
    """Counts the mentions of one source by arrival."""

    def __init__(self) -> None:
        self.delivered = 0
        self.last_at: datetime | None = None
        """Arrival of the newest mention."""
        self.lag_seconds: float | None = None
        """How long before that it was said."""
        self._gaps: deque[float] = deque(maxlen=GAPS_KEPT)
        self._slices: deque[tuple[int, int]] = deque(maxlen=SLICES)

    def count(self, mentions: int, at: datetime, *, history: bool) -> None:
        """Some mentions arrived. History says nothing about how often the source speaks."""
        if not mentions:
            return
        self.delivered += mentions
        if history:
            return
        if self.last_at is not None:
            self._gaps.append(max(0.0, (at - self.last_at).total_seconds()))
        self.last_at = at
        number = _slice(at)
        if self._slices and self._slices[-1][0] == number:
            mentions += self._slices.pop()[1]
        self._slices.append((number, mentions))

    def age(self, said: datetime | None, at: datetime) -> None:
        """The newest of what just arrived was said then. What was said long ago is a find, not news that is late."""
        if said is not None and said > at - OLDEST_NEWS:
            self.lag_seconds = max(0.0, (at - said).total_seconds())

    def per_minute(self, at: datetime) -> float:
        """Mentions a minute over the last five."""
        oldest = _slice(at) - SLICES
        recent = sum(mentions for number, mentions in self._slices if number > oldest)
        return recent * 60 / (SLICE_SECONDS * SLICES)

    def is_silent(self, at: datetime) -> bool:
        """Whether a source that usually speaks has been quiet for strangely long."""
        if self.last_at is None or len(self._gaps) < GAPS_TO_JUDGE:
            return False
        usual = timedelta(seconds=median(self._gaps))
        return at - self.last_at > max(TIMES_THE_USUAL * usual, SHORTEST_SILENCE)


def _slice(at: datetime) -> int:
    return int(at.timestamp() // SLICE_SECONDS)
