"""What people say in some items: their arguments, and which items make which."""

import re
from collections.abc import Iterable, Sequence

from cmwatch.alarm.changes import as_written
from cmwatch.alarm.counting import Items, key, one_each, who
from cmwatch.intake.query import fold, tokens
from cmwatch.model import Argument, Item
from cmwatch.reading.arguments import Voice, arguments, place

_OTHERS = re.compile(r"https?://\S+|@[\w.@-]+")
"""Addresses and handles: whom a text is for is no argument."""


def argued(items: Sequence[Item], known: Iterable[str]) -> tuple[Argument, ...]:
    """The arguments of some items; `known` words (the brand's own) are left out."""
    skipped = frozenset(word for name in known for word in tokens(name))
    voices = [Voice(key(item), who(item), _words(item.mention.text)) for item in items]
    found = arguments(voices, skipped)
    written = as_written({term for one in found for term in one.terms}, items)
    return tuple(Argument(tuple(written[term] for term in one.terms), one.authors) for one in found)


def saying(which: int, told: Sequence[Argument], items: Iterable[Item]) -> Items:
    """The first mention of each author who makes one of the arguments that were `told`."""
    terms = [[fold(term) for term in one.terms] for one in told]
    return one_each(item for item in items if place(_words(item.mention.text), terms) == which)


def _words(text: str) -> tuple[str, ...]:
    return tokens(_OTHERS.sub(" ", text) if "@" in text or "://" in text else text)
