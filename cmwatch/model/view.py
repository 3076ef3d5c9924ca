"""What the screen looks at: an immutable picture of the monitor, with a revision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cmwatch.model.alert import Alert
from cmwatch.model.mention import Item
from cmwatch.model.watch import Gap, Watch

Mode = Literal["live", "replay", "demo", "follow"]
"""`follow`: another process collects, this one reads along."""

SourceState = Literal[
    "waiting", "live", "catching up", "rate limited", "degraded", "needs login", "refused", "paused", "silent", "ended"
]
"""`needs login`, `refused` (a feed that is gone) and `paused` need a person; the others mend themselves."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a network still allows."""

    limit: float | None
    """Requests in a window; None if it does not say."""
    remaining: float
    resets_at: datetime | None
    """When it is full again, on our clock (aware UTC); None if it does not say."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source is."""

    name: str
    network: str
    state: SourceState
    per_minute: float
    delivered: int
    last_at: datetime | None
    """Arrival of the newest mention."""
    problem: str
    """Why it is not live, in the person's language; empty if it is."""
    next_try: datetime | None
    shed: int = 0
    """Frames dropped before matching, by a firehose only."""
    budget: Budget | None = None
    """None where the network does not tell, or has not been asked yet."""
    lag_seconds: float | None = None
    """How long after it was said the newest mention arrived; None before there is one."""
    variables: tuple[str, ...] = ()
    """Environment variables that its login is read from."""
    paused_at: datetime | None = None
    """Since when a person has paused it; None if nobody has."""
    paused_by: str = ""


@dataclass(frozen=True, slots=True)
class PulseBin:
    """One bar of the pulse."""

    at: datetime
    """Start of the bin, aware UTC."""
    total: int
    negative: int
    expected: float | None
    """None before there is a baseline."""
    low: float
    high: float
    gap: bool
    """Whether any part of it was not observed."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts since the start of the session (the archive's are asked by query)."""

    items: int = 0
    authors: int = 0
    originals: int = 0
    duplicates: int = 0
    unmatched: int = 0
    unreadable: int = 0
    own: int = 0
    """Messages of the brand's own voice, which count nowhere else."""


@dataclass(frozen=True, slots=True)
class View:
    """One picture. Equal revisions mean equal pictures."""

    revision: int
    now: datetime
    """Event time: the clock in live use, the newest mention in a replay."""
    mode: Mode
    watches: tuple[Watch, ...]
    feed: tuple[Item, ...]
    """The newest items, oldest first; a bounded ring."""
    feed_start: int
    """Absolute number of `feed[0]`, counted from the first item ever shown."""
    alerts: tuple[Alert, ...]
    """Those not closed, gravest first."""
    sources: tuple[SourceHealth, ...]
    gaps: tuple[Gap, ...]
    tally: Tally
    unanswered: int
    """Questions and messages addressed to the brand without a reply from it, in the last day."""
    oldest_unanswered: datetime | None
    progress: float | None
    """0 … 1 of a recording, if known."""
    notice: str = ""
    """One line the person should know, such as who else is collecting."""
    amended: tuple[Item, ...] = ()
    """Items that were corrected, edited or deleted of late, as they are now."""
