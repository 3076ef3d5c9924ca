"""Which sources a person has paused: written into the archive, so that it outlives the process and any may say it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import msgspec

from cmwatch.archive import Archive, Batch
from cmwatch.model import Mode, SourceHealth
from cmwatch.monitor.incoming import Incoming

NOTE = "pause "
"""Notes in the archive that begin so say who paused the source of the name that follows, and since when."""

PAUSABLE: tuple[Mode, ...] = ("live", "demo")
"""Sessions whose sources can be paused."""


class Pause(msgspec.Struct, frozen=True):
    """By whom, and since when."""

    by: str
    at: datetime


def paused(archive: Archive, name: str) -> Pause | None:
    """The pause of a source; None if it is listened to."""
    try:
        return msgspec.json.decode(archive.note(NOTE + name) or "", type=Pause)
    except msgspec.MsgspecError:
        return None


def pause(archive: Archive, name: str, by: str, at: datetime) -> None:
    """Pause a source, for whoever collects now or later. One that is paused stays as it is."""
    if paused(archive, name) is None:
        archive.write(Batch(notes={NOTE + name: msgspec.json.encode(Pause(by, at)).decode()}))


def resume(archive: Archive, name: str) -> None:
    """Let a source be listened to again."""
    if paused(archive, name) is not None:
        archive.write(Batch(notes={NOTE + name: ""}))


class Pauses:
    """Keeps to what is written down of pauses, in the process that collects."""

    def __init__(self, archive: Archive, incoming: Incoming, clock: Callable[[], datetime]) -> None:
        self._archive, self._incoming, self._clock = archive, incoming, clock
        self._known: dict[str, Pause] = {}
        self.look()

    def look(self) -> None:
        """Do what was written down since the last look, by other processes too."""
        if self._incoming.mode not in PAUSABLE:
            return
        names = [one.name for one in self._incoming.health()]
        before, self._known = self._known, {name: now for name in names if (now := paused(self._archive, name))}
        for name in self._known.keys() - before.keys():
            self._incoming.pause(name)
        for name in before.keys() - self._known.keys():
            self._incoming.retry_now(name)

    def pause(self, name: str, by: str) -> None:
        """Stop listening to a source, from now on and after a restart. Raises UsageError for an unknown one."""
        self._incoming.pause(name)
        pause(self._archive, name, by, self._clock())
        self.look()

    def retry_now(self, name: str) -> None:
        """Try a source at once, also one that is paused. Raises UsageError for an unknown one."""
        self._incoming.retry_now(name)
        resume(self._archive, name)
        self.look()

    def told(self) -> tuple[SourceHealth, ...]:
        """How each source is, with who paused it."""
        known = self._known
        return tuple(
            replace(one, paused_at=known[one.name].at, paused_by=known[one.name].by) if one.name in known else one
            for one in self._incoming.health()
        )
