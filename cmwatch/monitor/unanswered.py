"""Questions and call-outs to the brand that it has not answered."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

from cmwatch.model import Item

WAITING = timedelta(hours=24)
"""After a day an answer is no longer expected; it is a matter for the review."""

KEPT = 5_000


class Unanswered:
    """Keeps who waits, oldest first."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, datetime] = OrderedDict()

    def observe(self, item: Item) -> None:
        """A call-out begins to wait; the brand's reply to it ends that."""
        mention = item.mention
        if mention.from_brand:
            if mention.in_reply_to:
                self._waiting.pop(f"{mention.source}:{mention.in_reply_to}", None)
        elif item.reading.addressed and item.original and item.deleted_at is None:
            self._waiting[f"{mention.source}:{mention.id}"] = mention.at
            if len(self._waiting) > KEPT:
                self._waiting.popitem(last=False)

    def forget(self, keys: Iterable[str]) -> None:
        """These were deleted by who wrote them: nobody waits any more."""
        for key in keys:
            self._waiting.pop(key, None)

    def standing(self, now: datetime) -> tuple[int, datetime | None]:
        """How many wait, and since when the longest."""
        self._give_up(now)
        return len(self._waiting), min(self._waiting.values(), default=None)

    def keys(self, now: datetime) -> tuple[str, ...]:
        """The `source:id` of those who wait."""
        self._give_up(now)
        return tuple(self._waiting)

    def _give_up(self, now: datetime) -> None:
        while self._waiting:
            key, at = next(iter(self._waiting.items()))
            if now - at <= WAITING:
                break
            del self._waiting[key]
