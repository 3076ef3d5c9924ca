"""When to try again."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.wire.backoff import (
    PACIFIC_MIDNIGHT,
    UTC_MIDNIGHT,
    Backoff,
    budget,
    next_midnight,
    parse_backoff,
    spent_until,
)
from cmwatch.model import Budget

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
    assert parse_backoff(headers, b"", AT) == expected


@given(st.dictionaries(st.sampled_from(["retry-after", "x-ratelimit-reset", "ratelimit-reset", "date"]), st.text()))
def test_no_header_can_raise_or_ask_for_more_than_an_hour(headers: dict[str, str]) -> None:
    """Whatever a server sends, the wait is between a second and an hour, or not said."""
    again = parse_backoff(headers, b"", AT)
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


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (b'{"items": [], "backoff": 10, "quota_remaining": 3}', 10),
        (b'{"errors": ["slow"], "error_type": "rate_limit", "extras": {"wait_seconds": 27}}', 27),
        (b'{"backoff": 1e999}', None),
        (b'{"backoff": true}', None),
        (b'{"backoff": "10"}', None),
        (b'{"extras": {"wait_seconds": -3}}', 1),
        (b'{"extras": [], "x": "wait_seconds"}', None),
        (b'["backoff"]', None),
        (b'{"backoff": ' + b"[" * 70_000, None),
        (b"\xff{backoff", None),
    ],
)
def test_some_say_it_in_the_body(body: bytes, seconds: float | None) -> None:
    """Stack Exchange's backoff and Discourse's wait_seconds; nonsense says nothing."""
    assert parse_backoff({}, body, AT) == (None if seconds is None else AT + timedelta(seconds=seconds))


@given(st.binary(max_size=200), st.text(max_size=80))
def test_no_body_and_no_usage_header_can_raise(body: bytes, usage: str) -> None:
    """A wait that is said anywhere is between a second and an hour."""
    for said in (body, b'{"backoff": ' + body, b'{"backoff": 5, "x": "' + body):
        again = parse_backoff({"x-app-usage": usage}, said, AT)
        assert again is None or timedelta(seconds=1) <= again - AT <= timedelta(hours=1)


def test_minutes_of_a_business_are_read_and_zero_says_nothing() -> None:
    """Meta counts in minutes, for each business and kind of call."""
    usage = '{"178": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}]}'
    assert parse_backoff({"x-business-use-case-usage": usage}, b"", AT) == AT + timedelta(minutes=7)
    calm = usage.replace("7}", "0}").replace("100", "28")
    assert parse_backoff({"x-business-use-case-usage": calm}, b"", AT) is None
    assert budget({"x-business-use-case-usage": calm}, AT) == Budget(100.0, 72.0, None)
    assert budget({"x-app-usage": '{"call_count": 101, "total_time": 5}'}, AT) == Budget(100.0, 0.0, None)


def test_a_budget_is_read_in_each_spelling() -> None:
    """Limit, what is left, and when it is full again, by the answer's own clock; a daily one is not cut to an hour."""
    there = {"date": "Sun, 22 Nov 2026 15:00:00 GMT"}
    mastodon = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "290", "x-ratelimit-reset": "2026-11-22T15:05:00Z"}
    assert budget(there | mastodon, AT) == Budget(300, 290, AT + timedelta(minutes=5))
    reddit = {"x-ratelimit-remaining": "597.0", "x-ratelimit-used": "3", "x-ratelimit-reset": "323"}
    assert budget(reddit, AT) == Budget(600, 597, AT + timedelta(seconds=323))
    day = {"ratelimit-remaining": "5", "ratelimit-reset": str(int(AT.timestamp()) + 7200)}
    assert budget(day, AT) == Budget(None, 5, AT + timedelta(hours=2))
    assert budget({"x-rate-limit-remaining": "-1"}, AT) == Budget(None, 0, None)
    assert budget({}, AT) is None


def test_daily_quotas_are_filled_at_midnight_where_they_are_kept() -> None:
    """LinkedIn's in UTC, YouTube's at the Pacific, summer or winter."""
    assert next_midnight(UTC_MIDNIGHT, AT) == datetime(2026, 11, 23, tzinfo=UTC)
    assert next_midnight(PACIFIC_MIDNIGHT, AT) == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert next_midnight(PACIFIC_MIDNIGHT, datetime(2026, 7, 1, 6, 59, tzinfo=UTC)) == datetime(
        2026, 7, 1, 7, tzinfo=UTC
    )
