"""A feed is taken apart where it can be stopped."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch.errors import SourceError
from cmwatch.intake.feeds.apart import parse_apart
from cmwatch.intake.feeds.entries import parse_feed
from cmwatch.intake.wire.answer import Answer

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
PRESS = (Path(__file__).parent / "payloads" / "press.rss").read_bytes()
URL = "https://press.example/feed?key=SECRET"
ENDLESS = b'<rss version="2.0"><channel><item>' + b"<x/>" * 1_000_000 + b"</item></channel></rss>"
"""Takes many seconds, small as it is."""


def answer(body: bytes) -> Answer:
    return Answer(200, {"content-type": "application/rss+xml"}, body, URL)


def children() -> list[str]:
    """Processes that take a feed apart for this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            line = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == str(os.getpid()) and b"feeds.apart" in line:
            found.append(path.name)
    return found


async def gone() -> bool:
    for _look in range(200):
        if not children():
            return True
        await asyncio.sleep(0.01)
    return False


async def test_what_comes_back_is_what_the_parser_finds() -> None:
    """Entries, payloads and dates; and its refusals, with what to do."""
    gate = asyncio.Semaphore(2)
    assert await parse_apart(answer(PRESS), AT, gate) == parse_feed(PRESS, answer(b"").headers, URL, AT)
    with pytest.raises(SourceError, match="not a feed") as caught:
        await parse_apart(answer(b"hello"), AT, gate)
    assert "Check the address" in caught.value.remedy
    assert "SECRET" not in str(caught.value)
    with pytest.raises(SourceError, match="entities") as refused:
        await parse_apart(answer(b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>'), AT, gate)
    assert refused.value.final


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are counted in /proc")
async def test_one_that_takes_too_long_is_stopped_and_so_is_one_that_nobody_waits_for() -> None:
    """Nothing goes on in the background."""
    gate = asyncio.Semaphore(1)
    with pytest.raises(SourceError, match="too long"):
        await parse_apart(answer(ENDLESS), AT, gate, seconds=1.0)
    assert await gone()
    call = asyncio.create_task(parse_apart(answer(ENDLESS), AT, gate))
    while not children():
        await asyncio.sleep(0.01)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await gone()
    assert not gate.locked()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are counted in /proc")
async def test_there_are_never_many_at_once() -> None:
    """However many feeds there are."""
    gate, most = asyncio.Semaphore(2), 0
    calls = asyncio.gather(*(parse_apart(answer(PRESS), AT, gate) for _feed in range(6)))
    while not calls.done():
        most = max(most, len(children()))
        await asyncio.sleep(0.01)
    assert len(calls.result()) == 6
    assert 1 <= most <= 2
