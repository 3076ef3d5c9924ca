"""The course of a recording: counts and what was expected, in bars that grow wider as it grows longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot

from cmwatch.model import PulseBin

WIDTHS = (5, 10, 20, 60, 120, 240, 720, 1440, 7 * 1440, 28 * 1440, 364 * 1440)
"""Minutes of a bar; each is a multiple of the one before."""

CLOCK_WIDTHS = (5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, *(1440 * days for days in (1, 2, 7, 14, 28, 91, 364)))
"""Minutes that a drawn bar may stand for."""

MOST_BARS = 512
"""Bars kept: more than any screen or page has room for."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What was said in a stretch of time."""

    minute: int
    """Its start, in minutes since 1970."""
    width: int
    total: int = 0
    negative: int = 0
    expected: float | None = None
    """None where nothing was learnt yet."""
    low: float = 0.0
    high: float = 0.0
    hidden: int = 0
    """Minutes of it that were not observed, at least in part."""

    @property
    def is_hole(self) -> bool:
        """Whether most of it was not observed."""
        return 2 * self.hidden > self.width

    def plus(self, other: "Bar", minute: int, width: int) -> "Bar":
        """Both in one wider bar. Chances are taken as independent: the band grows slower than what it holds."""
        total, negative = self.total + other.total, self.negative + other.negative
        hidden = self.hidden + other.hidden
        if self.expected is None or other.expected is None:
            return Bar(minute, width, total, negative, hidden=hidden)
        expected = self.expected + other.expected
        below = hypot(self.expected - self.low, other.expected - other.low)
        above = hypot(self.high - self.expected, other.high - other.expected)
        return Bar(minute, width, total, negative, expected, max(0.0, expected - below), expected + above, hidden)


def bar_of(seen: PulseBin, width: int) -> Bar:
    """A bin of the pulse as a bar."""
    minute = int(seen.at.timestamp()) // 60
    hidden = width if seen.gap else 0
    return Bar(minute, width, seen.total, seen.negative, seen.expected, seen.low, seen.high, hidden)


class Course:
    """The bars of a whole recording, of bounded number."""

    def __init__(self) -> None:
        self._place = 0
        self._bars: dict[int, Bar] = {}

    @property
    def step(self) -> int:
        """Minutes in which it wants to be told: never more than an hour, so that the rhythm of the day shows."""
        return min(WIDTHS[self._place], 60)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All bars from first to last, in order; where nothing is known there is an empty one."""
        if not self._bars:
            return ()
        width = WIDTHS[self._place]
        return tuple(
            self._bars.get(minute, Bar(minute, width, hidden=width))
            for minute in range(min(self._bars), max(self._bars) + width, width)
        )

    def add(self, bars: Iterable[Bar]) -> None:
        """Go on with later bars, each `step` or a divisor of it wide."""
        for bar in bars:
            self._put(bar)
        while self._bars and (max(self._bars) - min(self._bars)) // WIDTHS[self._place] >= MOST_BARS:
            if self._place + 1 == len(WIDTHS):
                del self._bars[min(self._bars)]
                continue
            self._place += 1
            self._bars, narrow = {}, self._bars
            for bar in narrow.values():
                self._put(bar)

    def _put(self, bar: Bar) -> None:
        width = WIDTHS[self._place]
        minute = bar.minute // width * width
        known = self._bars.get(minute)
        self._bars[minute] = known.plus(bar, minute, width) if known else replace(bar, minute=minute, width=width)


def fitted(bars: Sequence[Bar], most: int) -> tuple[Bar, ...]:
    """At most about so many bars, neighbours together where there are more, in widths that a clock knows."""
    span, width = bars[-1].minute + bars[-1].width - bars[0].minute, bars[0].width
    fit = (wide for wide in CLOCK_WIDTHS if wide % width == 0 and span <= wide * most)
    wide = next(fit, -(-span // (most * width)) * width)
    together: dict[int, Bar] = {}
    for bar in bars:
        # From the first bar on, for a day of a time zone begins at no round minute of ours.
        minute = bar.minute - (bar.minute - bars[0].minute) % wide
        known = together.get(minute)
        together[minute] = known.plus(bar, minute, wide) if known else replace(bar, minute=minute, width=wide)
    return tuple(together.values())
