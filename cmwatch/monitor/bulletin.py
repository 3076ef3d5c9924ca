"""How the sources of the collecting process are, written down for the others: readers along, and the command line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from cmwatch.archive import Archive
from cmwatch.model import SourceHealth

NOTE = "sources"
"""Note in the archive."""

EVERY = timedelta(seconds=10)
"""Between two bulletins while no state changes; then rates and budgets are as old as that."""

STALE = 3 * EVERY
"""An older bulletin tells of a process that hangs or has ended."""


class Bulletin(msgspec.Struct, frozen=True):
    """How the sources were at a moment."""

    at: datetime
    sources: tuple[SourceHealth, ...]


class Reporting:
    """Decides when the next bulletin is due."""

    def __init__(self) -> None:
        self._told: Bulletin | None = None

    def notes(self, sources: tuple[SourceHealth, ...], at: datetime) -> Mapping[str, str]:
        """The note to write down, or none if nothing that matters has changed."""
        told = self._told
        if told and at - told.at < EVERY and _states(told.sources) == _states(sources):
            return {}
        self._told = Bulletin(at, sources)
        return {NOTE: msgspec.json.encode(self._told).decode()}


def bulletin(archive: Archive, at: datetime) -> Bulletin | None:
    """The latest one, if it is fresh."""
    try:
        told = msgspec.json.decode(archive.note(NOTE) or "", type=Bulletin)
    except msgspec.MsgspecError:
        return None
    return told if at - told.at < STALE else None


def _states(sources: tuple[SourceHealth, ...]) -> tuple[SourceHealth, ...]:
    """What is told at once: not the counts and rates, which change with each mention."""
    return tuple(
        replace(source, per_minute=0.0, delivered=0, last_at=None, budget=None, lag_seconds=None, shed=0)
        for source in sources
    )
