"""The pieces of a query put together: `OR` binds weaker than adjacency, `-` and `NOT` bind strongest."""

import re
from datetime import datetime

from cmwatch.intake.query.errors import QueryError
from cmwatch.intake.query.operators import understood
from cmwatch.intake.query.pieces import Kind, Piece, pieces
from cmwatch.intake.query.spelling import fold, tokens
from cmwatch.intake.query.tree import All, Marked, Node, Not, Sign, Some, Words
from cmwatch.words import _

LONGEST = 20_000
"""Characters of a query."""

DEEPEST = 20
"""Parentheses and negations within one another, which also keeps the full-text engine's own parser within bounds."""

_OPERATOR = re.compile(r"([^\W\d_]+):(?!//)(.*)", re.DOTALL)
_NAME = re.compile(r"\w+(?:[.\-]\w+)*(?:@\w+(?:[.\-]\w+)*)?")
"""A handle of any network, with its server where one is given."""


def tree(text: str, now: datetime | None) -> Node:
    """The meaning of a query; raises QueryError."""
    if len(text) > LONGEST:
        what = _("The query is longer than {n} characters.", n=LONGEST)
        raise QueryError(what, LONGEST, text[LONGEST:], _("Make several watches of it."))
    return _Parser(list(pieces(text)), now).whole()


class _Parser:
    """Reads from left to right, one piece ahead."""

    def __init__(self, ahead: list[Piece], now: datetime | None) -> None:
        self._ahead = ahead
        self._now = now
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        if self._is("end"):
            return All(())
        node = self._some()
        if not self._is("end"):
            raise self._stray()
        return node

    def _some(self) -> Node:
        parts = [self._all()]
        while self._is("or"):
            self._take()
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while not self._is("or", ")", "end"):
            if self._is("and") and parts:
                self._take()
            parts.append(self._one())
        if not parts:
            raise self._nothing_here()
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Node:
        piece = self._take()
        match piece.kind:
            case "(":
                return self._group(piece)
            case "not":
                return self._negated(piece)
            case "quoted":
                return _phrase(piece)
            case "run":
                return self._run(piece)
            case _:
                self._next -= 1
                raise self._nothing_here()

    def _group(self, opening: Piece) -> Node:
        self._deeper(opening)
        if self._is(")"):
            remedy = _("Put words between the parentheses, or remove them.")
            raise QueryError(_("A group is empty."), opening.at, "()", remedy)
        if self._is("end"):
            raise self._open(opening)
        node = self._some()
        if not self._is(")"):
            raise self._open(opening)
        self._take()
        self._depth -= 1
        return node

    def _negated(self, sign: Piece) -> Node:
        self._deeper(sign)
        node = Not(self._one())
        self._depth -= 1
        return node

    def _run(self, piece: Piece) -> Node:
        operator = _OPERATOR.fullmatch(piece.text)
        if not operator:
            return _term(piece)
        name, value = operator.groups()
        following = self._ahead[self._next]
        if not value and following.kind == "quoted" and following.at == piece.at + len(piece.text):
            value = self._take().text
        return understood(name, value, piece.at, self._now)

    def _is(self, *kinds: Kind) -> bool:
        return self._ahead[self._next].kind in kinds

    def _take(self) -> Piece:
        piece = self._ahead[self._next]
        self._next += 1
        return piece

    def _deeper(self, piece: Piece) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            what = _("More than {n} groups stand within one another.", n=DEEPEST)
            raise QueryError(what, piece.at, piece.text, _("Make several watches of it."))

    @staticmethod
    def _open(opening: Piece) -> QueryError:
        what = _("A parenthesis is never closed.")
        return QueryError(what, opening.at, opening.text, _("Close it after the words it should hold."))

    def _stray(self) -> QueryError:
        piece = self._ahead[self._next]
        remedy = _("Remove it, or open it before the words it should hold.")
        return QueryError(_("A closing parenthesis has no partner."), piece.at, piece.text, remedy)

    def _nothing_here(self) -> QueryError:
        """For an OR, AND or NOT with nothing on one side."""
        here = self._ahead[self._next]
        if here.kind == ")" and not self._depth:
            return self._stray()
        culprit = here if self._next == 0 or here.kind in ("or", "and") else self._ahead[self._next - 1]
        remedy = _("Put words on both sides; as a plain word write it in lower case.")
        return QueryError(_("{word} lacks a word beside it.", word=culprit.text), culprit.at, culprit.text, remedy)


def _phrase(piece: Piece) -> Node:
    node = _words(piece.text)
    if node is None:
        remedy = _("Put words between the quotes, or remove them.")
        raise QueryError(_("A phrase is empty."), piece.at, f'"{piece.text}"', remedy)
    return node


def _term(piece: Piece) -> Node:
    text = piece.text
    if "*" in text[:-1] or text == "*":
        remedy = _("Put it right after the beginning of a word, as in arnaque*.")
        raise QueryError(_("A star may only end a word."), piece.at, text, remedy)
    if text[0] in "@#＠＃" and (marked := _marked(text)):
        return marked
    return _words(text) or Sign(text)


def _marked(text: str) -> Marked | None:
    folded = fold(text).rstrip("*")
    name = _NAME.fullmatch(folded[1:])
    if not name or (folded[0] == "#" and len(tokens(folded)) != 1):
        return None
    return Marked("@" if folded[0] == "@" else "#", name[0], prefix=text.endswith("*"))


def _words(text: str) -> Words | Sign | None:
    found = tokens(text)
    if found:
        return Words(found, prefix=text.endswith("*") and len(text) > 1 and bool(tokens(text[-2])))
    sign = text.strip().replace("\ufe0f", "")
    return Sign(sign) if sign else None
