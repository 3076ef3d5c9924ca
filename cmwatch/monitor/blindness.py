"""What the sources could not see becomes gaps of the watches that listen to them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from cmwatch.intake.listening.blind import Blind
from cmwatch.model import Gap
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Incoming

FOREVER = datetime.max.replace(tzinfo=UTC)

Stretch = tuple[datetime, datetime]


class Blindness:
    """Draws each blind stretch of a source, and hides from the alarm what no source of a watch could see."""

    def __init__(self, incoming: Incoming, guard: Guard) -> None:
        self._incoming = incoming
        self._guard = guard
        self._known: set[Blind] = set()

    def look(self) -> None:
        """Take in what ended since the last look, and what lasts now."""
        blind = self._incoming.blind()
        names = [health.name for health in self._incoming.health()]
        for watch in self._guard.watches:
            listening = watch.sources or names
            mine = [one for one in blind if one.source in listening]
            for one in mine:
                if one.until is not None and one not in self._known:
                    self._guard.draw(_gap(watch.name, one))
            lasting = tuple(_gap(watch.name, one) for one in mine if one.until is None)
            self._guard.hide(watch.name, unseen(listening, mine), lasting)
        self._known.update(one for one in blind if one.until is not None)


def unseen(sources: Iterable[str], blind: Iterable[Blind]) -> list[Stretch]:
    """The stretches in which every one of the sources was blind; `FOREVER` ends what lasts."""
    together: list[Stretch] | None = None
    for name in sources:
        own = [(one.since, one.until or FOREVER) for one in blind if one.source == name]
        together = own if together is None else list(_overlaps(together, own))
    return together or []


def _overlaps(one: Iterable[Stretch], other: list[Stretch]) -> Iterable[Stretch]:
    for since, until in one:
        for start, end in other:
            if max(since, start) < min(until, end):
                yield max(since, start), min(until, end)


def _gap(watch: str, blind: Blind) -> Gap:
    return Gap(watch, blind.since, blind.until, inferred=False, cause=f"{blind.source}: {blind.cause}")
