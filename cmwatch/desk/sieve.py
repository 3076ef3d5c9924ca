"""Which mentions the feed shows: the chosen watch and the filter, kept up as the stream goes on."""

from collections.abc import Callable

from cmwatch.model import Item, View

Keep = Callable[[Item], bool]
"""Whether a mention is shown."""


class Sieve:
    """Sifts each mention once. Numbers of what passed are absolute, so that a place in the list stays one."""

    def __init__(self, keep: Keep | None) -> None:
        self._keep = keep
        self._seen: int | None = None
        self._kept: list[tuple[int, Item]] = []
        self._dropped = 0
        self._items: tuple[Item, ...] = ()

    def take(self, view: View) -> tuple[tuple[Item, ...], int]:
        """What passes, oldest first, and the absolute number of the first of them."""
        if self._keep is None:
            return view.feed, view.feed_start
        end = view.feed_start + len(view.feed)
        seen = self._seen
        if seen is None or seen > end:  # the first look, or a core that began anew
            self._kept, self._dropped, seen = [], 0, view.feed_start
        start = max(seen, view.feed_start)
        fresh = [(n, item) for n, item in enumerate(view.feed[start - view.feed_start :], start) if self._keep(item)]
        gone = 0
        while gone < len(self._kept) and self._kept[gone][0] < view.feed_start:
            gone += 1
        if fresh or gone or self._seen is None:
            self._kept = [*self._kept[gone:], *fresh]
            self._dropped += gone
            self._items = tuple(item for _number, item in self._kept)
        self._seen = end
        return self._items, self._dropped
