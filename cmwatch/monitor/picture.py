"""The picture for the screen: a bounded ring of what was filed, and the counts of the session."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import structs

from cmwatch.model import Item, Tally, Tone, Version, View
from cmwatch.monitor.pipeline import Step

RING = 5_000
"""Items the feed holds; the archive has the rest."""

AMENDED_KEPT = 500
"""Items that changed after they were shown, of which a list that is held must hear; the archive has all."""

AUTHORS_KEPT = 50_000
"""Distinct authors counted exactly; a bound on memory, past which the count stands still."""


class Picture:
    """Keeps what a view shows, and makes a new view only when something changed."""

    def __init__(self) -> None:
        self._ring: deque[Item] = deque(maxlen=RING)
        self._shown = 0
        self._authors: set[int] = set()
        self._amended: OrderedDict[tuple[str, str], Item] = OrderedDict()
        self._counts: dict[str, int] = dict.fromkeys(
            ("items", "originals", "duplicates", "unmatched", "unreadable", "own"), 0
        )
        self._revision = 0
        self._changed = True
        self._view: View | None = None

    @property
    def tally(self) -> Tally:
        """The counts of the session."""
        return Tally(authors=len(self._authors), **self._counts)

    def show(self, items: Iterable[Item]) -> None:
        """Add items to the feed."""
        for item in items:
            self._ring.append(item)
            self._shown += 1
            if item.mention.from_brand:
                self._counts["own"] += 1
                continue
            self._counts["items"] += 1
            self._counts["originals"] += item.original
            if len(self._authors) < AUTHORS_KEPT:
                self._authors.add(hash((item.mention.source, item.mention.author)))
        self._changed = True

    def revise(self, versions: Sequence[Version], replaced: Sequence[Item]) -> None:
        """Mark what was edited or deleted among what is shown, and show what it first was."""
        if not versions and not replaced:
            return
        said = {(item.mention.source, item.mention.id): item for item in replaced if item.edited_at is None}
        latest = {(one.source, one.id): one for one in versions}
        for place, item in enumerate(self._ring):
            key = (item.mention.source, item.mention.id)
            if (first := said.get(key)) is not None:
                self._ring[place] = structs.replace(item, mention=first.mention, reading=first.reading)
            if (version := latest.get(key)) is not None:
                when = {"deleted_at" if version.kind == "deleted" else "edited_at": version.at}
                self._ring[place] = structs.replace(self._ring[place], **when)
            if self._ring[place] is not item:
                self._amend(self._ring[place])
        self._changed = True

    def correct(self, corrected: Item, tone: Tone) -> None:
        """Show what a person says the tone of a mention is."""
        key = (corrected.mention.source, corrected.mention.id)
        for place, item in enumerate(self._ring):
            if (item.mention.source, item.mention.id) == key:
                self._ring[place] = structs.replace(item, corrected=tone)
                self._amend(self._ring[place])
        self._changed = True

    def _amend(self, item: Item) -> None:
        self._amended[item.mention.source, item.mention.id] = item
        if len(self._amended) > AMENDED_KEPT:
            self._amended.popitem(last=False)

    def count(self, step: Step) -> None:
        """Take in what else became of a delivery."""
        self._counts["duplicates"] += step.duplicates
        self._counts["unmatched"] += step.unmatched
        self._counts["unreadable"] += len(step.unreadable)

    def touch(self) -> None:
        """Something that is shown has changed."""
        self._changed = True

    def view(self, now: datetime, **parts: Any) -> View:
        """The view; the same object while nothing changed."""
        if self._changed or self._view is None:
            self._revision += 1
            feed = tuple(self._ring)
            self._view = View(
                revision=self._revision,
                now=now,
                feed=feed,
                feed_start=self._shown - len(feed),
                tally=self.tally,
                amended=tuple(self._amended.values()),
                **parts,
            )
            self._changed = False
        return self._view
