"""What a text alone says of a query: whether it could match, before anything is built from it.

For a firehose, of which a watch wants one text in thousands. What only the whole mention can tell (its author, its
language, its time) is taken to fit, so that nothing is left out that would have matched.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from cmwatch.intake.normalise import clean, is_plain
from cmwatch.intake.query.narrow import asks_for_something
from cmwatch.intake.query.parse import tree
from cmwatch.intake.query.plan import plan
from cmwatch.intake.query.probe import Probe
from cmwatch.intake.query.spelling import fold, tokens
from cmwatch.intake.query.tree import All, Marked, Node, Not, Sign, Some, Words
from cmwatch.model import Mention, Watch

ANYTHING: Node = All(())
NOTHING: Node = Some(())

_NO_TIME = datetime.fromtimestamp(0, UTC)


class Foretaste:
    """The queries of some watches, asked of bare texts. Raises QueryError for a query that does not parse.

    A query that names no word of the text (only an author, or a source) would let everything through: it is left
    out, and its watch finds nothing in a firehose.
    """

    def __init__(self, watches: Sequence[Watch]) -> None:
        loosened = [loosened for watch in watches if _asks(loosened := loosen(tree(watch.query, None)))]
        asked = Some(tuple(loosened))
        self._test, self._signs = plan(asked), _signs(asked)

    def could_match(self, text: str) -> bool:
        """Whether any of the watches may want a mention that says this."""
        said = text if is_plain(text) else clean(text)
        # Cutting a text into words costs most: not before one of the letters that must occur does.
        if self._signs is not None:
            folded = fold(said)
            if not any([sign in folded for sign in self._signs]):  # noqa: C419 - a list is twice as fast for a few
                return False
        return self._test(Probe(Mention("", "", "", said, _NO_TIME, _NO_TIME, "")))


def loosen(node: Node) -> Node:
    """A query that asks for words and signs alone, and matches whatever the node matches, and more."""
    match node:
        case Words() | Marked() | Sign():
            return node
        case All(parts):
            return All(tuple(part for part in map(loosen, parts) if part != ANYTHING))
        case Some(parts):
            # An alternative that could be anything would drown the others.
            asking = tuple(part for part in map(loosen, parts) if _asks(part))
            return Some(asking) if asking else ANYTHING
        case Not(part):
            return Not(_tighten(part))
        case _:
            return ANYTHING


def _tighten(node: Node) -> Node:
    """The other way round, for below a NOT: matches only what the node certainly matches."""
    match node:
        case Words() | Marked() | Sign():
            return node
        case All(parts):
            return All(tuple(map(_tighten, parts)))
        case Some(parts):
            return Some(tuple(map(_tighten, parts)))
        case Not(part):
            return Not(_loosest(part))
        case _:
            return NOTHING


def _loosest(node: Node) -> Node:
    """As `loosen`, with every alternative kept: below a NOT none may be left out."""
    match node:
        case Words() | Marked() | Sign():
            return node
        case All(parts):
            return All(tuple(map(_loosest, parts)))
        case Some(parts):
            return Some(tuple(map(_loosest, parts)))
        case Not(part):
            return Not(_tighten(part))
        case _:
            return ANYTHING


def _signs(node: Node) -> tuple[str, ...] | None:
    """Runs of folded letters of which every match holds at least one; None where there is no telling."""
    match node:
        case Words(words, _):
            return (max(words, key=len),)
        case Marked(_, name, _):
            return (max(tokens(name), key=len, default=""),)
        case All(parts):
            known = [signs for part in parts if (signs := _signs(part)) is not None]
            return min(known, key=lambda signs: (len(signs), -len(signs[0])) if signs else (0, 0), default=None)
        case Some(parts):
            alternatives = [_signs(part) for part in parts]
            if any(signs is None for signs in alternatives):
                return None
            return tuple(dict.fromkeys(sign for signs in alternatives for sign in signs or ()))
        case _:
            return None


def _asks(node: Node) -> bool:
    return asks_for_something(node)
