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
    if not any([glued[:end] in known for end in range(1, len(glued) + 1)]):  # noqa: C419 - a list is faster
        return []
    ways: dict[int, list[int]] = {0: []}
    for end in range(1, len(glued) + 1):
        starts = [start for start in ways if glued[start:end] in known]
        if starts:
            ways[end] = min(([*ways[start], start] for start in starts), key=len)
    return ways.get(len(glued), [])[1:]


def cut_at(glued: str, places: list[int]) -> list[str]:
    """The parts of a tag between its ends and these places."""
    return [glued[start:end] for start, end in zip([0, *places], [*places, len(glued)], strict=True)]
