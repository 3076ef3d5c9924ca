"""Discourse as a network: what it can do, and its source from its options."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from cmwatch.config.networks.discourse import DiscourseConfig
from cmwatch.intake.discourse.posts import Body, lowest, parse, read_posts
from cmwatch.intake.listing.page import Lane, Page
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.network import Capabilities, Network, Outside
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.transport import Wire
from cmwatch.ports import Source
from cmwatch.words import _

WINDOW = 50
"""The latest posts come in stretches of so many ids; a stretch of deleted or private posts is an empty page."""


@dataclass(frozen=True, slots=True)
class Forum:
    """One forum, asked on behalf of one source."""

    name: str
    base: str
    secrets: Mapping[str, str] = field(repr=False)

    async def search(self, words: str, wire: Wire, older: str) -> Page:
        """A page of what is found, the newest first."""
        number = int(older or "1")
        query = urlencode({"q": f"{words} order:latest", "page": str(number)})
        body = await self._body(wire, f"{self.base}/search.json?{query}")
        entries = read_posts(body.posts, self.base, body.topics, self.name)
        more = body.grouped_search_result is not None and body.grouped_search_result.more_full_page_results
        return Page(entries, str(number + 1) if more else "")

    async def latest(self, wire: Wire, older: str) -> Page:
        """A stretch of all posts, the newest first."""
        query = f"?before={older}" if older else ""
        body = await self._body(wire, f"{self.base}/posts.json{query}")
        entries = read_posts(body.latest_posts, self.base, (), self.name)
        # One id in common with the next stretch: no matter whether `before` itself is in it.
        following = int(older) - WINDOW + 1 if older else lowest(body.latest_posts)
        return Page(entries, str(following) if following > 1 else "")

    async def _body(self, wire: Wire, url: str) -> Body:
        answer = await wire.get(url, headers={"accept": "application/json"}, secrets=self.secrets)
        body: Body = decoded_json(answer, Body)
        return body


def build(config: DiscourseConfig, outside: Outside) -> Source:
    """Searches and the latest posts of one forum."""
    secrets = {"api-key": config.key.reveal(), "api-username": config.account} if config.key else {}
    forum = Forum(config.name, config.server, secrets)
    transport = outside.transport(allow_private=config.allow_private)
    return ListingSource("discourse", config.name, transport, tuple(_lanes(config, forum)), config.every_seconds)


def _lanes(config: DiscourseConfig, forum: Forum) -> Iterator[Lane]:
    for words in config.search:

        async def page(wire: Wire, older: str, words: str = words) -> Page:
            return await forum.search(words, wire, older)

        yield Lane(f"?{words}", page)
    if config.posts:
        yield Lane("posts", forum.latest)


DISCOURSE = Network(
    "discourse",
    Capabilities(
        search="yes",
        edits="yes",
        limits=lambda: _("50 requests in 10 seconds and 200 a minute for each address; 60 a minute for an admin's key"),
        blind=lambda: (
            _("A search gives some words around what it found, not the whole post."),
            _("Edits, and deletions by their author, are seen of the latest posts (posts = true), not in a search."),
            _("A post that the staff deletes just vanishes; private categories need a key that may see them."),
        ),
    ),
    build,
    parse,
    has_login=True,
)
