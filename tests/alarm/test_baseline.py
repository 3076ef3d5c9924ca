"""What is usual: the hour, the weekday, the zone, and what may not teach it."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from cmwatch.alarm.baseline import LEVEL_BOUNDS, Baseline

HOUR_ZERO = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) // 3600
"""A Monday at midnight, UTC; Paris is one hour ahead until 29 March."""


def taught(hours: int, count: int | None = None, *, zone: str = "UTC") -> Baseline:
    """A baseline that saw this rhythm: 3 an hour by night, 30 from eight to eight, 60 on Saturdays."""
    baseline = Baseline(zone)
    for hour in range(HOUR_ZERO, HOUR_ZERO + hours):
        baseline.learn(hour, rhythm(hour) if count is None else count)
    return baseline


def rhythm(hour: int) -> int:
    local = datetime.fromtimestamp(hour * 3600, UTC)
    if not 8 <= local.hour < 20:
        return 3
    return 60 if local.weekday() == 5 else 30


def test_it_knows_the_hour_and_the_weekday() -> None:
    """A Saturday afternoon, a Monday afternoon and a night are told apart after four weeks."""
    baseline = taught(24 * 28)
    monday = HOUR_ZERO + 24 * 28
    night, noon, saturday = monday + 3, monday + 12, monday + 5 * 24 + 12
    assert baseline.per_hour(night) == pytest.approx(3, abs=2)
    assert baseline.per_hour(noon) == pytest.approx(30, abs=5)
    assert baseline.per_hour(saturday) == pytest.approx(60, abs=15)


def test_the_same_count_is_usual_at_noon_and_alarming_at_night() -> None:
    """The profile is not only learnt but used: it would be the first of the known traps if it were not."""
    baseline = taught(24 * 28)
    monday = (HOUR_ZERO + 24 * 28) * 60
    by_night, by_day = (baseline.expected(monday + hour * 60, monday + hour * 60 + 30) for hour in (3, 12))
    assert by_day > 6 * by_night


def test_rates_change_evenly_between_the_hours() -> None:
    """No step at the full hour that would look like a rise."""
    baseline = taught(24 * 14)
    monday = (HOUR_ZERO + 24 * 14) * 60
    rates = [baseline.expected(monday + minute, monday + minute + 10) for minute in range(6 * 60, 10 * 60)]
    assert max(abs(one - other) for one, other in pairwise(rates)) < 0.15
    assert sum(baseline.expected(monday + at, monday + at + 1) for at in range(97)) == pytest.approx(
        baseline.expected(monday, monday + 97), rel=0.05
    )


def test_summer_time_moves_with_the_people() -> None:
    """A watch in Paris expects its noon at noon in Paris, before and after 29 March 2026."""
    baseline = Baseline("Europe/Paris")
    start = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp()) // 3600
    for hour in range(start, start + 24 * 27):
        # Everyone talks at 12:00 Paris, which is 11:00 UTC in winter.
        baseline.learn(hour, 60 if (hour - start) % 24 == 11 else 2)
    summer = int(datetime(2026, 3, 30, tzinfo=UTC).timestamp()) // 3600
    assert max(range(24), key=lambda hour: baseline.per_hour(summer + hour)) == 10


def test_a_burst_does_not_teach_what_is_usual() -> None:
    """Three hours of a thousand mentions leave the same hours of the next weeks nearly as they were."""
    quiet, shaken = taught(24 * 28), taught(24 * 28)
    for hour in range(HOUR_ZERO + 24 * 28, HOUR_ZERO + 24 * 29):
        quiet.learn(hour, rhythm(hour))
        shaken.learn(hour, 1000 if (hour - HOUR_ZERO) % 24 in (12, 13, 14) else rhythm(hour))
    later = HOUR_ZERO + 24 * 35 + 13
    assert shaken.per_hour(later) < 2.5 * quiet.per_hour(later)
    assert shaken.per_hour(later - 10) < 2.5 * quiet.per_hour(later - 10)


def test_a_permanent_change_of_level_becomes_the_new_normal() -> None:
    """A baseline that froze during an alarm would alarm for ever."""
    baseline = taught(24 * 28)
    for hour in range(HOUR_ZERO + 24 * 28, HOUR_ZERO + 24 * 31):
        baseline.learn(hour, 2 * rhythm(hour))
    noon = HOUR_ZERO + 24 * 31 + 12
    assert baseline.per_hour(noon) == pytest.approx(60, rel=0.25)
    assert LEVEL_BOUNDS[0] <= baseline.level <= LEVEL_BOUNDS[1]


def test_an_hour_that_was_hardly_seen_teaches_nothing() -> None:
    """Unknown is not zero."""
    blind, seen = taught(24 * 14), taught(24 * 14)
    for hour in range(HOUR_ZERO + 24 * 14, HOUR_ZERO + 24 * 16):
        blind.learn(hour, 0, 0.1)
    noon = HOUR_ZERO + 24 * 16 + 12
    assert blind.per_hour(noon) == seen.per_hour(noon)
    assert blind.hours_seen == seen.hours_seen


def test_half_an_hour_seen_counts_as_half() -> None:
    """Fifteen in half an hour is a rate of thirty."""
    baseline = Baseline("UTC")
    for hour in range(HOUR_ZERO, HOUR_ZERO + 24 * 14):
        baseline.learn(hour, 15, 0.5)
    assert baseline.per_hour(HOUR_ZERO + 24 * 14) == pytest.approx(30, rel=0.1)


@pytest.mark.parametrize("count", [0, 1, 5000])
def test_before_and_after_learning_every_rate_is_a_positive_number(count: int) -> None:
    """Nothing seen, nothing ever said, or a flood."""
    for hours in (0, 1, 200):
        baseline = taught(hours, count)
        assert 0 < baseline.per_hour(HOUR_ZERO + hours) < 20_000
        assert 0 < baseline.phi < 4


def test_scatter_is_learnt() -> None:
    """Counts that jump make the band wide; even ones make it narrow."""
    even, jumping = taught(24 * 28, 30), Baseline("UTC")
    for hour in range(HOUR_ZERO, HOUR_ZERO + 24 * 28):
        jumping.learn(hour, 5 if (hour * 7919) % 5 else 130)
    assert even.phi < 0.1 < 0.5 < jumping.phi
