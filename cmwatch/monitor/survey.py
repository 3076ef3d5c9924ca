"""The survey of one watch during a rehearsal: its course from afar, and chosen moments from near."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cmwatch.alarm.backtest.course import Bar, Course, bar_of
from cmwatch.alarm.pulse import instant_of, minute_of
from cmwatch.model import Watch
from cmwatch.monitor.guard import Guard

REACH = 60 * 24 * 7
"""How far back a guard still knows its counts, with a margin."""

NEAR_WIDTH = 5
"""Minutes of a bar in a close-up."""

NEAR_BEFORE, NEAR_AFTER = 3 * 60, 9 * 60
"""Minutes of a close-up before and after its moment."""


@dataclass(slots=True)
class Closeup:
    """The hours around a moment."""

    moment: datetime
    since: int
    bars: tuple[Bar, ...] = field(default=())

    @property
    def until(self) -> int:
        """The minute it ends before."""
        return self.since + NEAR_BEFORE + NEAR_AFTER


class Survey:
    """What a watch looked like. Told every few hours to look, which it does by the guard's own pulse."""

    def __init__(self, watch: Watch, first: int, moments: Sequence[datetime]) -> None:
        """`first` is the minute of the first mention."""
        self.watch = watch
        self.course = Course()
        self.closeups = [Closeup(at, minute_of(at) // NEAR_WIDTH * NEAR_WIDTH - NEAR_BEFORE) for at in sorted(moments)]
        self._first = self._reached = first // 60 * 60

    def look(self, guard: Guard, minute: int, *, last: bool = False) -> None:
        """See everything up to a minute, a whole hour; at the `last` also the close-ups that it cuts short."""
        for closeup in self.closeups:
            since, until = max(closeup.since, self._first), min(closeup.until, minute)
            if not closeup.bars and minute - REACH < since < until and (last or until == closeup.until):
                closeup.bars = _seen(guard, self.watch, NEAR_WIDTH, since, until)
        since = max(self._reached, minute - REACH)
        if since < minute:
            self.course.add(_seen(guard, self.watch, self.course.step, since, minute))
            self._reached = minute


def _seen(guard: Guard, watch: Watch, width: int, since: int, until: int) -> tuple[Bar, ...]:
    """Counts and expected bands, as the desk's own chart is given them."""
    bins = guard.pulse(watch.name, width, (until - since) // width, instant_of(until - 1))
    return tuple(bar_of(one, width) for one in bins)
