"""What the sources could not see becomes gaps of the watches that listen to them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from cmwatch.alarm.doubts import GAPS_TOLD, LATELY
from cmwatch.alarm.explain import reason
from cmwatch.intake.listening.blind import Blind
from cmwatch.intake.networks import NETWORKS
from cmwatch.model import Gap, Reason, SourceHealth, SourceState
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Incoming

FOREVER = datetime.max.replace(tzinfo=UTC)

STARTING: tuple[SourceState, ...] = ("waiting", "catching up")

Stretch = tuple[datetime, datetime]


class Blindness:
    """Draws each blind stretch of a source, and hides from the alarm what no source of a watch could see."""

    def __init__(self, incoming: Incoming, guard: Guard, clock: Callable[[], datetime]) -> None:
        self._incoming, self._clock = incoming, clock
        self._guard = guard
        self._known: set[Blind] = set()
        self.has_looked = False

    def look(self) -> None:
        """Take in what ended since the last look, and what lasts now."""
        blind, health, now = self._incoming.blind(), self._incoming.health(), self._clock()
        for watch in self._guard.watches:
            listening = [one for one in health if not watch.sources or one.name in watch.sources]
            names = [one.name for one in listening]
            mine = [one for one in blind if one.source in names]
            for one in mine:
                if one.until is not None and one not in self._known:
                    self._guard.draw(_gap(watch.name, one))
            lasting = tuple(_gap(watch.name, one) for one in mine if one.until is None)
            self._guard.hide(watch.name, unseen(names, mine), lasting, coverage(listening, mine, now))
        self._known.update(one for one in blind if one.until is not None)
        self.has_looked = True


def coverage(listening: Sequence[SourceHealth], blind: Sequence[Blind], now: datetime) -> tuple[Reason, ...]:
    """What the sources of a watch cannot see, and which networks none of them asks; or that all of them are heard."""
    networks = {one.name: one.network for one in listening}
    down = {one.source: one for one in blind if one.until is None}
    told = [
        reason("unseen.down", source=name, network=networks[name], since=one.since.isoformat())
        for name, one in down.items()
    ]
    told += [
        reason("unseen.starting", source=one.name, network=one.network)
        for one in listening if one.state in STARTING and one.name not in down
    ]  # fmt: skip
    ended = [one for one in blind if one.until is not None and now - one.until < LATELY]
    told += [
        reason("unseen.gap", source=one.source, since=one.since.isoformat(), until=one.until.isoformat())
        for one in ended[-GAPS_TOLD:] if one.until is not None
    ]  # fmt: skip
    if not told:
        hours = int(LATELY / timedelta(hours=1))
        told = [reason("unseen.heard", n=len(listening), hours=hours) if listening else reason("unseen.nobody")]
    ours = set(networks.values())
    missing = [name for name, network in NETWORKS.items() if network.is_public and name not in ours]
    return (*told, *([reason("unseen.networks", networks=", ".join(missing))] if missing else ()))


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
