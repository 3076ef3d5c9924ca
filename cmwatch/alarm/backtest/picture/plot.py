"""A panel as shapes: bars over their expected band, what happened behind them, each sensitivity's alarms below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cmwatch.alarm.backtest.course import Bar, fitted
from cmwatch.alarm.backtest.picture.cells import cells, cut
from cmwatch.alarm.backtest.picture.panel import Lane, Panel, Zone
from cmwatch.alarm.backtest.picture.scales import figure, hands, height, per, scale_top
from cmwatch.alarm.backtest.picture.scene import Area, Box, Shape, Stroke, Words
from cmwatch.model import Severity

INK, PALE, RULE = "#1d242c", "#5b6875", "#d5dbe1"
BAR, NEGATIVE, BAND, EXPECTED, UNSEEN = "#7f9cb9", "#a4503d", "#dfe6ee", "#9aa8b5", "#efece2"
CRISIS, MINOR = "#fbe3de", "#f7f0d8"
CRISIS_ROOF, MINOR_ROOF = "#d9735f", "#cdb55a"
LEVELS: dict[Severity, str] = {1: "#b3261e", 2: "#c26a00", 3: "#b39700", 4: "#2c6b40"}
"""The levels as the desk shows them on a light ground; their shapes tell them apart without colour."""

GUTTER = 62.0
"""Points left of the drawing: the scale, and the names of the rows."""

TITLE, TIMES, LANE = 36.0, 18.0, 15.0
"""Heights of the title with the names of what happened, of the times, and of a sensitivity's row."""

NARROWEST = 2.5
"""Points of a bar."""

LETTER, UNIT = 6.5, 150.0
"""Points of a letter of a title or a name, about, and of what a bar stands for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a panel's drawing stands on the page, and how minutes and counts fall on it."""

    x: float
    y: float
    width: float
    height: float
    since: int
    until: int
    top: int

    def across(self, minute: int) -> float:
        """The x of a minute."""
        share = (minute - self.since) / (self.until - self.since)
        return self.x + min(1.0, max(0.0, share)) * self.width

    def up(self, count: float) -> float:
        """The y of a count; what is above the scale is cut."""
        return self.y + self.height * (1 - min(1.0, height(count, self.top)))


def panel_height(panel: Panel, tall: float) -> float:
    """How much room a panel takes whose drawing is so tall."""
    return TITLE + tall + TIMES + LANE * len(panel.lanes)


def panel_shapes(panel: Panel, x: float, y: float, width: float, tall: float) -> Iterator[Shape]:
    """The shapes of a panel, from its upper left corner."""
    bars = fitted(panel.bars, int((width - GUTTER) / NARROWEST))
    until = bars[-1].minute + bars[-1].width
    frame = Frame(x + GUTTER, y + TITLE, width - GUTTER, tall, panel.since, until, scale_top(bars))
    yield Words(x, y + 13, cut(panel.title, int((width - UNIT) / LETTER)), 12, INK)
    yield Words(x + width, y + 13, f"{per(bars[0].width)} · {panel.clock}", 10, PALE, "end")
    for zone in panel.zones:
        yield from _happened(zone, frame)
    yield from _expected(bars, frame)
    yield from _counts(bars, frame)
    yield from _scale(frame)
    yield from _roofs(panel.zones, frame)
    yield from _times(panel, frame)
    for place, lane in enumerate(panel.lanes):
        yield from _called(lane, frame, frame.y + tall + TIMES + LANE * (place + 0.5))


def _happened(zone: Zone, frame: Frame) -> Iterator[Shape]:
    left, right = frame.across(zone.since), frame.across(zone.until)
    yield Box(left, frame.y, max(1.0, right - left), frame.height, CRISIS if zone.kind == "crisis" else MINOR)


def _roofs(zones: Sequence[Zone], frame: Frame) -> Iterator[Shape]:
    """Strips above the drawing, which no band covers, with their names where there is room."""
    free = frame.x
    for zone in zones:
        left, right = frame.across(zone.since), frame.across(zone.until)
        yield Box(left, frame.y - 3, max(2.0, right - left), 3, CRISIS_ROOF if zone.kind == "crisis" else MINOR_ROOF)
        wide = cells(zone.name) * LETTER
        start = min(left, frame.x + frame.width - wide)
        if start >= free:
            yield Words(start, frame.y - 6, zone.name, 9, PALE)
            free = start + wide


