"""Sources under supervision, in a time that the test makes pass."""

import asyncio
import heapq
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from cmwatch.errors import SourceError, UsageError
from cmwatch.intake.listening.supervise import Supervisor
from cmwatch.model import Budget, Delivery, RawMention, SourceHealth

START = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


class SteppedTime:
    """A clock, a monotonic clock and a sleep that stand still until they are told."""

    def __init__(self) -> None:
        self.ticks = 0.0
        self.asleep = timedelta(0)
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return START + timedelta(seconds=self.ticks) + self.asleep

    def monotonic(self) -> float:
        return self.ticks

    async def sleep(self, seconds: float) -> None:
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.ticks + seconds, next(self._order), waking))
        await waking

    async def settle(self) -> None:
        for _turn in range(30):
            await asyncio.sleep(0)

    async def passes(self, seconds: float) -> None:
        until = self.ticks + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            self.ticks, _order, waking = heapq.heappop(self._sleepers)
            if not waking.done():
                waking.set_result(None)
            await self.settle()
        self.ticks = until


Call = Callable[["Scripted", str | None], AsyncIterator[Delivery]]


class Scripted:
    """A source that does what its script says, call by call; the last one stays."""

    network = "test"

    def __init__(self, name: str, *calls: Call, every: float | None = 60.0, fills_gaps: bool = False) -> None:
        self.name = name
        self.every_seconds = every
        self.fills_gaps = fills_gaps
        self.cursors: list[str | None] = []
        self._calls = list(calls)

    def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        self.cursors.append(cursor)
        call = self._calls.pop(0) if len(self._calls) > 1 else self._calls[0]
        return call(self, cursor)


def mention(number: int) -> tuple[RawMention, str]:
    return RawMention(id=str(number), source="test", text="x", created_at=START.isoformat()), "{}"


