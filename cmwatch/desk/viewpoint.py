"""How this person looks at the picture: zone, watch, filter, range and open case. It outlives a switch of room."""

from dataclasses import dataclass, field
from datetime import datetime

from cmwatch.desk.clock import ZONE_CHOICES, Clock, ZoneChoice, zone_of
from cmwatch.model import View

BIN_MINUTES = (1, 2, 5, 10, 15, 30, 60, 180)
"""Lengths of a bar of the pulse; with the width of the chart they make its range."""


@dataclass(slots=True)
class Viewpoint:
    """State of one desk."""

    home_zone: str
    """Where no watch names a zone."""
    zone: ZoneChoice = "watch"
    watch: str | None = None
    """Name of the watch looked at; None for all."""
    query: str = ""
    """The filter of the feed."""
    bin_minutes: int = 5
    case: str | None = None
    """The incident that room 2 shows and evidence goes to."""
    undoable: list[str] = field(default_factory=list)

    def clock(self, view: View) -> Clock:
        """The clock that fits the watch looked at."""
        return Clock(view.now, zone_of(self.zone, self.zone_name(view)))

    def clock_in(self, zone: str, now: datetime) -> Clock:
        """The clock of something that has a zone of its own, such as an incident."""
        return Clock(now, zone_of(self.zone, zone))

    def zone_name(self, view: View) -> str:
        """IANA name of the zone of the watch looked at."""
        chosen = next((watch for watch in view.watches if self.watch in (None, watch.name)), None)
        return chosen.zone if chosen else self.home_zone

    def next_zone(self) -> None:
        """Watch, UTC, local, and round again."""
        self.zone = ZONE_CHOICES[(ZONE_CHOICES.index(self.zone) + 1) % len(ZONE_CHOICES)]

    def next_watch(self, view: View) -> None:
        """All watches, then each in turn."""
        names: list[str | None] = [None, *(watch.name for watch in view.watches)]
        self.watch = names[(names.index(self.watch) + 1) % len(names)] if self.watch in names else None

    def reach(self, step: int) -> None:
        """Make the bars longer (1) or shorter (−1)."""
        place = BIN_MINUTES.index(self.bin_minutes) + step
        self.bin_minutes = BIN_MINUTES[max(0, min(place, len(BIN_MINUTES) - 1))]
