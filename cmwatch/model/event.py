"""What a brand has planned, so that it is expected and not mistaken for an alarm."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """A campaign, a contest, a launch: more will be said, and that is no news."""

    name: str
    since: datetime
    """Aware UTC; included."""
    until: datetime
    """Aware UTC; excluded."""
    expect: float = 3.0
    """How many times the usual volume is expected."""
    brand: str = ""
    """Of which brand; empty means of every one."""
    watch: str = ""
    """Of which watch alone; empty means of all of the brand."""
