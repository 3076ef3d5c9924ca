"""Posts of a Discourse forum to entries."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from html import escape
from urllib.parse import urlsplit

import msgspec

from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, gone, said, seconds
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention

NETWORK = "discourse"

BY_A_PERSON = frozenset({1, 2})
"""Kinds of posts: said, and said by a moderator. A small action (3) has no words, a whisper (4) is for the staff."""

LIKE = 2
"""Kind of action."""


class Action(msgspec.Struct):
    """How often something was done to a post."""

    id: int = 0
    count: int = 0


class Post(msgspec.Struct):
    """The fields of a post that are read; the post of a search has a `blurb` and no more."""

    id: int
    created_at: str
    username: str | None = None
    cooked: str | None = None
    """HTML."""
    blurb: str | None = None
    """HTML of the words around what was searched for."""
    post_number: int = 1
    post_type: int = 1
    topic_id: int | None = None
    topic_slug: str | None = None
    topic_title: str | None = None
    updated_at: str | None = None
    version: int = 1
    """Counts what its author did to it; a new title or a badge leaves it as it is."""
    reads: int | None = None
    reply_count: int | None = None
    like_count: int | None = None
    actions_summary: list[Action] = []
    hidden: bool = False
    deleted_at: str | None = None
    user_deleted: bool = False


class Topic(msgspec.Struct):
    """What a search tells of the topic of a post, in a list beside it."""

    id: int
    title: str | None = None
    slug: str | None = None


class More(msgspec.Struct):
    """Whether a search goes on."""

    more_full_page_results: bool | None = None


class _Stream(msgspec.Struct):
    posts: list[msgspec.Raw] = []


class Body(msgspec.Struct):
    """Posts in any answer."""

    posts: list[msgspec.Raw] = []
    """Of a search."""
    topics: list[Topic] = []
    grouped_search_result: More | None = None
    latest_posts: list[msgspec.Raw] = []
    post_stream: _Stream | None = None
    cooked: str | None = None
    """Of a single post."""


class _Numbered(msgspec.Struct):
    id: int = 0


def lowest(posts: Iterable[msgspec.Raw]) -> int:
    """The lowest id of some posts, also of those that no person said; 0 if there is none."""
    ids = []
    for raw in posts:
        with suppress(msgspec.MsgspecError, ValueError):
            ids.append(msgspec.json.decode(raw, type=_Numbered).id)
    return min(ids, default=0)


def read_posts(posts: Iterable[msgspec.Raw], base: str, topics: Iterable[Topic], file: str) -> tuple[Entry, ...]:
    """Entries of posts of the forum at `base`."""
    return read_items(posts, Post, partial(entry_of, base, {topic.id: topic for topic in topics}), file)


def entry_of(base: str, topics: Mapping[int, Topic], post: Post, payload: str) -> Entry | None:
    """What a post says, that it was edited, or that it was taken away; None if it has no words of a person."""
    if post.post_type not in BY_A_PERSON:
        return None
    identity = f"{base}/p/{post.id}"  # an address that every forum leads to the post from
    if post.deleted_at or post.user_deleted or post.hidden:
        return gone(NETWORK, identity, payload, at=seconds(post.created_at), deleted_at=post.deleted_at)
    topic = topics.get(post.topic_id or 0)
    title = (topic.title if topic else None) or post.topic_title
    text = post.cooked if post.blurb is None else post.blurb
    if title and post.post_number == 1:
        text = f"<p>{escape(title, quote=False)}</p>{text or ''}"
    raw = RawMention(
        id=identity,
        source=NETWORK,
        text=text or "",
        is_html=True,
        created_at=post.created_at,
        author=post.username,
        likes=_likes(post),
        replies=post.reply_count,
        views=post.reads,
        url=_address(base, post, topic) or identity,
    )
    return said(raw, payload, edited_at=post.updated_at if post.version > 1 else None)


def _likes(post: Post) -> int | None:
    counted = [action.count for action in post.actions_summary if action.id == LIKE]
    return counted[0] if counted else post.like_count


def _address(base: str, post: Post, topic: Topic | None) -> str:
    slug = (topic.slug if topic else None) or post.topic_slug or "-"
    return f"{base}/t/{slug}/{post.topic_id}/{post.post_number}" if base and post.topic_id else ""


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Posts of a search, of the latest ones, of a topic, or a single one."""
    parts = urlsplit(answer.url)
    base = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    body = decoded_json(answer, Body | list[msgspec.Raw] | None)
    if isinstance(body, Body):
        save(saved, read_posts(_posts(body, answer), base, body.topics, file))


def _posts(body: Body, answer: Answer) -> Iterator[msgspec.Raw]:
    yield from body.posts
    yield from body.latest_posts
    if body.post_stream is not None:
        yield from body.post_stream.posts
    if body.cooked is not None:
        yield msgspec.Raw(answer.body)
