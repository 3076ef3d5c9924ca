"""When to try again: what the network says, and what is sensible when it says nothing."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

SHORTEST, LONGEST = timedelta(seconds=1), timedelta(hours=1)
"""What a network asks for is held between these: it may say 0, yesterday, or next year."""

CAP_SECONDS = 300.0
"""Five minutes: the longest wait of our own choosing."""

RESET_HEADERS = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
REMAINING_HEADERS = ("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")

LONGEST_DELTA, EARLIEST_EPOCH, EARLIEST_MILLISECONDS = 1e7, 1e9, 1e12
"""A bare number below the first is seconds to go, from the second on seconds since 1970, past the third in ms."""


def retry_at(headers: Mapping[str, str], at: datetime) -> datetime | None:
    """When the next try is allowed (on our clock, aware UTC), or None if the answer does not say.

    `headers` have lower-case names. Instants are read against the answer's own `Date`, so that a clock of ours
    that is wrong does not turn a minute into an hour.
    """
    there = _http_date(headers.get("date", "")) or at
    wait = _retry_after(headers.get("retry-after", ""), there)
    for name in RESET_HEADERS:
        wait = _reset(headers.get(name, ""), there) if wait is None else wait
    return None if wait is None else at + min(max(wait, SHORTEST), LONGEST)


def spent_until(headers: Mapping[str, str], at: datetime) -> datetime | None:
    """When the budget is filled again, if this answer took the last of it."""
    for name in REMAINING_HEADERS:
        left = _number(headers.get(name, ""))
        if left is not None and left < 1:
            return retry_at(headers, at)
    return None


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
    longest = LONGEST.total_seconds()
    return timedelta(seconds=min(max(number, -longest), longest))


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
