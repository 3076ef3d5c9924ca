"""The operators of a query: what each accepts after its colon."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from difflib import get_close_matches
from typing import cast, get_args

from cmwatch.intake.query.errors import QueryError
from cmwatch.intake.query.tree import (
    Comparison,
    Field,
    Followers,
    From,
    Is,
    Lang,
    Quality,
    Since,
    Source,
    ToneIs,
    Until,
)
from cmwatch.model import Tone
from cmwatch.words import _

_COUNT = re.compile(r"(<=|>=|<|>|=|)([0-9]{1,12})([km]?)")
_AGO = re.compile(r"([0-9]{1,5})([mhdw])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_MEANT = {
    "author": "from", "auteur": "from", "by": "from", "de": "from", "language": "lang", "langue": "lang",
    "network": "source", "reseau": "source", "réseau": "source", "via": "source", "sentiment": "tone", "ton": "tone",
    "tonalite": "tone", "tonalité": "tone", "abonnes": "followers", "abonnés": "followers", "after": "since",
    "depuis": "since", "before": "until", "avant": "until", "jusque": "until", "est": "is",
}  # fmt: skip
"""What people write for an operator, in our two languages."""


@dataclass(frozen=True, slots=True)
class Given:
    """An operator as it stands in the query."""

    name: str
    value: str
    at: int
    now: datetime | None
    """What relative times count back from, and whose zone a time without an offset is in."""

    def refused(self, what: str, remedy: str) -> QueryError:
        """The error that names this operator and its value."""
        return QueryError(what, self.at, f"{self.name}:{self.value}", remedy)


def understood(name: str, value: str, at: int, now: datetime | None) -> Field:
    """The node of `name:value`; raises QueryError for an unknown name or a value it does not take."""
    given = Given(name, value, at, now)
    read = _OPERATORS.get(name.lower())
    if read is None:
        raise given.refused(_("There is no operator {name}:", name=name), _nearest_operator(name))
    if not value:
        raise given.refused(
            _("The operator {name}: has no value.", name=name), _("Write its value right after the colon.")
        )
    return read(given)


def _nearest_operator(name: str) -> str:
    meant = _MEANT.get(name.lower()) or next(iter(get_close_matches(name.lower(), _OPERATORS, 1, 0.5)), None)
    if meant:
        return _("Did you mean {name}: ?", name=meant)
    return _("Known are {names}; put words with a colon between quotes.", names=", ".join(_OPERATORS))


def _chosen(given: Given, known: tuple[str, ...]) -> str:
    value = given.value.lower()
    if value in known:
        return value
    near = get_close_matches(value, known, 1, 0.5)
    remedy = _("Did you mean {name}?", name=f"{given.name}:{near[0]}") if near else _("Choose one of them.")
    listed = ", ".join(known)
    raise given.refused(_("{name}: takes one of {values}.", name=given.name, values=listed), remedy)


def _lang(given: Given) -> Field:
    code = given.value.lower()
    if not re.fullmatch("[a-z]{2}|und", code):
        remedy = _("Write two letters, such as lang:fr, or lang:und for an unknown language.")
        raise given.refused(_("{value} is no language code.", value=given.value), remedy)
    return Lang(code)


def _from(given: Given) -> Field:
    author = given.value.strip().removeprefix("@").casefold()
    if not author:
        raise given.refused(_("The operator {name}: has no value.", name=given.name), _("Name an author: from:jane."))
    return From(author)


def _source(given: Given) -> Field:
    return Source(given.value.strip().casefold())


def _is(given: Given) -> Field:
    return Is(cast(Quality, _chosen(given, get_args(Quality))))


def _tone(given: Given) -> Field:
    return ToneIs(cast(Tone, _chosen(given, get_args(Tone))))


def _followers(given: Given) -> Field:
    found = _COUNT.fullmatch(given.value.lower())
    if not found:
        remedy = _("Write a number after >, >=, <, <= or =, as in followers:>10000.")
        raise given.refused(_("{value} is no number to compare with.", value=given.value), remedy)
    sign, digits, thousands = found.groups()
    return Followers(cast(Comparison, sign or "="), int(digits) * {"": 1, "k": 1_000, "m": 1_000_000}[thousands])


def _since(given: Given) -> Field:
    return Since(_moment(given, end_of_day=False))


def _until(given: Given) -> Field:
    return Until(_moment(given, end_of_day=True))


def _moment(given: Given, *, end_of_day: bool) -> datetime:
    """The time meant, in UTC. A day given as the end includes that day."""
    zone = (given.now and given.now.tzinfo) or UTC
    try:
        if ago := _AGO.fullmatch(given.value.lower()):
            return _before(given, int(ago[1]) * _UNITS[ago[2]])
        if _DAY.fullmatch(given.value):
            day = datetime.fromisoformat(given.value).date() + timedelta(days=end_of_day)
            return datetime.combine(day, time(), zone).astimezone(UTC)
        moment = datetime.fromisoformat(given.value.upper())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        remedy = _("Write a day (2024-07-19), a time (2024-07-19T17:00+02:00) or an age (30m, 2h, 3d, 1w).")
        raise given.refused(_("{value} is no time.", value=given.value), remedy) from None


def _before(given: Given, age: timedelta) -> datetime:
    if given.now is None:
        remedy = _("Write a day or a time, as in {name}:2024-07-19.", name=given.name)
        raise given.refused(_("An age has nothing to count back from here."), remedy)
    return (given.now - age).astimezone(UTC)


_OPERATORS: dict[str, Callable[[Given], Field]] = {
    "lang": _lang, "from": _from, "source": _source, "is": _is, "tone": _tone, "followers": _followers,
    "since": _since, "until": _until,
}  # fmt: skip
