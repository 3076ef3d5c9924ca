"""The webhook over real sockets: signed, capped, answered after the disk, and never held up."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config
from cmwatch.config.networks.webhook import WebhookConfig
from cmwatch.config.secret import Secret
from cmwatch.errors import SourceError
from cmwatch.intake.webhook import source
from cmwatch.intake.webhook.receiver import Reply, Request, Rules, receiving
from cmwatch.intake.webhook.source import Webhook
from cmwatch.model import Delivery, Watch
from cmwatch.response.templates import Shelf

SECRET = "s3same"
AT = datetime(2026, 11, 26, 18, tzinfo=UTC)


def row(identity: object, **fields: object) -> dict[str, object]:
    """A mention in the recording format."""
    values = {"id": identity, "source": "crm", "text": f"Aubelune {identity}", "created_at": "2026-11-26T17:59:00Z"}
    return {**values, **fields}


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """The header that a sender who knows the secret adds."""
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def config(**fields: object) -> WebhookConfig:
    return WebhookConfig(**({"name": "crm", "port": free_port(), "secret": Secret(SECRET)} | fields))  # type: ignore[arg-type]


class Running:
    """A webhook with somebody who takes what it delivers, and says that it is on the disk."""

    def __init__(self, webhook: Webhook, *, files: bool) -> None:
        self.webhook = webhook
        self.taken: list[Delivery] = []
        self._files = files
        self.url = f"http://127.0.0.1:{webhook.port}/"

    async def take(self) -> None:
        async for delivery in self.webhook.deliveries("0"):
            if delivery.mentions:
                self.taken.append(delivery)
            if self._files and delivery.cursor:
                self.webhook.archived(delivery.cursor)

    async def post(self, body: bytes, headers: dict[str, str] | None = None, method: str = "POST") -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(method, self.url, content=body, headers=headers or signed(body))


@asynccontextmanager
async def running(*, files: bool = True, archive_seconds: float = 5.0, **fields: object) -> AsyncIterator[Running]:
    run = Running(Webhook(config(**fields), lambda: AT, archive_seconds), files=files)
    task = asyncio.create_task(run.take())
    await asyncio.sleep(0.05)
    assert not task.done(), task
    try:
        yield run
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def ids(run: Running) -> list[object]:
    return [raw.id for delivery in run.taken for raw, _payload in delivery.mentions]


PRETTY = json.dumps(row(1), indent=2).encode()
LINES = b"".join(json.dumps(row(n)).encode() + b"\n" for n in (1, 2))
SEPARATOR = (json.dumps(row(1, text="a\u2028b"), ensure_ascii=False) + "\n").encode() + json.dumps(row(2)).encode()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (json.dumps(row(1)).encode(), [1]),
        (PRETTY, [1]),
        (json.dumps([row(1), row(2)]).encode(), [1, 2]),
        (LINES, [1, 2]),
        (b"\xef\xbb\xbf" + LINES, [1, 2]),
        (SEPARATOR, [1, 2]),
        (b"[]", []),
    ],
    ids=["object", "object on many lines", "array", "lines", "a byte order mark", "U+2028 in a text", "empty array"],
)
async def test_each_form_of_the_recording_format_is_taken(body: bytes, found: list[int]) -> None:
    """And told how many there were."""
    async with running() as run:
        answer = await run.post(body)
        assert (answer.status_code, answer.json()) == (200, {"accepted": len(found)})
        assert ids(run) == found


@pytest.mark.parametrize(
    ("body", "item", "word"),
    [
        (b"", 1, "no mention"),
        (b"hello", 1, "not JSON"),
        (b'{"id": 1, "source": "x"', 1, "cut off"),
        (json.dumps([row(1), {"id": 2, "source": "x"}]).encode(), 2, "'text' is missing"),
        (json.dumps([row(1), 5]).encode(), 2, "not a JSON object"),
        (LINES + json.dumps(row(3, likes="many")).encode(), 3, "likes"),
        (json.dumps([row(1), row(2, created_at="yesterday")]).encode(), 2, "ISO 8601"),
        (json.dumps(row(1, created_at="2099-01-01")).encode(), 1, "cannot be true"),
        (b"[" * 5000, 1, "JSON"),
        (b'{"id": 1, "source": "x", "text": "\xff", "created_at": "2026-11-26"}', 1, "UTF-8"),
    ],
)
async def test_what_is_wrong_is_said_for_its_item_and_nothing_is_taken(body: bytes, item: int, word: str) -> None:
    """A sender can mend it and send all of it again."""
    async with running() as run:
        answer = await run.post(body)
        told = answer.json()
        assert answer.status_code == 400
        assert [fault["item"] for fault in told["items"]] == [item]
        assert word in told["items"][0]["reason"]
        assert run.taken == []


async def test_only_who_knows_the_secret_is_heard() -> None:
    """Without a signature, with another's, with one of another body, with two, with one that is not ASCII."""
    body = json.dumps(row(1)).encode()
    forged = [{"X-None": "1"}, signed(body, "guess"), signed(body + b" "), {"X-Hub-Signature-256": "sha256="}]
    async with running() as run:
        assert [(await run.post(body, headers)).status_code for headers in forged] == [401] * 4
        both = f"X-Hub-Signature-256: {signed(body)['X-Hub-Signature-256']}\r\n" * 2
        assert (await exchange(run, head(len(body), both) + body)).startswith(b"HTTP/1.1 401 ")
        odd = "X-Hub-Signature-256: sha256=\xe9\r\n"
        assert (await exchange(run, head(len(body), odd) + body)).startswith(b"HTTP/1.1 40")
        assert run.taken == []
        bare = {"X-Hub-Signature-256": signed(body)["X-Hub-Signature-256"].removeprefix("sha256=")}
        assert (await run.post(body, bare)).status_code == 200


