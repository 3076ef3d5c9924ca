"""The demo as a source like any other: history at once, then the story at its pace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import msgspec

from cmwatch.intake.demo.scenario import Scenario
from cmwatch.model import Delivery, RawMention

TICK_SECONDS = 0.25
"""Mentions of one tick of the wall clock are delivered together."""

HEARTBEAT_SECONDS = 5.0
"""After so long without a mention an empty delivery says that the source is alive."""

BATCH = 50
"""Most live mentions in one delivery."""


class DemoSource:
    """Plays a scenario. The cursor is the number of live mentions already delivered."""

    name = "demo"
    network = "demo"
    every_seconds: float | None = None

    def __init__(
        self,
        scenario: Scenario,
        *,
        speed: float | None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Play `speed` seconds of the story in one of `sleep`; None plays it as fast as it is taken."""
        if speed is not None and speed <= 0:
            raise ValueError("speed must be above zero")
        self.scenario = scenario
        self._speed = speed
        self._sleep = sleep

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield the history, unless there is a cursor, then the live mentions in order, then end."""
        done = int(cursor) if cursor else 0
        if cursor is None:
            yield Delivery(self.name, _with_payloads(self.scenario.history), cursor="0", history=True)
            yield Delivery(self.name)  # history is over: from here on it is live
        live = self.scenario.live
        played = live[done - 1][0] if done else 0.0
        while done < len(live):
            wait = 0.0 if self._speed is None else max(live[done][0] - played, 0.0) / self._speed
            while wait > HEARTBEAT_SECONDS:
                await self._sleep(HEARTBEAT_SECONDS)
                wait -= HEARTBEAT_SECONDS
                yield Delivery(self.name)
            wait = 0.0 if self._speed is None else max(wait, TICK_SECONDS)
            await self._sleep(wait)
            played = max(live[done][0], played + TICK_SECONDS * (self._speed or 0.0))
            due = self._due(done, played)
            done += len(due)
            yield Delivery(self.name, _with_payloads(due), cursor=str(done))

    def _due(self, done: int, played: float) -> list[RawMention]:
        batch = self.scenario.live[done : done + BATCH]
        return [mention for seconds, mention in batch if self._speed is None or seconds <= played]


def _with_payloads(mentions: Sequence[RawMention]) -> tuple[tuple[RawMention, str], ...]:
    return tuple((mention, msgspec.json.encode(mention).decode()) for mention in mentions)
