"""A live session on a server that fails in every way it can: each mention is archived once, and nothing is lost."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from test_recovery import JSON, STREAM, TAG, event, plays, status

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config, MastodonConfig, RssConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.intake.mastodon import network
from cmwatch.intake.mastodon.stream import MastodonStream
from cmwatch.model import Watch
from cmwatch.monitor import Monitor, incoming
from cmwatch.response.templates import Shelf

SHELF = Shelf(())
WATCH = Watch("Aubelune", "Aubelune", "-nothing")
FAULTS = (
    Says(500),
    Says(body=b"<html>busy</html>", headers={"content-type": "text/html"}),
    Says(body=b'[{"id": "1', headers=JSON),
    Says(body=b"[", headers=JSON, length=99),
    Says(429, headers={"Retry-After": "3"}),
)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are cut short, and a line is given up after an instant; all else is as a person runs it."""
    monkeypatch.setattr(incoming, "Supervisor", partial(Supervisor, sleep=lambda _seconds: asyncio.sleep(0.01)))
    monkeypatch.setattr(network, "MastodonStream", partial(MastodonStream, silence_seconds=0.15))


def feed(*numbers: int) -> bytes:
    """A feed with these entries."""
    items = "".join(f"<item><guid>urn:{n}</guid><title>Aubelune {n}</title></item>" for n in reversed(numbers))
    return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


async def session(server: FaultServer, folder: Path, reached: Callable[[Monitor], bool], *, stream: bool) -> Monitor:
    """A live session on a feed and a server of the fediverse, until something is so."""
    sources = (
        RssConfig("gazette", Secret(server.url + "/feed?key=SECRET"), allow_private=True),
        MastodonConfig(
            "fedi", server.url, hashtags=("aubelune",), token=Secret("T"), stream=stream, allow_private=True
        ),
    )
    with assembly.live(Config(watches=(WATCH,), sources=sources), folder, SHELF, "Ana") as monitor:
        running = asyncio.create_task(monitor.run())
        async with asyncio.timeout(10):
            while not reached(monitor):
                assert not running.done(), running.result()
                assert "SECRET" not in str(monitor.view().sources)
                await asyncio.sleep(0.01)
        await monitor.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return monitor


def archived(folder: Path, network: str) -> list[int]:
    """The numbers of what is kept of a network, each as often as it is there."""
    with Archive.open(folder) as archive:
        assert archive.faults() == ()
        ids = [unquote(item.mention.id) for item in archive.items() if item.mention.source == network]
    return sorted(int("".join(filter(str.isdigit, one))) for one in ids)


async def test_every_fault_is_got_over_and_a_restart_adds_only_what_is_new(tmp_path: Path) -> None:
    """500, a web page, cut JSON, a cut body, 429, on server and feed; then again after a restart."""
    async with fault_server() as server:
        page = Says(body=json.dumps([status(n) for n in (3, 2, 1)]).encode(), headers=JSON)
        server.on(TAG, *FAULTS, page, Says(body=b"[]", headers=JSON))
        server.on("/feed", *FAULTS, Says(body=feed(1, 2)))

        def caught_up(monitor: Monitor) -> bool:
            return all(source.delivered >= 2 and source.state == "live" for source in monitor.view().sources)

        await session(server, tmp_path, caught_up, stream=False)
        assert (archived(tmp_path, "mastodon"), archived(tmp_path, "rss")) == ([1, 2, 3], [1, 2])
        assert len([one for one in server.asked if one.path == TAG]) >= len(FAULTS) + 1

        server.on("/feed", Says(500), Says(body=feed(1, 2, 3)))
        more = Says(body=json.dumps([status(n) for n in (4, 3, 2, 1)]).encode(), headers=JSON)
        server.on(TAG, Says(429, headers={"Retry-After": "2"}), more)

        def went_on(monitor: Monitor) -> bool:
            return monitor.view().tally.items >= 2

        await session(server, tmp_path, went_on, stream=False)
        assert (archived(tmp_path, "mastodon"), archived(tmp_path, "rss")) == ([1, 2, 3, 4], [1, 2, 3])


async def test_a_half_open_stream_is_reconnected_and_its_duplicates_are_kept_once(tmp_path: Path) -> None:
    """What was said while the line was dead is fetched; what comes twice, at the seam and again, is filed once."""
    async with fault_server() as server:
        statuses, opened = [1, 2], 0
        plays(server, statuses)
        server.on("/feed", Says(body=feed(1)))
        sse = {"content-type": "text/event-stream"}

        def stream(_asked: Asked) -> Says:
            nonlocal opened
            opened += 1
            if opened == 1:
                return Says(body=[b":)\n\n", event(3)], headers=sse, hang=True)
            statuses[:] = [1, 2, 3, 4, 5]
            pieces = [event(5), event(3), event(6), event(6)] + [b":thump\n\n"] * 200
            return Says(body=pieces, headers=sse, hang=True, pause=0.05)

        server.on(STREAM, stream)
        monitor = await session(server, tmp_path, lambda one: one.view().tally.duplicates >= 3, stream=True)
        assert archived(tmp_path, "mastodon") == [1, 2, 3, 4, 5, 6]
        assert opened >= 2
        assert not [gap for gap in monitor.view().gaps if "fedi" in gap.cause]
