"""One source, listened to for as long as the program runs: called, waited for, called again."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from cmwatch.errors import SourceError
from cmwatch.intake.listening.blind import Sight
from cmwatch.intake.listening.pace import Pace
from cmwatch.intake.listening.saving import paced
from cmwatch.intake.normalise import said_at
from cmwatch.intake.wire.backoff import Backoff
from cmwatch.model import Budget, Delivery, SourceHealth, SourceState
from cmwatch.ports import Source
from cmwatch.words import _

HEALTHY_SECONDS = 60.0
"""A connection that was live for this long was healthy: the next failure is a new one."""

LEAVE_SECONDS = 0.3
"""How long an interrupted call may take to leave before it is left behind."""

NEEDS_A_PERSON: tuple[SourceState, ...] = ("needs login", "refused")

JITTER = 0.1
"""Share added to a wait that the network asked for, so that not everyone comes back at once."""


@dataclass(frozen=True, slots=True)
class Time:
    """The clock, its monotonic sister, and sleep: handed in, so that a test lives a day in a moment."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


class Listener:
    """Keeps one source going and knows how it is."""

    def __init__(
        self, source: Source, cursor: str | None, queue: asyncio.Queue[Delivery], time: Time, random: Random
    ) -> None:
        self.source = source
        self.sight = Sight(source.name, fills_gaps=bool(getattr(source, "fills_gaps", False)))
        self._cursor = cursor
        self._queue = queue
        self._time = time
        self._random = random
        self._backoff = Backoff(random)
        self._pace = Pace()
        self._state: SourceState = "waiting"
        self._problem = ""
        self._next_try: datetime | None = None
        self._seen_until = time.now()
        """Up to when nothing was missed."""
        self._live_since: float | None = None
        self._paused = False
        self._poke, self._resume = asyncio.Event(), asyncio.Event()
        self._urgency: tuple[bool, bool] = (False, False)
        self._asked = self._cost = 0
        """Requests sent by the end of the last call, and what it took of them."""

    async def run(self) -> None:
        """Listen until the source has ended; only cancelling ends it otherwise."""
        while self._state != "ended":
            self._poke.clear()
            if self._paused:
                await self._poke.wait()
                continue
            wait = await self._turn()
            if self._poke.is_set():
                continue
            if wait is None:
                await self._poke.wait()
            else:
                await self._rest(wait)

    def reconnect(self, since: datetime, cause: str) -> None:
        """Break off now and begin again, having seen nothing since then."""
        if self._state in ("ended", *NEEDS_A_PERSON) or self._paused:
            return
        self.sight.lose(since, cause)
        self._live_since = None
        self._poke.set()

    def hurry(self, *, urgent: bool, yielding: bool) -> None:
        """Whether a watch of this source is in alarm, and whether one of another source is."""
        begins = urgent and not self._urgency[0]
        self._urgency = (urgent, yielding)
        every = self.source.every_seconds
        if begins and every is not None and self._state == "live" and self._next_try is not None:
            # The wait that goes on was reckoned for calmer times.
            sooner = self._time.now() + timedelta(seconds=self._wait(every))
            if sooner < self._next_try:
                self._next_try = sooner
                self._resume.set()

    def retry_now(self) -> None:
        """Do not wait any longer, also after a refusal or a pause."""
        if self._paused or self._state in NEEDS_A_PERSON or self._next_try is not None:
            self._paused = False
            self._poke.set()

    def pause(self) -> None:
        """Stop listening until `retry_now`."""
        if self._state == "ended":
            return
        self._paused, self._live_since = True, None
        self.sight.lose(self._seen_until, _("Paused."))
        self._show("paused", "")
        self._poke.set()

    def health(self) -> SourceHealth:
        """How the source is now."""
        now = self._time.now()
        silent = self._state == "live" and self._pace.is_silent(now)
        return SourceHealth(
            name=self.source.name,
            network=self.source.network,
            state="silent" if silent else self._state,
            per_minute=self._pace.per_minute(now),
            delivered=self._pace.delivered,
            last_at=self._pace.last_at,
            problem=_("It has been quiet for longer than usual.") if silent else self._problem,
            next_try=self._next_try,
            shed=getattr(self.source, "shed", 0),
            budget=self._budget,
            lag_seconds=self._pace.lag_seconds,
        )

    @property
    def _budget(self) -> Budget | None:
        """What the network still allows; unknown again once it was filled."""
        budget: Budget | None = getattr(self.source, "budget", None)
        is_over = budget is not None and budget.resets_at is not None and budget.resets_at <= self._time.now()
        return None if is_over else budget

    async def _turn(self) -> float | None:
        """One call of the source; returns the seconds until the next, None if only a person can help."""
        self._show("live" if self._live_since is not None else "catching up", self._problem)
        call = asyncio.create_task(self._listen())
        poke = asyncio.create_task(self._poke.wait())
        try:
            await asyncio.wait({call, poke}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            poke.cancel()
            await _left(call)
        if self._poke.is_set():
            self._live_since = None
            return 0.0
        return call.result()

    async def _listen(self) -> float | None:
        try:
            deliveries = self.source.deliveries(self._cursor)
            try:
                async for delivery in deliveries:
                    await self._take(delivery)
            finally:
                await _close(deliveries)
        except SourceError as error:
            return self._failed(error)
        except Exception as error:  # the supervision boundary: one source must not take the others with it
            return self._failed(SourceError(_("An error of cmwatch's own: {error}.", error=_kind(error))))
        return self._finished()

    async def _take(self, delivery: Delivery) -> None:
        await self._queue.put(delivery)
        # Only now: what did not get onto the queue must be asked for again.
        self._cursor = delivery.cursor or self._cursor
        now = self._time.now()
        self._pace.count(len(delivery.mentions), now, history=delivery.history)
        if delivery.mentions and not delivery.history:
            self._pace.age(said_at(delivery.mentions[-1][0].created_at, now), now)
        for since, until in delivery.blind:
            self.sight.admit(since, until, _("More was said than could be fetched."))
        if not (delivery.mentions or delivery.revisions or delivery.unreadable or delivery.history):
            self._is_live()
        elif self._live_since is not None:
            self._seen_until = now

    def _is_live(self) -> None:
        now = self._time.now()
        self.sight.regain(now)
        self._seen_until = now
        if self._live_since is None:
            self._live_since = self._time.monotonic()
        self._show("live", "")

    def _finished(self) -> float:
        self._is_live()
        self._backoff.reset()
        every = self.source.every_seconds
        if every is None:
            self._show("ended", "")
            return 0.0
        requests = getattr(self.source, "requests", 0)
        self._cost, self._asked = requests - self._asked, requests
        wait = self._wait(every)
        self._next_try = self._time.now() + timedelta(seconds=wait)
        return wait

    def _wait(self, every: float) -> float:
        urgent, yielding = self._urgency
        return paced(every, self._budget, self._cost, self._time.now(), urgent=urgent, yielding=yielding)

    def _failed(self, error: SourceError) -> float | None:
        now = self._time.now()
        live_since, self._live_since = self._live_since, None
        # A poller is live between its calls, so it is the streams that must have lasted.
        if live_since is not None and self._time.monotonic() - live_since >= HEALTHY_SECONDS:
            self._backoff.reset()
        self.sight.lose(self._seen_until, str(error))
        if error.final:
            self._show("needs login" if error.login else "refused", str(error))
            return None
        if error.retry_at is not None:
            wait = max(1.0, (error.retry_at - now).total_seconds()) * (1 + self._random.uniform(0, JITTER))
            self._show("rate limited", str(error))
        else:
            wait = self._backoff.next_seconds()
            self._show("degraded", str(error))
        self._next_try = now + timedelta(seconds=wait)
        return wait

    def _show(self, state: SourceState, problem: str) -> None:
        self._state, self._problem = state, problem
        self._next_try = None

    async def _rest(self, seconds: float) -> None:
        """Wait, unless poked; where an alarm brings the next try forward, until that."""
        while True:
            self._resume.clear()
            sleep = asyncio.ensure_future(self._time.sleep(seconds))
            pokes = [asyncio.create_task(event.wait()) for event in (self._poke, self._resume)]
            try:
                await asyncio.wait({sleep, *pokes}, return_when=asyncio.FIRST_COMPLETED)
                if sleep.done() or self._poke.is_set() or self._next_try is None:
                    return
            finally:
                for task in (sleep, *pokes):
                    task.cancel()
            seconds = max(0.0, (self._next_try - self._time.now()).total_seconds())


async def _close(deliveries: AsyncIterator[Delivery]) -> None:
    """A generator that is left half-way closes its connections now, not when it is collected."""
    if (close := getattr(deliveries, "aclose", None)) is not None:
        await close()


async def _left(call: asyncio.Task[float | None]) -> None:
    """Cancel a call that goes on, and wait for it to leave, but not for long."""
    if not call.done():
        call.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait({call}, timeout=LEAVE_SECONDS)


def _kind(error: Exception) -> str:
    """Kind and place of an error. Not its text, which may hold addresses and secrets."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{where}"
