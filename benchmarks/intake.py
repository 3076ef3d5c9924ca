"""How the intake stands a firehose: Jetstream frames at a steady rate through matching and into the archive.

.venv/bin/python -m benchmarks.intake [--seconds 60] [--per-second 2000]

A server in a process of its own plays frames, with new times, revisions and keys, to a live session as a person runs
it, its archive on the disk. They are the recorded frames of the network's posts if they lie beside the project, else
frames made here. First, and alone, what one frame costs that no watch wants; the bar is 40 µs.
"""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config
from cmwatch.config.networks.bluesky import BlueskyConfig
from cmwatch.intake.bluesky.cursor import cursor_of
from cmwatch.intake.bluesky.sieve import Sieve, Sifted
from cmwatch.intake.query.foretaste import Foretaste
from cmwatch.model import Watch
from cmwatch.monitor import Monitor
from cmwatch.response.templates import Shelf

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "recorded" / "bluesky"
Frame = dict[str, Any]

POSTS = "app.bsky.feed.post"
EVERY = 100
"""One frame in so many names the brand, which no recorded post does."""

TICK = 0.02
WATCH = Watch("Aubelune", "Aubelune", '(aubelune OR "aube lune" OR @aubelune) -job')
SOURCE = "sky"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A firehose through matching and into the archive.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--per-second", type=int, default=2000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(play(options.per_second, options.seconds))
        return
    frames, origin = subscribed()
    print(f"{len(frames)} {origin} frames, as a subscription to posts gives them", flush=True)
    unwanted(frames)
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(load(Path(folder), options.per_second, options.seconds))


def subscribed() -> tuple[list[Frame], str]:
    """What a subscription to posts is given: posts, and what is told of accounts."""
    lines = [line for file in sorted(SHARED.glob("jetstream_v1_*.jsonl")) for line in file.read_bytes().split(b"\n")]
    frames = [json.loads(line) for line in lines if line.strip()]
    frames = [one for one in frames if "commit" not in one or one["commit"]["collection"] == POSTS]
    return (frames, "recorded") if frames else ([_made(number) for number in range(50)], "made")


def _made(number: int) -> Frame:
    text = " ".join(["la lumière", "is broken again", "merci !", "日本語", "😡"][: number % 5 + 1]) * (number % 4 + 1)
    record = {"$type": POSTS, "text": text, "langs": ["fr"], "createdAt": ""}
    commit = {"operation": "create", "collection": POSTS, "record": record, "cid": "bafy", "rkey": "", "rev": ""}
    return {"did": f"did:plc:made{number}", "time_us": 0, "kind": "commit", "commit": commit}


def stamped(frame: Frame, number: int, at: datetime, text: str | None = None) -> str:
    """The frame as if it had been written now, by somebody else."""
    fresh = {**frame, "time_us": round(at.timestamp() * 1_000_000), "did": f"{frame['did'][:28]}{number:08d}"}
    if "commit" in frame:
        record = {**frame["commit"]["record"], "createdAt": at.isoformat()}
        record |= {"text": text, "facets": []} if text else {}
        fresh["commit"] = {**frame["commit"], "rkey": f"k{number}", "rev": f"r{number}", "record": record}
    return json.dumps(fresh, ensure_ascii=False)


def unwanted(frames: Sequence[Frame], rounds: int = 400) -> None:
    """What a frame costs that no watch wants: over all of them, and for the dearest kind."""
    now = datetime.now(UTC)
    texts = [stamped(frame, number, now) for number, frame in enumerate(frames)]
    sieve, kept = Sieve(SOURCE, Foretaste([WATCH])), Sifted()
    costs = []
    for text in texts:
        began = time.perf_counter()
        for _round in range(rounds):
            sieve.sift(text, kept)
        costs.append((time.perf_counter() - began) / rounds * 1e6)
    assert not kept.mentions
    print(
        f"µs per frame that matches no watch: mean {sum(costs) / len(costs):.1f}, dearest {max(costs):.1f}", flush=True
    )


