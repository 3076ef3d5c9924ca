"""The App Store as a network: what it can do, and its source from its options."""

from collections.abc import Callable
from datetime import datetime

from cmwatch.config.networks.appstore import AppstoreConfig
from cmwatch.intake.appstore.reviews import decoded_reviews, parse, read_reviews
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.wire.transport import Wire
from cmwatch.ports import Source
from cmwatch.words import _

API = "https://itunes.apple.com"

PAGES = 10
"""The most the store gives, of 50 reviews each."""


def build(config: AppstoreConfig, outside: Outside, *, api: str = API) -> Source:
    """The reviews of one app, a list for each country."""
    lanes = tuple(_lane(config, country, outside.clock, api) for country in config.countries)
    return ListingSource("appstore", config.name, outside.transport(), lanes, config.every_seconds)


def _lane(config: AppstoreConfig, country: str, clock: Callable[[], datetime], api: str) -> Lane:
    async def page(wire: Wire, older: str) -> Page:
        number = int(older or "1")
        url = f"{api}/{country}/rss/customerreviews/page={number}/id={config.app}/sortby=mostrecent/json"
        reviews = decoded_reviews(await wire.get(url, follow=True))
        entries = read_reviews(reviews.entries, config.app, country, clock(), config.name)
        # A page with reviews may have another one behind it; after the tenth the store says nothing more.
        return Page(entries, str(number + 1) if reviews.entries else "")

    return Lane(country, page, pages=PAGES)


APPSTORE = Network(
    "appstore",
    Capabilities(
        edits="yes",
        limits=lambda: _("the last 500 reviews of each country, ten pages of 50"),
        blind=lambda: (
            _("A review seldom names the app: ask for source:appstore in the query of a watch."),
            _("Stars without words are not listed, and a review that was deleted just vanishes."),
            _("The list may be hours late, and each country has its own."),
        ),
    ),
    build,
    parse,
)
