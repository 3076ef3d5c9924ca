"""The composition root: from a configuration, a recording or the demo to a monitor that can run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from cmwatch.alarm.backtest.labels import Label
from cmwatch.archive import Archive
from cmwatch.archive.lock import collect, collector
from cmwatch.config import Config, SourceConfig
from cmwatch.config.secret import variables
from cmwatch.delivery.command import CommandNotifier
from cmwatch.intake.network import Outside
from cmwatch.intake.networks import NETWORKS
from cmwatch.model import Item, PlannedEvent, Sensitivity, Watch
from cmwatch.monitor.collector import Collector
from cmwatch.monitor.follower import Follower
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Incoming, Listening, Recording
from cmwatch.monitor.monitor import Monitor
from cmwatch.monitor.recall import before
from cmwatch.monitor.rehearsal import Rehearsal
from cmwatch.monitor.telling import Telling
from cmwatch.ports import Notifier, Source
from cmwatch.response.templates import Shelf
from cmwatch.words import _

DEMO_LASTS = timedelta(minutes=112)


def clock() -> datetime:
    """The edge where time is read."""
    return datetime.now(UTC)


@contextmanager
def live(config: Config, folder: Path, shelf: Shelf, who: str) -> Iterator[Monitor]:
    """A session on the configured sources; a reader along where another process already collects."""
    with Archive.open(folder) as archive:
        if (other := collector(folder)) is not None:
            telling = Telling()
            telling.notice = _(
                "{who} collects here (process {pid}): this desk reads along.", who=other.who, pid=other.pid
            )
            yield _following(archive, folder, shelf, config.watches, telling)
            return
        with collect(folder, who):
            by_name = {source.name: source for source in config.sources}
            incoming = Listening(
                sources(config.sources, folder, config.watches),
                archive.cursor,
                "live",
                clock,
                anew=lambda name: sources([by_name[name]], folder, config.watches)[0],
                variables={name: variables(source) for name, source in by_name.items()},
            )
            notifiers = [CommandNotifier(config.notify_cmd, config.notify_severity)] if config.notify_cmd else []
            retention = timedelta(days=config.retention_days)
            events = config.events
            yield _collecting(archive, incoming, folder, shelf, config.watches, notifiers, retention, events)


@contextmanager
def replay(
    files: Sequence[str], speed: float | None, folder: Path, shelf: Shelf, who: str, config: Config | None
) -> Iterator[Monitor]:
    """A recording through the whole pipeline; of a configuration only watches and events, never what reaches out."""
    watches, events = (config.watches, config.events) if config else (None, ())
    retention = timedelta(days=config.retention_days) if config else None
    with Archive.open(folder) as archive, collect(folder, who):
        yield _collecting(archive, Recording(files, speed), folder, shelf, watches, (), retention, events)


def backtest(files: Sequence[str], config: Config | None, only: str | None, labels: Sequence[Label]) -> Rehearsal:
    """A recording past fresh guards of each sensitivity; of a configuration only watches and events count."""
    events = config.events if config else ()
    guards = {sensitivity: Guard(_nothing, infer_holes=True, events=events) for sensitivity in get_args(Sensitivity)}
    return Rehearsal(files, guards, config.watches if config else None, only, labels, clock())


@contextmanager
def demo(speed: float | None, folder: Path, shelf: Shelf, who: str, seed: int) -> Iterator[Monitor]:
    """The bundled story, its live part beginning now."""
    from cmwatch.intake.demo import DEMO_WATCH, DemoSource, scenario  # its texts are read only for the demo

    # Placed so that it ends about now: what a person writes afterwards comes after what happened.
    played = DemoSource(scenario(seed, clock() - DEMO_LASTS), speed=speed)
    with Archive.open(folder) as archive, collect(folder, who):
        incoming = Listening([played], archive.cursor, "demo", clock)
        yield _collecting(archive, incoming, folder, shelf, (DEMO_WATCH,), (), None)


def sources(configs: Sequence[SourceConfig], folder: Path, watches: Sequence[Watch] = ()) -> list[Source]:
    """The adapters of configured sources; `folder` is the data folder, where renewed logins are kept.

    Of a stream of everything only that is kept which `watches` may want; without any, all of it.
    """
    outside = Outside(clock, folder, tuple(watches))
    return [NETWORKS[config.network].build(config, outside) for config in configs]


def _nothing(_watch: str, _minute: int) -> Sequence[Item]:
    """What was said before an alert, which no score of a back-test asks for."""
    return ()


def _collecting(
    archive: Archive,
    incoming: Incoming,
    folder: Path,
    shelf: Shelf,
    watches: Sequence[Watch] | None,
    notifiers: Sequence[Notifier],
    retention: timedelta | None,
    events: Sequence[PlannedEvent] = (),
) -> Monitor:
    guard = Guard(before(archive), infer_holes=incoming.mode != "live", events=events)
    telling = Telling(notifiers)
    engine = Collector(archive, incoming, guard, telling, watches=watches, retention=retention, clock=clock)
    return Monitor(engine, archive=archive, guard=guard, telling=telling, folder=folder, shelf=shelf)


def _following(archive: Archive, folder: Path, shelf: Shelf, watches: Sequence[Watch], telling: Telling) -> Monitor:
    guard = Guard(before(archive), infer_holes=False)
    for watch in watches:
        guard.add(watch)
    return Monitor(
        Follower(archive, guard, telling, clock),
        archive=archive,
        guard=guard,
        telling=telling,
        folder=folder,
        shelf=shelf,
    )
