"""A query cut into its pieces: parentheses, quotes, minus signs, and the runs between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cmwatch.intake.query.errors import QueryError
from cmwatch.words import _

Kind = Literal["(", ")", "or", "and", "not", "quoted", "run", "end"]

_CLOSERS = {'"': '"', "«": "»", "“": "”“", "”": "”", "„": "“”"}
"""By which signs each opening quote is closed."""

_MINUS = "-−–"
"""The hyphen, and what a text processor makes of it."""

_PARENTHESES: dict[str, Kind] = {"(": "(", ")": ")"}
_CONNECTIVES: dict[str, Kind] = {"OR": "or", "AND": "and", "NOT": "not"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece, and where it stands."""

    kind: Kind
    text: str
    """Without quotes."""
    at: int


def pieces(text: str) -> Iterator[Piece]:
    """Cut; raises QueryError for a quote without its partner and for a minus sign that negates nothing."""
    at = 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign in _PARENTHESES:
            yield Piece(_PARENTHESES[sign], sign, at)
            at += 1
        elif sign in _CLOSERS:
            inner = _quoted(text, at)
            yield Piece("quoted", inner, at)
            at += len(inner) + 2
        elif sign == "»":
            raise _unbalanced(text, at)
        elif sign in _MINUS:
            yield _minus(text, at)
            at += 1
        else:
            run = _run(text, at)
            yield Piece(_CONNECTIVES.get(run, "run"), run, at)
            at += len(run)
    yield Piece("end", "", len(text))


def _quoted(text: str, at: int) -> str:
    ends = [end for closer in _CLOSERS[text[at]] if (end := text.find(closer, at + 1)) > 0]
    if not ends:
        raise _unbalanced(text, at)
    return text[at + 1 : min(ends)]


def _unbalanced(text: str, at: int) -> QueryError:
    return QueryError(_("A quote has no partner."), at, text[at:], _("Put a quote on both sides of the phrase."))


def _minus(text: str, at: int) -> Piece:
    if at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] == ")":
        remedy = _("Write it right before what must not occur, as in -word.")
        raise QueryError(_("A minus sign negates nothing."), at, text[at], remedy)
    return Piece("not", text[at], at)


def _run(text: str, start: int) -> str:
    """Up to the next blank, parenthesis or quote."""
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in "()»" and text[end] not in _CLOSERS:
        end += 1
    return text[start:end]
