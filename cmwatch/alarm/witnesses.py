"""The items of the last hours that an alert is told from: who said what, and what they say that is new."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from cmwatch.alarm.arguing import argued
from cmwatch.alarm.behind import counts_for
from cmwatch.alarm.changes import Said, said, shifts
from cmwatch.alarm.counting import EACH_COUNTS, key, who
from cmwatch.alarm.detector import WINDOWS
from cmwatch.alarm.pulse import Pulse, instant_of, minute_of
from cmwatch.model import AlertChannel, Argument, Compared, Item, Shift, Watch

KEPT = 20_000
"""Items held at most: past that a window is described by its newest."""

COMPARED, COMPARED_ITEMS = timedelta(days=7), 500
"""What 'what changed' compares: about so many of the newest originals since the onset, enough for common words, with
about as many of the week before it. In whole minutes, so that it can be counted again."""

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
        self._earlier: deque[Item] = deque(maxlen=COMPARED_ITEMS)
        """The newest originals that no window reaches any more: the archive may not hold them yet."""
        self._usual: tuple[int, datetime, Said] | None = None
        """An onset, since when what was said before it was looked at, and what that was."""

    def hear(self, item: Item) -> None:
        """Hold an item."""
        self._items.append(item)

    def forget(self, now: int) -> None:
        """Let go of what no window reaches."""
        oldest = (now - max(WINDOWS)) * 60
        while self._items and self._items[0].mention.at.timestamp() < oldest:
            item = self._items.popleft()
            if item.original:
                self._earlier.append(item)

    def window(self, minutes: int, now: int) -> list[Item]:
        """The items of the comparable part of the minutes before `now`, oldest first."""
        since = instant_of(self._pulse.comparable_since(now - minutes, now))
        until = instant_of(now)
        return sorted([item for item in self._back_to(since) if item.mention.at < until], key=_when)

    def voices(self, channel: AlertChannel, subject: str, since: int) -> tuple[int, int]:
        """Distinct authors of what a channel counts from a minute on, and their mentions, few of each."""
        told = Counter(who(item) for item in self._back_to(instant_of(since)) if counts_for(channel, subject, item))
        return len(told), sum(min(count, EACH_COUNTS) for count in told.values())

    def first_since(self, onset: datetime, fits: Callable[[Item], bool] = lambda _item: True) -> Item | None:
        """The first original since an onset that fits, as far back as items are held."""
        return min(filter(fits, self._own_words(onset)), key=_when, default=None)

    def changes(
        self, onset: datetime, window: int, now: int
    ) -> tuple[tuple[Shift, ...], tuple[Argument, ...], Compared]:
        """What is new since an onset against the week before it, what people say, and in what that was counted.

        Copies say nothing new, and a hundred of them would drown what people say in their own words; they are
        looked at (in the window) only where there is nothing else.
        """
        known = self._watch.brand, *self._watch.handles
        if self._usual is None or self._usual[0] != minute_of(onset):
            since, before = self._said_before(onset)
            self._usual = (minute_of(onset), since, said(before, known))
        _onset, before_since, usual = self._usual
        until = instant_of(now)
        held = max(onset, instant_of(now - max(WINDOWS)))
        own_words = sorted((item for item in self._own_words(held) if item.mention.at < until), key=_when)
        since, told = (
            _newest(own_words, held) if own_words else _newest(self.window(window, now), instant_of(now - window))
        )
        compared = Compared(since, until, len(told), before_since, onset, usual.items, copies=not own_words)
        return shifts(told, usual, known), argued(told, known), compared

    def _said_before(self, onset: datetime) -> tuple[datetime, list[Item]]:
        """Originals of the week before an onset: those held, and where they are too few, those archived before."""
        oldest = onset - COMPARED
        held = [one for one in (*self._earlier, *self._items) if one.original and oldest <= one.mention.at < onset]
        if len(held) < COMPARED_ITEMS:
            archived = [one for one in self._before(self._watch.name, minute_of(onset)) if one.original]
            held = list({key(one): one for one in (*archived, *held)}.values())
        return _newest(sorted(held, key=_when), oldest)

    def _own_words(self, onset: datetime) -> Iterator[Item]:
        return (item for item in self._back_to(onset) if item.original)

    def _back_to(self, since: datetime) -> list[Item]:
        """The items since a time, newest arrival first."""
        oldest, found = since - LATE, []
        for item in reversed(self._items):
            at = item.mention.at
            if at >= since:
                found.append(item)
            elif at < oldest:
                break
        return found


def _newest(items: Sequence[Item], oldest: datetime) -> tuple[datetime, list[Item]]:
    """About `COMPARED_ITEMS` of the newest, in whole minutes, and since when; all since `oldest` if they are fewer."""
    if len(items) < COMPARED_ITEMS:
        return oldest, list(items)
    first = instant_of(minute_of(items[-COMPARED_ITEMS].mention.at) + 1)
    newest = [item for item in items if item.mention.at >= first]
    if not newest:  # more than that in a single minute
        first = instant_of(minute_of(items[-1].mention.at))
        newest = [item for item in items if item.mention.at >= first]
    return first, newest


_when = attrgetter("mention.at")
