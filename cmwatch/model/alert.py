"""An alert: an open episode that needs a human act, with the evidence for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Severity = Literal[1, 2, 3, 4]
"""1 is gravest: red, amber, yellow, green."""

AlertState = Literal["open", "worsened", "acknowledged", "quiet", "closed"]
"""`quiet` has stopped firing and still waits for a person; only a person (or a day of quiet) closes it."""


AlertChannel = Literal["mentions", "authors", "negative", "share", "reach", "story", "source", "gate"]
"""What carried the alert: originals, distinct authors, negative originals, the share of negatives, reach, one story,
one source, or a gate on content."""

Nature = Literal["rise", "spam", "good_news"]
"""What the rise is made of, as far as it can be told. Spam and good news are named and do not page."""


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
    """Originals since the onset that have it, of those that were compared (`Compared`)."""
    before: int
    """Originals from before the onset that have it, of those that were compared."""
    log_odds: float
    """z-score of the log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A few mentions that matter by what they say or by who says it, however small the numbers are."""

    kind: Literal["grave", "relay", "velocity"]
    """A grave term, a relay of large reach or of the press, or one post that spreads fast."""
    code: str
    """The risk class of a grave term; else empty."""
    at: datetime
    """When the condition was met."""
    severity: Severity
    """The level that this gate alone calls for (PRODUCT 8)."""
    keys: tuple[str, ...]
    """Keys (`source:id`) of the mentions that met it."""
    word: str = ""
    """The word that was met, or the account that relayed."""
    days: int | None = None
    """First in so many days; None: the first since watching began."""

    @property
    def harmless(self) -> bool:
        """Whether it is a message that goes round and says nothing grave."""
        return self.kind != "grave" and self.severity == 4


@dataclass(frozen=True, slots=True)
class Similar:
    """A past alert that resembles this one, and how it ended."""

    id: str
    opened_at: datetime
    severity: Severity
    channel: str
    ended: str
    """The reason it was closed with; empty while it stands."""
    incident: str | None
    likeness: float
    """0 … 1."""
    terms: tuple[str, ...] = ()
    """What both have in common."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What several people say, of those originals that were compared (`Compared`)."""

    terms: tuple[str, ...]
    """By which it is known, the most telling first."""
    authors: int
    """Who say it, each counted once."""


@dataclass(frozen=True, slots=True)
class Compared:
    """In which originals was looked for what changed: whole minutes, so that it can be counted again."""

    since: datetime
    until: datetime
    now: int
    """Originals in [since, until)."""
    before_since: datetime
    before_until: datetime
    before: int
    """Originals in [before_since, before_until)."""
    copies: bool = False
    """Whether nobody used words of their own since the onset, so that copies were looked at."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an alert stands, and what would make it nothing."""

    reasons: tuple[Reason, ...] = ()
    """What the figures of the alert do not say themselves."""
    doubts: tuple[Reason, ...] = ()
    """What would make it nothing: few authors, near-copies, a gap, an immature baseline."""
    checked: tuple[Reason, ...] = ()
    """What would make it nothing too, but does not hold; each with its number."""
    unseen: tuple[Reason, ...] = ()
    """What could not be seen when it was last counted: sources down, gaps, networks not watched; or that all was."""
    at: datetime | None = None
    """When reasons and doubts were last counted; None before they were."""
    minutes: int = 0
    """The length of the window up to `at` that they were counted in."""
    cells: tuple[Reason, ...] = ()
    """The cells of the severity matrix that made the level."""
    cells_at: datetime | None = None
    """When they did; a level never falls by itself."""
    cells_minutes: int = 0
    """The length of the window up to `cells_at` that they were counted in."""
    compared: Compared | None = None
    """What `shifts` were counted in."""
    shifts: tuple[Shift, ...] = ()
    arguments: tuple[Argument, ...] = ()
    """What people say; a mention makes the first of those that it fits equally well."""
    samples: tuple[str, ...] = ()
    """Keys (`source:id`) of up to five originals."""
    first: str | None = None
    """Key of the first mention since the onset."""
    relay: str | None = None
    """Key of the mention with the largest known reach or the most reposts."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What an alert was about before something else joined it."""

    channel: AlertChannel
    subject: str
    severity: Severity
    onset: datetime
    since: datetime
    """When the alert came to be about it."""
    until: datetime
    """When the next matter joined."""
    first: str | None
    """Key of its first mention."""
    stories: tuple[str, ...] = ()
    """Messages that went round, whose copies are no part of what came after."""
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """One episode, from opening to closing, under one id."""

    id: str
    watch: str
    channel: AlertChannel
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
    """The usual share of negatives among readable originals."""
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
    peak_at: datetime | None = None
    """The end of the window that counted the peak; None where another channel has counted since."""
    peak_minutes: int = 0
    """The length of that window."""
    negatives: int = 0
    """Negative originals in the window."""
    read: int = 0
    """Originals in the window whose tone could be read."""
    subject: str = ""
    """The source or the story (`source:id` of its first mention) that a channel of one of them is about."""
    evidence: float = 0.0
    """Natural logarithm of the minutes: chance alone shows as much once in so long on quiet weeks."""
    nature: Nature = "rise"
    gates: tuple[Gate, ...] = ()
    planned: tuple[str, ...] = ()
    """Names of the planned events during which it stands."""
    normal_since: datetime | None = None
    """Since when the raised level counts as the usual one."""
    similar: tuple[Similar, ...] = ()
    """Past alerts that resemble it, most alike first."""
    usual_negative_most: float | None = None
    """Upper end of the 90 % interval of the usual share of negatives."""
    half_hours: tuple[int, int] | None = None
    """Originals of the half hour before the last, and of the last; None where they were not counted."""
    milder: Severity | None = None
    """The gravest level that what is seen has called for since `milder_since`; None while it calls for its own."""
    milder_since: datetime | None = None
    lowered_from: Severity | None = None
    """The level that it had when a person last lowered it."""
    lowered_at: datetime | None = None
    earlier: tuple[Matter, ...] = ()
    """What it was about before, oldest first; `onset` and the first mention are those of what it is about now."""

    @property
    def detected_at(self) -> datetime:
        """Since when it is about what it is about now: when that joined it, else when it opened."""
        return self.earlier[-1].until if self.earlier else self.opened_at

    @property
    def telling_gates(self) -> tuple[Gate, ...]:
        """The gates that say what it is about: harmless ones no longer, once something else has joined."""
        return tuple(gate for gate in self.gates if not (gate.harmless and self.earlier))
