"""Safe on the wire, against a real server."""

import gzip
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from fault_server import FaultServer, Says, fault_server

from cmwatch.errors import SourceError
from cmwatch.intake.wire.address import is_private, place
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.intake.wire.transport import Patience, Transport

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
JSON = {"content-type": "application/json"}
QUICK = Patience(connect=0.2, read=0.2, total=0.6)


def transport(**options: object) -> Transport:
    return Transport(lambda: AT, **{"allow_private": True, "patience": QUICK, **options})  # type: ignore[arg-type]


async def fetch(server: FaultServer, path: str = "/x?key=SECRET", **options: object) -> Answer:
    async with transport().open() as wire:
        return await wire.get(server.url + path, **options)  # type: ignore[arg-type]


async def failure(server: FaultServer, says: Says, **options: object) -> SourceError:
    server.on("/x", says)
    with pytest.raises(SourceError) as caught:
        await fetch(server, **options)
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


async def test_a_body_arrives_decompressed_with_its_headers() -> None:
    """Gzip is asked for, and only gzip."""
    async with fault_server() as server:
        server.on(
            "/x", Says(body=gzip.compress(b'{"a": 1}'), headers={"Content-Encoding": "gzip", "ETag": '"e"', **JSON})
        )
        answer = await fetch(server)
    assert (answer.status, answer.body, answer.headers["etag"]) == (200, b'{"a": 1}', '"e"')
    assert answer.media_type == "application/json"
    assert server.asked[0].headers["accept-encoding"] == "gzip"
    assert server.asked[0].headers["host"] == server.url.removeprefix("http://")


@pytest.mark.parametrize(
    ("says", "words", "final", "wait"),
    [
        (Says(429, headers={"Retry-After": "90"}), "fewer requests", False, 90),
        (Says(429, headers={"X-RateLimit-Reset": "2026-11-22T16:05:00.5Z"}), "fewer requests", False, 300.5),
        (Says(429), "fewer requests", False, 60),
        (Says(500), "fault of its own (HTTP 500)", False, None),
        (Says(503, headers={"Retry-After": "30"}), "fault of its own", False, 30),
        (Says(401), "needs a login", True, None),
        (Says(403), "does not allow", True, None),
        (Says(404), "does not exist", False, None),
        (Says(410), "gone for good", True, None),
        (Says(422), "refuses the request (HTTP 422)", False, None),
        (Says(body=b"half", length=100), "broke off", False, None),
        (Says(body=b"", hang=True, length=100), "gone silent", False, None),
        (Says(body=[b"x"] * 20, pause=0.1), "took too long", False, None),
        (Says(body=b"not gzip", headers={"Content-Encoding": "gzip"}), "damaged compressed", False, None),
        (Says(body=gzip.compress(b"x" * 999)[:-9], headers={"Content-Encoding": "gzip"}), "broke off", False, None),
        (Says(body=b"", headers={"Content-Encoding": "gzip, gzip"}), "not asked for", False, None),
        (Says(body=b"", headers={"Content-Encoding": "br"}), "not asked for", False, None),
        (Says(302, headers={"Location": "http://93.184.216.34/"}), "not followed", True, None),
    ],
    ids=lambda value: (
        value.body[:8] if isinstance(value, Says) and value.status == 200 else str(getattr(value, "status", ""))
    ),
)
async def test_every_fault_is_said_in_words_and_without_secrets(
    says: Says, words: str, final: bool, wait: float | None
) -> None:
    """What happened, whether trying again helps, and when; the query string never."""
    async with fault_server() as server:
        error = await failure(server, says)
    assert words in str(error)
    assert error.final is final
    assert error.retry_at == (None if wait is None else AT + timedelta(seconds=wait))


async def test_a_gzip_bomb_is_stopped_at_the_limit() -> None:
    """64 MiB out of 64 KiB: only the limit's worth is ever decoded."""
    bomb = gzip.compress(bytes(64 << 20))
    async with fault_server() as server:
        error = await failure(server, Says(body=bomb, headers={"Content-Encoding": "gzip"}))
    assert "more than 5 MiB" in str(error)


async def test_nobody_there_is_said() -> None:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/a?b=SECRET"
    async with transport().open() as wire:
        with pytest.raises(SourceError, match="cannot be reached") as caught:
            await wire.get(address)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "http://", "//x", "http://[", "gopher://x"])
async def test_only_the_web_is_fetched(url: str) -> None:
    """No other scheme, no half addresses."""
    async with transport().open() as wire:
        with pytest.raises(SourceError):
            await wire.get(url)


async def test_redirects_are_followed_only_where_asked_and_permanent_ones_remembered() -> None:
    """301 then 302: the thing has moved for good only as far as the first."""
    async with fault_server() as server:
        server.on("/x", Says(301, headers={"Location": "/y?key=SECRET"}))
        server.on("/y", Says(302, headers={"Location": "/z"}))
        server.on("/z", Says(body=b"here"))
        answer = await fetch(server, follow=True)
        assert (answer.body, answer.url, answer.moved) == (b"here", server.url + "/z", server.url + "/y?key=SECRET")
        with pytest.raises(SourceError, match="not followed") as caught:
            await fetch(server, follow=True, token="TOKEN")  # an authenticated request is never redirected
        assert "SECRET" not in str(caught.value)
        assert "TOKEN" not in str(caught.value)
        assert server.asked[-1].path == "/x"


