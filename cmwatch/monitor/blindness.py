"""What the sources could not see becomes gaps of the watches that listen to them."""

from datetime import datetime

from cmwatch.model import Gap
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Incoming


class Blindness:
    """Turns each ended blind stretch of a source into gaps, once."""

    def __init__(self, incoming: Incoming, guard: Guard) -> None:
        self._incoming = incoming
        self._guard = guard
        self._known: set[tuple[str, datetime]] = set()

    def look(self) -> None:
        """Take in what ended since the last look."""
        for blind in self._incoming.blind():
            if blind.until is None or (blind.source, blind.since) in self._known:
                continue
            self._known.add((blind.source, blind.since))
            cause = f"{blind.source}: {blind.cause}"
            for watch in self._guard.watches:
                if not watch.sources or blind.source in watch.sources:
                    self._guard.blind(Gap(watch.name, blind.since, blind.until, inferred=False, cause=cause))
