"""Counts per minute, and the minutes in which nothing could be seen."""

from hypothesis import given
from hypothesis import strategies as st

from cmwatch.alarm.pulse import MINUTES_KEPT, NOTHING, Counts, Pulse

MINUTES = st.integers(0, 60)


@given(st.lists(st.tuples(MINUTES, st.integers(1, 3)), max_size=40), st.lists(st.tuples(MINUTES, MINUTES), max_size=8))
def test_running_sums_equal_a_recount(added: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    """Late arrivals change the past, and every sum after it."""
    pulse, plain = Pulse(), [NOTHING] * 61
    for number, (minute, count) in enumerate(added):
        counts = Counts(count, 1, 0, 1)
        pulse.add(minute, counts)
        plain[minute] = plain[minute].plus(counts)
        for since, until in asked[number % 8 :]:
            expected = NOTHING
            for one in plain[since:until]:
                expected = expected.plus(one)
            assert pulse.over(since, until) == expected


@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=8), MINUTES, MINUTES)
def test_an_unobserved_minute_counts_once(gaps: list[tuple[int, int]], since: int, until: int) -> None:
    """Two sources may be blind at the same time."""
    pulse = Pulse()
    for start, end in gaps:
        pulse.blind(start, end)
    blind = {minute for start, end in gaps for minute in range(start, end)}
    assert pulse.unobserved(since, until) == len(blind & set(range(since, until)))


def test_a_window_begins_after_the_last_gap_and_after_what_was_there_before() -> None:
    """What was counted before a hole does not count towards the window after it."""
    pulse = Pulse()
    pulse.blind(10, 20)
    assert pulse.comparable_since(0, 5) == 0
    assert pulse.comparable_since(0, 30) == 20
    assert pulse.comparable_since(15, 18) == 18
    pulse.floor = 25
    assert pulse.comparable_since(0, 30) == 25


def test_what_is_old_is_forgotten_and_sums_stay_right() -> None:
    """Nine days of minutes are enough for windows, charts and learning."""
    pulse = Pulse()
    for minute in range(0, 3 * MINUTES_KEPT, 60):
        pulse.add(minute, Counts(1, 1, 0, 0))
    pulse.prune(3 * MINUTES_KEPT)
    assert min(pulse.bins) >= 2 * MINUTES_KEPT
    assert pulse.over(0, 3 * MINUTES_KEPT).total == len(pulse.bins) == MINUTES_KEPT // 60
