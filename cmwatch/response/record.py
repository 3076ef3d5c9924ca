"""An entry as it is stored, and back: which fields the chain fixes, and which may one day be withheld."""

import secrets
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import msgspec

from cmwatch.errors import StoreError
from cmwatch.intake.normalise import clean, one_line
from cmwatch.model.case import Case, Change, Draft, Entry, Redaction
from cmwatch.response import chain
from cmwatch.response.hats import hat_for
from cmwatch.words import _

VERSION = 1
"""Schema of a case file. A newer one is refused; an older one is read as it is."""

SUBJECT_LIMIT = 120
"""Characters of a subject."""

CONTENT = ("subject", "text", "confidence", "evidence", "metrics", "decision", "action", "comms", "tags")
"""What an entry says. A redaction takes it away; everything else stays for ever."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NAMES = frozenset(field.name for field in fields(Entry))


def stored(
    draft: Draft,
    case: Case,
    actor: str,
    at: datetime,
    *,
    changes: tuple[Change, ...] = (),
    redacts: Redaction | None = None,
    **more: object,
) -> dict[str, Any]:
    """The entry that follows the last one of `case`, sealed. `more` are further fixed fields."""
    at, last = at.astimezone(UTC), case.entries[-1] if case.entries else None
    occurred = (draft.occurred_at or at).astimezone(UTC)
    fixed: dict[str, Any] = {
        "v": VERSION,
        "id": ulid(at),
        "seq": len(case.entries) + 1,
        "case": case.id,
        "drill": case.drill,
        "occurred_at": occurred,
        "occurred_precision": draft.occurred_precision,
        "recorded_at": at,
        "clock_back_seconds": max(0, round((last.recorded_at - at).total_seconds())) if last else 0,
        "tz": case.zone,
        "actor": one_line(actor),
        "hat": draft.hat or hat_for(case.wears(actor), draft.kind),
        "on_behalf_of": draft.on_behalf_of,
        "kind": draft.kind,
        "source": draft.source,
        "links": draft.links,
        "pin": draft.pin,
        "visibility": draft.visibility,
        "changes": changes,
        "redacts": redacts,
        **more,
    }
    content = {name: _safe(getattr(draft, name)) for name in CONTENT}
    content["subject"] = one_line(draft.subject, SUBJECT_LIMIT)
    return chain.sealed(_safe(msgspec.to_builtins(fixed)), content, case.head)


def entry(document: Mapping[str, Any]) -> Entry:
    """The stored entry as a value; raises StoreError if it is none."""
    content = document.get("content")
    known = {name: value for name, value in document.items() if name in _NAMES}
    said = {name: content[name] for name in CONTENT if name in content} if isinstance(content, Mapping) else {}
    try:
        return msgspec.convert({**known, **said, "withheld": content is None}, Entry)
    except (msgspec.ValidationError, ValueError) as error:
        raise StoreError(
            _("Entry {seq} of this case cannot be read: {reason}.", seq=document.get("seq"), reason=error),
            str(document.get("case", "")),
            _("See what 'cmwatch incidents verify' says."),
        ) from error


def ulid(at: datetime) -> str:
    """A name that sorts by time and that nobody else gives: 48 bits of milliseconds, 80 of chance."""
    number = int(at.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def _safe(value: Any) -> Any:
    """Plain values whose texts are clean: what a hand typed or a network sent, the log can be shown."""
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return [_safe(part) for part in value]
        case Mapping():
            return {name: _safe(part) for name, part in value.items()}
        case None | bool() | int() | float():
            return value
        case _:
            return _safe(msgspec.to_builtins(value))
