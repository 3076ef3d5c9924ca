"""Planned events: how much more than usual is expected while they last, and which ones an alert falls into.

They lift expected volumes only. What is said, and the share of it that is negative, is judged as on any other day: a
contest explains a crowd, not an angry one.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from math import ceil

from cmwatch.model import PlannedEvent, Watch


def lift(events: Iterable[PlannedEvent], watch: Watch, minute: int) -> float:
    """How many times the usual volume is expected of a watch in a minute (since 1970); 1.0 without an event.

    Of events at the same time the largest counts: they are as a rule two names for one campaign.
    """
    at = datetime.fromtimestamp(minute * 60, UTC)
    return max(
        (event.expect for event in events if _concerns(event, watch) and event.since <= at < event.until), default=1.0
    )


def lifting(events: Iterable[PlannedEvent], watch: Watch) -> Callable[[int], float]:
    """The same as a function of the minute, for what asks at every minute."""
    spans = [
        (ceil(e.since.timestamp() / 60), ceil(e.until.timestamp() / 60), e.expect) for e in of_watch(events, watch)
    ]
    if not spans:
        return lambda _minute: 1.0
    return lambda minute: max((expect for since, until, expect in spans if since <= minute < until), default=1.0)


def during(events: Iterable[PlannedEvent], watch: Watch, since: int, until: int) -> tuple[str, ...]:
    """Names of the events of a watch that fall into minutes [since, until), in the order they began."""
    first, last = datetime.fromtimestamp(since * 60, UTC), datetime.fromtimestamp(until * 60, UTC)
    met = [event for event in events if _concerns(event, watch) and event.since < last and event.until > first]
    return tuple(dict.fromkeys(event.name for event in sorted(met, key=lambda event: (event.since, event.name))))


def of_watch(events: Iterable[PlannedEvent], watch: Watch) -> tuple[PlannedEvent, ...]:
    """The events that concern a watch."""
    return tuple(event for event in events if _concerns(event, watch))


def _concerns(event: PlannedEvent, watch: Watch) -> bool:
    if event.watch:
        return event.watch == watch.name
    return event.brand in ("", watch.brand)
