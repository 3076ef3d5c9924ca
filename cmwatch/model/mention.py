"""A mention on its way in: as it came, made safe, and as it is filed.

What is made once for each mention is a msgspec Struct: a frozen dataclass takes ten times as long to make.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

Tone = Literal["negative", "neutral", "positive", "unsure"]
"""`unsure` also stands for a text that no engine of ours can read."""


class RawMention(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """One message as a source gave it: the recording format, and what every adapter turns its payload into.

    Nothing here is safe to show. An absent field is unknown, never zero.
    """

    id: str | int
    source: str
    text: str
    created_at: str
    """ISO 8601; without an offset it means UTC."""
    author: str | None = None
    lang: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    views: int | None = None
    followers: int | None = None
    rating: int | float | str | None = None
    """1 to 5, or `up` / `down`."""
    url: str | None = None
    in_reply_to: str | int | None = None
    is_repost: bool = False
    repost_of: str | int | None = None
    from_brand: bool = False
    brand: str | None = None
    is_html: bool = False
    """Whether `text` is HTML that must become plain text."""
    alias: str | None = None
    """Another name it goes by, unique in its network, by which a deletion may call it: `server/id`, for example."""


RevisionKind = Literal["edited", "deleted"]


class Revision(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """What a source says of a message that may have been delivered before: it reads otherwise now, or is gone.

    May come twice, in any order, and before the message itself. An edit carries the whole message as it reads now.
    """

    source: str
    """The network, as in `RawMention.source`."""
    id: str
    """The message's id, or for a deletion its alias."""
    kind: RevisionKind
    raw: RawMention | None = None
    """The message as it reads now; None for a deletion."""
    at: str | None = None
    """When it was edited or deleted, ISO 8601; None where the network does not say: then it is the arrival."""
    payload: str = ""
    """As received, for evidence."""


class Mention(msgspec.Struct, frozen=True):
    """One public message, normalised: the only text that goes further is safe text."""

    source: str
    """The network, such as `mastodon`; with `id` it identifies the mention."""
    id: str
    author: str
    """Handle without a leading @; empty if unknown."""
    text: str
    at: datetime
    """Event time, aware UTC: `created_at`, or the arrival where that could not be believed."""
    created_at: datetime
    raw: str
    """The payload as received, for evidence. Never shown unchecked."""
    via: str = ""
    """Name of the configured source that brought it; empty in a replay."""
    url: str | None = None
    lang: str | None = None
    """The network's own word on the language, ISO 639-1; not ours."""
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    views: int | None = None
    followers: int | None = None
    rating: float | None = None
    """1 … 5; `up` is 5 and `down` is 1."""
    in_reply_to: str | None = None
    is_repost: bool = False
    repost_of: str | None = None
    from_brand: bool = False
    brand: str | None = None
    history: bool = False
    """Whether it was there before watching began: it teaches the baseline and raises no alert."""
    alias: str | None = None
    """Another name it goes by in its network; asked for by deletions, and not kept in the mention."""


class Reading(msgspec.Struct, frozen=True):
    """What a mention says."""

    lang: str
    """ISO 639-1, `und` if unknown."""
    tone: Tone
    compound: float | None
    """The engine's visible score, −1 … 1; None where no engine reads the language."""
    engine: str
    """`vader+linear`, `lexicon-fr+linear`, `stars` where the author gave them; empty where no engine reads it."""
    question: bool
    addressed: bool
    """Whether it is addressed to the brand (a tag of its handle, or a reply to it)."""
    risks: tuple[str, ...] = ()
    """Classes of risk it speaks of (`safety`, `injury` …), each once, gravest first."""
    p_negative: float | None = None
    """Calibrated probability that its author is negative; None where no engine reads the language."""
    doubtful: bool = False
    """Whether praise stands beside a failure or an angry emoji: it may be meant the other way round."""
    intents: tuple[str, ...] = ()
    """What it wants (`complaint`, `question`, `threat_to_leave` …), what cannot wait first."""


class Item(msgspec.Struct, frozen=True):
    """A mention that matched, placed in its story and read: what the archive keeps and the feed shows."""

    mention: Mention
    reading: Reading
    watches: tuple[str, ...]
    """Names of the watches it matched."""
    story: str
    """Key of its story: `source:id` of the first mention of the matter."""
    original: bool
    """False for a repost or a near-identical copy."""
    fold: int = 1
    """How many items its story held when this one was filed, itself included."""
    edited_at: datetime | None = None
    """When it was last edited, as far as is known; its text here stays the one that was seen first."""
    deleted_at: datetime | None = None
    corrected: Tone | None = None
    """What a person says its tone is. Counts keep the tone that was read, so that they stay what they were."""

    @property
    def tone(self) -> Tone:
        """The tone to show: a person's word, else what was read."""
        return self.corrected or self.reading.tone


class Version(msgspec.Struct, frozen=True):
    """A mention as it read later, or its deletion."""

    source: str
    id: str
    kind: RevisionKind
    at: datetime
    """When it was edited or deleted; the arrival where the network did not say."""
    mark: str
    """What tells two revisions of a mention apart: when the network says it was, or what it says then."""
    author: str
    """Empty if unknown."""
    text: str
    """Safe text as it reads from then on; empty for a deletion."""
    payload: str
    """As received. Never shown unchecked."""
    reading: Reading | None
    """What it says now; None for a deletion."""
    filed: bool = False
    """Whether the mention was filed from this edit, because nothing older of it had been seen."""
    optional: bool = False
    """Whether it is only kept of a mention that is known: a firehose tells of everybody's."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An item that could not be read. The run goes on."""

    file: str
    """File or source name."""
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source hands over at once. An empty one says 'I am alive'."""

    source: str
    """Name of the configured source."""
    mentions: tuple[tuple[RawMention, str], ...] = ()
    """Each with the payload it was read from."""
    lines: tuple[int, ...] = ()
    """Line number of each mention, of a file; empty for a network."""
    unreadable: tuple[Unreadable, ...] = ()
    cursor: str | None = None
    """Where to go on once these are archived; None leaves the cursor as it is."""
    history: bool = False
    """Whether these were there before watching began."""
    blind: tuple[tuple[datetime, datetime], ...] = ()
    """Stretches of time that the source found it cannot see, such as what a short feed no longer lists."""
    revisions: tuple[Revision, ...] = ()
    """Edits and deletions, taken in after the mentions."""
    is_firehose: bool = False
    """Whether revisions of what was never asked for are among them: those of unknown mentions are let go."""
