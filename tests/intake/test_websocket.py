"""A websocket against a real server: what comes through, and how each end of it is told."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from fault_server import Says, fault_server
from websockets.asyncio.server import ServerConnection, serve

from cmwatch.errors import SourceError
from cmwatch.intake.wire.shedding import SheddingQueue
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.intake.wire.websocket import open_socket

AT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
QUICK = Patience(connect=0.3, read=0.3, total=0.6)


def transport(*, allow_private: bool = True) -> Transport:
    return Transport(lambda: AT, allow_private=allow_private, patience=QUICK)


@asynccontextmanager
async def server(handler: Callable[[ServerConnection], Awaitable[None]], **options: object) -> AsyncIterator[str]:
    async with serve(handler, "127.0.0.1", 0, close_timeout=0.1, **options) as running:  # type: ignore[arg-type]
        yield f"ws://127.0.0.1:{running.sockets[0].getsockname()[1]}/subscribe?access_token=SECRET"


async def failure(url: str, *, allow_private: bool = True, **options: object) -> SourceError:
    """How it fails, having received what there was."""

    async def listen() -> None:
        async with open_socket(transport(allow_private=allow_private), url, **options) as line:  # type: ignore[arg-type]
            while True:
                await line.receive()

    with pytest.raises(SourceError) as caught:
        await listen()
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


async def test_messages_come_through_and_a_token_travels_in_a_header(caplog: pytest.LogCaptureFixture) -> None:
    """Both ways; and no log line tells the address, however much is logged."""
    caplog.set_level(logging.DEBUG)
    heard: list[str | None] = []

    async def echo(line: ServerConnection) -> None:
        assert line.request is not None
        heard.extend([line.request.headers["authorization"], line.request.headers["user-agent"]])
        await line.send(await line.recv())
        await line.wait_closed()

    quiet = logging.Logger("other side")
    async with server(echo, logger=quiet) as url, open_socket(transport(), url, token="T") as line:
        await line.send("bonjour \u2028")
        assert await line.receive() == "bonjour \u2028"
    assert heard[0] == "Bearer T"
    assert str(heard[1]).startswith("cmwatch/")
    assert "SECRET" not in caplog.text


@pytest.mark.parametrize(
    ("code", "part"), [(1000, "ended the stream."), (1001, "ended the stream."), (1008, "(code 1008)")]
)
async def test_a_good_bye_is_told(code: int, part: str) -> None:
    """With its code where it is no usual one, and without the other side's words."""

    async def leave(line: ServerConnection) -> None:
        await line.close(code, "SECRET reason")

    async with server(leave) as url:
        assert part in str(await failure(url))


async def test_a_line_that_breaks_and_one_that_is_dead_are_told_apart() -> None:
    """A cut is noticed at once; a half-open line by the ping that nobody answers."""

    async def cut(line: ServerConnection) -> None:
        line.transport.abort()

    async def dead(line: ServerConnection) -> None:
        line.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(0.6)

    async with server(cut) as url:
        assert "broke off" in str(await failure(url))
    async with server(dead, ping_interval=None) as url:
        assert "silent" in str(await failure(url, ping_seconds=0.1))


async def test_a_frame_that_is_too_large_is_refused_before_it_is_held() -> None:
    """The line ends, with the reason."""

    async def flood(line: ServerConnection) -> None:
        await line.send(b"x" * 5000)
        await line.wait_closed()

    async with server(flood) as url:
        assert "too large" in str(await failure(url, frame_bytes=1000))


async def test_silence_is_noticed_where_it_is_not_expected() -> None:
    """For networks whose heartbeats are messages."""

    async def mute(line: ServerConnection) -> None:
        await line.wait_closed()

    async with server(mute) as url, open_socket(transport(), url) as line:
        with pytest.raises(SourceError, match="silent"):
            await line.receive(silence_seconds=0.05)


async def test_refusals_before_the_handshake_mean_what_they_mean_elsewhere() -> None:
    """A login, a rate limit, a redirect, a page, silence, an address that is private, none at all."""
    async with fault_server() as http:
        url = http.url.replace("http", "ws") + "/x?access_token=SECRET"
        http.on("/x", Says(401))
        assert (await failure(url)).login
        http.on("/x", Says(429, headers={"Retry-After": "30"}))
        assert (await failure(url)).retry_at is not None
        http.on("/x", Says(302, headers={"Location": "ws://169.254.169.254/?SECRET"}))
        assert (await failure(url)).final
        assert len([one for one in http.asked if one.path == "/x"]) == 3
        http.on("/x", Says(200, body=b"<html>"))
        assert "websocket" in str(await failure(url))
        assert "private" in str(await failure(url, allow_private=False))
    assert "cannot be reached" in str(await failure(url))
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert "too long" in str(await failure(f"ws://127.0.0.1:{mute.getsockname()[1]}/?SECRET"))
    assert (await failure("http://example.org/?SECRET")).final
    assert (await failure("ws://[/?SECRET")).final


async def test_a_firehose_sheds_its_oldest_and_counts_them() -> None:
    """The reader never sees more than fits, in order, and then the error."""
    queue: SheddingQueue[int] = SheddingQueue(3)
    for number in range(5):
        queue.put(number)
    assert queue.shed == 2
    assert await queue.take(2) == [2, 3]
    queue.fail(SourceError("over"))
    assert await queue.take(9) == [4]
    with pytest.raises(SourceError, match="over"):
        await queue.take(1)


async def test_a_reader_waits_for_the_first_frame() -> None:
    """Without turning in circles."""
    queue: SheddingQueue[int] = SheddingQueue(3)
    reader = asyncio.ensure_future(queue.take(3))
    await asyncio.sleep(0.01)
    assert not reader.done()
    queue.put(1)
    assert await reader == [1]
    with pytest.raises(ValueError, match="size"):
        SheddingQueue(0)
