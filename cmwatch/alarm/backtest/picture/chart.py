"""A panel as lines of text: bars over their expected band, what happened below, then each sensitivity's alarms."""

from collections.abc import Sequence

from cmwatch.alarm.backtest.course import Bar, fitted
from cmwatch.alarm.backtest.picture.cells import cut, right
from cmwatch.alarm.backtest.picture.panel import Panel, kind_name
from cmwatch.alarm.backtest.picture.scales import figure, hands, height, per, scale_top
from cmwatch.alarm.severity import shape
from cmwatch.words import _

GUTTER = 11
"""Cells left of the drawing: the scale, and the names of the rows."""

ROWS = 8

EIGHTHS = " ▁▂▃▄▅▆▇█"
BAND, NEGATIVE, HOLE = "░", "▓", "╌"
STOOD, HAPPENED = "─", "━"


class Columns:
    """Where the minutes of a panel fall on so many cells."""

    def __init__(self, panel: Panel, cells: int) -> None:
        self.bars = fitted(panel.bars, cells)
        self._repeat = max(1, cells // len(self.bars))
        self.cells = self._repeat * len(self.bars)
        self._since, self._width = panel.since, self.bars[0].width

    def bar(self, cell: int) -> Bar:
        """The bar of a cell."""
        return self.bars[cell // self._repeat]

    def cell(self, minute: int) -> int:
        """The cell of a minute."""
        return min(self.cells - 1, (minute - self._since) * self._repeat // self._width)


def chart_lines(panel: Panel, width: int) -> list[str]:
    """The drawing, no line wider than `width` cells."""
    columns = Columns(panel, max(10, width - GUTTER))
    top = scale_top(columns.bars)
    lines = [cut(f"{panel.title} · {per(columns.bars[0].width)} · {panel.clock}", width)]
    for row in range(ROWS - 1, -1, -1):
        value = {ROWS - 1: figure(top), ROWS // 2 - 1: figure(top / 4), 0: "0"}.get(row, "")
        drawn = "".join(_glyph(columns.bar(cell), row, top) for cell in range(columns.cells))
        lines.append(f"{value:>{GUTTER - 2}} {'┤' if value else '│'}{drawn}".rstrip())
    lines.append(_times(panel, columns))
    return [*lines, *_happened(panel, columns), *_called(panel, columns)]


def legend(width: int) -> list[str]:
    """What the signs mean."""
    signs = [
        f"█ {_('mentions')}", f"▓ {_('negative')}", f"░ {_('expected')}", f"╌ {_('not observed')}",
        f"■▲◆ {_('calls')}", f"─ {_('stands')}", f"━ {_('happened')}", _("square-root scale"),
    ]  # fmt: skip
    lines = [""]
    for sign in signs:
        if len(lines[-1]) + len(sign) + 2 > width:
            lines.append("")
        lines[-1] += f"{'  ' if lines[-1] else ''}{sign}"
    return lines


def _glyph(bar: Bar, row: int, top: int) -> str:
    """What stands in one cell of a bar; row 0 is the lowest."""
    if bar.is_hole and not bar.total:
        return HOLE if row == 0 else " "
    tall, negative = height(bar.total, top) * ROWS, height(bar.negative, top) * ROWS
    if tall > row:
        part = min(1.0, tall - row)
        full = part == 1.0 and negative >= row + 0.5
        return NEGATIVE if full else EIGHTHS[max(1, round(part * 8))]
    known = bar.expected is not None
    if known and height(bar.low, top) * ROWS <= row + 0.75 and height(bar.high, top) * ROWS >= row + 0.25:
        return BAND
    return " "


def _times(panel: Panel, columns: Columns) -> str:
    text = [" "] * columns.cells
    for minute, told in hands(panel.since, panel.until, panel.clock, max(1, columns.cells // 9)):
        cell = columns.cell(minute)
        if cell + len(told) <= columns.cells:
            text[cell : cell + len(told)] = told
    return (" " * GUTTER + "".join(text)).rstrip()


def _happened(panel: Panel, columns: Columns) -> list[str]:
    """A row for each kind of label; names stand in the row where they fit."""
    lines = []
    for kind in dict.fromkeys(zone.kind for zone in panel.zones):
        text = [" "] * columns.cells
        for zone in (zone for zone in panel.zones if zone.kind == kind):
            first, last = columns.cell(zone.since), columns.cell(zone.until - 1)
            text[first : last + 1] = HAPPENED * (last + 1 - first)
        lines.append(_row(kind_name(kind), text))
    return lines


def _called(panel: Panel, columns: Columns) -> list[str]:
    lines = []
    for lane in panel.lanes:
        text = [" "] * columns.cells
        for since, until in lane.stretches:
            first, last = columns.cell(since), columns.cell(max(since, until - 1))
            text[first : last + 1] = STOOD * (last + 1 - first)
        for mark in sorted(lane.marks, key=lambda mark: -mark.severity):  # the gravest is not covered
            text[columns.cell(mark.minute)] = shape(mark.severity)
        lines.append(_row(lane.sensitivity, text))
    return lines


def _row(name: str, text: Sequence[str]) -> str:
    return f"{right(cut(name, GUTTER - 2), GUTTER - 2)}  {''.join(text)}".rstrip()
