"""The items of the last hours that an alert is told from: who said what, and what they say that is new."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from cmwatch.alarm.behind import counts_for
from cmwatch.alarm.changes import Said, said, shifts
from cmwatch.alarm.detector import EACH_COUNTS, WINDOWS
from cmwatch.alarm.pulse import Pulse, instant_of, minute_of
from cmwatch.model import AlertChannel, Item, Shift, Watch

KEPT = 20_000
"""Items held at most: past that a window is described by its newest."""

COMPARED, COMPARED_ITEMS = timedelta(days=7), 500
"""What 'what changed' compares with: the newest items of the week before the onset, enough for common words."""

LATE = timedelta(minutes=30)
"""How much earlier than its neighbours an item may be dated and still be looked for among them."""

Before = Callable[[str, int], Sequence[Item]]
"""Archived items of a watch from before a minute, to compare with."""


class Witnesses:
    """What was lately said in one watch. Bounded."""

    def __init__(self, watch: Watch, pulse: Pulse, before: Before) -> None:
        self._watch = watch
        self._pulse = pulse
        self._before = before
        self._items: deque[Item] = deque(maxlen=KEPT)
        self._usual: tuple[int, Said] | None = None
        """An onset, and what was said before it."""

    def hear(self, item: Item) -> None:
        """Hold an item."""
        self._items.append(item)

    def forget(self, now: int) -> None:
        """Let go of what no window reaches."""
        oldest = (now - max(WINDOWS)) * 60
        while self._items and self._items[0].mention.at.timestamp() < oldest:
            self._items.popleft()

    def window(self, minutes: int, now: int) -> list[Item]:
        """The items of the comparable part of the minutes before `now`, oldest first."""
        since = instant_of(self._pulse.comparable_since(now - minutes, now))
        until = instant_of(now)
        return sorted((item for item in self._back_to(since) if item.mention.at < until), key=_when)

    def voices(self, channel: AlertChannel, subject: str, since: int) -> tuple[int, int]:
        """Distinct authors of what a channel counts from a minute on, and their mentions, few of each."""
        said: Counter[str] = Counter()
        for item in self._back_to(instant_of(since)):
            if counts_for(channel, subject, item):
                said[item.mention.author or item.mention.id] += 1
        return len(said), sum(min(count, EACH_COUNTS) for count in said.values())

    def first_since(self, onset: datetime) -> Item | None:
        """The first original since an onset, as far back as items are held."""
        return min(self._own_words(onset), key=_when, default=None)

    def changes(self, onset: datetime, window: Sequence[Item]) -> tuple[Shift, ...]:
        """What is new since an onset against the week before it.

        Copies say nothing new, and a hundred of them would drown what people say in their own words; they are
        looked at (in the window) only where there is nothing else.
        """
        minute, known = minute_of(onset), (self._watch.brand, *self._watch.handles)
        if self._usual is None or self._usual[0] != minute:
            self._usual = (minute, said(self._before(self._watch.name, minute), known))
        own_words = list(islice(self._own_words(onset), COMPARED_ITEMS))
        return shifts(own_words or window[-COMPARED_ITEMS:], self._usual[1], known)

    def _own_words(self, onset: datetime) -> Iterator[Item]:
        return (item for item in self._back_to(onset) if item.original)

    def _back_to(self, since: datetime) -> Iterator[Item]:
        """The items since a time, newest arrival first."""
        oldest = since - LATE
        for item in reversed(self._items):
            at = item.mention.at
            if at >= since:
                yield item
            elif at < oldest:
                return


def _when(item: Item) -> datetime:
    return item.mention.at