async def test_redirects_in_a_circle_end() -> None:
    """Six requests, then it is enough."""
    async with fault_server() as server:
        error = await failure(server, Says(302, headers={"Location": "/x"}), follow=True)
        assert "again and again" in str(error)
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest", "http://[::1]:1/", "http://10.0.0.1/", "http://intranet.example/", "file:///x"],
)
async def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    """The first hop is public, the second is not: nothing is connected to."""

    def look_up(host: str, port: int) -> Sequence[str]:
        return {"feed.example": ["93.184.216.34"], "intranet.example": ["192.168.0.7"]}.get(host, [host])

    wire_transport = transport(allow_private=False, look_up=look_up)
    async with wire_transport.open() as wire:
        with pytest.raises(SourceError, match=r"private|not an http"):
            await wire.get(target)


async def test_what_was_checked_is_what_is_connected_to() -> None:
    """The name is looked up once; its host header stays; a second, private answer would not be asked for."""
    async with fault_server() as server:
        server.on("/x", Says(body=b"ok"))
        looked_up = []

        def look_up(host: str, port: int) -> Sequence[str]:
            looked_up.append(host)
            return ["127.0.0.1"]

        url = server.url.replace("127.0.0.1", "feed.example")
        async with transport(look_up=look_up).open() as wire:
            assert (await wire.get(url + "/x")).body == b"ok"
        with pytest.raises(SourceError, match="private address") as caught:
            async with transport(allow_private=False, look_up=look_up).open() as wire:
                await wire.get(url + "/x")
    assert caught.value.final
    assert looked_up == ["feed.example"] * 2
    assert server.asked[0].headers["host"].startswith("feed.example:")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True), ("10.1.2.3", True), ("192.168.1.1", True), ("172.16.0.1", True), ("169.254.169.254", True),
        ("100.64.0.1", True), ("0.0.0.0", True), ("224.0.0.1", True), ("255.255.255.255", True), ("::1", True),
        ("::", True), ("fe80::1", True), ("fe80::1%eth0", True), ("fc00::1", True), ("fd12::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:10.0.0.1", True), ("2002:7f00:1::", True), ("64:ff9b::7f00:1", True), ("ff02::1", True),
        ("93.184.216.34", False), ("2606:2800:220:1::1", False), ("::ffff:93.184.216.34", False),
        ("64:ff9b::5db8:d822", False),
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_disguise(address: str, private: bool) -> None:
    """Loopback, local, link-local, unique local, and IPv4 wrapped in IPv6."""
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pw@host.example/a/b?token=x#y", "https://host.example/a/b"),
        ("https://www.google.com/alerts/feeds/01234567890123456789/9876543210987654321", "https://www.google.com/alerts/feeds/…/…"),
        ("https://h.example/2024/07/a-long-slug-about-something-2024", "https://h.example/2024/07/a-long-slug-about-something-2024"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://[", "an address that cannot be read"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    """Scheme, host and path; no user, no query, no keys in the path."""
    assert place(url) == shown


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"<!DOCTYPE html><html>", "application/json", "web page"),
        (b"<p>busy</p>", "text/html; charset=utf-8", "web page"),
        (b"  ", "application/json", "nothing"),
        (b'[{"id": "1', "application/json", "cut off"),
        (b'{"error": "x"}', "application/json", "another kind"),
        (b"[{" * 5000, "application/json", "JSON"),
    ],
)
def test_what_is_no_json_is_named(body: bytes, kind: str, words: str) -> None:
    """HTML, nothing, half of it, or something else."""
    answer = Answer(200, {"content-type": kind}, body, "https://h.example/a?key=SECRET")
    with pytest.raises(SourceError, match=words) as caught:
        decoded_json(answer, list[dict[str, str]])
    assert "SECRET" not in str(caught.value)


async def test_a_post_carries_json_or_a_form_and_is_never_redirected() -> None:
    """With its kind, its secret and its length; a status that the caller knows is handed over."""
    async with fault_server() as server:
        server.on("/x", Says(400, body=b'{"error": "ExpiredToken"}', headers={**JSON, "ratelimit-remaining": "7"}))
        way = transport()
        async with way.open() as wire:
            told = await wire.post(
                server.url + "/x", json={"q": "é"}, secrets={"api-key": "K"}, token="T", also=frozenset({400})
            )
            assert (told.status, told.body) == (400, b'{"error": "ExpiredToken"}')
            with pytest.raises(SourceError, match="refuses"):
                await wire.post(server.url + "/x", form={"a": "b&c"})
            server.on("/x", Says(307, headers={"Location": "https://elsewhere.example/?SECRET"}))
            with pytest.raises(SourceError, match="not followed"):
                await wire.post(server.url + "/x", json=1)
            with pytest.raises(SourceError, match="not followed"):
                await wire.get(server.url + "/x", secrets={"api-key": "K"}, follow=True)
        first, second = server.asked[:2]
        assert (first.headers["content-type"], first.body) == ("application/json", '{"q":"é"}'.encode())
        assert (first.headers["authorization"], first.headers["api-key"]) == ("Bearer T", "K")
        assert (second.headers["content-type"], second.body) == ("application/x-www-form-urlencoded", b"a=b%26c")
        assert way.budget is not None
        assert (way.budget.remaining, way.requests) == (7, 4)
