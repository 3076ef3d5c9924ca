"""The edges of the house: small Protocols, nothing else."""

from collections.abc import AsyncIterator
from typing import Protocol

from cmwatch.model import Alert, Delivery


class Source(Protocol):
    """Where mentions come from. Stateless between calls: the cursor is all it is handed.

    What only some can tell is asked if it is there: `fills_gaps` (bool: a call delivers what was said since the
    cursor, so a break leaves no hole), `budget` (Budget | None), `requests` (sent so far), `shed` (frames dropped
    before matching), `awaits()` (what it waits for, in sentences), `unfinished()` (deliveries of what is there and
    not complete yet, for a look at it). What only some want to know is told if they have it: `archived(cursor)`,
    once all up to that cursor is on the disk.
    """

    @property
    def name(self) -> str:
        """The configured name."""
        ...

    @property
    def network(self) -> str:
        """Such as `mastodon`."""
        ...

    @property
    def every_seconds(self) -> float | None:
        """Pause between two calls of `deliveries`; None if one call is all there is."""
        ...

    def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what there is from `cursor` on; raise SourceError when the network fails.

        A poller yields one or more deliveries and ends; a stream goes on, with an empty delivery as a
        heartbeat. With no cursor, what was there before is delivered as history.
        """
        ...


class Notifier(Protocol):
    """How an alert reaches the person outside the screen."""

    async def notify(self, alert: Alert) -> str:
        """Tell, and return a line about what failed, or an empty one."""
        ...
