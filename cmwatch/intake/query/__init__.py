"""The query language: one parser for watches, filters and search.

Adjacent words mean AND, `OR` binds weaker, `-` or `NOT` negates, quotes are phrases, `arnaque*` a prefix, parentheses
group. Words match whole, also as @handle or #tag; `@free` and `#free` only as such. Case and accents do not count.
Operators: `lang: from: source: is:original is:repost is:question tone:negative followers:>10000 since: until:`.
"""

from dataclasses import dataclass, field
from datetime import datetime

from cmwatch.intake.query import narrow
from cmwatch.intake.query.errors import QueryError
from cmwatch.intake.query.parse import tree
from cmwatch.intake.query.plan import Test, plan
from cmwatch.intake.query.probe import Probe
from cmwatch.intake.query.spelling import fold, tokens
from cmwatch.intake.query.tree import Node
from cmwatch.intake.query.watching import Matchers
from cmwatch.words import _

__all__ = ["Matchers", "Probe", "Query", "QueryError", "fault", "fold", "parse", "tokens", "too_wide"]


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood."""

    text: str
    tree: Node = field(repr=False)
    matches: Test = field(repr=False, compare=False)
    """Whether a probe is what was asked for."""

    def prefilter(self) -> str | None:
        """An FTS5 expression that selects every match and others, over an index of `tokens`; None for all."""
        return narrow.prefilter(self.tree)

    def since(self) -> datetime | None:
        """No match is earlier than this (UTC)."""
        return narrow.earliest(self.tree)

    def until(self) -> datetime | None:
        """Every match is earlier than this (UTC)."""
        return narrow.latest(self.tree)

    def needs_reading(self) -> bool:
        """Whether it asks for the tone, which is known only once a mention has been read."""
        return narrow.asks_the_reading(self.tree)


def parse(text: str, now: datetime | None = None) -> Query:
    """Understand a query; one without words matches everything. Raises QueryError.

    An age such as `since:2h` counts back from `now` and is refused without it; a day without an offset is a day in
    the zone of `now`, or UTC. `until:` a day includes that day.
    """
    node = tree(text, now)
    return Query(text, node, plan(node))


def too_wide(query: Query) -> bool:
    """Whether it names no word, sign, author or source that must be there: a watch would drown."""
    return not narrow.asks_for_something(query.tree)


def fault(text: str) -> str | None:
    """What keeps a text from being the query of a watch, as a sentence; None if nothing does."""
    try:
        query = parse(text)
    except QueryError as error:
        return str(error)
    if too_wide(query):
        return _("This would match almost anything: name a word, a phrase, a handle or an author that must occur.")
    if query.needs_reading():
        return _("The tone is known only after a mention has matched: use tone: in filters and searches.")
    return None
