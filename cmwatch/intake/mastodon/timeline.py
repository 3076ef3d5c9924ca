"""Hashtags and searches of a Mastodon server, asked again and again."""

from collections.abc import AsyncIterator, Sequence
from typing import Literal

from cmwatch.errors import UsageError
from cmwatch.intake.lanes import in_turn
from cmwatch.intake.mastodon.instance import Silence
from cmwatch.intake.mastodon.marks import Marks
from cmwatch.intake.mastodon.pages import NOTIFICATIONS, Lane, Walker
from cmwatch.intake.networked import Networked
from cmwatch.intake.wire.transport import Transport
from cmwatch.model import Delivery
from cmwatch.words import _


class MastodonTimeline(Networked):
    """Some hashtags and searches of one server. Each call walks all of them to their end."""

    network: Literal["mastodon"] = "mastodon"
    fills_gaps = True
    """`min_id` walks through what was said while nobody asked; where that is cut short, it says so."""

    def __init__(
        self,
        name: str,
        instance: str,
        transport: Transport,
        *,
        hashtags: Sequence[str] = (),
        searches: Sequence[str] = (),
        notifications: bool = False,
        token: str | None = None,
        every_seconds: float = 60.0,
    ) -> None:
        super().__init__(name, transport)
        self.every_seconds: float | None = every_seconds
        self._base = base_address(instance)
        self._lanes = lanes(hashtags, searches, notifications=notifications)
        self._token = token
        self._silence = Silence(self._base, token, transport.clock)

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what is new in each lane; raise SourceError when the server fails, after all lanes were tried."""
        marks = Marks(cursor)
        async with self._transport.open() as wire:
            walker = Walker(self.name, self._base, self._token, wire, self._silence, self._transport.clock)
            async for delivery in in_turn(self._lanes, lambda lane: walker.walk(lane, marks)):
                yield delivery


def base_address(instance: str) -> str:
    """`https://host` of a server that is configured as a host or as an address."""
    address = instance.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"


def lanes(hashtags: Sequence[str], searches: Sequence[str] = (), *, notifications: bool = False) -> tuple[Lane, ...]:
    """One lane for each hashtag, with or without its #, for each search, and for notifications."""
    tags = (f"#{tag.strip().lstrip('#').casefold()}" for tag in hashtags)
    queries = (f"?{words.strip()}" for words in searches)
    found = tuple(Lane(key) for key in dict.fromkeys((*tags, *queries)) if len(key) > 1)
    found += (Lane(NOTIFICATIONS),) * notifications
    if not found:
        raise UsageError(_("A Mastodon source needs a hashtag or a search."))
    return found
