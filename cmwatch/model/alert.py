"""An alert: an open episode that needs a human act, with the evidence for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Severity = Literal[1, 2, 3, 4]
"""1 is gravest: red, amber, yellow, green."""

AlertState = Literal["open", "worsened", "acknowledged", "quiet", "closed"]
"""`quiet` has stopped firing and still waits for a person; only a person (or a day of quiet) closes it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of an explanation, as a code and its values; the words come at the edge."""

    code: str
    values: tuple[tuple[str, str | float | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that is said, linked or seen more than before, by log-odds."""

    kind: Literal["term", "hashtag", "link", "source", "author", "language"]
    value: str
    now: int
    """Originals since the onset that have it."""
    before: int
    """Mentions of the comparison period that have it."""
    log_odds: float
    """z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an alert stands, and what would make it nothing."""

    reasons: tuple[Reason, ...] = ()
    doubts: tuple[Reason, ...] = ()
    """What would make it nothing: few authors, near-copies, a gap, an immature baseline."""
    shifts: tuple[Shift, ...] = ()
    samples: tuple[str, ...] = ()
    """Keys (`source:id`) of up to five originals."""
    first: str | None = None
    """Key of the first mention since the onset."""
    relay: str | None = None
    """Key of the mention with the largest known reach or the most reposts."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One episode, from opening to closing, under one id."""

    id: str
    watch: str
    channel: Literal["mentions", "negative"]
    state: AlertState
    severity: Severity
    opened_at: datetime
    updated_at: datetime
    onset: datetime
    """Estimated start of the rise."""
    window_minutes: int
    observed: int
    expected: float
    band: tuple[float, float]
    """90 % band of what was expected in the window."""
    factor: float
    p_value: float
    """Tail probability of the observed count under the baseline."""
    peak: int
    """Highest observed count of the episode, in the same window."""
    opened_with: int
    """The count that opened it, for hysteresis."""
    authors: int
    originals: int
    negative_share: float | None
    """Of the readable originals in the window; None where fewer than five are readable."""
    negative_band: tuple[float, float] | None
    """90 % interval of that share (Wilson)."""
    usual_negative: float | None
    immature_days: int | None
    """Days of history where that is too short to trust the baseline, else None."""
    explanation: Explanation = Explanation()
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
    snoozed_until: datetime | None = None
    closed_by: str | None = None
    close_reason: str | None = None
    """`true`, `false`, `planned`, `duplicate`, `late`, or `unreviewed` after a day of quiet."""
    quiet_at: datetime | None = None
    changed_at: datetime | None = None
    """When its state or severity last changed; None: when it opened."""
    incident: str | None = None
    """Id of the incident declared from it."""
