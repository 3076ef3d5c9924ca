"""What we cannot see is said with every alert, in the incident made of it, and in what is exported."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from stage import Scripted, delivery, left, live, play, story, until, written
from test_live_session import NOW, Witness, known, rising

from cmwatch.alarm.card import unseen_lines
from cmwatch.alarm.wire import alert_object
from cmwatch.archive import Archive, Batch
from cmwatch.cli import run
from cmwatch.cli.headless import line
from cmwatch.errors import SourceError
from cmwatch.intake.listening.blind import Blind
from cmwatch.intake.networks import NETWORKS
from cmwatch.model import Alert, Delivery, Gap, SourceHealth, SourceState
from cmwatch.monitor.blindness import coverage
from cmwatch.response.export import markdown

DOWN = NOW - timedelta(hours=2)


def health(name: str, network: str, state: SourceState = "live") -> SourceHealth:
    return SourceHealth(name, network, state, 0.0, 0, None, "", None)


def codes(*told: object) -> list[str]:
    return [getattr(one, "code", "") for one in told]


def stamp(at: datetime) -> str:
    return at.isoformat()


def test_down_starting_gaps_and_networks_that_nobody_asks() -> None:
    """Or that all is heard; files are no network that could be watched; what ended days ago is over."""
    both = (health("fedi", "mastodon"), health("presse", "rss"))
    assert "unseen.networks" not in codes(*coverage((*both, *_others(both)), (), NOW))
    fedi_only = coverage((health("fedi", "mastodon", "degraded"),), (Blind("fedi", DOWN, None, "500"),), NOW)
    assert codes(*fedi_only) == ["unseen.down", "unseen.networks"]
    networks = dict(fedi_only[1].values)["networks"]
    assert "rss" in str(networks)
    assert "mastodon" not in str(networks)
    assert "jsonl" not in str(networks)
    old = Blind("fedi", NOW - timedelta(days=3), NOW - timedelta(days=2), "x")
    assert codes(*coverage(both, (old,), NOW))[0] == "unseen.heard"
    assert codes(*coverage(both, (Blind("fedi", DOWN, NOW, "x"),), NOW))[0] == "unseen.gap"
    assert codes(*coverage((health("fedi", "mastodon", "catching up"),), (), NOW))[0] == "unseen.starting"
    assert codes(*coverage((), (), NOW))[0] == "unseen.nobody"


def _others(known_ones: tuple[SourceHealth, ...]) -> list[SourceHealth]:
    """A source for every other network there is."""
    return [health(name, name) for name in NETWORKS if name not in {one.network for one in known_ones}]


class Later(Scripted):
    """Waits between two deliveries, long enough for a look at the sources."""

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        async for one in super().deliveries(cursor):
            await asyncio.sleep(0.2)
            yield one


async def raised(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Alert:
    """An alert while one of two sources is down."""
    monkeypatch.setattr("cmwatch.monitor.collector.TICK_SECONDS", 0.02)
    witness = Witness()
    bad = Scripted([SourceError("The server says 500.", final=True)], name="bad")
    script = [delivery(known(), history=True, source="good"), delivery(rising(), source="good")]
    monitor = live(
        archive, [bad, Later(script, ends=False, name="good")], lambda: NOW + timedelta(minutes=1), [witness]
    )
    running = asyncio.create_task(monitor.run())
    await until(lambda: bool(witness.told), running)
    case = monitor.declare(witness.told[0].id, "Lamps", 2, "ana")
    document = markdown(monitor.cases.load(case.id), NOW, "ana", archive.gaps())
    await left(monitor, running)
    assert r"What we cannot see: bad \(test\) is not heard since" in document
    assert "## What could not be seen" in document
    return witness.told[0]


async def test_it_stands_on_the_card_in_the_notification_and_in_the_incident(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words wherever the alert is told."""
    alert = await raised(archive, monkeypatch)
    assert alert.explanation.unseen[0].code == "unseen.down"
    sentences = [one.text for one in unseen_lines(alert, stamp)]
    assert sentences[0].startswith("bad (test) is not heard since ")
    assert sentences[-1].startswith("Not watched: ")
    told = alert_object(alert)["unseen"]
    assert isinstance(told, list)
    assert [one["code"] for one in told] == [one.code for one in alert.explanation.unseen]
    assert "bad (test) is not heard since" in line(alert, "UTC")


def test_alerts_show_and_replay_say_that_a_recording_is_all_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also as JSON; and an export says that there are gaps."""
    file = written(tmp_path / "bad.jsonl", story())
    session = play(file, tmp_path / "data")
    alert = session.told[0][0]
    assert run(["--data", str(tmp_path / "data"), "alerts", "show", alert.id]) == 0
    shown = capsys.readouterr().out
    assert "What we cannot see:\n  A recording: what was not recorded cannot be seen." in shown
    with Archive.open(tmp_path / "data") as archive:
        archive.write(Batch(gaps=[Gap("Lumo", DOWN, DOWN + timedelta(hours=1), inferred=False, cause="feed: x")]))
    assert run(["--data", str(tmp_path / "data"), "export", "--format", "jsonl"]) == 0
    told = capsys.readouterr()
    assert "There is 1 gap in this time" in told.err
    assert all(json.loads(one)["source"] == "net" for one in told.out.splitlines())
    day = (DOWN + timedelta(days=2)).astimezone(UTC).date().isoformat()
    assert run(["--data", str(tmp_path / "data"), "export", "--since", day]) == 0
    assert "gap" not in capsys.readouterr().err


def test_an_alert_of_an_older_version_does_not_pretend(tmp_path: Path) -> None:
    """It was not written down then."""
    file = written(tmp_path / "bad.jsonl", story())
    alert = play(file, tmp_path / "data").told[0][0]
    old = replace(alert, explanation=replace(alert.explanation, unseen=()))
    assert "not written down" in unseen_lines(old, stamp)[0].text
