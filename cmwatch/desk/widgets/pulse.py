"""The pulse: how much is said, against what was expected, with holes that never look like calm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Inked, Line
from cmwatch.desk.pulse_lines import AXIS, pulse_line, pulse_lines
from cmwatch.model import PulseBin
from cmwatch.words import _, counted, number, whole


class Pulse(Inked, can_focus=True):
    """A chart with a cursor on one of its bars."""

    @dataclass
    class Opened(Message):
        """The person wants the mentions behind a bar."""

        bin: PulseBin

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bins: Sequence[PulseBin] = ()
        self._clock: Clock | None = None
        self._at: datetime | None = None
        self._lines: tuple[Line, ...] = ()
        self.caption = ""
        """How long a bar and the whole are, for where there is no border to say it."""

    @property
    def bars(self) -> int:
        """How many bars there is room for."""
        return max(1, self.content_size.width - AXIS)

    @property
    def chosen(self) -> int | None:
        """Index of the bar under the cursor."""
        return next((n for n, bar in enumerate(self._bins) if bar.at == self._at), None)

    def show(self, bins: Sequence[PulseBin], clock: Clock) -> None:
        """Show these bars, oldest first."""
        self._bins, self._clock = bins, clock
        self.refresh()

    def step(self, by: int) -> None:
        """Move the cursor; it starts at the newest bar."""
        if self._bins:
            here = self.chosen
            place = len(self._bins) - 1 if here is None else max(0, min(len(self._bins) - 1, here + by))
            self._at = self._bins[place].at
            self.refresh()

    def open(self) -> None:
        """Open the bar under the cursor, or the newest."""
        if self._bins:
            if self.chosen is None:
                self.step(0)
            self.post_message(self.Opened(self._bins[self.chosen or 0]))

    def release(self) -> None:
        """Take the cursor away."""
        self._at = None
        self.refresh()

    def reading(self) -> str:
        """The figures of the bar under the cursor, in words; empty without one."""
        if self.chosen is None or self._clock is None:
            return ""
        bar = self._bins[self.chosen]
        when = self._clock.time(bar.at)
        if bar.gap and not bar.total:
            return _("{time} · not observed", time=when)
        parts = [when, counted("{n} mention", "{n} mentions", bar.total), _("{n} negative", n=whole(bar.negative))]
        if bar.expected is not None:
            parts.append(
                _(
                    "expected {expected} [{low}–{high}]",
                    expected=number(bar.expected),
                    low=number(bar.low, 0),
                    high=number(bar.high, 0),
                )
            )
        if bar.gap:
            parts.append(_("partly not observed"))
        return " · ".join(parts)

    def on_click(self, event: events.Click) -> None:
        """Choose the bar the mouse points at; twice opens."""
        place = event.x - self.gutter.left - AXIS - (self.bars - len(self._bins))
        if 0 <= place < len(self._bins):
            self._at = self._bins[place].at
            self.refresh()
            if event.chain > 1:
                self.open()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the chart once a paint, then cut it into lines."""
        width, height = self.content_size
        if self._clock is None or not self._bins:
            self._lines = (((_("no pulse yet"), "dim"),),)
        elif height <= 2:
            self._lines = (pulse_line(self._bins, self.caption, width, self.chosen),)
        else:
            self._lines = pulse_lines(self._bins, self._clock, width, height, self.chosen)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the chart; a chart of one line is a sparkline."""
        return self.strip(self._lines[y] if y < len(self._lines) else (), self.content_size.width)
