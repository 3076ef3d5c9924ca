"""Scales of a picture: counts on a square-root scale, and where the hands of the clock are written."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from math import sqrt
from zoneinfo import ZoneInfo

from cmwatch.alarm.backtest.course import Bar
from cmwatch.words import _, number, whole

STEPS = (15, 30, 60, 120, 180, 360, 720, *(1440 * days for days in (1, 2, 4, 7, 14, 28, 91, 364)))
"""Minutes between two times on the axis."""

MULTIPLES = (1, 2, 3, 4, 5, 6, 8)
"""A quarter of the scale is one of these times a power of ten, so that half its height is a round figure too."""


def scale_top(bars: Sequence[Bar]) -> int:
    """A round figure above all counts, four times another round figure; a band much above them may be cut."""
    counted = max((float(bar.total) for bar in bars), default=1.0)
    band = max((bar.high for bar in bars if bar.expected is not None), default=1.0)
    highest, power = max(counted, min(band, 1.5 * counted)), 1
    while True:
        for multiple in MULTIPLES:
            if 4 * multiple * power >= highest:
                return 4 * multiple * power
        power *= 10


def height(value: float, top: float) -> float:
    """0 … 1 of the picture's height.

    The square root makes chance as wide at noon as at night (counts spread by the root of their mean), so that a
    band of twenty is still seen under a peak of two thousand.
    """
    return sqrt(max(0.0, value) / top)


def hands(since: int, until: int, zone: str, most: int) -> Iterator[tuple[int, str]]:
    """Minutes of [since, until) worth a time on the axis, at most about so many, with what to write there."""
    step = next((step for step in STEPS if (until - since) / step <= most), STEPS[-1])
    place = ZoneInfo(zone)
    first = datetime.fromtimestamp(since * 60, UTC).astimezone(place)
    wall = datetime.combine(first.date(), time())
    form = "%H:%M" if step < 1440 else "%m-%d" if step < 91 * 1440 else "%Y-%m"
    midnight = "%m-%d" if until - since > 1440 and step < 1440 else form
    while True:
        minute = int(wall.replace(tzinfo=place).timestamp()) // 60
        if minute >= until:
            return
        if minute >= since:
            yield minute, wall.strftime(form if wall.time() > time() else midnight)
        wall += timedelta(minutes=step)


def figure(n: float) -> str:
    """A figure of the scale, short."""
    if n >= 10_000:
        return f"{whole(int(n // 1000))}k" if n < 1_000_000 else f"{number(n / 1_000_000)}M"
    return whole(int(n)) if n >= 1000 else f"{n:g}"


def per(minutes: int) -> str:
    """The width of a bar in words."""
    if minutes == 60:
        return _("mentions per hour")
    if minutes < 60:
        return _("mentions per {n} min", n=minutes)
    if minutes % 1440:
        return _("mentions per {n} h", n=f"{minutes / 60:g}")
    return _("mentions per day") if minutes == 1440 else _("mentions per {n} days", n=minutes // 1440)
