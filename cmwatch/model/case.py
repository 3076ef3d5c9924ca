"""A case: an incident with its log, as values. The log is the truth; the rest is read from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cmwatch.model.alert import Alert, Severity

Status = Literal["open", "contained", "recovering", "closed", "reopened", "reviewed", "archived"]
"""Where an incident is in its life."""

Role = Literal[
    "lead", "scribe", "voice", "deputy", "expert", "approver", "liaison_internal", "liaison_press",
    "campaign", "moderator", "observer",
]  # fmt: skip
"""The hats of an incident (Pilote, Main courante, Voix, …)."""

Kind = Literal[
    "signal", "alert", "ack", "declare", "severity", "status", "assign", "claim", "fact", "claim_unverified",
    "decision", "hold", "action", "action_update", "comms_internal", "comms_external", "reply", "approval",
    "moderation", "pause", "resume_item", "media_enquiry", "expert_request", "expert_answer", "promise",
    "promise_update", "handover", "handover_accept", "sitrep", "coverage_gap", "evidence", "note", "correction",
    "redaction", "seal", "close", "review", "comment",
]  # fmt: skip
"""What an entry records. Kinds that nothing writes yet are listed so that a log of a later day can be read."""

Precision = Literal["exact", "±5 min", "day"]
Confidence = Literal["confirmed", "probable", "unverified", "refuted"]
Posture = Literal["inform", "instruct", "deny", "qualify", "apologise", "repair", "thank", "silence"]
"""Our stance: informer, donner une consigne, démentir, nuancer, s'excuser, réparer, remercier, se taire."""
ActionState = Literal["open", "done", "dropped"]
Visibility = Literal["internal", "legal-privileged", "exec", "shareable"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A capture beside the case file."""

    capture: str
    """File name inside the case's `captures` folder."""
    sha256: str
    """Of the bytes of that file."""
    key: str
    """`source:id` of the mention."""
    source: str
    author: str
    url: str | None
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures of an alert at the moment it was written down."""

    watch: str
    channel: str
    window_minutes: int
    observed: int
    expected: float
    band: tuple[float, float]
    factor: float
    p_value: float
    authors: int
    originals: int
    negative_share: float | None = None
    negative_band: tuple[float, float] | None = None
    immature_days: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why."""

    choice: str
    why: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    reversible: bool | None = None
    relook_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, or news of it (`of` names the entry it is news of)."""

    state: ActionState = "open"
    owner: str | None = None
    due: datetime | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Comms:
    """A text of ours that went out, or was handed over to go out."""

    network: str
    text_hash: str
    """SHA-256 of the text in UTF-8."""
    template: str | None = None
    """`fr/T3@1`; None for a free text."""
    wording: int | None = None
    """Number of the wording within the template, from 0."""
    posture: Posture | None = None
    audience: str = "public"
    language: str | None = None
    approved_by: tuple[str, ...] = ()
    published_at: datetime | None = None
    url: str | None = None
    next_update_at: datetime | None = None
    answers: str | None = None
    """`source:id` of the mention answered."""


@dataclass(frozen=True, slots=True)
class Links:
    """What an entry hangs on: numbers of entries of the same case."""

    supersedes: int | None = None
    caused_by: int | None = None
    duplicates: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the case that an entry changes. Never withheld, so that the state can always be read."""

    field: Literal["status", "severity", "role"]
    after: str
    before: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Redaction:
    """Which entry's content was withheld, and on what ground."""

    seq: int
    reason: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is written: what a person has to say."""

    kind: Kind
    text: str = ""
    subject: str = ""
    """At most 120 characters; longer ones are cut with an ellipsis."""
    occurred_at: datetime | None = None
    """None means now."""
    occurred_precision: Precision = "exact"
    hat: Role | None = None
    """None means the hat of the actor that suits the kind."""
    on_behalf_of: str | None = None
    source: str = "human"
    """`human`, `rule(id@version)`, `system` or `import(name)`."""
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()
    metrics: Metrics | None = None
    decision: Decision | None = None
    action: Action | None = None
    comms: Comms | None = None
    links: Links = Links()
    tags: tuple[str, ...] = ()
    pin: bool = False
    visibility: Visibility = "internal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the log. It is never edited: a correction is a new entry."""

    id: str
    """ULID."""
    seq: int
    """1, 2, 3, … within the case."""
    case: str
    drill: bool
    occurred_at: datetime
    occurred_precision: Precision
    recorded_at: datetime
    clock_back_seconds: int
    """How far the writer's clock stood behind the entry before; 0 if it did not."""
    tz: str
    actor: str
    hat: Role | None
    on_behalf_of: str | None
    kind: Kind
    source: str
    links: Links
    pin: bool
    visibility: Visibility
    changes: tuple[Change, ...]
    redacts: Redaction | None
    withheld: bool
    """Whether the content below was removed by a redaction; the hash of it stays."""
    prev: str
    hash: str
    subject: str = ""
    text: str = ""
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()
    metrics: Metrics | None = None
    decision: Decision | None = None
    action: Action | None = None
    comms: Comms | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known when an incident is declared."""

    title: str
    severity: Severity
    suggested: Severity | None = None
    watches: tuple[str, ...] = ()
    brand: str = ""
    zone: str = "UTC"
    first_mention_at: datetime | None = None
    alert: Alert | None = None
    drill: bool = False
    reason: str = ""
    """Why it is declared, or why at another level than the one suggested."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """When things happened, from the entries. None: not yet, or not known."""

    first_mention_at: datetime | None
    detected_at: datetime | None
    """When the alert opened."""
    acknowledged_at: datetime | None
    declared_at: datetime
    first_capture_at: datetime | None
    first_reply_at: datetime | None
    """First text of ours to the public."""
    contained_at: datetime | None
    closed_at: datetime | None
    """None while it is not closed."""

    def duration(self, at: datetime) -> timedelta:
        """From the declaration to the closing, or to `at` while it lasts."""
        return (self.closed_at or at) - self.declared_at


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action as it stands now."""

    seq: int
    text: str
    state: ActionState
    owner: str | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident and its log."""

    id: str
    """`2026-0042`."""
    title: str
    brand: str
    watches: tuple[str, ...]
    zone: str
    """IANA name, for display."""
    drill: bool
    status: Status
    severity: Severity
    suggested: Severity | None
    roles: tuple[tuple[Role, str], ...]
    """Who wears which hat, the lead first."""
    entries: tuple[Entry, ...]
    superseded: frozenset[int]
    """Numbers of the entries that a later one corrects."""
    actions: tuple[OpenAction, ...]
    clocks: Clocks
    head: str
    """Hash of the last entry."""
    folder: str
    alert_id: str | None = None

    @property
    def lead(self) -> str:
        """Who leads."""
        return next((person for role, person in self.roles if role == "lead"), "")

    @property
    def active(self) -> bool:
        """Whether it is being worked on."""
        return self.status in ("open", "contained", "recovering", "reopened")

    @property
    def open_actions(self) -> tuple[OpenAction, ...]:
        """What remains to be done."""
        return tuple(action for action in self.actions if action.state == "open")

    def wears(self, person: str) -> tuple[Role, ...]:
        """The hats of a person."""
        return tuple(role for role, who in self.roles if who == person)


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One line of the list of incidents."""

    id: str
    title: str
    brand: str
    status: Status
    severity: Severity
    lead: str
    zone: str
    drill: bool
    declared_at: datetime
    closed_at: datetime | None
    entries: int
    updated_at: datetime
    folder: str
    alert_id: str | None = None

    @property
    def active(self) -> bool:
        """Whether it is being worked on."""
        return self.status in ("open", "contained", "recovering", "reopened")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a case found."""

    case: str
    ok: bool
    entries: int
    """Entries checked: up to and including the bad one."""
    bad: str = ""
    """A code, never translated: `entry 7`, `header`, `unreadable at byte 812`; empty if nothing is wrong."""
    detail: str = ""
    """What is wrong with it, in the person's language."""
    head: str = ""
    """Hash of the last entry, to be noted elsewhere."""
    withheld: int = 0
    """Entries whose content was removed by a redaction."""
