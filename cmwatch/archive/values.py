"""What the archive is handed and what it hands back, beside the shared values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cmwatch.model import Alert, Gap, Item, Tone, Version


class BinRow(NamedTuple):
    """The counts of one watch in one minute. A named tuple, because thousands are written and read at once."""

    watch: str
    minute: int
    """Minutes since 1970, UTC."""
    total: int
    originals: int
    negative: int
    read: int
    """Originals whose tone could be read."""
    authors: int | None = None
    """Authors of originals, each once in an hour; None where it was not counted."""
    reach: int | None = None
    """Originals by known followers, weighed; None where it was not counted."""
    story: int | None = None
    """Mentions of the story that was largest over the hour; None where it was not counted."""
    sources: str | None = None
    """Originals of each source, as a JSON object; None where they were not counted."""


Checkpoint = tuple[int, str]
"""What the alarm of a watch had learnt before a minute since 1970, and that minute; JSON that only the alarm reads."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written at once, whole or not at all."""

    items: Sequence[Item] = ()
    fresh: bool = False
    """Whether the collector has asked that each item is new and wanted, once; then that is not asked again."""
    replaced: Sequence[Item] = ()
    """Mentions as they first were, of which only an edit had been seen and filed.

    One with `edited_at` is itself an edit, and takes the place only of a later one.
    """
    versions: Sequence[Version] = ()
    """Edits and deletions; each is kept once."""
    bins: Sequence[BinRow] = ()
    """Each replaces what was known of its watch and minute."""
    checkpoints: Mapping[str, Sequence[Checkpoint]] = field(default_factory=dict)
    """By watch, all that are to be kept: its earlier ones are let go."""
    cursors: Mapping[str, str] = field(default_factory=dict)
    """Where each configured source goes on, by its name."""
    gaps: Sequence[Gap] = ()
    """Each replaces the gap of the same watch and start."""
    alerts: Sequence[Alert] = ()
    """Each replaces the alert of the same id."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Small things to remember with it, such as which acts were applied."""

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        state = self.bins or self.checkpoints or self.cursors or self.gaps or self.alerts or self.notes
        return bool(self.items or self.replaced or self.versions or state)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which mentions are wanted, and in which order. What is left out does not restrict."""

    prefilter: str | None = None
    """FTS5 match string that selects at least what `predicate` accepts."""
    since: datetime | None = None
    """Inclusive, by event time."""
    until: datetime | None = None
    """Exclusive, by event time."""
    watch: str | None = None
    keys: Sequence[str] | None = None
    """`source:id` of each."""
    newest_first: bool = False
    limit: int | None = None
    """Of those that `predicate` accepts."""
    predicate: Callable[[Item], bool] | None = None
    """Decides exactly, after the rest has narrowed the choice."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to an alert, whichever process they did it in."""

    row: int
    """Grows with each act."""
    alert_id: str
    at: datetime
    actor: str
    act: str
    detail: str


@dataclass(frozen=True, slots=True)
class Size:
    """How much is kept."""

    mentions: int
    bytes: int
    """On disk, the write-ahead log included."""
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed when an author was forgotten."""

    mentions: int
    """Their own."""
    reposts: int
    """Other people's reposts of them, which carry their words."""
    alerts: int
    """Alerts whose explanation named them or their mentions."""


class Correction(NamedTuple):
    """What a person said of the tone of a mention."""

    number: int
    """Counts up; no number is given twice."""
    key: str
    """`source:id` of the mention."""
    text: str
    lang: str
    read: Tone
    """The tone that was read."""
    tone: Tone
    """The person's word."""
    before: Tone | None
    """What a person had said of it earlier, if anything."""
    watches: tuple[str, ...]
