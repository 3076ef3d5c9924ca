"""The clocks of an incident, computed from its entries and nothing else."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cmwatch.model.case import Clocks, Entry

_SAID = frozenset({"reply", "comms_external"})
_HEARD = frozenset({"public", "press"})


def clocks(
    entries: Sequence[Entry], superseded: frozenset[int], declared_at: datetime, first_mention_at: datetime | None
) -> Clocks:
    """What the header of an incident shows. Superseded entries count for nothing."""
    valid = [entry for entry in entries if entry.seq not in superseded]
    closed = [entry for entry in valid if _becomes(entry, "closed")]
    reopened = [entry for entry in valid if _becomes(entry, "reopened")]
    last_closed = closed[-1] if closed and (not reopened or reopened[-1].seq < closed[-1].seq) else None
    return Clocks(
        first_mention_at=first_mention_at,
        detected_at=_first(entry.occurred_at for entry in valid if entry.kind in ("alert", "signal")),
        # Who declares has seen it.
        acknowledged_at=_first(entry.occurred_at for entry in valid if entry.kind == "ack") or declared_at,
        declared_at=declared_at,
        first_capture_at=_first(entry.occurred_at for entry in valid if entry.kind == "evidence"),
        first_reply_at=_first(_said_at(entry) for entry in valid if _is_public(entry)),
        contained_at=_first(entry.occurred_at for entry in valid if _becomes(entry, "contained")),
        closed_at=last_closed.occurred_at if last_closed else None,
    )


def _is_public(entry: Entry) -> bool:
    return entry.kind in _SAID and (entry.comms is None or entry.comms.audience in _HEARD)


def _said_at(entry: Entry) -> datetime:
    return entry.comms.published_at if entry.comms and entry.comms.published_at else entry.occurred_at


def _becomes(entry: Entry, status: str) -> bool:
    return any(change.field == "status" and change.after == status for change in entry.changes)


def _first(times: Iterable[datetime]) -> datetime | None:
    return min(times, default=None)
