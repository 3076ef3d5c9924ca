"""What is watched, and what could not be seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Sensitivity = Literal["calm", "balanced", "sharp"]
"""A budget of 0.25, 1 or 4 false alarms a week."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One question asked of the networks on behalf of a brand."""

    name: str
    """Unique: `Brand`, or `Brand ▸ Watch` where a brand has several."""
    brand: str
    query: str
    """In the query language; empty matches whatever carries `brand`."""
    languages: tuple[str, ...] = ("en", "fr")
    """ISO 639-1; the first is assumed for a text too short to tell."""
    zone: str = "UTC"
    """IANA name."""
    sources: tuple[str, ...] = ()
    """Names of the configured sources it listens to; empty means all."""
    sensitivity: Sensitivity = "balanced"
    handles: tuple[str, ...] = ()
    """The brand's own handles, casefolded, without @."""
    vips: tuple[str, ...] = ()
    """Accounts whose single word matters, casefolded: `handle@network`, or `handle` on any network."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time that was not observed. It is unknown, not zero."""

    watch: str
    since: datetime
    until: datetime | None
    """None while it lasts."""
    inferred: bool
    """Whether it was concluded from an unbelievable silence rather than told by a source."""
    cause: str = ""
