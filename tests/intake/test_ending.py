"""The program ends within a second, whatever its sources are doing: real processes, real signals, a real terminal."""

import asyncio
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fault_server import FaultServer, Says, fault_server
from test_feeds_apart import ENDLESS

CONFIG = """
[[brand]]
name = "Aubelune"
[[brand.watch]]
name = "Aubelune"
query = "aubelune"
[[source]]
name = "mute"
network = "rss"
url = "{url}/mute"
allow_private = true
[[source]]
name = "limited"
network = "mastodon"
server = "{url}"
hashtags = ["aubelune"]
allow_private = true
[[source]]
name = "large"
network = "rss"
url = "{url}/large"
allow_private = true
"""

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")


def parsing(parent: int) -> list[int]:
    """The processes that take a feed apart for this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            of = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            line = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if of == parent and b"feeds.apart" in line:
            found.append(int(path.name))
    return found


@asynccontextmanager
async def troubles(folder: Path) -> AsyncIterator[tuple[FaultServer, list[str]]]:
    """A server with one source that hangs, one that limits, one whose feed takes long to take apart."""
    async with fault_server() as server:
        server.on("/mute", Says(hang=True))
        server.on("/api/v1/timelines/tag/aubelune", Says(429, headers={"Retry-After": "3600"}))
        server.on("/large", Says(body=ENDLESS, headers={"content-type": "application/rss+xml"}))
        config = folder / "config.toml"
        config.write_text(CONFIG.format(url=server.url))
        program = [sys.executable, "-m", "cmwatch", "--config", str(config), "--data", str(folder / "data")]
        yield server, program


async def in_trouble(server: FaultServer, pid: int) -> list[int]:
    """Wait until all three are as they should be; the process that takes the feed apart."""
    async with asyncio.timeout(30):
        while True:
            asked = {one.path for one in server.asked}
            if len(asked) >= 3 and (found := parsing(pid)):
                await asyncio.sleep(0.5)  # past its start, in the midst of it
                return found
            await asyncio.sleep(0.02)


def is_there(pid: int) -> bool:
    """Whether a process still runs; one that is dead and not yet buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


async def gone(pids: list[int]) -> bool:
    for _look in range(100):
        if not any(map(is_there, pids)):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_headless_ends_within_a_second_of_a_signal(number: signal.Signals, tmp_path: Path) -> None:
    """With nothing left behind."""
    async with troubles(tmp_path) as (server, program):
        child = await asyncio.create_subprocess_exec(
            *program, "watch", "--headless", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        parser = await in_trouble(server, child.pid)
        began = time.monotonic()
        child.send_signal(number)
        _out, errors = await child.communicate()
        assert time.monotonic() - began < 1
        assert child.returncode == 130, errors.decode()
        assert "Traceback" not in errors.decode()
        assert await gone(parser)


async def test_a_program_that_is_killed_leaves_no_parser_behind(tmp_path: Path) -> None:
    """It has no chance to stop it: whatever the parser still does ends by itself when nobody reads it."""
    async with troubles(tmp_path) as (server, program):
        child = await asyncio.create_subprocess_exec(
            *program, "watch", "--headless", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        parser = await in_trouble(server, child.pid)
        child.kill()
        await child.wait()
        limit = Path(f"/proc/{parser[0]}/limits").read_text()
        assert "Max cpu time              35" in limit
        os.kill(parser[0], signal.SIGKILL)


async def test_the_desk_closes_within_a_second_of_the_key(tmp_path: Path) -> None:
    """On a terminal of its own."""
    async with troubles(tmp_path) as (server, program):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 160, 0, 0))
        seen = bytearray()
        loop = asyncio.get_running_loop()
        loop.add_reader(ours, lambda: seen.extend(os.read(ours, 65536)))
        child = await asyncio.create_subprocess_exec(
            *program, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "xterm-256color"}
        )
        try:
            parser = await in_trouble(server, child.pid)
            assert b"limited" in seen or b"Aubelune" in seen
            began = time.monotonic()
            os.write(ours, b"\x11")  # ctrl+q
            await asyncio.wait_for(child.wait(), 10)
            assert time.monotonic() - began < 1
            assert child.returncode == 0
            assert await gone(parser)
        finally:
            loop.remove_reader(ours)
            if child.returncode is None:
                child.kill()
                await child.wait()
            os.close(ours)
            os.close(theirs)
