"""What a session tells of its sources and lets a person do with them: pause, try, and a bulletin for the others."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.cli import run
from cmwatch.config import Config, JsonlConfig
from cmwatch.config.networks.folder import FolderConfig
from cmwatch.config.networks.webhook import WebhookConfig
from cmwatch.config.secret import Secret, variables
from cmwatch.errors import UsageError
from cmwatch.model import SourceHealth, Watch
from cmwatch.monitor import Monitor
from cmwatch.monitor.bulletin import EVERY, NOTE, STALE, Reporting, bulletin
from cmwatch.response.templates import Shelf

NOW = datetime(2026, 11, 26, 18, tzinfo=UTC)
WATCHES = (Watch("Aubelune", "Aubelune", "aubelune"),)


def row(identity: object, at: datetime | None = None) -> str:
    at = at or datetime.now(UTC)
    fields = {"id": identity, "source": "log", "text": f"Aubelune {identity}", "created_at": at.isoformat()}
    return json.dumps(fields) + "\n"


@asynccontextmanager
async def session(folder: Path, *sources: object) -> AsyncIterator[Monitor]:
    """A live session on these sources."""
    config = Config(watches=WATCHES, sources=sources)  # type: ignore[arg-type]
    with assembly.live(config, folder, Shelf(()), "Ana") as monitor:
        going = asyncio.create_task(monitor.run())
        try:
            yield monitor
        finally:
            await monitor.close()
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)


async def until(so: Callable[[], object]) -> None:
    async with asyncio.timeout(8):
        while not so():
            await asyncio.sleep(0.02)


def source(monitor: Monitor, name: str) -> SourceHealth:
    return next(one for one in monitor.view().sources if one.name == name)


async def test_a_paused_source_is_still_and_goes_on_where_it_was(tmp_path: Path) -> None:
    """What a file was given meanwhile is read when it is resumed."""
    log = tmp_path / "log.jsonl"
    log.touch()
    async with session(tmp_path, JsonlConfig("log", log)) as monitor:
        await until(lambda: source(monitor, "log").state == "live")
        monitor.pause_source("log", "ana")
        assert source(monitor, "log").state == "paused"
        log.write_text(row(1, datetime.now(UTC) - timedelta(seconds=30)))
        await asyncio.sleep(0.3)
        assert monitor.view().tally.items == 0
        monitor.retry_source("log")
        await until(lambda: monitor.view().tally.items == 1)
        lag = source(monitor, "log").lag_seconds
        assert lag is not None
        assert 29 < lag < 60
        with pytest.raises(UsageError, match="no source x"):
            monitor.pause_source("x", "ana")


async def test_a_pause_outlives_the_process(tmp_path: Path) -> None:
    """The next one does not listen either, and says who paused it and since when; resumed, it goes on for good."""
    log = tmp_path / "log.jsonl"
    log.touch()
    async with session(tmp_path, JsonlConfig("log", log)) as monitor:
        await until(lambda: source(monitor, "log").state == "live")
        monitor.pause_source("log", "ana")
        told = source(monitor, "log")
        assert (told.paused_by, told.paused_at is not None) == ("ana", True)
    log.write_text(row(1))
    async with session(tmp_path, JsonlConfig("log", log)) as monitor:
        assert source(monitor, "log").state == "paused"
        await asyncio.sleep(0.3)
        assert (source(monitor, "log").paused_by, monitor.view().tally.items) == ("ana", 0)
        monitor.retry_source("log")
        await until(lambda: monitor.view().tally.items == 1)
        assert source(monitor, "log").paused_at is None
    async with session(tmp_path, JsonlConfig("log", log)) as monitor:
        await until(lambda: source(monitor, "log").state == "live")


async def test_the_command_line_pauses_what_another_process_listens_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a tick; the list says so while somebody collects and when nobody does."""
    for name in ("CMWATCH_CONFIG", "CMWATCH_DATA"):
        monkeypatch.delenv(name, raising=False)
    log, data, written = tmp_path / "log.jsonl", tmp_path / "data", tmp_path / "config.toml"
    log.touch()
    written.write_text('[[source]]\nname = "log"\nnetwork = "jsonl"\npath = "log.jsonl"\n')
    given = ["--config", str(written), "--data", str(data), "--as", "ben", "sources"]
    async with session(data, JsonlConfig("log", log)) as monitor:
        await until(lambda: source(monitor, "log").state == "live")
        assert run([*given, "pause", "log"]) == 0
        assert "cmwatch sources resume log" in capsys.readouterr().err
        await until(lambda: source(monitor, "log").state == "paused")
        assert source(monitor, "log").paused_by == "ben"
        assert run([*given, "list"]) == 0
        assert "log  jsonl  paused since " in capsys.readouterr().out
        assert run([*given, "resume", "log"]) == 0
        await until(lambda: source(monitor, "log").state == "live")
    assert run([*given, "pause", "log"]) == 0
    assert run([*given, "pause", "log"]) == 0
    capsys.readouterr()
    assert run([*given, "list", "--json"]) == 0
    (told,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (told["state"], told["paused_by"], told["paused_at"][-1]) == ("paused", "ben", "Z")
    assert run([*given, "resume", "log"]) == 0
    assert run([*given, "resume", "log"]) == 0
    assert "log is not paused." in capsys.readouterr().err
    assert run([*given, "pause", "nothing"]) == 2


async def test_a_trial_keeps_nothing_and_disturbs_nothing(tmp_path: Path) -> None:
    """A second reader of the same file; the cursor of the first is its own."""
    log = tmp_path / "log.jsonl"
    log.write_text(row(1))
    async with session(tmp_path, JsonlConfig("log", log)) as monitor:
        await until(lambda: monitor.view().tally.items == 1)
        probed = await monitor.test_source("log")
        assert (probed.answered, probed.live, len(probed.mentions)) == (True, True, 1)
        log.unlink()
        gone = await monitor.test_source("log")
        assert "does not exist" in gone.problem
        assert monitor.view().tally.items == 1


async def test_a_webhook_that_runs_knocks_at_its_own_door(tmp_path: Path) -> None:
    """Its port is taken, by itself; the variable of its secret is told, the secret is not."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hook = WebhookConfig("hook", port, Secret("s3same", "HOOK"))
    async with session(tmp_path, hook) as monitor:
        await until(lambda: source(monitor, "hook").state == "live")
        probed = await monitor.test_source("hook")
        assert (probed.answered, probed.problem) == (True, "")
        assert source(monitor, "hook").variables == ("HOOK",)
        assert "s3same" not in repr(monitor.view().sources)
        monitor.pause_source("hook", "ana")
        await until(lambda: not _answers(port))
        assert (await monitor.test_source("hook")).live
        body = row("after").encode()
        monitor.retry_source("hook")
        await until(lambda: _answers(port))
        sign = "sha256=" + hmac.new(b"s3same", body, hashlib.sha256).hexdigest()
        async with httpx.AsyncClient(trust_env=False) as client:
            url = f"http://127.0.0.1:{port}/"
            assert (await client.post(url, content=body, headers={"X-Hub-Signature-256": sign})).status_code == 200


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


async def test_others_read_how_the_sources_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader along shows them as the collector does and touches none; the command line lists them."""
    for name in ("CMWATCH_CONFIG", "CMWATCH_DATA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "exports").mkdir()
    data = tmp_path / "data"
    written = tmp_path / "config.toml"
    written.write_text('[[source]]\nname = "calls"\nnetwork = "folder"\npath = "exports"\n'
                       '[[source]]\nname = "log"\nnetwork = "jsonl"\npath = "absent.jsonl"\n')  # fmt: skip
    given = ["--config", str(written), "--data", str(data), "sources", "list"]
    folder, log = FolderConfig("calls", tmp_path / "exports"), JsonlConfig("log", tmp_path / "absent.jsonl")
    async with session(data, folder, log) as monitor:
        await until(lambda: source(monitor, "log").state == "degraded")
        with Archive.open(data) as archive:
            await until(lambda: (told := bulletin(archive, datetime.now(UTC))) and told.sources[1].state == "degraded")
        assert run(given) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("calls  folder  live  ")
        assert "log  jsonl  degraded until " in lines[1]
        assert "absent.jsonl does not exist." in lines[1]
        assert run([*given, "--json"]) == 0
        calls, missing = (json.loads(line) for line in capsys.readouterr().out.splitlines())
        assert (calls["state"], calls["problem"]) == ("live", None)
        assert (missing["state"], missing["next_try"][-1]) == ("degraded", "Z")
        async with session(data, folder, log) as beside:
            assert beside.view().mode == "follow"
            assert [one.state for one in beside.view().sources] == ["live", "degraded"]
            with pytest.raises(UsageError, match="process that collects"):
                beside.pause_source("calls", "ana")
            with pytest.raises(UsageError, match="process that collects"):
                beside.retry_source("calls")
            with pytest.raises(UsageError, match="process that collects"):
                await beside.test_source("calls")
    assert run(given) == 0
    told = capsys.readouterr()
    assert "degraded" not in told.out
    assert "Nobody collects here now" in told.err


def health(state: str = "live", **fields: object) -> SourceHealth:
    values = {"name": "a", "network": "rss", "state": state, "per_minute": 1.0, "delivered": 5, "last_at": NOW}
    return SourceHealth(**({**values, "problem": "", "next_try": None} | fields))  # type: ignore[arg-type]


def test_a_bulletin_is_written_when_a_state_changes_and_else_now_and_then() -> None:
    """Not at each mention: the disk has better to do."""
    reporting = Reporting()
    assert NOTE in reporting.notes((health(),), NOW)
    assert reporting.notes((health(delivered=9, per_minute=4.0),), NOW + EVERY / 2) == {}
    assert NOTE in reporting.notes((health("degraded"),), NOW + EVERY / 2)
    assert NOTE in reporting.notes((health("degraded"),), NOW + EVERY * 2)


def test_a_stale_bulletin_and_a_garbled_one_tell_nothing(tmp_path: Path) -> None:
    """Of a collector that hangs, the last word is no news."""
    from cmwatch.archive import Batch

    with Archive.open(tmp_path) as archive:
        assert bulletin(archive, NOW) is None
        archive.write(Batch(notes=Reporting().notes((health(),), NOW)))
        fresh = bulletin(archive, NOW + STALE / 2)
        assert fresh is not None
        assert fresh.sources == (health(),)
        assert bulletin(archive, NOW + STALE) is None
        archive.write(Batch(notes={NOTE: '{"at": 5'}))
        assert bulletin(archive, NOW) is None


def test_variables_are_those_of_the_secrets() -> None:
    """A secret that was written nowhere has none."""
    assert variables(WebhookConfig("hook", 1, Secret("x", "HOOK"))) == ("HOOK",)
    assert variables(WebhookConfig("hook", 1, Secret("x"))) == ()
    assert variables(object()) == ()
