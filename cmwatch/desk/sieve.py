"""Which mentions the feed shows: the chosen watch and the filter, kept up as the stream goes on.

A wave of copies would push all else off the screen: copies of one story that come one after the other share a row.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cmwatch.model import Item, View

Keep = Callable[[Item], bool]
"""Whether a mention is shown."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """What passed, oldest first, as rows; the places of rows and mentions are absolute."""

    rows: tuple[Item, ...]
    """The mention of each row; of neighbouring copies, the newest."""
    copies: tuple[int, ...]
    """How many mentions each row stands for."""
    first: int
    """Number of the first row."""
    passed: int
    """How many mentions passed since the beginning."""


@dataclass(slots=True)
class _Run:
    """A row in the making."""

    end: int
    """Place in the stream after its last mention."""
    item: Item
    copies: int = 1


class Sieve:
    """Sifts each mention once."""

    def __init__(self, keep: Keep | None) -> None:
        self._keep = keep
        self._seen: int | None = None
        self._runs: list[_Run] = []
        self._sifted = Sifted((), (), 0, 0)

    def take(self, view: View) -> Sifted:
        """What passes now; the same object while nothing changed."""
        end = view.feed_start + len(view.feed)
        seen = self._seen
        if seen is None or seen > end:  # the first look, or a core that began anew
            self._runs, self._sifted, seen = [], Sifted((), (), 0, 0), view.feed_start
        start = max(seen, view.feed_start)
        passed = start - seen if self._keep is None else 0  # what flew by between two looks did pass
        for place, item in enumerate(view.feed[start - view.feed_start :], start):
            if self._keep is None or self._keep(item):
                self._add(place, item)
                passed += 1
        gone = next((n for n, run in enumerate(self._runs) if run.end > view.feed_start), len(self._runs))
        if passed or gone:
            del self._runs[:gone]
            self._sifted = Sifted(
                tuple(run.item for run in self._runs),
                tuple(run.copies for run in self._runs),
                self._sifted.first + gone,
                self._sifted.passed + passed,
            )
        self._seen = end
        return self._sifted

    def _add(self, place: int, item: Item) -> None:
        """Into the last row if it copies the same as that, else a row of its own."""
        last = self._runs[-1] if self._runs else None
        if last and _copy(item) and _copy(last.item) and item.story == last.item.story:
            last.end, last.item, last.copies = place + 1, item, last.copies + 1
        else:
            self._runs.append(_Run(place + 1, item))


def _copy(item: Item) -> bool:
    return not item.original and not item.mention.from_brand
