"""A second desk reads along: it sees what the collector files, and what is done in it reaches the collector."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stage import SHELF, WATCH, Scripted, delivery, left, live, row, until

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.archive.lock import collect
from cmwatch.config import Config
from cmwatch.model import Delivery

NOW = datetime.now(UTC).replace(second=0, microsecond=0)


async def test_a_second_desk_reads_along_and_its_acknowledgement_reaches_the_collector(tmp_path: Path) -> None:
    """The mentions, the pulse and the alert; nothing is notified twice."""
    known = [row(n, NOW - timedelta(days=3) + timedelta(minutes=10 * n)) for n in range(3 * 144 - 2)]
    rising = [row(50_000 + n, NOW - timedelta(minutes=10) + timedelta(seconds=15 * n)) for n in range(36)]
    script: list[Delivery | BaseException] = [delivery(known, history=True), delivery(rising)]
    config = Config(watches=(WATCH,))
    with Archive.open(tmp_path) as archive, collect(tmp_path, "ana"):
        collecting = live(archive, [Scripted(script, ends=False)], lambda: NOW)
        running = asyncio.create_task(collecting.run())
        await until(lambda: bool(collecting.view().alerts), running)
        with assembly.live(config, tmp_path, SHELF, "ben") as beside:
            told: list[bool] = []
            beside.subscribe(lambda _alert, notify: told.append(notify))
            following = asyncio.create_task(beside.run())
            await until(lambda: bool(beside.view().alerts and beside.view().feed), following)
            assert beside.view().mode == "follow"
            assert beside.view().alerts[0].id == collecting.view().alerts[0].id
            assert sum(one.total for one in beside.pulse("Lumo", 10, 3, NOW)) >= 36
            assert True not in told
            beside.acknowledge(beside.view().alerts[0].id, "ben")
            await until(lambda: collecting.view().alerts[0].acknowledged_by == "ben", running)
            await left(beside, following)
        await left(collecting, running)
        assert archive.alerts()[0].acknowledged_by == "ben"


async def test_without_a_collector_a_live_session_collects(tmp_path: Path) -> None:
    """The lock is free, so this one is it."""
    with assembly.live(Config(watches=(WATCH,)), tmp_path, SHELF, "ana") as monitor:
        assert monitor.view().mode == "live"