def brings(*numbers: int, history: bool = False) -> Call:
    async def call(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
        for number in numbers:
            yield Delivery(source.name, (mention(number),), cursor=str(number), history=history)

    return call


def fails(error: Exception, *numbers: int) -> Call:
    async def call(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
        for number in numbers:
            yield Delivery(source.name, (mention(number),), cursor=str(number))
        raise error

    return call


def hangs(clock: SteppedTime | None = None, *, live: bool = True, for_seconds: float | None = None) -> Call:
    async def call(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
        if live:
            yield Delivery(source.name)
        if clock is not None and for_seconds is not None:
            await clock.sleep(for_seconds)
            yield Delivery(source.name)
            raise SourceError("dropped")
        await asyncio.Event().wait()

    return call


class Stage:
    """A supervisor that runs, its queue, and its time."""

    def __init__(self, *sources: Scripted, size: int = 100, clock: SteppedTime | None = None) -> None:
        self.time = clock or SteppedTime()
        self.queue: asyncio.Queue[Delivery] = asyncio.Queue(size)
        self.supervisor = Supervisor(
            sources,
            {"kept": "41"}.get,
            self.queue,
            self.time.now,
            Random(7),
            monotonic=self.time.monotonic,
            sleep=self.time.sleep,
        )
        self.running = asyncio.ensure_future(self.supervisor.run())

    async def __aenter__(self) -> "Stage":
        await self.time.settle()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.supervisor.close()
        with suppress(asyncio.CancelledError):
            await self.running

    def health(self, place: int = 0) -> SourceHealth:
        return self.supervisor.health()[place]

    def ids(self) -> list[object]:
        found = []
        while not self.queue.empty():
            found += [raw.id for raw, _payload in self.queue.get_nowait().mentions]
        return found


async def test_a_poller_is_called_again_with_the_cursor_of_its_last_delivery() -> None:
    """Live between its calls, with the next one announced."""
    source = Scripted("kept", brings(42, 43), brings(44), brings())
    async with Stage(source) as stage:
        assert (stage.health().state, stage.health().next_try) == ("live", START + timedelta(seconds=60))
        await stage.time.passes(59)
        assert source.cursors == ["41"]
        await stage.time.passes(62)
        assert source.cursors == ["41", "43", "44"]
        assert stage.ids() == ["42", "43", "44"]
        assert stage.health().delivered == 3


async def test_a_recording_ends_and_the_supervisor_with_the_last_of_them() -> None:
    """Nothing left to listen to."""
    async with Stage(Scripted("a", brings(1), every=None), Scripted("b", brings(2), every=None)) as stage:
        await stage.time.passes(0)
        assert stage.running.done()
        assert [health.state for health in stage.supervisor.health()] == ["ended", "ended"]


async def test_a_rate_limit_is_waited_out_and_only_by_its_own_source() -> None:
    """Until the network's own time, with up to a tenth on top; the others go on."""
    limited = SourceError("slow down", retry_at=START + timedelta(seconds=100))
    slow, quick = Scripted("slow", fails(limited), brings(1)), Scripted("quick", brings(2))
    async with Stage(slow, quick) as stage:
        health = stage.health()
        assert (health.state, health.problem) == ("rate limited", "slow down")
        assert health.next_try is not None
        assert timedelta(seconds=100) <= health.next_try - START <= timedelta(seconds=110)
        await stage.time.passes(99)
        assert (len(slow.cursors), len(quick.cursors)) == (1, 2)
        await stage.time.passes(12)
        assert len(slow.cursors) == 2
        assert stage.health().state == "live"


async def test_failures_are_shown_with_their_reason_and_tried_again_ever_more_slowly() -> None:
    """Degraded, with the next try; live again when it works."""
    source = Scripted("a", fails(SourceError("no route", remedy="Check the cable.")))
    async with Stage(source) as stage:
        assert (stage.health().state, stage.health().problem) == ("degraded", "no route · Check the cable.")
        await stage.time.passes(3600)
        assert 3600 / 300 < len(source.cursors) < 60
        assert stage.health().state == "degraded"


async def test_a_refusal_waits_for_a_person() -> None:
    """No try by itself; one as soon as it is asked for."""
    source = Scripted("a", fails(SourceError("login", final=True)), brings(1))
    async with Stage(source) as stage:
        await stage.time.passes(86_400)
        assert (stage.health().state, len(source.cursors), stage.health().next_try) == ("refused", 1, None)
        stage.supervisor.retry_now("a")
        await stage.time.settle()
        assert stage.health().state == "live"


async def test_a_bug_in_a_source_degrades_that_source_and_tells_no_secret() -> None:
    """Kind and place; not the text, which may hold an address."""
    broken, sound = Scripted("a", fails(RuntimeError("https://h/?token=SECRET"))), Scripted("b", brings(1))
    async with Stage(broken, sound) as stage:
        assert stage.health(0).state == "degraded"
        assert "RuntimeError (test_supervise.py:" in stage.health(0).problem
        assert "SECRET" not in stage.health(0).problem
        assert stage.health(1).state == "live"


async def test_only_a_healthy_connection_resets_the_backing_off() -> None:
    """A server that accepts and drops is asked ever more slowly; one that held for minutes at once."""
    clock = SteppedTime()
    flapping = Scripted("a", hangs(clock, for_seconds=1), every=1.0)
    steady = Scripted("b", hangs(clock, for_seconds=120), every=1.0)
    async with Stage(flapping, steady, size=1000, clock=clock) as stage:
        await stage.time.passes(6000)
        assert len(flapping.cursors) < 90
        assert len(steady.cursors) > 48  # 120 s of life, then about a second's wait


async def test_a_full_queue_makes_the_source_wait_and_loses_nothing() -> None:
    """The cursor moves only with what is on the queue."""
    source = Scripted("a", brings(*range(10)))
    async with Stage(source, size=3) as stage:
        await stage.time.passes(600)
        assert stage.queue.qsize() == 3
        assert len(source.cursors) == 1
        found = []
        for _turn in range(5):
            found += stage.ids()
            await stage.time.settle()
        assert found == [str(number) for number in range(10)]


async def test_an_interrupted_delivery_is_asked_for_again() -> None:
    """What did not get onto the queue is not behind the cursor."""
    source = Scripted("a", brings(1, 2, 3), brings(9))
    async with Stage(source, size=1) as stage:
        stage.supervisor.pause("a")
        await stage.time.settle()
        stage.supervisor.retry_now("a")
        await stage.time.settle()
        assert source.cursors == [None, "1"]


async def test_time_that_nobody_watched_is_a_gap_until_it_is_made_good() -> None:
    """From the last sign of life to the next. Whoever can catch up leaves none."""
    down = SourceError("down", retry_at=START + timedelta(seconds=160))
    forgetful = Scripted("a", brings(1), fails(down), brings(2))
    thorough = Scripted("b", brings(1), fails(down), brings(2), fills_gaps=True)
    async with Stage(forgetful, thorough) as stage:
        await stage.time.passes(61)
        assert [(gap.source, gap.since, gap.until) for gap in stage.supervisor.blind()] == [
            ("a", START, None),
            ("b", START, None),
        ]
        await stage.time.passes(200)
        gaps = stage.supervisor.blind()
        assert [(gap.source, gap.since, gap.cause) for gap in gaps] == [("a", START, "down")]
        assert gaps[0].until is not None
        assert timedelta(seconds=160) <= gaps[0].until - START <= timedelta(seconds=171)


async def test_what_a_source_says_it_cannot_see_is_a_gap_too() -> None:
    """Such as a feed that overflowed."""

    async def call(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
        yield Delivery(source.name, (mention(1),), blind=((START - timedelta(hours=1), START),))

    async with Stage(Scripted("a", call, fills_gaps=True)) as stage:
        assert [(gap.since, gap.until) for gap in stage.supervisor.blind()] == [(START - timedelta(hours=1), START)]


async def test_a_stream_is_catching_up_until_it_says_that_it_is_live() -> None:
    """A delivery alone does not make it live; an empty one does."""
    go = asyncio.Event()

    async def call(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
        yield Delivery(source.name, (mention(1),), history=True)
        await go.wait()
        yield Delivery(source.name)
        await asyncio.Event().wait()

    async with Stage(Scripted("a", call, every=1.0)) as stage:
        assert stage.health().state == "catching up"
        go.set()
        await stage.time.settle()
        assert stage.health().state == "live"


async def test_after_a_sleep_of_the_machine_connections_are_dropped_and_caught_up() -> None:
    """The wall clock went on, the monotonic one did not: a stream that looks alive is dead."""
    source = Scripted("a", hangs(), every=1.0)
    async with Stage(source) as stage:
        await stage.time.passes(60)
        stage.time.asleep = timedelta(hours=8)
        await stage.time.passes(20)
        assert len(source.cursors) == 2
        gap = stage.supervisor.blind()[0]
        assert gap.since <= START + timedelta(seconds=60)
        assert gap.until is not None
        assert gap.until >= START + timedelta(hours=8)
        assert "asleep" in gap.cause


async def test_a_source_that_usually_speaks_and_does_not_is_silent() -> None:
    """After fifteen minutes or four times its usual gap, and only if enough of it is known."""
    source = Scripted("a", *[brings(number) for number in range(12)], brings())
    async with Stage(source, Scripted("b", brings(1), brings())) as stage:
        await stage.time.passes(12 * 60)
        assert (stage.health().state, stage.health().last_at) == ("live", START + timedelta(minutes=11))
        assert stage.health().per_minute == pytest.approx(0.8, abs=0.2)
        await stage.time.passes(14 * 60)
        assert stage.health().state == "live"
        await stage.time.passes(60)
        assert stage.health().state == "silent"
        assert "quiet" in stage.health().problem
        assert stage.health(1).state == "live"


async def test_a_pause_stops_listening_and_says_so() -> None:
    """Until it is tried again; nobody's calm meanwhile."""
    source = Scripted("a", hangs(), every=1.0)
    async with Stage(source) as stage:
        stage.supervisor.pause("a")
        await stage.time.passes(600)
        assert (stage.health().state, stage.health().problem) == ("paused", "")
        assert stage.supervisor.blind()[0].until is None
        assert len(source.cursors) == 1
        stage.supervisor.retry_now("a")
        await stage.time.settle()
        assert stage.health().state == "live"


async def test_an_alarm_brings_the_next_look_forward_and_only_there() -> None:
    """At once, not after the wait that was reckoned for calmer times; calm again, the usual pause."""
    alarmed, other = Scripted("a", brings(1)), Scripted("b", brings(2))
    async with Stage(alarmed, other) as stage:
        stage.supervisor.hurry({"a"})
        await stage.time.settle()
        assert stage.health(0).next_try == START + timedelta(seconds=30)
        assert stage.health(1).next_try == START + timedelta(seconds=60)
        await stage.time.passes(59)
        assert (len(alarmed.cursors), len(other.cursors)) == (2, 1)
        stage.supervisor.hurry(())
        await stage.time.passes(120)
        assert len(alarmed.cursors) == 4


async def test_a_budget_of_the_network_stretches_the_pause_and_is_shown() -> None:
    """What a call costs is measured."""
    source = Scripted("a", brings(1))
    source.budget, source.requests = Budget(100, 10, START + timedelta(hours=1)), 2  # type: ignore[attr-defined]
    async with Stage(source) as stage:
        assert stage.health().budget == Budget(100, 10, START + timedelta(hours=1))
        assert stage.health().next_try == START + timedelta(seconds=900)


async def test_a_login_that_is_refused_is_told_from_a_feed_that_is_gone() -> None:
    """Both wait for a person, who has different things to do."""
    source = Scripted("a", fails(SourceError("login", login=True)), brings(1))
    async with Stage(source) as stage:
        await stage.time.passes(86_400)
        assert (stage.health().state, len(source.cursors)) == ("needs login", 1)
        stage.supervisor.retry_now("a")
        await stage.time.settle()
        assert stage.health().state == "live"


async def test_retrying_does_not_break_what_is_live() -> None:
    """A stream goes on; a poller between two calls is called; a name that is not there is wrong use."""
    stream, poller = Scripted("a", hangs(), every=1.0), Scripted("b", brings(1))
    async with Stage(stream, poller) as stage:
        stage.supervisor.retry_now("a")
        stage.supervisor.retry_now("b")
        await stage.time.settle()
        assert (len(stream.cursors), len(poller.cursors)) == (1, 2)
        with pytest.raises(UsageError, match="no source c"):
            stage.supervisor.pause("c")


async def _stubborn(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
    """Does not leave when it is told to."""
    yield Delivery(source.name)
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(0.05)


async def _in_a_thread(source: Scripted, cursor: str | None) -> AsyncIterator[Delivery]:
    from cmwatch.intake.wire.aside import aside

    yield Delivery(source.name)
    await aside(lambda: time.sleep(1.5))


async def test_closing_takes_less_than_a_second_whatever_a_source_is_doing() -> None:
    """One hangs, one is rate limited, one works in a thread, one waits for the queue, one does not listen."""
    limited = SourceError("later", retry_at=START + timedelta(hours=1))
    calls = [hangs(), fails(limited), _in_a_thread, brings(*range(200)), _stubborn]
    stage = Stage(*(Scripted(str(number), call) for number, call in enumerate(calls)), size=50)
    await stage.time.settle()
    began = time.monotonic()
    await stage.supervisor.close()
    assert time.monotonic() - began < 1.0
    await asyncio.wait([stage.running], timeout=1)
    assert stage.running.done()


def test_a_program_ends_while_a_source_works_in_a_thread() -> None:
    """The loop must not wait for the thread either."""

    async def main() -> None:
        stage = Stage(Scripted("a", _in_a_thread))
        await stage.time.settle()
        await stage.supervisor.close()

    began = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - began < 1.0
