"""What a query says of itself before it is asked: index terms, time bounds, and whether it asks for anything."""

from collections.abc import Iterator
from datetime import datetime

from cmwatch.intake.query.spelling import tokens
from cmwatch.intake.query.tree import All, From, Marked, Node, Not, Sign, Since, Some, Source, ToneIs, Until, Words

_SHORTEST_PREFIX = 2
"""Letters; one alone begins a word of almost any text."""


def prefilter(node: Node) -> str | None:
    """An FTS5 expression that holds for every match, and others, over an index of `tokens`; None if unsure."""
    match node:
        case Words(found, prefix):
            return _term(found, prefix)
        case Marked(_, name, prefix):
            return _term(tokens(name), prefix)
        case All(parts):
            known = [term for part in parts if (term := prefilter(part))]
            return _joined(" AND ", known)
        case Some(parts):
            terms = [prefilter(part) for part in parts]
            return _joined(" OR ", [term for term in terms if term]) if all(terms) else None
        case _:
            return None


def _term(found: tuple[str, ...], prefix: bool) -> str | None:
    """The words of a phrase need only all be there: an index may keep no positions.

    Other scripts than ours and words with an underscore are left out, for engines differ on what a word is there.
    """
    last = len(found) - 1
    known = [(word, prefix and at == last) for at, word in enumerate(found) if word.isascii() and "_" not in word]
    return _joined(" AND ", [f'"{word}"{"*" if beginning else ""}' for word, beginning in known])


def _joined(connective: str, terms: list[str]) -> str | None:
    if len(terms) < 2:
        return terms[0] if terms else None
    return f"({connective.join(dict.fromkeys(terms))})"


def earliest(node: Node) -> datetime | None:
    """The latest of the times since which every match must be."""
    return max((part.at for part in _required(node) if isinstance(part, Since)), default=None)


def latest(node: Node) -> datetime | None:
    """The earliest of the times before which every match must be."""
    return min((part.at for part in _required(node) if isinstance(part, Until)), default=None)


def _required(node: Node) -> Iterator[Node]:
    if isinstance(node, All):
        for part in node.parts:
            yield from _required(part)
    else:
        yield node


def asks_for_something(node: Node) -> bool:
    """Whether every match holds a word, a sign, an author or a source that the query names."""
    match node:
        case Words(found, prefix):
            return not prefix or len(found) > 1 or len(found[0]) >= _SHORTEST_PREFIX
        case Marked(_, name, prefix):
            return not prefix or len(name) >= _SHORTEST_PREFIX
        case All(parts):
            return any(map(asks_for_something, parts))
        case Some(parts):
            return all(map(asks_for_something, parts))
        case Not():
            return False
        case _:
            return isinstance(node, From | Source | Sign)


def asks_the_reading(node: Node) -> bool:
    """Whether it can only be answered once the mention has been read."""
    match node:
        case All(parts) | Some(parts):
            return any(map(asks_the_reading, parts))
        case Not(part):
            return asks_the_reading(part)
        case ToneIs():
            return True
        case _:
            return False
