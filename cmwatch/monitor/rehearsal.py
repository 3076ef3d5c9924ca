"""A rehearsal: a recording through the pipeline once, and past the guards of every sensitivity side by side.

Nothing is archived and time is that of the recording, so the same rows give the same alarms; memory stays flat.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

import msgspec

from cmwatch.alarm.backtest.journal import Journal
from cmwatch.alarm.backtest.labels import Label
from cmwatch.alarm.backtest.score import Span
from cmwatch.alarm.backtest.survey import Survey
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Item, Sensitivity, Unreadable, Watch
from cmwatch.monitor.assign import BrandWatches, ConfiguredWatches
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.merged import Portion, merged
from cmwatch.monitor.pipeline import Key, Pipeline, Step

LOOK_MINUTES = 60
"""How often the course of the counts is looked at: while what was expected is still known."""

UNREADABLE_KEPT = 100
"""Reports on unreadable lines that are kept; all are counted."""


@dataclass(slots=True)
class Count:
    """What came of the lines."""

    mentions: int = 0
    own: int = 0
    """Of them, those by the brand."""
    duplicates: int = 0
    unmatched: int = 0
    unreadable: int = 0


class Rehearsal:
    """One run. `guards` are fresh; `watches` None makes a watch of each brand; `only` leaves all but one out."""

    def __init__(
        self,
        files: Sequence[str],
        guards: Mapping[Sensitivity, Guard],
        watches: Sequence[Watch] | None,
        only: str | None,
        labels: Sequence[Label],
        today: datetime,
    ) -> None:
        """What `labels` tell of is looked at from near; nothing can have been recorded after `today`."""
        self.count = Count()
        self.unreadable: list[Unreadable] = []
        self.journals: dict[Sensitivity, Journal] = {sensitivity: Journal() for sensitivity in guards}
        self.surveys: dict[str, Survey] = {}
        self.names: list[str] = []
        """Of all watches, also those left out."""
        self._files, self._guards, self._only = files, guards, only
        self._labels, self._today = labels, today
        self._watches: dict[str, Watch] = {}
        self._seen: dict[str, tuple[datetime, datetime]] = {}
        self._newest: datetime | None = None
        self._look_at: int | None = None
        if watches is None:
            assigner: BrandWatches | ConfiguredWatches = BrandWatches(self._add)
        else:
            assigner = ConfiguredWatches(watches)
            for watch in watches:
                self._add(watch)
        self._known = _Known()
        self._pipeline = Pipeline(assigner, self._known, recorded=True)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The watches that have mentions, the one with the first mention first."""
        found = [Span(self._watches[name], *ends) for name, ends in self._seen.items()]
        return tuple(sorted(found, key=lambda span: (span.since, span.watch.name)))

    def run(self) -> Iterator[float | None]:
        """Play all of it, once; after each batch, how far it is (0 … 1), if that can be known. Raises UsageError."""
        try:
            for portion in merged(self._files):
                self._take(portion)
                yield portion.progress
        finally:
            self._known.close()
        if self._newest is not None:
            # No later mention completes the last minute of a recording.
            self._tick(self._newest + timedelta(minutes=1))
            self._look((minute_of(self._newest) // 60 + 1) * 60, last=True)

    def _add(self, watch: Watch) -> None:
        self.names.append(watch.name)
        if self._only not in (None, watch.name):
            return
        self._watches[watch.name] = watch
        for sensitivity, guard in self._guards.items():
            guard.add(replace(watch, sensitivity=sensitivity))

    def _take(self, portion: Portion) -> None:
        step = self._pipeline.step(portion.delivery(), self._today)
        step.unreadable = [*portion.unreadable, *map(portion.told, step.unreadable)]
        self._tally(step)
        items = sorted((kept for item in step.items if (kept := self._kept(item))), key=_when)
        start = 0
        for place, item in enumerate(items):
            minute = minute_of(item.mention.at)
            if self._look_at is None or minute >= self._look_at:
                # With this one: that it came after a hole is known once it is seen.
                self._observe(items[start : place + 1])
                start = place + 1
                self._look(minute // 60 * 60)
        self._observe(items[start:])
        if items:
            self._newest = max(self._newest or items[-1].mention.at, items[-1].mention.at)
            self._tick(self._newest)

    def _tally(self, step: Step) -> None:
        self.count.mentions += len(step.items)
        self.count.own += sum(item.mention.from_brand for item in step.items)
        self.count.duplicates += step.duplicates
        self.count.unmatched += step.unmatched
        self.count.unreadable += len(step.unreadable)
        self.unreadable += step.unreadable[: UNREADABLE_KEPT - len(self.unreadable)]

    def _kept(self, item: Item) -> Item | None:
        """The item, for the watches that take part."""
        if self._only is None:
            return item
        return msgspec.structs.replace(item, watches=(self._only,)) if self._only in item.watches else None

    def _observe(self, items: Sequence[Item]) -> None:
        for item in items:
            at = item.mention.at
            for name in item.watches:
                first, last = self._seen.get(name, (at, at))
                self._seen[name] = (min(first, at), max(last, at))
        for sensitivity, guard in self._guards.items():
            self.journals[sensitivity].note(guard.observe(items))

    def _tick(self, now: datetime) -> None:
        for sensitivity, guard in self._guards.items():
            self.journals[sensitivity].note(guard.tick(now))
            guard.changed_bins()  # nothing is archived: what waits for that is let go

    def _look(self, minute: int, *, last: bool = False) -> None:
        """Look at the counts up to a minute, a whole hour."""
        self._look_at = minute + LOOK_MINUTES
        guard = self._guards["balanced"]
        for name, (first, _last) in self._seen.items():
            if name not in self.surveys:
                self.surveys[name] = Survey(self._watches[name], minute_of(first), self._labels)
            self.surveys[name].look(guard.pulse, minute, last=last)


class _Known:
    """The keys of a recording seen so far, in a file that SQLite keeps for itself and removes."""

    def __init__(self) -> None:
        self._keys = sqlite3.connect("")
        self._keys.execute("CREATE TABLE seen (key INTEGER PRIMARY KEY) WITHOUT ROWID")

    def known(self, keys: Sequence[Key]) -> set[Key]:
        """Those that came before; all of them have come now."""
        marks = {_mark(key): key for key in keys}
        asked = ",".join(map(str, marks))
        found = {marks[mark] for (mark,) in self._keys.execute(f"SELECT key FROM seen WHERE key IN ({asked})")}  # noqa: S608 - numbers of ours
        self._keys.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((mark,) for mark in marks))
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._keys.close()

    def forgotten(self, _keys: Sequence[Key]) -> set[Key]:
        """Nobody asked a recording to be forgotten."""
        return set()

    def named(self, keys: Sequence[Key]) -> dict[Key, str]:  # noqa: ARG002 - as above
        """None: a recording calls nothing by another name."""
        return {}

    def filed_from_edits(self, keys: Sequence[Key]) -> set[Key]:  # noqa: ARG002 - as above
        """None: a recording holds no edits."""
        return set()


def _mark(key: Key) -> int:
    return int.from_bytes(blake2b("\0".join(key).encode(errors="replace"), digest_size=8).digest(), signed=True)


def _when(item: Item) -> datetime:
    return item.mention.at
