"""What a network can do to us (SOURCES 4), and what is then said: answers for the fault server, by kind of source."""

import gzip
import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fault_server import Says

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html"}
RSS = {"content-type": "application/rss+xml"}
SSE = {"content-type": "text/event-stream"}
LARGE = 256 << 20
"""Bytes behind a bomb: held in memory they would show."""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    name: str
    says: Says
    told: str
    """Part of what the person is told; empty where the fault is got over without a word."""


def status(number: int) -> dict[str, object]:
    """A status of our server."""
    return {
        "id": str(number), "created_at": datetime.now(UTC).isoformat(), "uri": f"https://a.example/{number}",
        "account": {"acct": "ana"}, "content": f"<p>Aubelune {number} \u2028 fin</p>", "visibility": "public",
    }  # fmt: skip


def page(*numbers: int) -> Says:
    """Statuses, in this order."""
    return Says(body=json.dumps([status(number) for number in numbers], ensure_ascii=False).encode(), headers=JSON)


def feed(*numbers: int) -> Says:
    """A feed with these entries."""
    items = "".join(f"<item><guid>urn:{n}</guid><title>Aubelune {n}</title></item>" for n in numbers)
    return Says(body=f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), headers=RSS)


def bomb() -> bytes:
    """A small gzip of a large nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b" " * (1 << 20)
    return b"".join(packer.compress(piece) for _piece in range(LARGE >> 20)) + packer.flush()


def soon(seconds: int = 2) -> datetime:
    """A reset that does not keep the test waiting."""
    return datetime.now(UTC) + timedelta(seconds=seconds)


def limits() -> list[Fault]:
    """A rate limit in each of the ways it is said."""
    ways: dict[str, Says] = {
        "iso": Says(429, headers={"X-RateLimit-Reset": soon().isoformat()}),
        "epoch": Says(429, headers={"ratelimit-reset": str(int(soon().timestamp()))}),
        "seconds": Says(429, headers={"x-ratelimit-reset": "2.0", "x-ratelimit-remaining": "0.0"}),
        "retry-after": Says(429, headers={"Retry-After": "2"}),
        "date": Says(429, headers={"Retry-After": soon().strftime("%a, %d %b %Y %H:%M:%S GMT")}),
        "body": Says(429, body=b'{"error_type": "rate_limit", "extras": {"wait_seconds": 2}}', headers=JSON),
    }
    return [Fault(f"429 {name}", says, "asks for fewer requests") for name, says in ways.items()]


def shared() -> list[Fault]:
    """What can happen to any fetch."""
    packed, zipped = bomb(), {**JSON, "content-encoding": "gzip"}
    twice = {**JSON, "content-encoding": "gzip, gzip"}
    return [
        *limits(),
        Fault("500", Says(500, body=b"<html>oops", headers=HTML), "fault of its own"),
        Fault("cut off", Says(body=b"[", headers=JSON, length=99), "broke off"),
        Fault("half-open", Says(body=b"[", headers=JSON, length=99, hang=True), "silent"),
        Fault("gzip bomb", Says(body=packed, headers=zipped), "more than"),
        Fault("stacked", Says(body=gzip.compress(packed), headers=twice), "compression"),
        Fault("damaged gzip", Says(body=packed[:10] + b"\xff" * 99, headers=zipped), "damaged"),
        Fault("endless", Says(body=[b"[" * (1 << 20)] * 256, headers=JSON), "more than"),
    ]


def of_poll() -> list[Fault]:
    """What can happen to one that asks for JSON."""
    return [
        *shared(),
        Fault("html", Says(body=b"<html>busy", headers=HTML), "web page"),
        Fault("truncated", Says(body=b'[{"id": "1', headers=JSON), "cut off or broken"),
        Fault("empty", Says(body=b"", headers=JSON), "nothing"),
        Fault("deep", Says(body=b"[" * (1 << 20), headers=JSON), "broken"),
        Fault("login", Says(401), "needs a login"),
        Fault("redirect", Says(302, headers={"Location": "http://169.254.169.254/latest"}), "not followed"),
    ]


def of_feed() -> list[Fault]:
    """What can happen to a feed."""
    entity = b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 500 + b'"><!ENTITY b "' + b"&a;" * 500 + b'">]><rss>&b;</rss>'
    return [
        *shared(),
        Fault("html", Says(body=b"<html>busy", headers=HTML), "web page, not a feed"),
        Fault("entity bomb", Says(body=entity, headers=RSS), "entities"),
        Fault("truncated", Says(body=b'<rss version="2.0"><channel><item><title>Aub', headers=RSS), ""),
        Fault("gone", Says(410), "gone for good"),
        Fault("redirect circle", Says(302, headers={"Location": "/feed"}), ""),
        Fault("sixty thousand", feed(*range(1_000_000, 1_060_000)), ""),
    ]


def of_stream(event: bytes) -> list[Fault]:
    """What can happen to server-sent events; `event` is one that is told in the midst of it."""
    return [
        *limits()[:4],
        Fault("500", Says(500), "fault of its own"),
        Fault("html", Says(body=b"<html>busy", headers=HTML), "stream of events"),
        Fault("cut in an event", Says(body=[event, event[:40]], headers=SSE), ""),
        Fault("half-open", Says(body=[event], headers=SSE, hang=True), "silent"),
        Fault("endless line", Says(body=[b"data: ", *[b"x" * (1 << 20)] * 256], headers=SSE), "ended the stream"),
        Fault("broken JSON", Says(body=[b"event: update\ndata: {\n\n"], headers=SSE), "ended the stream"),
    ]
