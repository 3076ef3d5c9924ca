"""A configuration that was understood: values only, every default filled in."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import SourceConfig
from cmwatch.model import PlannedEvent, Severity, Watch

Locale = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Config:
    """All of it."""

    me: str | None = None
    """Who acts, in the log; None means the login name."""
    locale: Locale | None = None
    """Language of the interface; None means the system's."""
    zone: str = "UTC"
    """IANA name."""
    retention_days: int = 365
    bell: bool = True
    title: bool = True
    """Whether the terminal's title tells of an alert."""
    notify_cmd: tuple[str, ...] | None = None
    """Program and arguments that get an alert as JSON on standard input; never a shell."""
    notify_severity: Severity = 3
    """The least grave severity that is notified."""
    refresh_hz: int = 4
    """Looks of the desk a second."""
    watches: tuple[Watch, ...] = ()
    events: tuple[PlannedEvent, ...] = ()
    sources: tuple[SourceConfig, ...] = ()
