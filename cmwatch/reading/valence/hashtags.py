"""Words glued in a hashtag, as far as that is the same in every language."""

from collections.abc import Collection, Iterable
from typing import Protocol

LONGEST_TAG = 60
"""Letters past which nothing is split."""

SURE = 5
"""Letters from which a laden word at an end of an unknown tag is believed to be one."""


class Splitter(Protocol):
    """Takes the hashtags of a language apart."""

    def split(self, tag: str) -> Iterable[str]:
        """The words of a tag without its sign, as they are written; the tag itself if nothing is known in it."""
        ...


def cuts(glued: str, known: Collection[str]) -> list[int]:
    """Where a tag falls into the fewest known words; nowhere if it does not.

    >>> cuts("nomoredelays", {"no", "more", "nomore", "delays"}), cuts("lumen", {"lu"})
    ([6], [])
    """
    size = len(glued)
    ways: dict[int, list[int]] = {0: []}
    for start in range(size):
        if start not in ways:
            continue
        way = [*ways[start], start]
        for end in [end for end in range(start + 1, size + 1) if glued[start:end] in known]:
            if end not in ways or len(way) < len(ways[end]):
                ways[end] = way
    return ways.get(size, [])[1:]


def cut_at(glued: str, places: list[int]) -> list[str]:
    """The parts of a tag between its ends and these places."""
    return [glued[start:end] for start, end in zip([0, *places], [*places, len(glued)], strict=True)]
