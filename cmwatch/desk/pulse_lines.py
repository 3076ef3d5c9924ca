"""The pulse as lines of ink: pure functions from bars to text, so that a test can read the drawing."""

from collections.abc import Sequence

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span
from cmwatch.model import PulseBin

AXIS = 6
"""Cells left of the bars: the scale."""

EIGHTHS = " ▁▂▃▄▅▆▇█"
BAND, NEGATIVE, GAP = "░", "▓", "╌"


def scale_top(bins: Sequence[PulseBin]) -> int:
    """A round figure above everything drawn."""
    highest = max((max(float(bar.total), bar.high if bar.expected is not None else 0.0) for bar in bins), default=1.0)
    step = 1
    while True:
        for factor in (4, 6, 8, 10, 20, 30):
            if step * factor >= highest:
                return step * factor
        step *= 10


def figure(n: int) -> str:
    """A figure of the scale in four cells."""
    return str(n) if n < 10_000 else f"{n // 1000}k" if n < 1_000_000 else f"{n // 1_000_000}M"


def cell(bar: PulseBin, row: int, rows: int, top: int) -> Span:
    """What stands in one cell of a bar; row 0 is the lowest."""
    if bar.gap and not bar.total:
        return (GAP, "gap")
    height = bar.total / top * rows
    negative = bar.negative / top * rows
    if height > row:
        part = min(1.0, height - row)
        if negative >= row + min(part, 0.5):
            return (NEGATIVE if part == 1.0 else EIGHTHS[max(1, round(part * 8))], "bar-negative")
        return (EIGHTHS[max(1, round(part * 8))], "bar")
    if bar.gap:
        return (GAP, "gap")
    if bar.expected is not None and bar.low / top * rows <= row + 0.75 and bar.high / top * rows >= row + 0.25:
        return (BAND, "band")
    return (" ", "text")


def merged(spans: Sequence[Span]) -> Line:
    """Neighbours of the same role as one piece."""
    out: list[Span] = []
    for text, role in spans:
        if out and out[-1][1] == role:
            out[-1] = (out[-1][0] + text, role)
        else:
            out.append((text, role))
    return tuple(out)


def pulse_lines(
    bins: Sequence[PulseBin], clock: Clock, width: int, height: int, chosen: int | None
) -> tuple[Line, ...]:
    """The chart: bars over their expected band, a scale on the left, times below."""
    shown = tuple(bins)[-max(1, width - AXIS) :]
    if chosen is not None:
        chosen -= len(bins) - len(shown)
    rows, top = height - 1, scale_top(shown)
    blank = max(0, width - AXIS - len(shown))
    lines: list[Line] = []
    for row in range(rows - 1, -1, -1):
        label = {rows - 1: figure(top), 0: "0"}.get(row, figure(top // 2) if rows >= 5 and row == rows // 2 else "")
        spans: list[Span] = [(f"{label:>{AXIS - 2}} {'┤' if label else '│'}", "dim"), (" " * blank, "text")]
        for n, bar in enumerate(shown):
            glyph, role = cell(bar, row, rows, top)
            spans.append((glyph, "marked" if n == chosen and role in ("text", "band") else role))
        lines.append(merged(spans))
    return (*lines, _times(shown, clock, width, blank, chosen))


def _times(bins: Sequence[PulseBin], clock: Clock, width: int, blank: int, chosen: int | None) -> Line:
    text = [" "] * (width - AXIS)
    labels = [(blank + place, bins[place]) for place in range(0, max(1, len(bins) - 12), 14)]
    for place, bar in (*labels, (width - AXIS - 5, bins[-1])):
        for offset, character in enumerate(f"{clock.local(bar.at):%H:%M}"):
            if 0 <= place + offset < len(text):
                text[place + offset] = character
    spans: list[Span] = [(" " * AXIS, "dim"), *((character, "dim") for character in text)]
    if chosen is not None:
        spans[1 + blank + chosen] = ("▲", "accent")
    return merged(spans)


def pulse_line(bins: Sequence[PulseBin], caption: str, width: int, chosen: int | None) -> Line:
    """The pulse on one line: a bar's height in eighths, bars above their band marked, holes hatched."""
    newest = f" {bins[-1].total}" if bins else ""
    shown = tuple(bins)[-max(1, width - len(caption) - len(newest) - 1) :]
    offset = len(bins) - len(shown)
    top = max(scale_top(shown), 1)
    spans: list[Span] = [(caption + " ", "dim")]
    for n, bar in enumerate(shown):
        if bar.gap and not bar.total:
            glyph, role = GAP, "gap"
        else:
            glyph = EIGHTHS[max(1, min(8, round(bar.total / top * 8)))]
            above = bar.expected is not None and bar.total > bar.high
            role = "bar-negative" if above and bar.negative * 2 > bar.total else "bar" if above else "dim"
        spans.append(("▲" if chosen is not None and n + offset == chosen else glyph, role))
    return merged([*spans, (newest, "strong")])
