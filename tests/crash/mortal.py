"""The processes that the crash test kills: they collect a recording, write to the log, or do both at once.

A parent that has everything loaded forks one for each line of orders, so that a life begins at once. What they
finished they say on standard output, after the call returned; a line that was said outlives its process.
"""

import asyncio
import itertools
import os
import resource
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from cmwatch import assembly
from cmwatch.archive import Archive, Batch, Selection
from cmwatch.archive import archive as archives
from cmwatch.model import Alert
from cmwatch.model.case import Declaration, Draft
from cmwatch.monitor import Monitor, incoming
from cmwatch.response import folder as folders
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf

BATCH = 8
"""Mentions of a transaction: many small ones, so that a kill falls between them and into them."""

PAUSE_SECONDS = 0.002
"""After each transaction, so that the recording outlasts the killing."""

LONGEST_SECONDS = 30
"""A life that nothing ends is a fault of the test, and must not keep it waiting."""


class Orders(msgspec.Struct, frozen=True):
    """What to do in a life, and how to end it."""

    folder: str
    recording: str
    cases: tuple[str, ...]
    collects: bool = True
    writes: bool = True
    call: int = 0
    """Die in the middle of this write, fsync or rename of the log; 0: do not."""
    step: int = 0
    """Die within a transaction, at this look of SQLite's at its progress."""
    size: int = 0
    """Die when a file would grow past this, with the write torn there."""


def say(*words: str) -> None:
    """One line, at once."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def die() -> None:
    """Nothing runs after this: no handler, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """A life for each line of orders."""
    shelf = Shelf.load()
    for line in sys.stdin.buffer:
        orders = msgspec.json.decode(line, type=Orders)
        if (child := os.fork()) == 0:
            try:
                live(orders, shelf)
            except BaseException as error:
                say("failed", repr(error))
                raise
            finally:
                os._exit(0)
        say("born", str(child))
        _child, status = os.waitpid(child, 0)
        say("dead", str(os.waitstatus_to_exitcode(status)))


def live(orders: Orders, shelf: Shelf) -> None:
    """Arrange the end, then work."""
    signal.alarm(LONGEST_SECONDS)
    if orders.size:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (orders.size, orders.size))
    if orders.call:
        _die_in_call(orders.call)
    if orders.step:
        _die_in_transaction(orders.step)
    filed = threading.Event()
    if not orders.collects:
        write_log(orders)
    _acknowledge_batches(filed)
    if orders.writes:

        def after_the_first() -> None:
            filed.wait()
            write_log(orders)

        threading.Thread(target=after_the_first, daemon=True).start()
    asyncio.run(collect(orders, shelf))
    say("ended")


async def collect(orders: Orders, shelf: Shelf) -> None:
    """The recording through the whole pipeline, as `cmwatch replay --headless` does it; alerts are acknowledged."""
    incoming.BATCH = BATCH
    with assembly.replay([orders.recording], None, Path(orders.folder), shelf, "Ana", None) as monitor:

        def acknowledge(alert: Alert, _notify: bool) -> None:
            if alert.state in ("open", "worsened") and alert.acknowledged_by is None:
                _acknowledge(monitor, alert)

        monitor.subscribe(acknowledge)
        for alert in monitor.view().alerts:
            acknowledge(alert, False)
        await monitor.run()
        await monitor.close()


def write_log(orders: Orders) -> None:
    """Notes, evidence, levels and a new incident, for as long as it lasts."""
    book = CaseBook(Path(orders.folder) / "cases")
    with Archive.open(Path(orders.folder)) as archive:
        for number in itertools.count():
            case_id, now = orders.cases[number % len(orders.cases)], datetime.now(UTC)
            item = next(archive.items(Selection(newest_first=True, limit=1)), None) if number % 5 == 3 else None
            if number == 6:
                case = book.declare(Declaration(f"Incident of {os.getpid()}", 3), "Ana", now)
                say("wrote", case.id, case.head)
            elif item is not None:
                say("wrote", case_id, book.keep(case_id, item, "Ana", now).hash)
            elif number % 7 == 5:
                level = book.load(case_id).severity % 4 + 1
                say("wrote", case_id, book.set_severity(case_id, level, "Ana", now, "as it looks").hash)  # type: ignore[arg-type]
            else:
                say("wrote", case_id, book.append(case_id, Draft("note", f"note {number}"), "Ana", now).hash)


def _acknowledge(monitor: Monitor, alert: Alert) -> None:
    monitor.acknowledge(alert.id, "Ana")
    say("acknowledged", alert.id)


def _acknowledge_batches(filed: threading.Event) -> None:
    write = Archive.write

    def acknowledged(archive: Archive, batch: Batch) -> int:
        added = write(archive, batch)
        if added:
            say("filed", *(item.mention.id for item in batch.items))
            filed.set()
            time.sleep(PAUSE_SECONDS)
        return added

    Archive.write = acknowledged  # type: ignore[method-assign]


def _die_in_call(number: int) -> None:
    folders.CHUNK = 512
    left = itertools.count(number, -1)

    def dying(act: Callable[..., Any], half: Callable[..., Any] | None = None) -> Callable[..., Any]:
        def do(*arguments: Any) -> Any:
            if next(left) <= 1:
                if half is not None:
                    half(*arguments)
                die()
            return act(*arguments)

        return do

    write = os.write
    os.write = dying(write, lambda handle, content: write(handle, content[: len(content) // 2]))
    os.fsync, Path.rename = dying(os.fsync), dying(Path.rename)  # type: ignore[method-assign]


def _die_in_transaction(step: int) -> None:
    connect, left = archives.connect, itertools.count(step, -1)

    def watched(path: Path) -> sqlite3.Connection:
        connection = connect(path)

        def progress() -> int:
            if connection.in_transaction and next(left) <= 1:
                die()
            return 0

        connection.set_progress_handler(progress, 100)
        return connection

    archives.connect = watched


if __name__ == "__main__":
    main()
