"""Feeds as a network: what they can do, and their source from its options."""

from datetime import datetime

from cmwatch.config.networks.rss import RssConfig
from cmwatch.intake.feeds.entries import parse_feed
from cmwatch.intake.feeds.source import FeedSource
from cmwatch.intake.network import Capabilities, Network, Outside, Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.ports import Source
from cmwatch.words import _


def build(config: RssConfig, outside: Outside) -> Source:
    """One feed."""
    transport = outside.transport(allow_private=config.allow_private)
    return FeedSource(config.name, config.url.reveal(), transport, config.every_seconds, outside.parsing)


def parse(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    """The entries of a feed."""
    feed = parse_feed(answer.body, answer.headers, answer.url, at)
    saved.mentions += feed.entries
    if not feed.entries:
        saved.note(file, None, _("The feed holds no entries."))


FEEDS = Network(
    "rss",
    Capabilities(
        edits="yes",
        limits=lambda: _("as often as the publisher bears it"),
        blind=lambda: (
            _("A feed tells only what is new in it, not how many read it."),
            _("Of edits only a changed title is seen, while the entry is listed; what is taken back just vanishes."),
        ),
    ),
    build,
    parse,
)
