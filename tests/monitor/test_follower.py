"""A second desk reads along: it sees what the collector files, and what is done in it reaches the collector."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stage import SHELF, WATCH, Scripted, delivery, left, live, row, until

from cmwatch import assembly
from cmwatch.archive import Archive, Batch
from cmwatch.archive.lock import collect
from cmwatch.config import Config
from cmwatch.model import Delivery, Item
from cmwatch.monitor.acts import APPLIED

NOW = datetime.now(UTC).replace(second=0, microsecond=0)
CONFIG = Config(watches=(WATCH,))
KNOWN = [row(n, NOW - timedelta(days=3) + timedelta(minutes=10 * n)) for n in range(3 * 144 - 2)]
RISING = [row(50_000 + n, NOW - timedelta(minutes=10) + timedelta(seconds=15 * n)) for n in range(36)]


async def collected(folder: Path, script: list[Delivery | BaseException]) -> None:
    """A session that collected this, and ended."""
    with Archive.open(folder) as archive:
        collecting = live(archive, [Scripted(script)], lambda: NOW)
        await collecting.run()
        await collecting.close()


async def test_a_second_desk_reads_along_and_its_acknowledgement_reaches_the_collector(tmp_path: Path) -> None:
    """The mentions, the pulse and the alert; nothing is notified twice."""
    script: list[Delivery | BaseException] = [delivery(KNOWN, history=True), delivery(RISING)]
    with Archive.open(tmp_path) as archive, collect(tmp_path, "ana"):
        collecting = live(archive, [Scripted(script, ends=False)], lambda: NOW)
        running = asyncio.create_task(collecting.run())
        await until(lambda: bool(collecting.view().alerts), running)
        with assembly.live(CONFIG, tmp_path, SHELF, "ben") as beside:
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


async def test_an_alert_is_never_shown_without_the_mentions_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the collector files a batch while the second desk is in the midst of a look."""
    await collected(tmp_path / "whole", [delivery(KNOWN, history=True), delivery(RISING)])
    await collected(tmp_path / "data", [delivery(KNOWN, history=True)])
    with Archive.open(tmp_path / "whole") as whole:
        rising = [item for _row, item in whole.newer_than(len(KNOWN))]
        batch = Batch(items=rising, fresh=True, bins=list(whole.bins("Lumo")), alerts=whole.alerts())
    assert (len(rising), len(batch.alerts)) == (36, 1)
    plain = Archive.newer_than
    landing = [batch]

    def filed_meanwhile(archive: Archive, row: int, limit: int = 1000) -> list[tuple[int, Item]]:
        """Nothing is new any more, and then it is."""
        found = plain(archive, row, limit)
        while landing and not found:
            archive.write(landing.pop())
        return found

    monkeypatch.setattr(Archive, "newer_than", filed_meanwhile)
    with collect(tmp_path / "data", "ana"), assembly.live(CONFIG, tmp_path / "data", SHELF, "ben") as beside:
        shown: list[tuple[int, float]] = []

        def looked() -> bool:
            view = beside.view()
            shown.append((len(view.alerts), sum(one.total for one in beside.pulse("Lumo", 10, 3, NOW))))
            return bool(view.alerts)

        following = asyncio.create_task(beside.run())
        await until(looked, following)
        assert not landing
        assert all(count >= 36 for alerts, count in shown if alerts)
        await left(beside, following)


async def test_an_act_of_a_reader_survives_a_collector_that_dies_before_it_heard_of_it(tmp_path: Path) -> None:
    """Whoever collects next applies it: only who collects says what is applied."""
    await collected(tmp_path, [delivery(KNOWN, history=True), delivery(RISING)])
    with Archive.open(tmp_path) as archive:
        (alert,) = archive.alerts()
        with collect(tmp_path, "ana"), assembly.live(CONFIG, tmp_path, SHELF, "ben") as beside:
            beside.acknowledge(alert.id, "ben")
        archive.write(Batch(alerts=(alert,)))  # what the collector knew when it died
    with Archive.open(tmp_path) as archive, collect(tmp_path, "ana"):
        monitor = live(archive, [Scripted([], ends=False)], lambda: NOW)
        assert monitor.alert(alert.id) == alert
        running = asyncio.create_task(monitor.run())
        await until(lambda: (known := monitor.alert(alert.id)) is not None and known.acknowledged_by == "ben")
        await left(monitor, running)


async def test_what_the_collector_has_applied_is_not_done_again_by_a_reader(tmp_path: Path) -> None:
    """A snooze that ended hours ago does not come back because somebody acknowledges the alert in a second desk."""
    await collected(tmp_path, [delivery(KNOWN, history=True), delivery(RISING)])
    with Archive.open(tmp_path) as archive:
        (alert,) = archive.alerts()
        with collect(tmp_path, "ana"), assembly.live(CONFIG, tmp_path, SHELF, "ben") as beside:
            number = archive.add_act(alert.id, NOW, "ana", "snooze", (NOW + timedelta(hours=1)).isoformat())
            archive.write(Batch(notes={APPLIED: str(number)}))  # applied, and over since
            beside.acknowledge(alert.id, "ben")
        (kept,) = archive.alerts()
        assert (kept.acknowledged_by, kept.snoozed_until) == ("ben", None)


async def test_without_a_collector_a_live_session_collects(tmp_path: Path) -> None:
    """The lock is free, so this one is it."""
    with assembly.live(CONFIG, tmp_path, SHELF, "ana") as monitor:
        assert monitor.view().mode == "live"
