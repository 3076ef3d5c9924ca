"""The filter of the feed, in the one query language of watches and search."""

from datetime import datetime

from cmwatch.desk.sieve import Keep
from cmwatch.intake.query import Probe, parse
from cmwatch.model import Item


def keep_for(watch: str | None, query: str, now: datetime) -> Keep | None:
    """What is shown for this watch and filter; None if everything is. Raises QueryError."""
    if not query:
        return None if watch is None else lambda item: watch in item.watches
    matches = parse(query, now).matches

    def keep(item: Item) -> bool:
        return watch in (None, *item.watches) and matches(Probe.of(item))

    return keep
