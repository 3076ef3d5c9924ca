"""Real sources under supervision against a real server that fails in the middle: nothing lost, others go on."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random
from time import monotonic

from fault_server import Asked, FaultServer, Says, fault_server

from cmwatch.intake.feeds.source import FeedSource
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.intake.mastodon.stream import MastodonStream
from cmwatch.intake.mastodon.timeline import MastodonTimeline
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.model import Delivery
from cmwatch.ports import Source

JSON = {"content-type": "application/json"}
TAG, STREAM = "/api/v1/timelines/tag/aubelune", "/api/v1/streaming/hashtag"
FEED = b'<rss version="2.0"><channel><item><guid>urn:1</guid><title>Aubelune</title></item></channel></rss>'


def now() -> datetime:
    return datetime.now(UTC)


def status(number: int) -> dict[str, object]:
    account = {"acct": "noor", "url": "https://social.example/@noor"}
    uri = f"https://social.example/s/{number}"
    return {"id": str(number), "uri": uri, "created_at": now().isoformat(), "account": account, "content": str(number)}


def event(number: int) -> bytes:
    return f"event: update\ndata: {json.dumps(status(number))}\n\n".encode()


def transport() -> Transport:
    return Transport(now, allow_private=True, patience=Patience(0.3, 0.3, 1.0))


class Heard:
    """What came onto the queue."""

    def __init__(self, supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self.numbers: dict[str, list[int]] = {}

    def state(self, name: str) -> str:
        return next(health.state for health in self.supervisor.health() if health.name == name)


@asynccontextmanager
async def supervised(*sources: Source, monotonic: Callable[[], float] = monotonic) -> AsyncIterator[Heard]:
    """Waits are cut short; everything else is real."""
    queue: asyncio.Queue[Delivery] = asyncio.Queue(10)
    supervisor = Supervisor(
        sources, lambda _name: None, queue, now, Random(3), monotonic=monotonic, sleep=lambda _s: asyncio.sleep(0.01)
    )
    heard = Heard(supervisor)

    async def listen() -> None:
        while True:
            delivery = await queue.get()
            numbers = heard.numbers.setdefault(delivery.source, [])
            numbers += [int("".join(filter(str.isdigit, str(raw.id)))) for raw, _payload in delivery.mentions]

    tasks = [asyncio.ensure_future(supervisor.run()), asyncio.ensure_future(listen())]
    try:
        yield heard
    finally:
        await supervisor.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


def plays(server: FaultServer, statuses: list[int]) -> None:
    def timeline(asked: Asked) -> Says:
        low = int(asked.query.get("min_id", ["0"])[0])
        found = [status(number) for number in sorted(statuses) if number > low][:40]
        return Says(body=json.dumps(found[::-1]).encode(), headers=JSON)

    server.on(TAG, timeline)
    configuration = {"configuration": {"urls": {"streaming": server.url}}}
    server.on("/api/v2/instance", Says(body=json.dumps(configuration).encode(), headers=JSON))


async def test_a_stream_that_dies_half_open_is_opened_again_and_what_was_missed_is_fetched() -> None:
    """Said while the line was dead; delivered before it is called live again, and then the stream goes on."""
    async with fault_server() as server:
        statuses = [1, 2]
        plays(server, statuses)
        sse = {"content-type": "text/event-stream"}
        opened = 0

        def stream(asked: Asked) -> Says:
            nonlocal opened
            opened += 1
            if opened == 1:
                return Says(body=[b":)\n\n", event(3)], headers=sse, hang=True)
            statuses[:] = [1, 2, 3, 4, 5]  # 4 was said while nobody heard; 5 comes twice, at the seam
            return Says(body=[event(5), event(6)] + [b":thump\n\n"] * 200, headers=sse, hang=True, pause=0.05)

        server.on(STREAM, stream)
        source = MastodonStream("fedi", server.url, transport(), hashtags=["aubelune"], token="T", silence_seconds=0.15)
        async with supervised(source) as heard:
            await until(lambda: 6 in heard.numbers.get("fedi", []))
            assert heard.numbers["fedi"] == [1, 2, 3, 4, 5, 5, 6]
            await until(lambda: heard.state("fedi") == "live")
            assert heard.supervisor.blind() == ()  # it was caught up: no gap


async def test_after_a_sleep_of_the_machine_the_socket_is_dropped_and_what_was_missed_is_fetched() -> None:
    """The line looks alive to both ends; only the clocks tell. What was said meanwhile comes before it is live."""
    asleep = 0.0
    async with fault_server() as server:
        statuses = [1, 2]
        plays(server, statuses)
        thumps = Says(body=[b":thump\n\n"] * 400, headers={"content-type": "text/event-stream"}, hang=True, pause=0.01)
        server.on(STREAM, thumps)
        source = MastodonStream("fedi", server.url, transport(), hashtags=["aubelune"], token="T")

        def ticks() -> float:
            return monotonic() + asleep

        async with supervised(source, monotonic=ticks) as heard:
            await until(lambda: heard.numbers.get("fedi") == [1, 2] and heard.state("fedi") == "live")
            streams = [one.path for one in server.asked].count(STREAM)
            await asyncio.sleep(0.1)
            assert [one.path for one in server.asked].count(STREAM) == streams
            statuses += [3, 4]
            asleep = 300.0
            await until(lambda: heard.numbers["fedi"] == [1, 2, 3, 4] and heard.state("fedi") == "live")
            assert [one.path for one in server.asked].count(STREAM) == streams + 1
            await until(lambda: server.open == 1)  # the old line is closed
            assert heard.supervisor.blind() == ()


async def test_each_fault_of_one_source_is_survived_while_the_other_goes_on() -> None:
    """500, HTML, half an answer, 429, then it works; the feed beside it is asked all the while."""
    async with fault_server() as server:
        faults = [
            Says(500),
            Says(body=b"<html>", headers={"content-type": "text/html"}),
            Says(body=b"[{", headers=JSON),
            Says(body=b"[", headers=JSON, length=99),
            Says(429, headers={"Retry-After": "3"}),
        ]
        server.on(TAG, *faults, Says(body=json.dumps([status(7)]).encode(), headers=JSON))
        server.on("/feed", Says(body=FEED))
        tag = MastodonTimeline("fedi", server.url, transport(), hashtags=["aubelune"])
        feed = FeedSource("gazette", server.url + "/feed", transport())
        async with supervised(tag, feed) as heard:
            await until(lambda: heard.numbers == {"fedi": [7], "gazette": [1]})
            await until(lambda: heard.state("fedi") == "live")
            assert [one.path for one in server.asked].count(TAG) >= 6
            await until(lambda: [one.path for one in server.asked].count("/feed") >= 2)
            assert len(heard.supervisor.health()) == 2
