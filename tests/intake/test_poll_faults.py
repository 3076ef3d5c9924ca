"""A poller on a server that fails in every way a poller can meet: what is done, and nothing lost or doubled."""

import asyncio
import gzip
import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fault_server import Asked, FaultServer, Says, fault_server
from polling import AT, Caller, Clock, Near, ids, json_says
from test_discourse import post
from test_into_the_archive import SHELF, WATCH

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config
from cmwatch.config.networks.discourse import DiscourseConfig
from cmwatch.intake.discourse.network import build
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.monitor import Monitor, incoming

POSTS = "/posts.json"
EPOCH = AT.timestamp()


def latest(*numbers: int) -> bytes:
    return json.dumps({"latest_posts": [post(n) for n in numbers]}).encode()


def caller(server: FaultServer) -> Caller:
    clock = Clock()
    return Caller(build(DiscourseConfig("forum", server.url, posts=True), Near(clock)), clock)


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-11-22T16:02:00.123456Z"}, b"", 120.123456),
        ({"ratelimit-reset": str(EPOCH + 90)}, b"", 90),
        ({"x-rate-limit-reset": str(EPOCH + 800)}, b"", 800),
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "323"}, b"", 323),
        ({"retry-after": "7"}, b"", 7),
        ({"retry-after": "Sun, 22 Nov 2026 16:00:30 GMT"}, b"", 30),
        ({"retry-after": "0"}, b"", 1),
        ({"retry-after": "99999999"}, b"", 3600),
        ({}, b'{"extras": {"wait_seconds": 12}}', 12),
        ({}, b'{"backoff": 25}', 25),
        ({"x-business-use-case-usage": '{"1": [{"estimated_time_to_regain_access": 4}]}'}, b"", 240),
        ({}, b"<html>slow down</html>", 60),
    ],
    ids=["ISO", "epoch", "epoch (X)", "to go", "Retry-After", "a date", "nought", "absurd", "wait_seconds", "backoff",
         "minutes", "unsaid"],
)  # fmt: skip
async def test_a_429_is_waited_for_in_whatever_form_it_is_told(
    headers: dict[str, str], body: bytes, seconds: float
) -> None:
    """The source says until when; it asks once, and nothing more until it is called again."""
    async with fault_server() as server:
        server.on(POSTS, Says(429, body, headers), json_says(latest(1)))
        reader = caller(server)
        found, error = await reader.call()
        assert (found, len(server.asked)) == ([], 1)
        assert error is not None
        assert error.retry_at == AT + timedelta(seconds=seconds)
        assert len(ids(await reader.news())) == 1


BOMB = gzip.compress(bytes(32 << 20))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Says(body=b"<!doctype html><html>busy</html>"), "web page"),
        (Says(body=b"{}", headers={"content-type": "text/html"}), "web page"),
        (Says(502, b"<html>Bad gateway</html>"), "fault of its own"),
        (Says(body=b""), "nothing"),
        (Says(body=latest(1)[:-9]), "cut off"),
        (Says(body=latest(1)[:9], length=999), "broke off"),
        (Says(body=b"[1, 2]"), "another kind"),
        (Says(body=b"[" * 20_000), "JSON"),
        (Says(body=latest(1), hang=True), "silent"),
        (Says(body=BOMB, headers={"content-encoding": "gzip"}), "more than"),
        (Says(body=gzip.compress(latest(1)), headers={"content-encoding": "gzip, gzip"}), "compression"),
        (Says(302, headers={"location": "http://169.254.169.254/"}), "redirects"),
    ],
    ids=["HTML", "called HTML", "502", "empty", "cut", "truncated", "other kind", "deep", "hanging", "bomb", "stacked",
         "redirect"],
)  # fmt: skip
async def test_a_fault_leaves_the_place_and_the_next_call_brings_what_is_new(says: Says, words: str) -> None:
    """It is told what came instead, and nothing of the fault is delivered."""
    async with fault_server() as server:
        server.on(POSTS, json_says(latest(1)), says, json_says(latest(2, 1)))
        reader = caller(server)
        await reader.news()
        before = reader.cursor
        found, error = await reader.call()
        assert error is not None
        assert words in str(error)
        assert (ids(found), reader.cursor) == ([], before)
        assert ids(await reader.news()) == [f"{server.url}/p/2"]


class Forum:
    """Plays a forum that is spoken in all the while, and fails at every other question."""

    def __init__(self, server: FaultServer) -> None:
        self.last = 3
        self.questions = 0
        self.faults = [
            Says(429, b'{"extras": {"wait_seconds": 3}}'),
            Says(500),
            Says(body=b"<html>busy</html>", headers={"content-type": "text/html"}),
            Says(body=b'{"latest_posts": [{"id"'),
            Says(body=b"{", length=99),
            Says(429, headers={"retry-after": "2"}),
        ]
        server.on(POSTS, self.answer)

    def answer(self, asked: Asked) -> Says:
        self.questions += 1
        if self.questions % 2 == 0 and self.faults:
            return self.faults.pop()
        if "before" not in asked.query and self.last < 240:
            self.last += 30
        upto = int(asked.query.get("before", [str(self.last)])[0])
        numbers = list(range(upto, max(0, upto - 50), -1))
        # Out of order, and some of them twice.
        return json_says(latest(*numbers[1::2], *numbers[::2], *numbers[:3]))


async def test_a_session_over_every_fault_archives_each_post_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages out of order, posts listed twice, refusals and cut answers: each is there, and there once."""
    monkeypatch.setattr(incoming, "Supervisor", partial(Supervisor, sleep=lambda _seconds: asyncio.sleep(0.005)))
    async with fault_server() as server:
        forum = Forum(server)
        source = DiscourseConfig("forum", server.url, posts=True, allow_private=True)

        def over(monitor: Monitor) -> bool:
            return monitor.view().tally.items >= forum.last >= 240 and not forum.faults

        with assembly.live(Config(watches=(WATCH,), sources=(source,)), tmp_path, SHELF, "Ana") as monitor:
            running: asyncio.Task[Any] = asyncio.create_task(monitor.run())
            async with asyncio.timeout(20):
                while not over(monitor):
                    assert not running.done(), running.result()
                    await asyncio.sleep(0.01)
            await monitor.close()
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            assert not [gap for gap in monitor.view().gaps if "more was said" in gap.cause.lower()]
    with Archive.open(tmp_path) as archive:
        assert archive.faults() == ()
        kept = sorted(int(item.mention.id.rpartition("/")[2]) for item in archive.items())
    assert kept == list(range(1, forum.last + 1))
