"""The page of a back-test: each watch from afar, its crises from near, the suggestion above, the signs below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmwatch.alarm.backtest.picture.panel import Panel
from cmwatch.alarm.backtest.picture.plot import (
    BAND,
    BAR,
    CRISIS,
    INK,
    MINOR,
    NEGATIVE,
    PALE,
    UNSEEN,
    panel_height,
    panel_shapes,
    sign,
)
from cmwatch.alarm.backtest.picture.scene import Box, Scene, Shape, Stroke, Words
from cmwatch.model import Severity
from cmwatch.words import _

WIDTH, MARGIN, BETWEEN = 1040.0, 28.0, 26.0

FAR, NEAR = 170.0, 120.0
"""Heights of a drawing of everything, and of a close-up."""

LINE = 145
"""Characters of a line of text that the page is wide enough for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One watch: everything, then its close-ups."""

    whole: Panel
    near: tuple[Panel, ...]


def page(title: str, told: Sequence[str], sheets: Sequence[Sheet]) -> Scene:
    """The scene, as tall as it needs."""
    shapes: list[Shape] = [Words(MARGIN, MARGIN + 12, title, 16, INK)]
    y = MARGIN + 34
    for text in (line for sentence in told for line in _lines(sentence)):
        shapes.append(Words(MARGIN, y, text, 11, PALE))
        y += 16
    y += 10
    for sheet in sheets:
        shapes += panel_shapes(sheet.whole, MARGIN, y, WIDTH - 2 * MARGIN, FAR)
        y += panel_height(sheet.whole, FAR) + BETWEEN
        half = (WIDTH - 2 * MARGIN - BETWEEN) / 2
        for first in range(0, len(sheet.near), 2):
            pair = sheet.near[first : first + 2]
            for place, near in enumerate(pair):
                shapes += panel_shapes(near, MARGIN + place * (half + BETWEEN), y, half, NEAR)
            y += max(panel_height(near, NEAR) for near in pair) + BETWEEN
    shapes += _signs(y)
    return Scene(WIDTH, y + MARGIN, (Box(0, 0, WIDTH, y + MARGIN, "#ffffff"), *shapes))


def _signs(y: float) -> Iterator[Shape]:
    """What the colours and shapes mean."""
    swatches = (
        (BAR, _("mentions")), (NEGATIVE, _("negative")), (BAND, _("expected")), (UNSEEN, _("not observed")),
        (CRISIS, _("crisis")), (MINOR, _("minor")),
    )  # fmt: skip
    x = MARGIN
    for fill, told in swatches:
        yield Box(x, y - 8, 14, 10, fill)
        yield Words(x + 19, y, told, 10, PALE)
        x += 38 + 6 * len(told)
    levels: tuple[Severity, ...] = (1, 2, 3)
    for place, severity in enumerate(levels):
        yield sign(severity, x + 6 + place * 16, y - 3)
    yield Words(x + 54, y, _("calls"), 10, PALE)
    x += 74 + 6 * len(_("calls"))
    yield Stroke(((x, y - 3), (x + 16, y - 3)), PALE, 2)
    yield Words(x + 21, y, _("stands"), 10, PALE)
    yield Words(WIDTH - MARGIN, y, _("square-root scale"), 10, PALE, "end")


def _lines(sentence: str) -> list[str]:
    lines = [""]
    for word in sentence.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE:
            lines.append("")
        lines[-1] += f"{' ' if lines[-1] else ''}{word}"
    return lines