async def test_the_header_and_the_path_are_the_configured_ones() -> None:
    """A Discourse, for example, signs in a header of its own."""
    body = json.dumps(row(1)).encode()
    async with running(header="X-Discourse-Event-Signature", path="/hook") as run:
        assert (await run.post(body)).status_code == 404
        run.url += "hook?from=forum"
        assert (await run.post(body)).status_code == 401
        theirs = {"X-Discourse-Event-Signature": signed(body)["X-Hub-Signature-256"]}
        assert (await run.post(body, theirs)).status_code == 200
        get = await run.post(b"", theirs, "GET")
        assert (get.status_code, get.headers["allow"]) == (405, "POST")
        assert (await run.post(body, {**theirs, "Content-Encoding": "gzip"})).status_code == 415


async def test_nothing_is_confirmed_before_it_is_on_the_disk() -> None:
    """The sender waits; a slow archive is 503, and sending again is welcome."""
    body = json.dumps(row(1)).encode()
    async with running(files=False) as run:
        answer = asyncio.create_task(run.post(body))
        await asyncio.sleep(0.2)
        assert run.taken
        assert not answer.done()
        run.webhook.archived(str(run.taken[0].cursor))
        assert (await answer).status_code == 200
    async with running(files=False, archive_seconds=0.05) as run:
        slow = await run.post(body)
        assert (slow.status_code, slow.headers["retry-after"]) == (503, "5")


