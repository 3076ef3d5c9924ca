"""Reddit as a network: what it can do, and its source from its options."""

from collections.abc import Iterator

from cmwatch.config.networks.reddit import RedditConfig
from cmwatch.intake.listing.page import Lane
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.reddit.client import API, SITE, App, RedditClient
from cmwatch.intake.reddit.things import parse
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: RedditConfig, outside: Outside, *, site: str = SITE, api: str = API) -> Source:
    """Searches, subreddits and mentions."""
    password = config.password.reveal() if config.password else ""
    app = App(config.client_id, config.secret.reveal(), config.account, password)
    transport = outside.transport()
    client = RedditClient(config.name, app, transport, outside.folder, site=site, api=api)
    return ListingSource("reddit", config.name, transport, tuple(_lanes(config, client)), config.every_seconds)


def _lanes(config: RedditConfig, client: RedditClient) -> Iterator[Lane]:
    for words in config.search:
        yield client.lane(f"?{words}", "/search", q=words, sort="new", type="link")
    for name in config.subreddits:
        yield client.lane(f"r/{name}", f"/r/{name}/new")
        if config.comments:
            yield client.lane(f"r/{name}/comments", f"/r/{name}/comments")
    if config.mentions:
        yield client.lane("mentions", "/message/mentions")


REDDIT = Network(
    "reddit",
    Capabilities(
        search="login",
        edits="login",
        deletions="login",
        cost="approval",
        limits=lambda: _("100 requests a minute for each app; the last 1,000 of each list"),
        blind=lambda: (
            _("A search finds posts, not comments; comments are read only in the subreddits that are named."),
            _("Edits and deletions are seen of about the latest 200 of each list, not of older ones."),
            _("Scores are blurred by Reddit, and nothing tells how many an author reaches."),
        ),
    ),
    build,
    parse,
    has_login=True,
)
