"""When to try again: what the network says, in whichever of its ways, and what is sensible when it says nothing."""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from cmwatch.model import Budget

SHORTEST, LONGEST = timedelta(seconds=1), timedelta(hours=1)
"""What a network asks for is held between these: it may say 0, yesterday, or next year."""

CAP_SECONDS = 300.0
"""Five minutes: the longest wait of our own choosing."""

RESET_HEADERS = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
REMAINING_HEADERS = ("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")
LIMIT_HEADERS = ("x-ratelimit-limit", "x-rate-limit-limit", "ratelimit-limit")
USED_HEADER = "x-ratelimit-used"
"""Reddit says how much is used instead of how much there is."""

USAGE_HEADERS = ("x-business-use-case-usage", "x-app-usage")
"""Meta: JSON with percentages of the budget, and minutes until access is regained."""

BODY_BYTES = 1 << 16
"""Longest body in which a wait is looked for: refusals are short."""

LONGEST_DELTA, EARLIEST_EPOCH, EARLIEST_MILLISECONDS = 1e7, 1e9, 1e12
"""A bare number below the first is seconds to go, from the second on seconds since 1970, past the third in ms."""

UTC_MIDNIGHT, PACIFIC_MIDNIGHT = ZoneInfo("UTC"), ZoneInfo("America/Los_Angeles")
"""Where a daily quota that names no time is filled again: LinkedIn's, and YouTube's."""


def parse_backoff(headers: Mapping[str, str], body: bytes, at: datetime) -> datetime | None:
    """When the next try is allowed (on our clock, aware UTC), or None if the answer does not say.

    `headers` have lower-case names. In order: Retry-After (seconds or a date), the body's own word (`backoff` of Stack
    Exchange, `extras.wait_seconds` of Discourse), a reset header (an instant, seconds since 1970, or seconds to go),
    Meta's minutes. Instants are read against the answer's own `Date`, so that a clock of ours that is wrong does not
    turn a minute into an hour; the wait is held between a second and an hour, for a network may say anything.
    """
    there = _http_date(headers.get("date", "")) or at
    waits = (wait for wait in _waits(headers, body, there) if wait is not None)
    wait = next(waits, None)
    return None if wait is None else at + min(max(wait, SHORTEST), LONGEST)


def told_wait(seconds: float, at: datetime) -> datetime:
    """When a wait of so many seconds ends that a network asked for in its answer's body, held as above."""
    return at + min(max(_seconds(seconds), SHORTEST), LONGEST)


def _waits(headers: Mapping[str, str], body: bytes, there: datetime) -> Iterator[timedelta | None]:
    yield _retry_after(headers.get("retry-after", ""), there)
    yield _said(body)
    for name in RESET_HEADERS:
        yield _reset(headers.get(name, ""), there)
    for name in USAGE_HEADERS:
        yield _minutes(headers.get(name, ""))


def budget(headers: Mapping[str, str], at: datetime) -> Budget | None:
    """What the network still allows, if this answer says so."""
    remaining = _first(headers, REMAINING_HEADERS)
    if remaining is None:
        used = [share for name in USAGE_HEADERS for share in _percentages(headers.get(name, ""))]
        return Budget(100.0, max(0.0, 100.0 - max(used)), parse_backoff(headers, b"", at)) if used else None
    limit, used_up = _first(headers, LIMIT_HEADERS), _number(headers.get(USED_HEADER, ""))
    if limit is None and used_up is not None:
        limit = used_up + max(0.0, remaining)
    there = _http_date(headers.get("date", "")) or at
    waits = [wait for name in RESET_HEADERS if (wait := _reset(headers.get(name, ""), there)) is not None]
    # Not held to an hour as a wait is: a daily quota is spread over its day.
    return Budget(limit, max(0.0, remaining), at + max(waits[0], timedelta()) if waits else None)


