"""A live session: sources, cursors, clocks, gaps, and the end of it."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from stage import MONDAY, WATCH, Scripted, delivery, left, live, row, until

from cmwatch.archive import Archive
from cmwatch.errors import SourceError
from cmwatch.model import Alert, Delivery, Watch
from cmwatch.monitor.pipeline import Pipeline

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def clock() -> datetime:
    return NOW


class Witness:
    """A notifier that remembers."""

    def __init__(self, complaint: str = "") -> None:
        self.told: list[Alert] = []
        self._complaint = complaint

    async def notify(self, alert: Alert) -> str:
        """Remember the alert."""
        self.told.append(alert)
        return self._complaint


def rising(start: int = 0, minutes: int = 10) -> list[dict[str, Any]]:
    """A day of one mention in ten minutes is known; this is four a minute."""
    return [
        row(50_000 + start + n, NOW - timedelta(minutes=minutes) + timedelta(seconds=15 * n))
        for n in range(minutes * 4)
    ]


def known(days: int = 3) -> list[dict[str, Any]]:
    first = NOW - timedelta(days=days)
    return [row(n, first + timedelta(minutes=10 * n)) for n in range(days * 144 - 2)]


async def test_cursors_are_written_with_their_mentions(archive: Archive) -> None:
    """Nothing is lost between the two, and the next session goes on there; the end of a large delivery brings it."""
    many = [row(n, NOW, f"Lumo {n}") for n in range(1200)]
    source = Scripted([delivery(many, cursor="page 7")])
    monitor = live(archive, [source], clock)
    await monitor.run()
    await monitor.close()
    assert archive.cursor("feed") == "page 7"
    assert archive.size().mentions == 1200
    again = Scripted([Delivery("feed")])
    monitor = live(archive, [again], clock)
    await monitor.run()
    await monitor.close()
    assert (source.asked, again.asked) == ([None], ["page 7"])


async def test_only_what_matches_a_watch_is_filed(archive: Archive) -> None:
    """The rest is counted."""
    rows = [row(1, NOW, "Lumo is bright"), row(2, NOW, "the moon is bright"), row(3, NOW, "#lumo")]
    monitor = live(archive, [Scripted([delivery(rows)])], clock)
    await monitor.run()
    await monitor.close()
    assert {item.mention.id for item in archive.items()} == {"1", "3"}
    assert monitor.view().tally.unmatched == 1


async def test_history_teaches_and_never_alerts_also_after_a_restart(archive: Archive) -> None:
    """A first fetch that ends with a wild hour: silence, today and after a restart with new strangers."""
    witness = Witness()
    first = live(archive, [Scripted([delivery([*known(), *rising()], history=True)])], clock, [witness])
    await first.run()
    await first.close()
    new = [row(90_000 + n, NOW - timedelta(seconds=30 * n)) for n in range(6)]
    second = live(archive, [Scripted([delivery(new)])], lambda: NOW + timedelta(minutes=1), [witness])
    await second.run()
    await second.close()
    assert witness.told == []
    assert second.view().alerts == ()


async def test_a_rise_reaches_the_notifier_and_its_complaint_the_screen(archive: Archive) -> None:
    """A command that fails is said, and is in nobody's way."""
    witness = Witness("notify_cmd ended with code 3")
    script = [delivery(known(), history=True), delivery(rising())]
    monitor = live(archive, [Scripted(script, ends=False)], lambda: NOW + timedelta(minutes=1), [witness])
    running = asyncio.create_task(monitor.run())
    await until(lambda: bool(witness.told), running)
    await left(monitor, running)
    assert witness.told[0].state == "open"
    assert "code 3" in monitor.view().notice


async def test_a_time_that_cannot_be_believed_becomes_the_arrival(archive: Archive) -> None:
    """A post of last month that is delivered now, outside of history."""
    rows = [row(1, NOW - timedelta(days=30)), row(2, NOW - timedelta(hours=2))]
    monitor = live(archive, [Scripted([delivery(rows)])], clock)
    await monitor.run()
    await monitor.close()
    assert {item.mention.id: item.mention.at for item in archive.items()} == {"1": NOW, "2": NOW - timedelta(hours=2)}


