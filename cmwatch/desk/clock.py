"""Times as a person reads them: in a zone that is always named by its offset, and as an age."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cmwatch.words import _, whole

ZoneChoice = Literal["watch", "utc", "local"]
"""Whose time is shown; `T` goes round."""

ZONE_CHOICES: tuple[ZoneChoice, ...] = ("watch", "utc", "local")


def zone_of(choice: ZoneChoice, watch_zone: str) -> tzinfo | None:
    """The zone of this choice; None means the system's own."""
    if choice == "utc":
        return UTC
    if choice == "local":
        return None
    try:
        return ZoneInfo(watch_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment that is shown, and the zone it is read in."""

    now: datetime
    """Event time, aware."""
    zone: tzinfo | None

    def local(self, at: datetime) -> datetime:
        """The same moment in the zone shown."""
        return at.astimezone(self.zone)

    def offset(self, at: datetime) -> str:
        """The zone's offset then: `+01`, `+05:30`."""
        text = self.local(at).strftime("%z") or "+0000"
        return text[:3] if text[3:5] == "00" else f"{text[:3]}:{text[3:5]}"

    def time(self, at: datetime) -> str:
        """`01:52`, with the date before it if that is another day."""
        local = self.local(at)
        shape = "%H:%M" if local.date() == self.local(self.now).date() else "%Y-%m-%d %H:%M"
        return local.strftime(shape)

    def stamp(self, at: datetime) -> str:
        """`01:58 +01`."""
        return f"{self.time(at)} {self.offset(at)}"

    def exact(self, at: datetime) -> str:
        """`2026-03-02 01:58:07 +01`."""
        return f"{self.local(at):%Y-%m-%d %H:%M:%S} {self.offset(at)}"

    def age(self, at: datetime) -> str:
        """How long ago: `12 s`, `34 min`, `3 h`, `2 d`."""
        return lasting(self.now - at)


def lasting(length: timedelta) -> str:
    """A length of time in its largest sensible unit."""
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return _("{n} s", n=seconds)
    if seconds < 7200:
        return _("{n} min", n=seconds // 60)
    if seconds < 172_800:
        return _("{n} h", n=seconds // 3600)
    return _("{n} d", n=whole(seconds // 86_400))
