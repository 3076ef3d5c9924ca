"""Whole live sessions on streams that are cut, edit and delete: each post archived once, with what became of it."""

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from bluesky_network import SEARCH, DataServer, frame, jetstream, view
from fault_server import Asked, FaultServer, Says, fault_server
from test_mastodon_live import sockets, told
from test_recovery import JSON, TAG, status

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config, MastodonConfig, SourceConfig
from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.config.secret import Secret
from cmwatch.intake.bluesky import stream as bluesky_stream
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.model import Watch
from cmwatch.monitor import Monitor, incoming
from cmwatch.response.templates import Shelf

WATCH = Watch("Aubelune", "Aubelune", "aubelune")
FAULTS = (
    Says(500),
    Says(body=b"<html>busy</html>", headers={"content-type": "text/html"}),
    Says(body=b'{"posts": [{"uri": "at:', headers=JSON),
    Says(body=b"{", headers=JSON, length=99),
    Says(429, headers={"retry-after": "3", "ratelimit-remaining": "0"}),
    Says(400, b'{"error": "ExpiredToken"}', JSON),
)


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits are cut short; all else is as a person runs it."""
    monkeypatch.setattr(incoming, "Supervisor", partial(Supervisor, sleep=lambda _seconds: asyncio.sleep(0.01)))
    for name, seconds in (("IDLE_SECONDS", 0.05), ("TICK_SECONDS", 0.005), ("BEAT_SECONDS", 0.02)):
        monkeypatch.setattr(bluesky_stream, name, seconds)


def now() -> datetime:
    return datetime.now(UTC)


async def session(sources: Sequence[SourceConfig], folder: Path, reached: Callable[[Monitor], bool]) -> Monitor:
    """A live session on these sources, until something is so."""
    config = Config(watches=(WATCH,), sources=tuple(sources))
    with assembly.live(config, folder, Shelf(()), "Ana") as monitor:
        running = asyncio.create_task(monitor.run())
        async with asyncio.timeout(15):
            while not reached(monitor):
                assert not running.done(), running.result()
                assert "SECRET" not in str(monitor.view().sources)
                await asyncio.sleep(0.01)
        await monitor.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return monitor


def archived(folder: Path) -> list[int]:
    """The numbers of what is kept, each as often as it is there."""
    with Archive.open(folder) as archive:
        assert archive.faults() == ()
        return sorted(int(item.mention.id.rpartition("/")[2]) for item in archive.items())


def holds(folder: Path, count: int, _monitor: Monitor) -> bool:
    """Whether so many are on the disk."""
    with Archive.open(folder) as archive:
        return sum(1 for _item in archive.items()) >= count


@pytest.mark.parametrize("dialect", ["v1", "v2"])
async def test_a_jetstream_that_is_cut_again_and_again_loses_and_doubles_nothing(tmp_path: Path, dialect: str) -> None:
    """Cuts, duplicates, edits and deletions, a restart in between: each post once, with its versions, and no gap."""
    async with jetstream() as server:

        def said(first: int, last: int, text: str = "Aubelune") -> list[str]:
            return [
                frame(n, now() - timedelta(seconds=4 - n / 100), text if n % 3 else "rien", dialect=dialect)
                for n in range(first, last)
            ]

        config = BlueskyConfig(
            "sky", stream=True, jetstream=server.url, dialect="v2" if dialect == "v2" else "v1", allow_private=True
        )
        server.frames = said(1, 40)
        server.cut_after = 17
        server.frames.append(frame(1, now(), "Aubelune mieux", "update", dialect))
        server.frames.append(frame(2, now(), operation="delete", dialect=dialect))
        server.frames.append(frame(3, now(), operation="delete", dialect=dialect))

        def revised(monitor: Monitor) -> bool:
            return holds(tmp_path, 26, monitor) and _revised(tmp_path) == ["edited", "deleted"]

        await session([config], tmp_path, revised)
        assert len(server.asked) >= 2
        server.frames += [server.frames[4], *said(40, 60)]
        server.cut_after = 5
        monitor = await session([config], tmp_path, partial(holds, tmp_path, 39))
        assert archived(tmp_path) == [n for n in range(1, 60) if n % 3]
        assert not [gap for gap in monitor.view().gaps if "sky" in gap.cause]
        with Archive.open(tmp_path) as archive:
            first = next(item for item in archive.items() if item.mention.id.endswith("/1"))
            gone = next(item for item in archive.items() if item.mention.id.endswith("/2"))
        assert (first.mention.text, first.edited_at is not None) == ("Aubelune 1", True)
        assert gone.deleted_at is not None


def _revised(folder: Path) -> list[str]:
    with Archive.open(folder) as archive:
        ids = [item.mention.id for item in archive.items() if item.mention.id[-2:] in ("/1", "/2", "/3")]
        return [version.kind for one in sorted(ids) for version in archive.versions("bluesky", one)]


async def test_searches_get_over_every_fault_and_a_restart_adds_only_what_is_new(tmp_path: Path) -> None:
    """500, a web page, cut JSON, a cut body, 429, an expired session; then again after a restart."""
    async with fault_server() as server:
        network = DataServer(server)
        network.posts = [view(n, now() - timedelta(minutes=9 - n)) for n in (1, 2, 3)]
        config = BlueskyConfig(
            "sky", search=("aubelune",), account="acme.example", password=Secret("APP-PASSWORD"), server=server.url,
            allow_private=True,
        )  # fmt: skip
        for posts, expected in (([], [1, 2, 3]), ([view(4, now())], [1, 2, 3, 4])):
            network.posts += posts
            waiting = list(FAULTS)

            def answer(asked: Asked, waiting: list[Says] = waiting) -> Says:
                return waiting.pop(0) if waiting else network.guarded(asked, "posts", network.posts)

            server.on(SEARCH, answer)
            await session([config], tmp_path, partial(holds, tmp_path, len(expected)))
            assert archived(tmp_path) == expected
            assert not waiting


def _timeline(server: FaultServer, statuses: list[dict[str, object]]) -> None:
    def page(asked: Asked) -> Says:
        (low,) = asked.query.get("min_id", [""])
        found = [one for one in statuses if (len(str(one["id"])), str(one["id"])) > (len(low), low)]
        return Says(body=json.dumps([] if "max_id" in asked.query else found[::-1]).encode(), headers=JSON)

    server.on(TAG, page)


async def test_one_status_on_two_servers_is_kept_once_and_deleted_by_either_name(tmp_path: Path) -> None:
    """By websocket from the second, whose ids are ULIDs; an edit of another, which only it tells."""
    ulids = [f"01M81Z9P9Y9D2G1XTAFQ35WM{n:02d}" for n in range(10)]
    async with fault_server() as here, fault_server() as there, sockets() as line:
        statuses = [{**status(n), "content": f"<p>aubelune {n}</p>"} for n in (1, 2, 3)]
        _timeline(here, statuses)
        _timeline(there, [{**one, "id": ulids[int(str(one["id"]))]} for one in statuses])
        instance = {"configuration": {"urls": {"streaming": line.url}}, "source_url": "https://example/gotosocial"}
        there.on("/api/v2/instance", Says(body=json.dumps(instance).encode(), headers=JSON))
        edited = {**statuses[1], "id": ulids[2], "content": "<p>aubelune va mieux</p>", "edited_at": now().isoformat()}
        line.messages["hashtag"] = [told("status.update", edited), told("delete", ulids[3])]
        sources = [
            MastodonConfig("here", here.url, hashtags=("aubelune",), allow_private=True),
            MastodonConfig(
                "there", there.url, hashtags=("aubelune",), token=Secret("SECRET"), stream=True, allow_private=True
            ),
        ]

        def reached(_monitor: Monitor) -> bool:
            with Archive.open(tmp_path) as archive:
                items = list(archive.items())
            return any(item.deleted_at for item in items) and any(item.edited_at for item in items)

        await session(sources, tmp_path, reached)
        assert archived(tmp_path) == [1, 2, 3]
        with Archive.open(tmp_path) as archive:
            items = {item.mention.id[-1]: item for item in archive.items()}
        assert [key for key, item in sorted(items.items()) if item.deleted_at] == ["3"]
        assert [key for key, item in sorted(items.items()) if item.edited_at] == ["2"]
