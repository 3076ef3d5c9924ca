"""The demo plays like a source: history first, then the story at its pace, with a cursor to go on from."""

from datetime import UTC, datetime

import msgspec
import pytest

from cmwatch.intake.demo import DemoSource, Scenario, scenario
from cmwatch.model import Delivery, RawMention
from cmwatch.ports import Source


class Clock:
    """Counts the seconds that were slept."""

    def __init__(self) -> None:
        self.slept = 0.0
        self.longest = 0.0

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.longest = max(self.longest, seconds)


@pytest.fixture(scope="module")
def told() -> Scenario:
    """The scenario that is played."""
    return scenario(1, datetime(2026, 3, 11, 13, 30, tzinfo=UTC))


async def _played(source: Source, cursor: str | None = None) -> list[Delivery]:
    return [delivery async for delivery in source.deliveries(cursor)]


def _live(deliveries: list[Delivery]) -> list[RawMention]:
    return [raw for delivery in deliveries if not delivery.history for raw, _payload in delivery.mentions]


async def test_history_comes_at_once_and_then_the_story_in_order(told: Scenario) -> None:
    """Nothing is lost between the scenario and its deliveries."""
    first, *rest = await _played(DemoSource(told, speed=None))
    assert first.history
    assert [raw for raw, _payload in first.mentions] == list(told.history)
    assert not any(delivery.history for delivery in rest)
    assert _live(rest) == [mention for _seconds, mention in told.live]
    assert {delivery.source for delivery in rest} == {"demo"}


async def test_the_payload_is_the_mention_as_json(told: Scenario) -> None:
    """Evidence of the demo reads like evidence of a network."""
    first, *_rest = await _played(DemoSource(told, speed=None))
    for raw, payload in first.mentions[:50]:
        assert msgspec.json.decode(payload, type=RawMention) == raw


@pytest.mark.parametrize("speed", [1.0, 60.0, 600.0])
async def test_it_takes_the_time_of_the_story_divided_by_the_speed(told: Scenario, speed: float) -> None:
    """At sixty it lasts under two minutes."""
    clock = Clock()
    deliveries = await _played(DemoSource(told, speed=speed, sleep=clock.sleep))
    assert _live(deliveries) == [mention for _seconds, mention in told.live]
    assert clock.slept == pytest.approx(told.live[-1][0] / speed, rel=0.02)
    assert clock.longest <= 5


async def test_no_mention_comes_before_its_time(told: Scenario) -> None:
    """The pace is kept mention by mention, to a quarter of a second."""
    clock = Clock()
    seconds = {mention.id: at for at, mention in told.live}
    async for delivery in DemoSource(told, speed=60.0, sleep=clock.sleep).deliveries("0"):
        for raw, _payload in delivery.mentions:
            late = clock.slept - seconds[raw.id] / 60
            assert -1e-6 <= late <= 2.0


async def test_a_long_pause_is_filled_with_signs_of_life(told: Scenario) -> None:
    """An empty delivery says that nothing is wrong."""
    clock = Clock()
    deliveries = await _played(DemoSource(told, speed=0.5, sleep=clock.sleep))
    assert any(not delivery.mentions for delivery in deliveries)


async def test_it_goes_on_where_the_cursor_says(told: Scenario) -> None:
    """A restart brings neither the history nor a mention twice, and an ended demo brings nothing."""
    whole = await _played(DemoSource(told, speed=None))
    some = whole[3]
    rest = await _played(DemoSource(told, speed=None), some.cursor)
    assert _live(whole[:4]) + _live(rest) == _live(whole)
    assert not any(delivery.history for delivery in rest)
    assert await _played(DemoSource(told, speed=None), whole[-1].cursor) == []


def test_a_speed_of_nothing_is_refused(told: Scenario) -> None:
    """It would never end."""
    with pytest.raises(ValueError, match="speed"):
        DemoSource(told, speed=0)
