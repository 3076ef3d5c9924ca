"""The product's own detector on one series, for scorers: a timestamp and a value in, a score in 0…1 out."""

from datetime import UTC, datetime
from typing import Any

from cmwatch.alarm.sequential.channel import FLOOR, WEEK_MINUTES
from cmwatch.alarm.sequential.course import opening
from cmwatch.alarm.sequential.panel import Panel
from cmwatch.alarm.sequential.sight import Series

SCALE = 10.0
"""Evidence that scores one half; the score is evidence / (evidence + SCALE), which never saturates."""

DEFAULT_THRESHOLD = opening(WEEK_MINUTES) / (opening(WEEK_MINUTES) + SCALE)
"""One false alarm a week: where the panel itself gives an alarm."""

_VALUE = Series("value", 1.0, minutes=1)


class StreamingDetector:
    """Infers the width of the bins from the timestamps; naive ones are UTC.

    A bin that comes late or twice scores 0 and changes nothing; a missing bin is unknown, not zero.
    """

    def __init__(self, zone: str = "UTC", *, budget_minutes: float = WEEK_MINUTES) -> None:
        self.panel = Panel(zone, (_VALUE,), budget_minutes=budget_minutes)
        self._width = 0
        self._last: int | None = None

    def update(self, timestamp: datetime, value: float) -> float:
        """Evidence that an alarm is given in this bin, or would be if a little more had been accepted, 0…1.

        Raises ValueError for a value that is no finite number or below 0.
        """
        if not 0 <= value < float("inf"):
            raise ValueError(f"a count is a finite number from 0 on, not {value!r}")
        aware = timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
        minute = int(aware.timestamp() // 60)
        last = self._last
        if last is None or minute <= last:
            # The first bin's width is not known yet, so that what it says cannot be either.
            self._last = minute if last is None else last
            return 0.0
        self._last = minute
        # The shortest step is the width: a longer one has a hole in it.
        self._width = min(self._width, minute - last) if self._width else minute - last
        news = self.panel.step(minute, self._width, {_VALUE.name: value}).news
        # Up to the floor, less than usual may say as much as more than usual: neither is news.
        return news / (news + SCALE) if news > FLOOR else 0.0

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"panel": self.panel.to_state(), "width": self._width, "last": self._last}

    @classmethod
    def from_state(cls, state: dict[str, Any], *, budget_minutes: float = WEEK_MINUTES) -> "StreamingDetector":
        """The detector that `to_state` described, for a budget that may be another one now."""
        detector = cls()
        detector.panel = Panel.from_state(state["panel"], budget_minutes=budget_minutes)
        detector._width, detector._last = state["width"], state["last"]
        return detector


def streaming_detector() -> StreamingDetector:
    """A fresh detector that has seen nothing."""
    return StreamingDetector()