async def test_what_the_archive_cannot_keep_up_with_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even waited for, once enough wait."""
    monkeypatch.setattr(source, "WAITING", 1)
    webhook = Webhook(config(), lambda: AT, 0.2)
    deliveries = webhook.deliveries("0")
    await anext(deliveries)
    run = Running(webhook, files=False)
    body = json.dumps(row(1)).encode()
    first = asyncio.create_task(run.post(body))
    await asyncio.sleep(0.1)
    assert (await run.post(body)).status_code == 503
    assert (await first).status_code == 503
    await deliveries.aclose()  # type: ignore[attr-defined]


def head(length: int | None, more: str = "", method: str = "POST") -> bytes:
    """The head of a request, written by hand."""
    counted = "" if length is None else f"Content-Length: {length}\r\n"
    return f"{method} / HTTP/1.1\r\nHost: x\r\n{counted}{more}\r\n".encode("latin-1")


async def exchange(run: Running, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What comes back for bytes sent as they are, until the other side ends it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", run.webhook.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        writer.write_eof()
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


def signature(body: bytes) -> str:
    return f"X-Hub-Signature-256: {signed(body)['X-Hub-Signature-256']}\r\n"


async def test_a_body_in_chunks_and_two_requests_on_one_line() -> None:
    """As HTTP/1.1 has it, however the bytes are cut."""
    body = json.dumps(row(1)).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:])) + b"0\r\n\r\n"
    request = head(None, "Transfer-Encoding: chunked\r\n" + signature(body)) + chunks
    async with running() as run:
        for size in (1, 13, 10_000):
            cut = [request[at : at + size] for at in range(0, len(request), size)]
            assert (await exchange(run, *cut)).startswith(b"HTTP/1.1 200 ")
        twice = await exchange(run, request + head(len(body), signature(body)) + body)
        assert twice.count(b"HTTP/1.1 200 ") == 2
        waits = await exchange(run, head(len(body), signature(body) + "Expect: 100-continue\r\n"), body, pause=0.1)
        assert waits.startswith(b"HTTP/1.1 100 ")
        assert waits.count(b"HTTP/1.1 200 ") == 1
        assert len(run.taken) == 6


async def test_a_body_is_capped_whether_it_says_its_length_or_not() -> None:
    """By its head at once, in chunks when the cap is reached; the answer arrives while the sender still sends."""
    big = b"x" * 3000
    async with running(max_body_kib=1) as run:
        assert (await run.post(big)).status_code == 413
        said = await exchange(run, head(10**12, signature(b"")))
        assert said.startswith(b"HTTP/1.1 413 ")
        chunk = b"%x\r\n%s\r\n" % (len(big), big)
        endless = await exchange(run, head(None, "Transfer-Encoding: chunked\r\n" + signature(b"")), *[chunk] * 50)
        assert endless.startswith(b"HTTP/1.1 413 ")
        assert run.taken == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 40_000 + b"\r\n\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST http://10.0.0.1/ HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
    ],
    ids=["TLS", "no host", "huge head", "two lengths", "a negative length", "a proxy's request"],
)
async def test_what_is_no_request_is_refused(sent: bytes, status: bytes) -> None:
    """And the next sender is served."""
    async with running() as run:
        assert (await exchange(run, sent)).startswith(b"HTTP/1.1 " + status)
        assert (await run.post(json.dumps(row(1)).encode())).status_code == 200


async def test_slow_senders_and_silent_ones_are_let_go_and_hold_nobody_up() -> None:
    """One deadline from the first byte to the last; past so many lines the next is told to come back."""

    async def fine(_request: Request) -> Reply:
        return Reply(200, {})

    rules = Rules(lambda _request: None, fine, 1024, request_seconds=0.4, connections=3)
    async with receiving("127.0.0.1", 0, rules) as port:
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        lines[0][1].write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Le")
        lines[1][1].write(head(10) + b"abc")
        await asyncio.sleep(0.05)
        extra, writer = await asyncio.open_connection("127.0.0.1", port)
        told = await extra.read()
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5" in told.lower()
        writer.close()
        lines[1][1].write(b"d")
        ends = await asyncio.gather(*(asyncio.wait_for(reader.read(), 3) for reader, _writer in lines))
        assert [end[9:12] for end in ends] == [b"408", b"408", b""]
        for _reader, ended in lines:
            ended.close()
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/")).status_code == 200


async def test_a_failing_answer_ends_its_own_line_only() -> None:
    """An error of ours is a 500 without its text."""

    async def broken(_request: Request) -> Reply:
        raise KeyError("secret")

    rules = Rules(lambda _request: None, broken, 1024)
    async with receiving("127.0.0.1", 0, rules) as port, httpx.AsyncClient(trust_env=False) as client:
        for _ in range(2):
            answer = await client.get(f"http://127.0.0.1:{port}/")
            assert answer.status_code == 500
            assert "secret" not in answer.text


async def test_an_address_that_cannot_be_had_is_a_clear_error() -> None:
    """In use, and not of this machine."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        webhook = Webhook(config(port=taken.getsockname()[1]), lambda: AT)
        with pytest.raises(SourceError, match=r"already in use.*choose another port") as caught:
            await anext(webhook.deliveries(None))
        assert not caught.value.final
    with pytest.raises(SourceError, match="no address of this machine"):
        await anext(Webhook(config(host="192.0.2.1"), lambda: AT).deliveries(None))


