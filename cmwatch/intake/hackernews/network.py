"""Hacker News as a network: what it can do, and its source from its options."""

from dataclasses import replace
from urllib.parse import urlencode

from cmwatch.config.networks.hackernews import HackernewsConfig
from cmwatch.intake.hackernews.hits import Found, parse, read_hits, says
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.transport import Wire
from cmwatch.ports import Source
from cmwatch.words import _

API = "https://hn.algolia.com"

PAGE_HITS = 100
"""A thousand hits are given in all, which makes ten pages."""


def build(config: HackernewsConfig, outside: Outside, *, api: str = API) -> Source:
    """Searches."""
    lanes = tuple(_lane(config.name, words, api) for words in config.search)
    return ListingSource("hackernews", config.name, outside.transport(), lanes, config.every_seconds)


def _lane(source: str, words: str, api: str) -> Lane:
    async def page(wire: Wire, older: str) -> Page:
        number = int(older or "0")
        asked = {
            "query": f'"{words}"',
            "tags": "(story,comment,poll)",
            "hitsPerPage": str(PAGE_HITS),
            "page": str(number),
        }
        answer = await wire.get(f"{api}/api/v1/search_by_date?{urlencode(asked)}")
        found: Found = decoded_json(answer, Found)
        entries = read_hits(found.hits, source)
        # What is only spelt alike is remembered, to know how far the list was read, and not delivered.
        listed = tuple(entry if says(entry, words) else replace(entry, mention=None) for entry in entries)
        return Page(listed, str(number + 1) if number + 1 < found.pages else "")

    return Lane(f"?{words}", page)


HACKERNEWS = Network(
    "hackernews",
    Capabilities(
        search="yes",
        limits=lambda: _("10,000 requests an hour for each address; the last 1,000 finds of a search"),
        blind=lambda: (
            _("The search is a copy kept by Algolia, a little late; edits and deletions are not seen."),
            _("Hacker News has no way to publish a reply but its own page."),
        ),
    ),
    build,
    parse,
)
