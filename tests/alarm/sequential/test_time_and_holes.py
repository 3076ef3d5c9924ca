"""Timestamps as they come: late, twice, without a zone, across summer time, with holes."""

from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import pytest
from brands import DAY, HOUR, ONE, SIZES, THEN, WEEK, brand, count, rested, times, watch

from cmwatch.alarm.sequential import DEFAULT_THRESHOLD, Panel, StreamingDetector

PARIS = ZoneInfo("Europe/Paris")
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
FIVE = [5 * number for number in range(6 * 288)]
"""Minutes of six days, every five."""


@cache
def six_days() -> tuple[int, ...]:
    """Counts of five minutes; nine times the usual in the last hour."""
    random = Random(7)
    return tuple(count(random, 27.0 if minute >= 6 * DAY - 60 else 3.0) for minute in FIVE)


def scores(begin: datetime, detector: StreamingDetector | None = None) -> list[float]:
    """What the stream scores when it begins then."""
    detector = detector or StreamingDetector()
    return [detector.update(begin + timedelta(minutes=at), one) for at, one in zip(FIVE, six_days(), strict=True)]


@pytest.mark.parametrize("per_hour", SIZES)
def test_a_hole_is_unknown_and_its_end_no_alarm(per_hour: int) -> None:
    """Six hours that nobody saw teach nothing, and the day after them is as any other."""
    panel, end = rested(per_hour), THEN + 6 * HOUR
    learnt = panel.hours_seen
    assert watch(panel, end, brand(end, end + DAY, per_hour, seed=3)) == []
    assert panel.hours_seen - learnt == 24


@pytest.mark.parametrize("per_hour", SIZES)
def test_the_end_of_a_hole_that_nobody_noticed_is_no_alarm(per_hour: int) -> None:
    """Six hours of zeros, then the usual: nothing in the hour after it."""
    panel, end = rested(per_hour), THEN + 6 * HOUR
    assert watch(panel, THEN, [0] * (6 * HOUR)) == []
    assert watch(panel, end, brand(end, end + HOUR, per_hour, seed=3)) == []


def test_a_burst_goes_on_across_a_hole() -> None:
    """Half an hour of ten times the usual, an hour unseen, and the same again: told once."""
    panel = rested(600)
    assert watch(panel, THEN, brand(THEN, THEN + 30, 600, times(10))) == [("open", 0)]
    assert watch(panel, THEN + 90, brand(THEN + 90, THEN + 150, 600, times(10), seed=5)) == []


@cache
def office(hour: int) -> float:
    """A hard step at nine and at seven where the people are."""
    return 1.5 if 9 <= datetime.fromtimestamp(hour * 3600, UTC).astimezone(PARIS).hour < 19 else 0.5


@pytest.mark.parametrize("change", [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)])
def test_when_the_clocks_change_people_keep_their_hours(change: datetime) -> None:
    """Four weeks in one time, then the Sunday, the Monday and the two days after it in the other: no alarm."""
    then = int(change.timestamp() // 60)
    since, until, random, panel = then - 4 * WEEK - 6 * DAY, then + 4 * DAY, Random(4), Panel("Europe/Paris", ONE)
    told = watch(panel, since, (count(random, 5 * office(at // 60), 0.025) for at in range(since, until, 5)), width=5)
    assert [minute for _said, minute in told if minute >= then - since] == []


def test_the_width_of_bins_is_inferred() -> None:
    """Bins of five minutes: once by chance in the first days, and in the first bin of the burst, again when sure."""
    above = [FIVE[place] - 6 * DAY + 60 for place, score in enumerate(scores(BEGIN)) if score >= DEFAULT_THRESHOLD]
    assert above == [-3910, 0, 5]


def test_naive_timestamps_are_utc_and_zones_are_minded() -> None:
    """The same instants, written in three ways."""
    expected = scores(BEGIN)
    assert scores(BEGIN.replace(tzinfo=None)) == expected
    assert scores(BEGIN.astimezone(PARIS)) == expected


def test_a_shift_by_52_weeks_changes_nothing() -> None:
    """Only weekday and hour are known of a moment."""
    assert [score >= DEFAULT_THRESHOLD for score in scores(BEGIN + timedelta(days=364))] == [
        score >= DEFAULT_THRESHOLD for score in scores(BEGIN)
    ]
    assert scores(BEGIN + timedelta(days=364)) == pytest.approx(scores(BEGIN), abs=1e-6)


def test_a_bin_that_comes_late_or_twice_changes_nothing() -> None:
    """It scores 0; what comes after it scores as if it had not come."""
    detector, told = StreamingDetector(), []
    for at, one in zip(FIVE, six_days(), strict=True):
        told.append(detector.update(BEGIN + timedelta(minutes=at), one))
        assert detector.update(BEGIN + timedelta(minutes=at), 10**6) == 0
        assert detector.update(BEGIN + timedelta(minutes=at - 12), 10**6) == 0
    assert told == scores(BEGIN)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_what_is_no_count_is_refused(value: float) -> None:
    """Before it could be learnt."""
    with pytest.raises(ValueError, match="a count is a finite number"):
        StreamingDetector().update(BEGIN, value)
