"""Whatever the counts are: scores are numbers, a state goes on exactly, and more mentions never score lower."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from math import isfinite
from random import Random

import pytest
from brands import DAY, MONDAY, brand
from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.alarm.sequential import DEFAULT_THRESHOLD, StreamingDetector

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
PER_HOUR = (0, 2, 12, 60, 600)

counts = st.one_of(
    st.integers(0, 5),
    st.integers(0, 300),
    st.sampled_from((0, 1000, 10**6, 10**9, 10**12)),
)
silences = st.integers(1, 400).map(lambda bins: [0] * bins)
sequences = st.lists(st.one_of(counts.map(lambda one: [one]), silences), max_size=30).map(
    lambda parts: [one for part in parts for one in part]
)


def scores(detector: StreamingDetector, since: int, numbers: list[int], width: int) -> list[float]:
    """One a bin; `since` in minutes after the beginning."""
    return [
        detector.update(BEGIN + timedelta(minutes=since + place * width), number)
        for place, number in enumerate(numbers)
    ]


def resumed(detector: StreamingDetector) -> StreamingDetector:
    """The same one after a restart."""
    return StreamingDetector.from_state(json.loads(json.dumps(detector.to_state())))


@cache
def _state(per_hour: int, width: int) -> str:
    detector, minutes = StreamingDetector(), list(brand(0, 8 * DAY, per_hour, seed=5))
    scores(detector, 0, [sum(minutes[place : place + width]) for place in range(0, 8 * DAY, width)], width)
    return json.dumps(detector.to_state())


def rested(per_hour: int, width: int) -> StreamingDetector:
    """A detector that has seen eight quiet days of a brand."""
    return StreamingDetector.from_state(json.loads(_state(per_hour, width)))


@settings(max_examples=60, deadline=None)
@given(sequences, st.sampled_from((1, 5, 60)), st.booleans())
def test_scores_are_finite_whatever_comes(numbers: list[int], width: int, young: bool) -> None:
    """Between 0 and 1: silence for hours, a million million in a minute, from the first bin or after a week."""
    detector = StreamingDetector() if young else rested(12, width)
    assert all(isfinite(score) and 0 <= score < 1 for score in scores(detector, 8 * DAY, numbers, width))


def test_a_million_after_silence_is_a_number() -> None:
    """A million in an hour when the hypotheses have sunk with hours of silence: no step ends beyond all numbers."""
    numbers = [2, 0, 1, 1000, 1000, 2, 1000, 0, 0, 1000000, 1, 2] * 3
    assert all(0 <= score < 1 for score in scores(rested(600, 60), 8 * DAY, numbers, 60))


@settings(max_examples=50, deadline=None)
@given(sequences, st.floats(0, 1), st.sampled_from((1, 5, 60)), st.booleans())
def test_a_restart_at_any_place_changes_no_score(numbers: list[int], share: float, width: int, young: bool) -> None:
    """Through JSON, to the last digit."""
    place = int(share * len(numbers))
    through = StreamingDetector() if young else rested(12, width)
    scores(through, 8 * DAY, numbers[:place], width)
    again, since = resumed(through), 8 * DAY + place * width
    assert scores(again, since, numbers[place:], width) == scores(through, since, numbers[place:], width)
    assert again.to_state() == through.to_state()


@settings(max_examples=50, deadline=None)
@given(sequences, st.sampled_from((1, 5, 60)))
def test_the_score_says_what_the_panel_says(numbers: list[int], width: int) -> None:
    """It reaches the shipped threshold in the bins in which an alarm is given, and in no other."""
    panel = rested(12, width).panel
    opens = [
        panel.step(MONDAY + 8 * DAY + place * width, width, {"value": number}).opens
        for place, number in enumerate(numbers)
    ]
    assert [score >= DEFAULT_THRESHOLD for score in scores(rested(12, width), 8 * DAY, numbers, width)] == opens


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(PER_HOUR), st.integers(2, 1000), st.booleans())
def test_more_mentions_in_an_hour_never_score_lower(
    data: st.DataObject, per_hour: int, factor: int, young: bool
) -> None:
    """Hourly counts, whatever hours came before: bursts, silence, an alarm that stands, a million in an hour."""
    usual = st.integers(0, 3 * per_hour + 3)
    before = data.draw(st.lists(st.one_of(usual, usual, counts), max_size=40))
    one = data.draw(st.one_of(usual, counts))
    less = StreamingDetector() if young else rested(per_hour, 60)
    scores(less, 8 * DAY, before, 60)
    more, since = resumed(less), 8 * DAY + 60 * len(before)
    assert scores(more, since, [one * factor], 60) >= scores(less, since, [one], 60)


@pytest.mark.parametrize("width", [1, 5])
@pytest.mark.parametrize("per_hour", PER_HOUR)
def test_an_hour_that_alarms_still_alarms_with_more_mentions(per_hour: int, width: int) -> None:
    """An alarm may come minutes sooner and on less than a later bin would have shown, but it does not go away."""
    random = Random(per_hour + width)
    for _each in range(25 if width == 5 else 10):
        scale = random.choice((1, 1, 3, 10))
        hour = [int(random.expovariate(1 / (per_hour / 60 * width * scale + 0.1))) for _bin in range(60 // width)]
        factor = random.choice((2, 3, 10, 50))
        less = max(scores(rested(per_hour, width), 8 * DAY, hour, width))
        more = max(scores(rested(per_hour, width), 8 * DAY, [one * factor for one in hour], width))
        assert min(more, DEFAULT_THRESHOLD) >= min(less, DEFAULT_THRESHOLD)
