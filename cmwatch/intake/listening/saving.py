"""How long a poller waits so that the network's budget lasts until it is filled again."""

from datetime import datetime

from cmwatch.model import Budget

SHARE = 0.8
"""Of what is left, how much may be spent on polling: the rest is for a catch-up, a login, a look by hand."""

HURRIED, SHORTEST_SECONDS = 0.5, 10.0
"""A source of a watch in alarm is asked this many times as late as configured, but not more often than every 10 s."""


def paced(
    every_seconds: float, budget: Budget | None, requests: int, at: datetime, *, urgent: bool, yielding: bool
) -> float:
    """Seconds until the next call, of which each takes `requests`.

    `urgent` is the source of a watch in alarm: it is asked sooner, as far as its budget lasts. `yielding` is one of
    the others while there is an alarm: it makes do with half of its share, for the network counts them together
    where they share an account or an address.
    """
    wait = max(min(every_seconds, SHORTEST_SECONDS), every_seconds * HURRIED) if urgent else every_seconds
    if budget is None or budget.resets_at is None or budget.resets_at <= at:
        return wait
    until_reset = (budget.resets_at - at).total_seconds()
    calls = budget.remaining * SHARE * (0.5 if yielding and not urgent else 1.0) / max(1, requests)
    # With less than one call left the next one waits for the reset.
    return max(wait, until_reset / calls if calls >= 1 else until_reset)
