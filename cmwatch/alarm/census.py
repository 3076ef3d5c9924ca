"""The counts of an alert's window: how many people, how many originals, how many of them negative."""

from typing import NamedTuple

from cmwatch.alarm.detector import Detector, Judgement
from cmwatch.reading.shares import negative_share


class Census(NamedTuple):
    """Exact at every minute, for each can be opened and counted again."""

    authors: int
    """Distinct authors: of the mentions of a story where one is counted, else of all originals."""
    originals: int
    negatives: int
    """Negative originals."""
    read: int
    """Originals whose tone could be read."""
    half_hours: tuple[int, int] = (0, 0)
    """Originals of the half hour before the last, and of the last: shorter ones jump, longer ones come late."""

    @property
    def negative_share(self) -> float | None:
        """Of those that could be read, corrected for known errors; None where they are too few."""
        found = negative_share(self.negatives, self.read)
        return found.share if found else None

    @property
    def negative_band(self) -> tuple[float, float] | None:
        """90 % interval of that share."""
        found = negative_share(self.negatives, self.read)
        return (found.low, found.high) if found else None


def census(detector: Detector, judged: Judgement, now: int) -> Census:
    """The census of a window that ends with the minute before `now`."""
    since = now - judged.window
    counts = detector.pulse.over(since, now)
    people = detector.crowd.people.behind(judged.channel, judged.subject, since, now)
    pulse = detector.pulse
    halves = pulse.over(now - 60, now - 30).originals, pulse.over(now - 30, now).originals
    return Census(people, counts.originals, counts.negative, counts.read, halves)
