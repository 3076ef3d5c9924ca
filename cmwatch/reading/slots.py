"""Where the words of a phrase stand around its anchor, the word by which it is found."""

from collections.abc import Callable


def around(at: int, anchor: int, size: int, beyond: Callable[[int, int, int], int | None]) -> list[int] | None:
    """The places of all `size` slots of a phrase whose slot `anchor` stands at `at`; None if the rest is not there.

    `beyond(place, slot, step)` is the nearest place past `place` that a slot takes, to the right where `step` is 1 and
    to the left where it is −1.
    """
    places = [at]
    for slot in range(anchor + 1, size):
        found = beyond(places[-1], slot, 1)
        if found is None:
            return None
        places.append(found)
    for slot in range(anchor - 1, -1, -1):
        found = beyond(places[0], slot, -1)
        if found is None:
            return None
        places.insert(0, found)
    return places
