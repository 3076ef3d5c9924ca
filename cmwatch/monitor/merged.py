"""Several recordings as one: their mentions in order of time, in batches that do not depend on how the bytes come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import merge

from cmwatch.intake.files.recording import read_batches
from cmwatch.model import Delivery, RawMention, Unreadable

BATCH = 500
"""Mentions taken at once."""


@dataclass(slots=True)
class Portion:
    """Some mentions, and where each stood."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    places: list[tuple[str, int | None]] = field(default_factory=list)
    """File and line of each."""
    unreadable: list[Unreadable] = field(default_factory=list)
    progress: float | None = None
    """0 … 1 of all files; None where the length of one is not known."""

    def delivery(self) -> Delivery:
        """What the pipeline takes; a mention's line is its place in the portion, which `told` turns back."""
        return Delivery("", tuple(self.mentions), tuple(range(len(self.mentions))))

    def told(self, report: Unreadable) -> Unreadable:
        """A report of the pipeline with the file and line it is about."""
        file, line = self.places[report.line or 0]
        return Unreadable(file, line, report.reason)


@dataclass(frozen=True, slots=True)
class _Row:
    seconds: float
    mention: tuple[RawMention, str] | None
    """None where the row only tells what could not be read."""
    file: str
    line: int | None
    unreadable: tuple[Unreadable, ...]


def merged(files: Sequence[str]) -> Iterator[Portion]:
    """The mentions of all files, the earliest first as far as each is in order. Raises UsageError for a missing file.

    A file that is named twice is read once: the same mentions count once anyway.
    """
    shares: dict[str, float | None] = dict.fromkeys(files, 0.0)
    portion = Portion()
    for row in merge(*(_rows(file, shares) for file in shares), key=_when):
        portion.unreadable += row.unreadable
        if row.mention:
            portion.mentions.append(row.mention)
            portion.places.append((row.file, row.line))
        if len(portion.mentions) == BATCH:
            portion.progress = _mean(shares)
            yield portion
            portion = Portion()
    portion.progress = _mean(shares)
    yield portion


def _rows(file: str, shares: dict[str, float | None]) -> Iterator[_Row]:
    at = 0.0
    for portion in read_batches(file, BATCH):
        shares[file] = portion.progress
        delivery = portion.delivery
        if delivery.unreadable:
            yield _Row(at, None, file, None, delivery.unreadable)
        for place, mention in enumerate(delivery.mentions):
            at = _seconds(mention[0].created_at) or at
            yield _Row(at, mention, file, delivery.lines[place] if delivery.lines else None, ())


def _seconds(text: str) -> float:
    """Its time, or 0.0 where that cannot be read, which the pipeline reports."""
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _mean(shares: dict[str, float | None]) -> float | None:
    known = [share for share in shares.values() if share is not None]
    return sum(known) / len(known) if len(known) == len(shares) else None


def _when(row: _Row) -> float:
    return row.seconds
