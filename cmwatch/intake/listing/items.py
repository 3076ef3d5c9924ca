"""The items of an answer to entries, one by one: what cannot be read does not spoil the others."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from cmwatch.intake.listing.page import Entry
from cmwatch.intake.network import Saved
from cmwatch.model import Unreadable
from cmwatch.words import _

Read = tuple[tuple[Entry, ...], tuple[Unreadable, ...]]
"""Entries in the order of the items, and what could not be read."""


def read_items(
    items: Iterable[msgspec.Raw], shape: Any, entry_of: Callable[[Any, str], Entry | None], file: str
) -> Read:
    """Entries of the items that have the `shape`; `entry_of` takes one and its payload, and gives None for what is
    no public message. It may raise ValueError for what cannot be true."""
    entries: list[Entry] = []
    unreadable: list[Unreadable] = []
    for raw in items:
        try:
            entry = entry_of(msgspec.json.decode(raw, type=shape), bytes(raw).decode("utf-8", "replace"))
        except (msgspec.MsgspecError, ValueError, OverflowError, RecursionError):
            unreadable.append(Unreadable(file, None, _("An item has an unknown form.")))
            continue
        if entry is not None:
            entries.append(entry)
    return tuple(entries), tuple(unreadable)


def save(saved: Saved, read: Read) -> None:
    """Add what was read of a saved payload."""
    entries, unreadable = read
    saved.mentions += [entry.mention for entry in entries if entry.mention is not None]
    saved.revisions += [entry.revision for entry in entries if entry.revision is not None]
    saved.notes += unreadable


def dated(created_at: str, at: datetime) -> str:
    """The item's own time, or `at` where it tells none."""
    return created_at or at.isoformat()
