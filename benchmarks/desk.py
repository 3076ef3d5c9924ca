"""How fast the desk is under load: key press to screen at 1,000 mentions a second, and memory once the ring is full.

python benchmarks/desk.py [--seconds 300] [--per-second 1000] [--keys 100]
"""

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cmwatch.desk.app import Desk
from cmwatch.desk.port import DeskOptions
from cmwatch.desk.screens.sources import SourcesRoom
from cmwatch.desk.screens.watch import WatchRoom
from cmwatch.desk.widgets.feed import Feed
from cmwatch.model import Alert, Item, Mention, PulseBin, Reading, SourceHealth, Tally, View, Watch
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf

RING = 5_000
WORDS = [
    "lampe",
    "panne",
    "bonjour",
    "merci",
    "service",
    "broken",
    "light",
    "toujours",
    "rien",
    "depuis",
    "trois",
    "jours",
    "réponse",
    "SAV",
    "honte",
]


def made(n: int, at: datetime, dice: random.Random) -> Item:
    """A mention that was never seen before, so that no cache can help."""
    text = " ".join(dice.choices(WORDS, k=14)) + f" {n}"
    mention = Mention("mastodon", str(n), f"user{n % 900}", text, at, at, "{}")
    reading = Reading("fr", "negative" if n % 3 else "neutral", -0.4, "vader", n % 11 == 0, n % 7 == 0)
    return Item(mention, reading, ("Load",), f"mastodon:{n}", original=n % 4 != 0, fold=n % 30 + 1)


class LoadedCore:
    """A core to which mentions come at a steady rate, in batches of twenty a second."""

    def __init__(self, folder: Path, per_second: int) -> None:
        self.data_folder, self.per_second = folder, per_second
        self.cases, self.shelf = CaseBook(folder / "cases"), Shelf.load()
        self._dice = random.Random(7)
        self._feed: tuple[Item, ...] = ()
        self.total = 0
        source = SourceHealth("mastodon", "mastodon", "live", per_second * 60.0, 0, None, "", None)
        self._view = View(
            0,
            datetime.now(UTC),
            "live",
            (Watch("Load", "Load", "load"),),
            (),
            0,
            (),
            (source,),
            (),
            Tally(),
            0,
            None,
            None,
        )

    async def run(self) -> None:
        """Deliver."""
        due = time.perf_counter()
        while True:
            now = datetime.now(UTC)
            fresh = [made(self.total + n, now, self._dice) for n in range(self.per_second // 20)]
            self.total += len(fresh)
            self._feed = (*self._feed, *fresh)[-RING:]
            self._view = replace(
                self._view,
                revision=self._view.revision + 1,
                now=now,
                feed=self._feed,
                feed_start=self.total - len(self._feed),
                tally=Tally(self.total, 900, self.total * 3 // 4),
            )
            due += 0.05
            await asyncio.sleep(max(0.0, due - time.perf_counter()))

    def view(self) -> View:
        """The picture."""
        return self._view

    def pulse(self, _watch: str | None, minutes: int, count: int) -> tuple[PulseBin, ...]:
        """Bars that change all the time."""
        end = self._view.now
        return tuple(
            PulseBin(
                end - timedelta(minutes=minutes * (count - n)),
                (n * 37 + self.total) % 900,
                n,
                400.0,
                300,
                500,
                gap=False,
            )
            for n in range(count)
        )

    def search(self, *_asked: object, **_bounds: object) -> tuple[Item, ...]:
        """Not measured here."""
        return ()

    def behind(self, _alert: Alert) -> tuple[Item, ...]:
        """Not measured here."""
        return ()

    def item(self, _key: str) -> Item | None:
        """Not measured here."""
        return None

    def subscribe(self, _callback: object) -> None:
        """Nothing happens here."""

    async def close(self) -> None:
        """Nothing to write."""


def resident_mb() -> float:
    """Memory of this process now."""
    gc.collect()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def feed_of(app: Desk) -> Feed:
    """The feed of the room that is open."""
    return app.screen.query_one(Feed)


PRESSES: tuple[tuple[str, Callable[[Desk], bool]], ...] = (
    ("space", lambda app: feed_of(app).held),
    ("space", lambda app: not feed_of(app).held),
    ("up", lambda app: feed_of(app).item is not None),
    ("end", lambda app: not feed_of(app).held),
    ("right_square_bracket", lambda app: app.viewpoint.bin_minutes == 10),
    ("left_square_bracket", lambda app: app.viewpoint.bin_minutes == 5),
    ("4", lambda app: isinstance(app.screen, SourcesRoom) and app.screen.furnished),
    ("1", lambda app: isinstance(app.screen, WatchRoom)),
)
"""Keys and how to know that they did what they say."""


async def key_to_screen(app: Desk, key: str, done: Callable[[Desk], bool]) -> float:
    """Milliseconds from a key press at a random moment until its effect has been painted.

    Pilot's own `press` waits for an idle processor, which a stream never grants; so the key is posted as the
    driver posts it, and the paint is awaited.
    """
    await asyncio.sleep(random.random() * 0.4)
    begun = time.perf_counter()
    app.simulate_key(key)
    while not done(app):
        await asyncio.sleep(0.001)
    painted = asyncio.Event()
    app.screen.call_after_refresh(painted.set)
    await painted.wait()
    return (time.perf_counter() - begun) * 1000


async def measure(seconds: float, per_second: int, keys: int, size: tuple[int, int]) -> None:
    """Fill the ring, press keys, wait, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        core = LoadedCore(Path(folder), per_second)
        app = Desk(core, DeskOptions(actor="bench"))  # type: ignore[arg-type]
        async with app.run_test(size=size):
            while core.total < RING:
                await asyncio.sleep(0.1)
            await asyncio.sleep(1)
            before, start, at_start = resident_mb(), time.perf_counter(), core.total
            waits = [await key_to_screen(app, *PRESSES[n % len(PRESSES)]) for n in range(keys)]
            while time.perf_counter() - start < seconds:
                await asyncio.sleep(0.2)
            elapsed = time.perf_counter() - start
            rate = (core.total - at_start) / elapsed
            grown = resident_mb() - before
        ordered = sorted(waits)
        rows = (
            ("screen", f"{size[0]}x{size[1]}", ""),
            ("mentions a second, reached", f"{rate:,.0f}", f"asked {per_second:,}"),
            ("key to screen, median", f"{statistics.median(ordered):.0f} ms", ""),
            ("key to screen, p95", f"{ordered[int(len(ordered) * 0.95) - 1]:.0f} ms", "target 100 ms"),
            ("key to screen, worst", f"{ordered[-1]:.0f} ms", f"{len(ordered)} keys"),
            ("memory growth, ring full", f"{grown:+.1f} MB", f"in {elapsed:.0f} s, target 10 MB in 300 s"),
        )
        for name, value, remark in rows:
            print(f"{name:<28} {value:>12}  {remark}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--per-second", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--size", default="160x45")
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    asyncio.run(measure(given.seconds, given.per_second, given.keys, (width, height)))


if __name__ == "__main__":
    main()
