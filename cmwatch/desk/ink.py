"""Ink: everything the desk draws itself is lines of (text, role); only the stylesheet knows colours."""

import re
from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

Span = tuple[str, str]
"""A piece of text and its role, such as `dim` or `negative`."""

Line = tuple[Span, ...]
"""One line of a screen."""

ROLES = (
    *("text", "strong", "author", "dim", "faint", "accent", "heading", "struck", "warn", "good", "cursor", "marked"),
    *("negative", "neutral", "positive", "unsure", "level-1", "level-2", "level-3", "level-4"),
    *("bar", "bar-negative", "band", "gap", "key"),
)
"""Each has a component class `ink--<role>` in the stylesheet."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\n\t]+")
_GAP = re.compile(r" (?!%(?: |$))")
"""Where a line may break: a figure keeps its per cent sign."""


def block(text: str) -> str:
    """The text without anything that could steer a terminal; line breaks stay."""
    return _CONTROL.sub("", text).expandtabs(4)


def plain(text: str) -> str:
    """The text on one line, without anything that could steer a terminal.

    Mentions arrive clean; this is the last door, for whatever else reaches the screen.
    """
    return _CONTROL.sub("", _BREAKS.sub(" ", text))


def content(text: str) -> Content:
    """The text as Textual's own widgets may show it: one line, no markup, nothing that steers."""
    return Content(plain(text))


def cells(line: Line) -> int:
    """Width of a line in terminal cells."""
    return sum(cell_len(text) for text, _role in line)


def clip(text: str, width: int) -> str:
    """The text cut to `width` cells, with an ellipsis if anything was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…" if width > 0 else ""


def column(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells."""
    text = clip(text, width)
    space = " " * (width - cell_len(text))
    return space + text if right else text + space


def fit(line: Line, width: int) -> Line:
    """The line cut to `width` cells, with an ellipsis if anything was cut."""
    if cells(line) <= width:
        return line
    kept: list[Span] = []
    left = width - 1
    for text, role in line:
        if cell_len(text) > left:
            kept.append((set_cell_size(text, max(0, left)).rstrip() + "…", role))
            break
        kept.append((text, role))
        left -= cell_len(text)
    return tuple(kept)


def spread(left: Line, right: Line, width: int) -> Line:
    """Both ends of a line pushed apart; the left end is cut where they would meet."""
    room = width - cells(right)
    if room < 8:
        return fit((*left, (" ", "text"), *right), width)
    left = fit(left, room - 1)
    return (*left, (" " * (room - cells(left)), "text"), *right)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words where there are any."""
    lines: list[str] = []
    for paragraph in block(text).split("\n"):
        current = ""
        for word in _GAP.split(paragraph):
            candidate = f"{current} {word}" if current else word
            if cell_len(candidate) <= width:
                current = candidate
                continue
            if current:
                lines.append(current)
            *full, current = _broken(word, max(1, width))
            lines.extend(full)
        lines.append(current)
    return lines


def _broken(word: str, width: int) -> list[str]:
    pieces: list[str] = []
    piece, used = "", 0
    for character in word:
        size = cell_len(character)
        if used + size > width and piece:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += size
    return [*pieces, piece]


class Inked(Widget):
    """A widget that draws lines of ink."""

    COMPONENT_CLASSES = {f"ink--{role}" for role in ROLES}  # noqa: RUF012 - as Textual types it

    _palette: tuple[Mapping[str, Style], Mapping[str, Style]] | None = None

    def palette(self, *, selected: bool = False) -> Mapping[str, Style]:
        """The style of each role here and now, on the cursor's background if `selected`."""
        if self._palette is None:
            usual = {role: self.get_component_rich_style(f"ink--{role}") for role in ROLES}
            ground = Style(bgcolor=usual["cursor"].bgcolor)
            self._palette = usual, {role: style + ground for role, style in usual.items()}
        return self._palette[selected]

    def notify_style_update(self) -> None:
        """Forget colours when the theme or the focus changed."""
        super().notify_style_update()
        self._palette = None

    def strip(self, line: Line, width: int, *, selected: bool = False) -> Strip:
        """The line as Textual wants it, exactly `width` cells wide."""
        styles = self.palette(selected=selected)
        segments = [Segment(plain(text), styles[role]) for text, role in fit(line, width)]
        return Strip(segments).adjust_cell_length(width, styles["text"])


def joined(parts: Sequence[Line], between: Span = ("  ", "dim")) -> Line:
    """The parts that hold something, with a separator between them."""
    out: list[Span] = []
    for part in parts:
        if part:
            out.extend((between, *part) if out else part)
    return tuple(out)