def _expected(bars: Sequence[Bar], frame: Frame) -> Iterator[Shape]:
    """The band in steps, one piece for each run of bars of which something was expected."""
    for known in _runs(bars):
        above = [(x, frame.up(bar.high)) for bar in known for x in _sides(bar, frame)]
        below = [(x, frame.up(bar.low)) for bar in reversed(known) for x in reversed(_sides(bar, frame))]
        yield Area((*above, *below), BAND)
    for hole, run in groupby(bars, key=lambda bar: bar.is_hole):
        if hole:
            unseen = list(run)
            left, right = _sides(unseen[0], frame)[0], _sides(unseen[-1], frame)[1]
            yield Box(left, frame.y, right - left, frame.height, UNSEEN)


def _counts(bars: Sequence[Bar], frame: Frame) -> Iterator[Shape]:
    floor = frame.y + frame.height
    for bar in bars:
        left, right = _sides(bar, frame)
        gap = 0.5 if right - left > 3 else 0.0
        for count, colour in ((bar.total, BAR), (bar.negative, NEGATIVE)):
            if count:
                yield Box(left, frame.up(count), right - left - gap, floor - frame.up(count), colour)
    for run in _runs(bars):
        yield Stroke(tuple((x, frame.up(bar.expected or 0.0)) for bar in run for x in _sides(bar, frame)), EXPECTED)


def _scale(frame: Frame) -> Iterator[Shape]:
    for count in (0, frame.top / 4, frame.top):
        y = frame.up(count)
        if count:
            yield Stroke(((frame.x, y), (frame.x + frame.width, y)), RULE, 0.5)
        yield Words(frame.x - 6, y + 3, figure(count), 9, PALE, "end")
    floor = frame.y + frame.height
    yield Stroke(((frame.x, floor), (frame.x + frame.width, floor)), PALE, 0.75)


def _times(panel: Panel, frame: Frame) -> Iterator[Shape]:
    floor = frame.y + frame.height
    for minute, told in hands(panel.since, panel.until, panel.clock, int(frame.width / 60)):
        x = frame.across(minute)
        yield Stroke(((x, floor), (x, floor + 3)), PALE, 0.75)
        yield Words(x, floor + 13, told, 9, PALE, "middle")


def _called(lane: Lane, frame: Frame, y: float) -> Iterator[Shape]:
    yield Words(frame.x - 6, y + 3, lane.sensitivity, 9, INK, "end")
    yield Stroke(((frame.x, y), (frame.x + frame.width, y)), RULE, 0.5)
    for since, until in lane.stretches:
        yield Stroke(((frame.across(since), y), (max(frame.across(until), frame.across(since) + 1), y)), PALE, 2)
    for mark in sorted(lane.marks, key=lambda mark: -mark.severity):  # the gravest is not covered
        yield sign(mark.severity, frame.across(mark.minute), y)


def sign(severity: Severity, x: float, y: float) -> Shape:
    """The shape of a level around a point."""
    match severity:
        case 1:
            return Box(x - 4, y - 4, 8, 8, LEVELS[1])
        case 2:
            return Area(((x, y - 5), (x + 5, y + 4), (x - 5, y + 4)), LEVELS[2])
        case 3:
            return Area(((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)), LEVELS[3])
        case 4:
            return Area(
                ((x - 2, y - 4), (x + 2, y - 4), (x + 4, y), (x + 2, y + 4), (x - 2, y + 4), (x - 4, y)), LEVELS[4]
            )


def _sides(bar: Bar, frame: Frame) -> tuple[float, float]:
    return frame.across(bar.minute), frame.across(bar.minute + bar.width)


def _runs(bars: Sequence[Bar]) -> Iterator[list[Bar]]:
    """Neighbours of which something was expected."""
    for known, run in groupby(bars, key=lambda bar: bar.expected is not None and not bar.is_hole):
        if known:
            yield list(run)
