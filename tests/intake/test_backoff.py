"""When to try again."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.wire.backoff import Backoff, retry_at, spent_until

AT = datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 7.5 "}, 7.5),
        ({"retry-after": "0"}, 1),
        ({"retry-after": "-5"}, 1),
        ({"retry-after": "86400000"}, 3600),
        ({"retry-after": "1e400"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sun, 22 Nov 2026 16:01:30 GMT"}, 90),
        ({"retry-after": "Sun, 22 Nov 2026 15:00:00 GMT"}, 1),
        ({"x-ratelimit-reset": "2026-11-22T16:05:00.131957Z"}, 300.131957),
        ({"x-ratelimit-reset": "2026-11-22T17:05:00+01:00"}, 300),
        ({"x-rate-limit-reset": str(int(AT.timestamp()) + 60)}, 60),
        ({"ratelimit-reset": str((int(AT.timestamp()) + 60) * 1000)}, 60),
        ({"x-ratelimit-reset": "323"}, 323),
        ({"x-ratelimit-reset": "323.0"}, 323),
        ({"x-ratelimit-reset": "50000000"}, None),
        ({"x-ratelimit-reset": "99999999999999999999"}, 3600),
        ({"x-ratelimit-reset": "garbage"}, None),
        ({"retry-after": "10", "ratelimit-reset": "900"}, 10),
        ({"retry-after": "soon", "ratelimit-reset": "900"}, 900),
        ({"date": "Sun, 22 Nov 2026 15:00:00 GMT", "x-ratelimit-reset": "2026-11-22T15:02:00Z"}, 120),
        ({"date": "nonsense", "x-ratelimit-reset": "2026-11-22T16:02:00Z"}, 120),
        ({}, None),
    ],
)
def test_each_network_says_it_in_its_own_way(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, dates, instants: all against the answer's own clock, held between a second and an hour."""
    expected = None if seconds is None else AT + timedelta(seconds=seconds)
    assert retry_at(headers, AT) == expected


@given(st.dictionaries(st.sampled_from(["retry-after", "x-ratelimit-reset", "ratelimit-reset", "date"]), st.text()))
def test_no_header_can_raise_or_ask_for_more_than_an_hour(headers: dict[str, str]) -> None:
    """Whatever a server sends, the wait is between a second and an hour, or not said."""
    again = retry_at(headers, AT)
    assert again is None or timedelta(seconds=1) <= again - AT <= timedelta(hours=1)


def test_the_last_request_of_a_budget_is_noticed() -> None:
    """Reddit writes 0.0, the others 0; a budget that lasts says nothing."""
    assert spent_until({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "30"}, AT) == AT + timedelta(seconds=30)
    assert spent_until({"x-ratelimit-remaining": "1", "x-ratelimit-reset": "30"}, AT) is None
    assert spent_until({"x-ratelimit-reset": "30"}, AT) is None


@given(st.integers(), st.integers(1, 2000))
def test_waits_grow_to_five_minutes_and_never_beyond(seed: int, failures: int) -> None:
    """Full jitter: anything from a second to the ceiling, which doubles until the cap."""
    backoff = Backoff(Random(seed))
    waits = [backoff.next_seconds() for _failure in range(failures)]
    assert all(1.0 <= wait <= max(1.0, min(300.0, 2.0 * 2 ** min(n, 30))) for n, wait in enumerate(waits))


def test_only_a_reset_starts_the_waiting_from_the_bottom() -> None:
    """A server that accepts and drops must not be hammered."""
    backoff = Backoff(Random(1))
    for _failure in range(20):
        backoff.next_seconds()
    backoff.reset()
    assert backoff.next_seconds() <= 2.0


def test_a_backoff_refuses_nonsense() -> None:
    """A cap below the base would be no back-off."""
    with pytest.raises(ValueError, match="base_seconds"):
        Backoff(Random(1), base_seconds=10, cap_seconds=5)
