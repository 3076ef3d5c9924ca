"""Recordings of ours, and sessions that play them, live or recorded."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.model import Alert, Delivery, RawMention, Watch
from cmwatch.monitor.collector import Collector
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Listening
from cmwatch.monitor.monitor import Monitor
from cmwatch.monitor.recall import before
from cmwatch.monitor.telling import Telling
from cmwatch.ports import Notifier, Source
from cmwatch.response.templates import Shelf

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BURST = MONDAY + timedelta(days=4, hours=10)
"""When the recording turns bad."""

SHELF = Shelf(())
WATCH = Watch("Lumo", "Lumo", "lumo", handles=("lumo",))
Row = dict[str, Any]


def row(number: int, at: datetime, text: str = "my Lumo lamp is here", **fields: Any) -> Row:
    """One line of a recording."""
    known = {
        "id": str(number), "source": "net", "author": f"user{number}", "text": text, "created_at": at.isoformat(),
        "brand": "Lumo",
    }  # fmt: skip
    return known | fields


def story(*, hours: float = 0.5, after: int = 0) -> list[Row]:
    """Four calm days of six mentions an hour, two a minute of complaints, and calm hours after them."""
    random = Random(7)
    calm = [
        row(n, MONDAY + timedelta(minutes=10 * n + random.random() * 9), f"room {random.random()} has a Lumo lamp now")
        for n in range(4 * 144 + 60 + 6 * after)
    ]
    bad = [
        row(10_000 + n, BURST + timedelta(seconds=30 * n), f"I hate it, my Lumo lamp number {n} is broken again")
        for n in range(int(hours * 120))
    ]
    return sorted(calm + bad, key=lambda one: str(one["created_at"]))


def written(path: Path, rows: Iterable[Row]) -> Path:
    """A recording."""
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    return path


class Session:
    """What a run left behind."""

    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor
        self.told: list[tuple[Alert, bool]] = []
        monitor.subscribe(lambda alert, notify: self.told.append((alert, notify)))

    @property
    def states(self) -> list[str]:
        """The states that were reported."""
        return [alert.state for alert, _notify in self.told]


def play(file: Path, folder: Path, then: Callable[[Session], object] = lambda _session: None) -> Session:
    """Replay a file into a folder; `then` looks at the session before it is left."""
    with assembly.replay([str(file)], None, folder, SHELF, "ana", None) as monitor:
        session = Session(monitor)
        asyncio.run(_through(monitor))
        then(session)
    return session


async def _through(monitor: Monitor) -> None:
    await monitor.run()
    await monitor.close()


class Scripted:
    """A source that delivers what it is told to, then waits."""

    network = "test"
    every_seconds: float | None = None

    def __init__(
        self, deliveries: Sequence[Delivery | BaseException], *, ends: bool = True, name: str = "feed"
    ) -> None:
        self.name = name
        self.asked: list[str | None] = []
        self._script, self._ends = deliveries, ends

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Play the script."""
        self.asked.append(cursor)
        for step in self._script:
            if isinstance(step, BaseException):
                raise step
            yield step
        if not self._ends:
            await asyncio.Event().wait()


def delivery(rows: Sequence[Row], **fields: Any) -> Delivery:
    """Rows as a source hands them over."""
    mentions = tuple((RawMention(**one), json.dumps(one)) for one in rows)
    return Delivery(fields.pop("source", "feed"), mentions, **fields)


def live(
    archive: Archive,
    sources: Sequence[Source],
    clock: Callable[[], datetime],
    notifiers: Sequence[Notifier] = (),
    *,
    watches: Sequence[Watch] = (WATCH,),
    retention: timedelta | None = None,
) -> Monitor:
    """A live session on a clock of ours."""
    guard, telling = Guard(before(archive), infer_holes=False), Telling(notifiers)
    incoming = Listening(sources, archive.cursor, "live", clock)
    engine = Collector(archive, incoming, guard, telling, watches=watches, retention=retention, clock=clock)
    folder = archive.path.parent
    return Monitor(engine, archive=archive, guard=guard, telling=telling, folder=folder, shelf=SHELF)


async def until(reached: Callable[[], bool], running: "asyncio.Task[None] | None" = None) -> None:
    """Wait until something is so."""
    for _look in range(500):
        if reached() or (running and running.done()):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to that")


async def left(monitor: Monitor, running: "asyncio.Task[None]") -> None:
    """Close a session."""
    await monitor.close()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