async def test_leaving_frees_the_port_and_the_numbers_go_on() -> None:
    """A pause, a sleep of the machine, a restart: the next call can listen at once."""
    settings = config()
    webhook = Webhook(settings, lambda: AT, 0.05)
    for cursor in (None, "7", "7"):
        deliveries = webhook.deliveries(cursor)
        await anext(deliveries)
        if cursor:
            await Running(webhook, files=False).post(json.dumps(row(1)).encode())
            assert int(str((await anext(deliveries)).cursor)) > 7
        await deliveries.aclose()  # type: ignore[attr-defined]
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", settings.port)


async def test_a_whole_session_confirms_what_the_archive_holds_also_after_a_restart(tmp_path: Path) -> None:
    """What was answered 200 is on the disk; sent twice it is filed once; a thousand at once are no matter."""
    settings = config()
    for session in (1, 2):
        whole = Config(watches=(Watch("Aubelune", "Aubelune", "aubelune"),), sources=(settings,))
        with assembly.live(whole, tmp_path, Shelf(()), "Ana") as monitor:
            going = asyncio.create_task(monitor.run())
            while not any(one.state == "live" for one in monitor.view().sources):
                await asyncio.sleep(0.01)
                assert not going.done()
            run = Running(Webhook(settings, lambda: AT), files=False)
            many = json.dumps([row(n, created_at=datetime.now(UTC).isoformat()) for n in range(1000)]).encode()
            bodies = [many, json.dumps(row(f"only {session}", created_at=datetime.now(UTC).isoformat())).encode()]
            answers = await asyncio.gather(*(run.post(body) for body in (*bodies, bodies[1])))
            assert [answer.status_code for answer in answers] == [200] * 3
            with Archive.open(tmp_path) as archive:
                kept = [item.mention for item in archive.items()]
            assert len(kept) == 1000 + session
            assert not any(mention.history for mention in kept)
            await monitor.close()
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)


def test_a_request_says_a_header_only_if_it_says_it_once() -> None:
    """Two signatures are none."""
    request = Request("POST", "/", {"a": ("1",), "b": ("1", "2")})
    assert [request.only(name) for name in "abc"] == ["1", "", ""]


async def test_closing_does_not_wait_for_a_sender_that_hangs(tmp_path: Path) -> None:
    """One in the middle of its body, one that waits for its answer."""
    settings = config()
    whole = Config(watches=(Watch("Aubelune", "Aubelune", "aubelune"),), sources=(settings,))
    with assembly.live(whole, tmp_path, Shelf(()), "Ana") as monitor:
        going = asyncio.create_task(monitor.run())
        while not any(one.state == "live" for one in monitor.view().sources):
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection("127.0.0.1", settings.port)
        writer.write(head(500, signature(b"")) + b"{")
        await asyncio.sleep(0.05)
        async with asyncio.timeout(1):
            await monitor.close()
        going.cancel()
        await asyncio.gather(going, return_exceptions=True)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await asyncio.wait_for(reader.readexactly(1), 1)
        writer.close()