async def test_closing_while_a_source_hangs_takes_no_longer_than_a_second(archive: Archive) -> None:
    """And what was filed before is on the disk."""
    monitor = live(archive, [Scripted([delivery([row(1, NOW)])], ends=False)], clock)
    running = asyncio.create_task(monitor.run())
    await until(lambda: monitor.view().tally.items == 1, running)
    began = time.monotonic()
    await left(monitor, running)
    assert time.monotonic() - began < 1
    assert archive.size().mentions == 1


async def test_a_source_that_fails_is_degraded_and_the_others_go_on(archive: Archive) -> None:
    """Shown with its reason and its next try."""
    bad = Scripted([SourceError("The server says 500.")], name="bad")
    good = Scripted([delivery([row(1, NOW)], source="good")], ends=False, name="good")
    monitor = live(archive, [bad, good], clock)
    running = asyncio.create_task(monitor.run())
    await until(lambda: monitor.view().tally.items == 1 and monitor.view().sources[0].state == "degraded", running)
    health = monitor.view().sources[0]
    await left(monitor, running)
    assert "500" in health.problem
    assert health.next_try is not None


async def test_a_bug_of_ours_stops_the_session_loudly(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence would be taken for calm."""

    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(Pipeline, "step", broken)
    monitor = live(archive, [Scripted([delivery([row(1, NOW)])], ends=False)], clock)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(monitor.run(), 5)
    await monitor.close()


async def test_a_fault_between_deliveries_stops_the_session_too(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing more comes in, and the disk fails at the next tick: that is not waited for in silence."""
    monkeypatch.setattr("cmwatch.monitor.collector.TICK_SECONDS", 0.02)
    monitor = live(archive, [Scripted([], ends=False)], clock)
    monkeypatch.setattr(Archive, "acts", _broken)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(monitor.run(), 5)


def _broken(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError("a bug")


async def test_a_disk_that_is_full_stops_the_session_loudly(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written down must not look as if it were."""

    def full(*_arguments: object) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Archive, "write", full)
    monitor = live(archive, [Scripted([delivery([row(1, NOW)]), delivery([row(2, NOW)])])], clock)
    with pytest.raises(OSError, match="no space"):
        await asyncio.wait_for(monitor.run(), 5)


async def test_a_blind_stretch_becomes_a_gap_that_is_drawn(archive: Archive) -> None:
    """While it lasts too, from its beginning: it must never look like calm."""
    started = [NOW - timedelta(minutes=40)]
    now = lambda: started[0]  # noqa: E731
    bad = Scripted([SourceError("The server says 500.")])
    monitor = live(archive, [bad], now)
    running = asyncio.create_task(monitor.run())
    await until(lambda: monitor.view().sources[0].state == "degraded", running)
    started[0] = NOW
    await until(lambda: bool(monitor.view().gaps), running)
    (gap,) = monitor.view().gaps
    bins = monitor.pulse("Lumo", 10, 6)
    await left(monitor, running)
    assert (gap.watch, gap.since, gap.until, gap.inferred) == ("Lumo", NOW - timedelta(minutes=40), None, False)
    assert "500" in gap.cause
    assert [one.gap for one in bins] == [False, True, True, True, True, True]


async def test_a_stretch_that_a_source_cannot_see_is_kept_across_a_restart(archive: Archive) -> None:
    """With its cause; once."""
    stretch = (NOW - timedelta(minutes=50), NOW - timedelta(minutes=30))
    script = [delivery([row(1, NOW)], blind=(stretch,))]
    monitor = live(archive, [Scripted(script, ends=False)], clock)
    running = asyncio.create_task(monitor.run())
    await until(lambda: bool(monitor.view().gaps), running)
    await asyncio.sleep(0.05)
    await left(monitor, running)
    assert [(gap.since, gap.until) for gap in archive.gaps()] == [stretch]
    again = live(archive, [Scripted([])], clock)
    assert [(gap.since, gap.until) for gap in again.view().gaps] == [stretch]


async def test_while_one_of_two_sources_is_blind_the_other_still_raises_the_alarm(archive: Archive) -> None:
    """The gap is drawn, and what can be seen counts."""
    bad = Scripted([SourceError("The server says 500.", final=True)], name="bad")
    script = [delivery(known(), history=True, source="good"), delivery(rising(), source="good")]
    monitor = live(archive, [bad, Scripted(script, ends=False, name="good")], lambda: NOW + timedelta(minutes=1))
    running = asyncio.create_task(monitor.run())
    await until(lambda: bool(monitor.view().alerts) and bool(monitor.view().gaps), running)
    await left(monitor, running)
    assert monitor.view().alerts[0].state in ("open", "worsened")


async def test_what_is_older_than_its_retention_goes(archive: Archive) -> None:
    """From today on; what was learnt from it stays."""
    rows = [row(n, NOW - timedelta(days=n)) for n in range(10)]
    source = Scripted([delivery(rows, history=True)], ends=False)
    monitor = live(archive, [source], clock, retention=timedelta(days=5))
    running = asyncio.create_task(monitor.run())
    await until(lambda: monitor.view().tally.items == 10 and archive.size().mentions == 6, running)
    await left(monitor, running)
    assert sum(1 for _row in archive.bins("Lumo")) == 10


async def test_a_question_to_the_brand_waits_until_the_brand_answers(archive: Archive) -> None:
    """Counted, with the longest wait."""
    asked = [row(1, NOW - timedelta(hours=3), "@lumo is it broken?"), row(2, NOW - timedelta(hours=1), "@lumo hello?")]
    answer = row(3, NOW, "We are on it, Lumo", author="lumo", in_reply_to="1")
    monitor = live(archive, [Scripted([delivery(asked)])], clock)
    await monitor.run()
    await monitor.close()
    assert (monitor.view().unanswered, monitor.view().oldest_unanswered) == (2, NOW - timedelta(hours=3))
    monitor = live(archive, [Scripted([delivery([answer])])], clock)
    await monitor.run()
    await monitor.close()
    assert (monitor.view().unanswered, monitor.view().oldest_unanswered) == (1, NOW - timedelta(hours=1))


async def test_a_mention_of_two_brands_counts_for_both(archive: Archive) -> None:
    """One mention, two watches, two pulses."""
    watches = (Watch("Lumo", "Lumo", "lumo"), Watch("Delta", "Delta", "delta"))
    monitor = live(archive, [Scripted([delivery([row(1, NOW, "Lumo or Delta?")])])], clock, watches=watches)
    await monitor.run()
    await monitor.close()
    assert monitor.view().tally.items == 1
    assert [sum(one.total for one in monitor.pulse(name, 60, 3, NOW)) for name in ("Lumo", "Delta")] == [1, 1]
    assert MONDAY < NOW


async def test_a_source_is_told_when_what_it_delivered_is_on_the_disk(archive: Archive) -> None:
    """So that whoever waits for it, such as the sender of a webhook, is answered only then."""
    told: list[tuple[str, int]] = []

    class Waiting(Scripted):
        def archived(self, cursor: str) -> None:
            told.append((cursor, archive.size().mentions))

    source = Waiting([delivery([row(n, NOW, f"Lumo {n}")], cursor=str(n)) for n in (1, 2)], ends=False)
    monitor = live(archive, [source], clock)
    running = asyncio.create_task(monitor.run())
    await until(lambda: len(told) == 2, running)
    await left(monitor, running)
    assert [cursor for cursor, _mentions in told] == ["1", "2"]
    assert all(mentions >= int(cursor) for cursor, mentions in told)


async def test_the_sources_of_a_watch_in_alarm_are_asked_sooner(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of its own watch, once there is an alert at amber or above, and no longer when a person closed it."""
    monkeypatch.setattr("cmwatch.monitor.collector.TICK_SECONDS", 0.02)
    hurried: list[frozenset[str]] = []
    monkeypatch.setattr(
        "cmwatch.intake.listening.supervise.Supervisor.hurry", lambda _self, names: hurried.append(frozenset(names))
    )
    watches = (replace(WATCH, sources=("good",)), Watch("Other", "Other", "other", sources=("quiet",)))
    script = [delivery(known(), history=True, source="good"), delivery(rising(), source="good")]
    sources = [Scripted(script, ends=False, name="good"), Scripted([], ends=False, name="quiet")]
    monitor = live(archive, sources, lambda: NOW + timedelta(minutes=1), watches=watches)
    running = asyncio.create_task(monitor.run())
    await until(lambda: frozenset({"good"}) in hurried, running)
    (alert,) = monitor.view().alerts
    assert alert.severity <= 2
    monitor.close_alert(alert.id, "false", "ana")
    told = len(hurried)
    await until(lambda: frozenset() in hurried[told:], running)
    await left(monitor, running)