def spent_until(headers: Mapping[str, str], at: datetime) -> datetime | None:
    """When the budget is filled again, if this answer took the last of it."""
    remaining = _first(headers, REMAINING_HEADERS)
    return parse_backoff(headers, b"", at) if remaining is not None and remaining < 1 else None


def next_midnight(zone: ZoneInfo, at: datetime) -> datetime:
    """When a daily quota of that zone is filled again (aware UTC); a day, so it is not held to an hour.

    >>> next_midnight(PACIFIC_MIDNIGHT, datetime(2026, 11, 26, 9, tzinfo=UTC)).isoformat()
    '2026-11-27T08:00:00+00:00'
    """
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).astimezone(UTC)


def _first(headers: Mapping[str, str], names: tuple[str, ...]) -> float | None:
    return next((number for name in names if (number := _number(headers.get(name, ""))) is not None), None)


def _said(body: bytes) -> timedelta | None:
    """Seconds to wait that stand in the body."""
    if not body.lstrip().startswith(b"{") or (b"backoff" not in body and b"wait_seconds" not in body):
        return None
    told = _json(body.decode("utf-8", "replace"))
    extras = told.get("extras")
    seconds = told.get("backoff", extras.get("wait_seconds") if isinstance(extras, dict) else None)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        return None
    return _seconds(seconds)


def _minutes(text: str) -> timedelta | None:
    """The longest `estimated_time_to_regain_access` that is not nought."""
    found = [number for usage in _usages(text) if (number := usage.get("estimated_time_to_regain_access"))]
    minutes = max((float(number) for number in found if isinstance(number, int | float)), default=None)
    return None if minutes is None else _seconds(minutes * 60)


def _percentages(text: str) -> list[float]:
    names = ("call_count", "total_time", "total_cputime")
    return [float(usage[name]) for usage in _usages(text) for name in names if isinstance(usage.get(name), int | float)]


def _usages(text: str) -> list[dict[str, Any]]:
    """The objects of a usage header: itself, or those listed in it for each business."""
    told = _json(text) if text else {}
    listed = [one for value in told.values() if isinstance(value, list) for one in value if isinstance(one, dict)]
    return [told, *listed]


def _json(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text[:BODY_BYTES]) if len(text) <= BODY_BYTES else {}
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _retry_after(text: str, there: datetime) -> timedelta | None:
    seconds = _number(text)
    if seconds is not None:
        return _seconds(seconds)
    instant = _http_date(text)
    return None if instant is None else instant - there


def _reset(text: str, there: datetime) -> timedelta | None:
    number = _number(text)
    if number is None:
        instant = _iso(text) or _http_date(text)
        return None if instant is None else instant - there
    if number < LONGEST_DELTA:
        return _seconds(number)
    if number < EARLIEST_EPOCH:
        return None
    return _seconds((number / 1000 if number >= EARLIEST_MILLISECONDS else number) - there.timestamp())


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=min(max(number, -LONGEST_DELTA), LONGEST_DELTA))


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _iso(text: str) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _http_date(text: str) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _aware(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class Backoff:
    """Exponential waiting with full jitter. Only a healthy connection resets it, not a mere accepted one."""

    def __init__(self, random: Random, base_seconds: float = 2.0, cap_seconds: float = CAP_SECONDS) -> None:
        if not 0 < base_seconds <= cap_seconds:
            raise ValueError("0 < base_seconds <= cap_seconds")
        self.base_seconds, self.cap_seconds = base_seconds, cap_seconds
        self.failures = 0
        """Failures in a row."""
        self._random = random

    def next_seconds(self) -> float:
        """Count one more failure and say how long to wait, at least a second."""
        ceiling = self.cap_seconds
        if self.failures < 30:  # 2**30 seconds is past every cap, and a larger power past every float
            ceiling = min(ceiling, self.base_seconds * 2**self.failures)
        self.failures += 1
        return max(min(1.0, ceiling), self._random.uniform(0, ceiling))

    def reset(self) -> None:
        """A connection was healthy: the next failure starts from the bottom."""
        self.failures = 0
