"""The notation in which lists of words spell endings out: `burn{s,ed}` is burn, burns, burned."""

from collections.abc import Iterator
from itertools import product


def spelled_out(choice: str) -> Iterator[str]:
    """Each way to spell it: with every ending of its braces, and bare.

    >>> list(spelled_out("burn{s,ed}")), list(spelled_out("fire"))
    (['burns', 'burned', 'burn'], ['fire'])
    """
    if "{" not in choice:
        yield choice
        return
    pieces = [piece.split(",") for piece in choice.replace("}", "{").split("{")]
    for place in range(1, len(pieces), 2):
        pieces[place].append("")
    for form in product(*pieces):
        yield "".join(form)
