"""One page of a list that gives the newest first, and what is asked for it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cmwatch.intake.wire.transport import Wire
from cmwatch.model import RawMention, Revision, Unreadable

GONE, BROKEN = "gone", "broken"
"""States of what was deleted, and of what could not be read: neither is looked at again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: a mention, what became of one, or what could not be read."""

    id: str
    at: float | None
    """When it was said, seconds since 1970; None where the network does not tell."""
    mention: tuple[RawMention, str] | None = None
    """With its payload."""
    revision: Revision | None = None
    """Where it says that it was edited or deleted; then `mention` is None."""
    unreadable: Unreadable | None = None
    state: str = ""
    """Differs once it is edited (when that was, ISO 8601) or deleted."""

    def changed(self) -> Revision | None:
        """What is delivered if it was known in another state."""
        if self.revision is not None or self.mention is None:
            return self.revision
        raw, payload = self.mention
        return Revision(
            source=raw.source, id=str(raw.id), kind="edited", raw=raw, at=self.state or None, payload=payload
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What one request gave."""

    entries: tuple[Entry, ...] = ()
    """In the network's order, which should be the newest first."""
    older: str = ""
    """What to ask for the next older page with; empty where there is none."""
    cut: bool = False
    """Whether there may be something older that cannot be had."""
    again_at: datetime | None = None
    """Before when the network does not want this kind of question again, if it said so."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One list of a network."""

    key: str
    """Names it in the cursor."""
    page: Callable[[Wire, str], Awaitable[Page]]
    """The page that `Page.older` led to; the newest one for an empty text. Raises SourceError."""
    look: Callable[[Wire, Sequence[str]], Awaitable[Page]] | None = None
    """How up to 100 known things read now, where the network can be asked that."""
    method: str = ""
    """Lanes of the same method share a wait that the network asks for."""
    pages: int = 10
    """The most the network gives, or we take, of it in one go."""


def said(raw: RawMention, payload: str, *, edited_at: str | None = None) -> Entry:
    """A message; where it says when it was edited, the edit."""
    identity, at = str(raw.id), seconds(raw.created_at)
    if edited_at is None:
        return Entry(identity, at, mention=(raw, payload))
    edit = Revision(source=raw.source, id=identity, kind="edited", raw=raw, at=edited_at, payload=payload)
    return Entry(identity, at, revision=edit, state=edited_at)


def gone(source: str, identity: str, payload: str, *, at: float | None, deleted_at: str | None = None) -> Entry:
    """What is left of a message that was deleted or is hidden from us."""
    end = Revision(source=source, id=identity, kind="deleted", at=deleted_at, payload=payload)
    return Entry(identity, at, revision=end, state=GONE)


def seconds(time: str) -> float | None:
    """Seconds since 1970 of an ISO 8601 time; None if it is none."""
    try:
        instant = datetime.fromisoformat(time)
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def iso(epoch: float) -> str:
    """ISO 8601 of seconds since 1970; raises ValueError for what is no time."""
    try:
        return datetime.fromtimestamp(epoch, UTC).isoformat()
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from None
