"""One live fetch from a source, without a supervisor: what came, and what went wrong."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

from cmwatch.errors import SourceError
from cmwatch.intake.wire.aside import aside
from cmwatch.model import Delivery, RawMention, Unreadable
from cmwatch.ports import Source
from cmwatch.words import _

PATIENCE_SECONDS = 30.0
"""A source that has not said all there is by then is left."""


@dataclass(slots=True)
class Probed:
    """What one fetch showed."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    answered: bool = False
    live: bool = False
    """Whether it came to the present: a stream that is open, or a poll that ended."""
    problem: str = ""
    awaits: tuple[str, ...] = ()
    """What it waits for, a sentence each."""


async def probe(source: Source, patience_seconds: float = PATIENCE_SECONDS, *, unfinished: bool = False) -> Probed:
    """Fetch from the beginning until the source is up to date, fails, or takes too long.

    `unfinished`: what is there and not complete yet is read too.
    """
    probed = Probed()
    try:
        async with asyncio.timeout(patience_seconds):
            await _fetch(source, probed)
            if unfinished and (there := getattr(source, "unfinished", None)):
                for delivery in await aside(there):
                    _take(delivery, probed)
            if awaits := getattr(source, "awaits", None):
                probed.awaits = await aside(awaits)
    except SourceError as error:
        probed.problem = str(error)
    except TimeoutError:
        probed.problem = _("It took longer than {seconds} seconds.", seconds=int(patience_seconds))
    return probed


async def probe_self(knock: Callable[[], Awaitable[None]], patience_seconds: float = PATIENCE_SECONDS) -> Probed:
    """A source that is running tries whether it can be reached; it raises SourceError if not."""
    probed = Probed()
    try:
        async with asyncio.timeout(patience_seconds):
            await knock()
        probed.answered = probed.live = True
    except SourceError as error:
        probed.problem = str(error)
    except TimeoutError:
        probed.problem = _("It took longer than {seconds} seconds.", seconds=int(patience_seconds))
    return probed


async def _fetch(source: Source, probed: Probed) -> None:
    # Every source of ours is a generator, which must be closed to close its connections.
    deliveries = source.deliveries(None)
    async with aclosing(cast("_Closing", deliveries)):
        async for delivery in deliveries:
            _take(delivery, probed)
            if delivery.mentions or delivery.unreadable:
                probed.answered = True
            elif not delivery.history:
                break
    probed.answered = probed.live = True


def _take(delivery: Delivery, probed: Probed) -> None:
    probed.mentions += delivery.mentions
    probed.mentions += [(one.raw, one.payload) for one in delivery.revisions if one.raw is not None]
    probed.unreadable += delivery.unreadable


class _Closing(AsyncIterator[Delivery]):
    async def aclose(self) -> None:
        """Let go."""
