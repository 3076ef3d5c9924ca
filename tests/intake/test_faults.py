"""Every fault of the wire, one after the other, on one source of each kind: what is said, kept, and left in peace."""

import asyncio
import json
import sys
from itertools import count
from pathlib import Path
from typing import Any

import faults
from fault_server import Asked, FaultServer, Says, fault_server
from faults import Fault, feed, page, status
from test_recovery import STREAM, TAG
from websockets.asyncio.server import ServerConnection, serve

MOST_MB = 150
SESSION = Path(__file__).with_name("fault_session.py")


async def session(kind: str, url: str, server: FaultServer, folder: Path, last: int) -> dict[str, Any]:
    """What a session in a process of its own tells of itself."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, str(SESSION), kind, url, server.url, str(folder), str(last),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, errors = await child.communicate()
    assert child.returncode == 0, errors.decode()
    assert "SECRET" not in out.decode() + errors.decode()
    told: dict[str, Any] = json.loads(out)
    return told


def judged(told: dict[str, Any], played: list[Fault]) -> None:
    """What holds whatever the kind of the source."""
    unsaid = [fault.name for fault in played if fault.told and not any(fault.told in one for one in told["told"])]
    assert unsaid == [], told["told"]
    assert told["doubled"] == []
    assert told["faults"] == []
    assert told["grown_mb"] < MOST_MB
    limited = [fault for fault in played if fault.name.startswith("429")]
    assert len(told["waits"]) == len(limited)
    assert all(0.9 <= wait <= 2.4 for wait in told["waits"]), told["waits"]  # in each format the same two seconds
    assert told["sound"] >= len(played)  # the one beside it went on all the while


def numbers(told: dict[str, Any]) -> list[int]:
    """What is kept of the troubled source."""
    mine = [one for one in told["archived"] if one.startswith("troubled ")]
    return sorted(int("".join(filter(str.isdigit, one))) for one in mine)


def sounds(server: FaultServer) -> None:
    """A hashtag in which one more thing is said each time it is asked."""
    said = count(100_000)
    server.on("/api/v1/timelines/tag/sound", lambda _asked: page(next(said)))


async def test_one_that_asks_for_pages_gets_over_all_of_them(tmp_path: Path) -> None:
    """After each fault one more status was said; a page comes twice, and once in the wrong order."""
    played = faults.of_poll()
    async with fault_server() as server:
        sounds(server)
        answers: list[Says] = []
        for number, fault in enumerate(played, 2):
            answers += [fault.says, page(number - 1, number, number - 1, 1)]
        server.on(TAG, page(1), Says(body=b"[]", headers=faults.JSON), *answers)
        told = await session("poll", server.url, server, tmp_path, len(played) + 1)
    judged(told, played)
    assert numbers(told) == list(range(1, len(played) + 2))
    assert any(one.startswith("needs login") for one in told["told"])


async def test_a_feed_gets_over_all_of_them(tmp_path: Path) -> None:
    """Also one of sixty thousand entries, of which the newest five hundred are read."""
    played = faults.of_feed()
    async with fault_server() as server:
        sounds(server)
        answers: list[Says] = []
        for number, fault in enumerate(played, 2):
            answers += [fault.says, feed(*range(number, 0, -1))]
        server.on("/feed", feed(1), *answers)
        told = await session("feed", server.url, server, tmp_path, len(played) + 1)
    judged(told, played)
    kept = numbers(told)
    assert [number for number in kept if number < 1_000_000] == list(range(1, len(played) + 2))
    assert len(kept) == len(played) + 1 + 500


async def test_a_stream_gets_over_all_of_them_and_misses_nothing(tmp_path: Path) -> None:
    """While the line was down one more status was said each time, which is fetched before it is called live."""
    statuses = [1]
    async with fault_server() as server:
        sounds(server)

        def timeline(asked: Asked) -> Says:
            low = int(asked.query.get("min_id", ["0"])[0])
            return page(*sorted((number for number in statuses if number > low), reverse=True)[:40])

        server.on(TAG, timeline)
        configuration = {"configuration": {"urls": {"streaming": server.url}}}
        server.on("/api/v2/instance", Says(body=json.dumps(configuration).encode(), headers=faults.JSON))
        event = b"event: update\ndata: " + json.dumps(status(1)).encode() + b"\n\n"
        played = faults.of_stream(event)
        opened = count()

        def stream(_asked: Asked) -> Says:
            place = next(opened)
            statuses.append(statuses[-1] + 1)
            if place < len(played):
                return played[place].says
            last = b"event: update\ndata: " + json.dumps(status(1000)).encode() + b"\n\n"
            return Says(body=[last] + [b":thump\n\n"] * 100, headers=faults.SSE, hang=True, pause=0.05)

        server.on(STREAM, stream)
        told = await session("stream", server.url, server, tmp_path, 1000)
    judged(told, played)
    assert numbers(told) == [*range(1, len(played) + 3), 1000]


async def test_a_websocket_gets_over_all_of_them(tmp_path: Path) -> None:
    """Cut, closed, half-open, a frame that is too large, one that is no JSON, a flood; the cursor brings the rest."""
    ways = ["cut", "closed", "large", "broken", "half-open", "cut"]
    told_of = ["broke off", "code 1011", "too large", "another kind", "silent", "broke off"]
    opened, last = count(), 400

    async def talk(line: ServerConnection) -> None:
        assert line.request is not None
        start = int(line.request.path.rpartition("cursor=")[2])
        place = next(opened)
        for number in range(max(0, start - 3) + 1, (place + 1) * 40):
            await line.send(json.dumps({"n": number}))
        if place >= len(ways):
            for number in range(1, last + 1):  # all of it again, faster than it is read
                await line.send(json.dumps({"n": number}))
            await line.wait_closed()
            return
        match ways[place]:
            case "cut":
                line.transport.abort()
            case "closed":
                await line.close(1011, "SECRET")
            case "large":
                await line.send("x" * (1 << 20))
                await line.wait_closed()
            case "broken":
                await line.send('{"n": ')
                await line.wait_closed()
            case "half-open":
                line.transport.pause_reading()  # type: ignore[attr-defined]
                await asyncio.sleep(1.5)

    async with fault_server() as http, serve(talk, "127.0.0.1", 0, ping_interval=None, close_timeout=0.1) as server:
        sounds(http)
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/subscribe"
        told = await session("websocket", url, http, tmp_path, last)
    judged(told, [Fault(way, Says(), words) for way, words in zip(ways, told_of, strict=True)])
    assert numbers(told) == list(range(1, last + 1))
