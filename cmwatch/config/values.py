"""A configuration that was understood: values only, every default filled in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cmwatch.config.secret import Secret
from cmwatch.model import PlannedEvent, Severity, Watch

Locale = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class MastodonConfig:
    """A server of the fediverse, asked for hashtags and searches."""

    name: str
    server: str
    """Base address without a trailing slash."""
    hashtags: tuple[str, ...] = ()
    """Without #."""
    search: tuple[str, ...] = ()
    stream: bool = False
    """Whether hashtags are also streamed; needs a token."""
    token: Secret | None = None
    every_seconds: int = 60
    allow_private: bool = False
    """Whether an address inside one's own network may be asked."""
    network: Literal["mastodon"] = "mastodon"


@dataclass(frozen=True, slots=True)
class RssConfig:
    """An RSS or Atom feed."""

    name: str
    url: Secret
    """Secret in any case: some feeds are known to whoever knows their address."""
    every_seconds: int = 300
    allow_private: bool = False
    network: Literal["rss"] = "rss"


@dataclass(frozen=True, slots=True)
class JsonlConfig:
    """A file of recorded mentions, one JSON object a line."""

    name: str
    path: Path
    follow: bool = True
    """Whether what is appended later is read too."""
    network: Literal["jsonl"] = "jsonl"


SourceConfig = MastodonConfig | RssConfig | JsonlConfig


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
