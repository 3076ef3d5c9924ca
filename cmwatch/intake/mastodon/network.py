"""Mastodon as a network: what it can do, and its source from its options."""

from cmwatch.config.networks.mastodon import MastodonConfig
from cmwatch.intake.mastodon.saved import parse
from cmwatch.intake.mastodon.stream import MastodonStream
from cmwatch.intake.mastodon.timeline import MastodonTimeline
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: MastodonConfig, outside: Outside) -> Source:
    """A stream where one is asked for, else timelines and searches."""
    transport = outside.transport(allow_private=config.allow_private)
    token = config.token.reveal() if config.token else None
    if config.stream:
        return MastodonStream(
            config.name,
            config.server,
            transport,
            hashtags=config.hashtags,
            searches=config.search,
            notifications=config.notifications,
            token=token,
            by=config.streaming,
            search_seconds=config.every_seconds,
        )
    return MastodonTimeline(
        config.name,
        config.server,
        transport,
        hashtags=config.hashtags,
        searches=config.search,
        notifications=config.notifications,
        token=token,
        every_seconds=config.every_seconds,
    )


MASTODON = Network(
    "mastodon",
    Capabilities(
        search="yes",
        stream="login",
        reach="yes",
        edits="yes",
        deletions="login",
        limits=lambda: _("300 requests in 5 minutes for each account and address"),
        blind=lambda: (
            _("A search finds only authors who agreed to be found, and on many servers nothing."),
            _("A server sees only what its own people follow or boost."),
            _("Deletions are told only by the stream of a hashtag, and edits of older posts too."),
            _("What was meant for a few (private, direct) is not read, whoever's token is used."),
        ),
    ),
    build,
    parse,
    has_login=True,
)
