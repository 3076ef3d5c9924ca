"""The survey of one watch during a rehearsal: its course from afar, and what happened from near."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cmwatch.alarm.backtest.course import Bar, Course, bar_of
from cmwatch.alarm.backtest.labels import Label
from cmwatch.alarm.pulse import instant_of, minute_of
from cmwatch.model import PulseBin, Watch

REACH = 60 * 24 * 7
"""Minutes back that the counts are still known, with a margin."""

FAR_MINUTES = 360
"""How often the whole is looked at."""

NEAR_WIDTH = 5
"""Minutes of a bar in a close-up."""

NEAR_BEFORE, NEAR_AFTER = 2 * 60, 9 * 60
"""Minutes of a close-up before and after its moment; eleven hours fit a narrow terminal in ten-minute bars."""

Look = Callable[[str, int, int, datetime], Sequence[PulseBin]]
"""The pulse that the desk's chart is given: watch, minutes of a bin, number of bins, and when the last one ends."""


@dataclass(slots=True)
class Closeup:
    """The hours around something that happened."""

    label: Label
    since: int
    """Its first minute, not before the recording."""
    bars: tuple[Bar, ...] = ()
    """Empty until they have been seen."""

    @property
    def until(self) -> int:
        """The minute it ends before."""
        assert self.label.start is not None  # noqa: S101 - only what has a start is seen from near
        return minute_of(self.label.start) // NEAR_WIDTH * NEAR_WIDTH + NEAR_AFTER


class Survey:
    """What a watch looked like. Told to look every hour, while what was expected is still known."""

    def __init__(self, watch: Watch, first: int, labels: Sequence[Label]) -> None:
        """`first` is the minute of the first mention."""
        self.watch = watch
        self.course = Course()
        near = [
            Closeup(label, max(minute_of(label.start) // NEAR_WIDTH * NEAR_WIDTH - NEAR_BEFORE, first // 60 * 60))
            for label in labels
            if label.start and label.kind != "control" and label.concerns(watch)
        ]
        self.closeups = tuple(sorted(near, key=lambda closeup: closeup.since))
        self._reached = first // 60 * 60

    def look(self, pulse: Look, minute: int, *, last: bool = False) -> None:
        """See everything up to a minute, a whole hour; what happens from near at once, as it was expected then."""
        for closeup in self.closeups:
            since = max(closeup.since + NEAR_WIDTH * len(closeup.bars), minute - REACH)
            until = min(closeup.until, minute)
            if since < until:
                closeup.bars += self._seen(pulse, NEAR_WIDTH, since, until)
        since = max(self._reached, minute - REACH)
        if since < minute and (last or minute - self._reached >= FAR_MINUTES):
            self.course.add(self._seen(pulse, self.course.step, since, minute))
            self._reached = minute

    def _seen(self, pulse: Look, width: int, since: int, until: int) -> tuple[Bar, ...]:
        bins = pulse(self.watch.name, width, (until - since) // width, instant_of(until - 1))
        return tuple(bar_of(one, width) for one in bins)