async def play(per_second: int, seconds: float) -> None:
    """The server: says its port, plays to the first who comes, then says what it sent."""
    frames, _origin = subscribed()
    posts = [frame for frame in frames if "commit" in frame]
    done = asyncio.Event()

    async def speak(line: ServerConnection) -> None:
        sent = named = 0
        began = asyncio.get_running_loop().time()
        try:
            while (elapsed := asyncio.get_running_loop().time() - began) < seconds:
                while sent < elapsed * per_second:
                    now, text = datetime.now(UTC), None
                    is_named = sent % EVERY == 0
                    if is_named:
                        text, named = f"Aubelune est en panne, {sent} !", named + 1
                    frame = posts[sent // EVERY % len(posts)] if is_named else frames[sent % len(frames)]
                    await line.send(stamped(frame, sent, now, text))
                    sent += 1
                await asyncio.sleep(TICK)
        except ConnectionClosed:
            pass
        print(json.dumps({"sent": sent, "named": named}), flush=True)
        done.set()
        await line.wait_closed()

    async with serve(speak, "127.0.0.1", 0, compression=None, close_timeout=0.1) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await done.wait()
        await asyncio.sleep(5)


async def load(folder: Path, per_second: int, seconds: float) -> None:
    """A live session on that server, watched twice a second."""
    command = [sys.executable, "-m", "benchmarks.intake", "--serve", "--seconds", str(seconds)]
    server = await asyncio.create_subprocess_exec(
        *command, "--per-second", str(per_second), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    port = int(await server.stdout.readline())
    source = BlueskyConfig(SOURCE, stream=True, jetstream=f"http://127.0.0.1:{port}", allow_private=True)
    config = Config(watches=(WATCH,), sources=(source,))
    lags: list[float] = []
    with assembly.live(config, folder, Shelf(()), "benchmark") as monitor, Archive.open(folder) as archive:
        running = asyncio.create_task(monitor.run())
        told = asyncio.create_task(server.stdout.readline())
        busy, memory, began = time.process_time(), 0.0, time.monotonic()
        while not told.done():
            await asyncio.sleep(0.5)
            upto = cursor_of(archive.cursor(SOURCE)).stream
            if upto and not told.done():
                lags.append(time.time() - upto / 1e6)
            if not memory and time.monotonic() - began >= min(10.0, seconds / 3):
                memory = resident()
        grown, cpu = resident() - memory, time.process_time() - busy
        sent = json.loads(told.result())
        await settled(monitor, sent["named"])
        health, tally = monitor.view().sources[0], monitor.view().tally
        await monitor.close()
        await asyncio.gather(running, return_exceptions=True)
        server.terminate()
        await server.wait()
        filed = sum(1 for _item in archive.items())
    lags.sort()
    print(f"sent            {sent['sent']:>10,} frames in {seconds:.0f} s ({sent['sent'] / seconds:,.0f} a second)")
    print(f"handled         {sent['sent'] - health.shed:>10,} frames, shed {health.shed:,}")
    print(f"naming the brand{sent['named']:>10,}, archived {filed:,}, unreadable {tally.unreadable:,}")
    print(f"lag to the disk {lags[len(lags) // 2]:>10.2f} s median, {lags[int(len(lags) * 0.95)]:.2f} s p95, "
          f"{lags[-1]:.2f} s worst (the cursor is kept once a second while nothing is found)")  # fmt: skip
    print(f"memory          {grown / 1e6:>+10.1f} MB after the first seconds, {resident() / 1e6:.0f} MB in all")
    print(f"processor       {cpu / seconds * 100:>10.0f} % of one core, receiving included")


async def settled(monitor: Monitor, expected: int) -> None:
    """Until all that was named is there, or five seconds have passed."""
    for _look in range(50):
        if monitor.view().tally.items >= expected:
            return
        await asyncio.sleep(0.1)


def resident() -> float:
    """Bytes of memory in use now; where that cannot be asked, the most there ever were."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * float(resource.getpagesize())
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return float(peak if sys.platform == "darwin" else peak * 1024)


if __name__ == "__main__":
    main()
