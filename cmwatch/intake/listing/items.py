"""The items of an answer to entries, one by one: what cannot be read does not spoil the others."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from cmwatch.intake.listing.page import BROKEN, Entry
from cmwatch.intake.network import Saved
from cmwatch.model import Unreadable
from cmwatch.words import _


def read_items(
    items: Iterable[msgspec.Raw], shape: Any, entry_of: Callable[[Any, str], Entry | None], file: str
) -> tuple[Entry, ...]:
    """Entries of the items that have the `shape`, in their order, with one that says so for each that has not.

    `entry_of` takes an item and its payload, and gives None for what is no public message. It may raise ValueError
    for what cannot be true.
    """
    entries: list[Entry] = []
    for raw in items:
        try:
            entry = entry_of(msgspec.json.decode(raw, type=shape), bytes(raw).decode("utf-8", "replace"))
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            # It has a name like the others, not to be reported each time it is listed.
            name = hashlib.sha256(raw).hexdigest()[:16]
            reason = _("An item has an unknown form.")
            entry = Entry(f"?{name}", None, unreadable=Unreadable(file, None, reason), state=BROKEN)
        if entry is not None:
            entries.append(entry)
    return tuple(entries)


def save(saved: Saved, entries: Iterable[Entry]) -> None:
    """Add what was read of a saved payload."""
    for entry in entries:
        if entry.mention is not None:
            saved.mentions.append(entry.mention)
        elif entry.revision is not None:
            saved.revisions.append(entry.revision)
        elif entry.unreadable is not None:
            saved.notes.append(entry.unreadable)
