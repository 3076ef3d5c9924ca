"""A live session in a process of its own, whose memory is measured: one source in trouble, a sound one beside it.

`python fault_session.py KIND URL SOUND_URL FOLDER LAST` listens until the number LAST is archived of the troubled
source, and prints what became of it as JSON.
"""

import asyncio
import json
import resource
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import MastodonConfig, RssConfig, Secret
from cmwatch.errors import SourceError
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.intake.mastodon import network as mastodon
from cmwatch.intake.mastodon.stream import MastodonStream
from cmwatch.intake.network import Outside
from cmwatch.intake.networked import Networked
from cmwatch.intake.networks import NETWORKS
from cmwatch.intake.wire.shedding import SheddingQueue
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.intake.wire.websocket import open_socket
from cmwatch.model import Delivery, RawMention, Watch
from cmwatch.monitor import incoming
from cmwatch.monitor.collector import Collector
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.incoming import Listening
from cmwatch.monitor.telling import Telling
from cmwatch.ports import Source

PATIENCE = Patience(connect=0.5, read=0.5, total=8.0)


@dataclass(frozen=True)
class Hurried(Outside):
    """Gives up after half a second of silence."""

    def transport(self, *, allow_private: bool = False, **limits: Any) -> Transport:
        return Transport(self.clock, allow_private=allow_private, patience=PATIENCE, **limits)


class Socket(Networked):
    """A firehose of numbers, one a frame: the smallest adapter on a websocket."""

    network = "test"
    every_seconds: float | None = 1.0
    fills_gaps = True

    def __init__(self, name: str, url: str, transport: Transport) -> None:
        super().__init__(name, transport)
        self._url = url
        self._frames: SheddingQueue[str | bytes] = SheddingQueue(1000)

    @property
    def shed(self) -> int:
        return self._frames.shed

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        url = f"{self._url}?access_token=SECRET&cursor={cursor or 0}"
        async with open_socket(self._transport, url, frame_bytes=1 << 16, ping_seconds=0.3) as line:
            yield Delivery(self.name)
            while True:
                frame = await line.receive()
                try:
                    number = int(json.loads(frame)["n"])
                except (ValueError, TypeError, KeyError):
                    raise SourceError("frames of another kind") from None
                raw = RawMention(id=str(number), source="test", text=f"Aubelune {number}", created_at=_now())
                yield Delivery(self.name, ((raw, "{}"),), cursor=str(number))


def _now() -> str:
    return assembly.clock().isoformat()


def sources(kind: str, url: str, sound_url: str) -> list[Source]:
    """The troubled one, and the sound one."""
    outside = Hurried(assembly.clock)
    well = MastodonConfig("sound", sound_url, hashtags=("sound",), allow_private=True)
    if kind == "websocket":
        troubled: Source = Socket("troubled", url, outside.transport(allow_private=True))
    elif kind == "feed":
        config = RssConfig("troubled", Secret(url + "/feed?key=SECRET"), allow_private=True)
        troubled = NETWORKS["rss"].build(config, outside)
    else:
        fedi = MastodonConfig(
            "troubled", url, hashtags=("aubelune",), token=Secret("SECRET"), stream=kind == "stream", allow_private=True
        )
        troubled = NETWORKS["mastodon"].build(fedi, outside)
    return [troubled, NETWORKS["mastodon"].build(well, outside)]


async def main(kind: str, url: str, sound_url: str, folder: Path, last: str) -> None:
    """Listen, count, tell."""
    incoming.Supervisor = partial(Supervisor, sleep=lambda _seconds: asyncio.sleep(0.02))  # type: ignore[assignment, misc]
    mastodon.MastodonStream = partial(MastodonStream, silence_seconds=0.3)  # type: ignore[assignment, misc]
    told: set[str] = set()
    waits: dict[str, float] = {}
    sound: list[int] = []
    grown = 0
    with Archive.open(folder) as archive:
        guard, telling = Guard(lambda _watch, _minute: (), infer_holes=False), Telling(())
        listening = Listening(sources(kind, url, sound_url), archive.cursor, "live", assembly.clock)
        watch = Watch("Aubelune", "Aubelune", "aubelune")
        engine = Collector(archive, listening, guard, telling, watches=(watch,), retention=None, clock=assembly.clock)
        running = asyncio.create_task(engine.run())
        before = 0
        async with asyncio.timeout(90):
            while not running.done():
                troubled, well = engine.health()
                if troubled.problem:
                    told.add(f"{troubled.state}: {troubled.problem}")
                if troubled.state in ("refused", "needs login"):
                    engine.retry_source("troubled")
                if troubled.state == "rate limited" and troubled.next_try is not None:
                    until = (troubled.next_try - assembly.clock()).total_seconds()
                    waits.setdefault(troubled.next_try.isoformat(), round(until, 1))
                sound.append(well.delivered)
                if not before and well.delivered and troubled.state != "waiting":
                    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
                if any(item.mention.id.rpartition(":")[2].rpartition("/")[2] == last for item in archive.items()):
                    break
                await asyncio.sleep(0.01)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        await engine.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        ids = Counter(f"{item.mention.via} {item.mention.id}" for item in archive.items())
        twice = [identity for identity, times in ids.items() if times > 1]
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        found = {"told": sorted(told), "waits": list(waits.values()), "sound": sound[-1], "archived": sorted(ids)}
        print(json.dumps(found | {"doubled": twice, "grown_mb": grown / unit, "faults": archive.faults()}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4], Path(sys.argv[4]), sys.argv[5]))
