"""Posts and comments of Reddit to entries."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, gone, iso, said
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention
from cmwatch.words import _

NETWORK = "reddit"

NOBODY = frozenset({"[deleted]", "[removed]"})
"""What Reddit writes for an author, and for a text, that was taken away."""

PUBLIC = frozenset({"t1", "t3"})
"""Kinds of things: comments and posts. Messages (t4) are private."""


class Said(msgspec.Struct):
    """The fields of a post or a comment that are read."""

    name: str
    """`t1_…` or `t3_…`: its id everywhere in Reddit."""
    created_utc: float
    author: str | None = None
    title: str | None = None
    selftext: str | None = None
    body: str | None = None
    edited: bool | float | None = False
    """When, seconds since 1970; `true` for very old ones, which do not say when."""
    removed_by_category: str | None = None
    score: int | None = None
    num_comments: int | None = None
    permalink: str | None = None
    context: str | None = None
    """Where a mention in the inbox stands."""
    parent_id: str | None = None
    link_id: str | None = None
    subreddit_type: str | None = None
    crosspost_parent: str | None = None
    """The post that this one repeats elsewhere."""


class Thing(msgspec.Struct):
    """A post or a comment, in its wrapper."""

    data: Said
    kind: str = ""


class _Wrapper(msgspec.Struct):
    kind: str = ""
    data: msgspec.Raw = msgspec.Raw(b"{}")
    json: msgspec.Raw = msgspec.Raw(b"")


class _Inside(msgspec.Struct):
    children: list[msgspec.Raw] = []
    things: list[msgspec.Raw] = []
    replies: msgspec.Raw = msgspec.Raw(b"")


def read_things(things: Iterator[msgspec.Raw] | list[msgspec.Raw], file: str) -> tuple[Entry, ...]:
    """Entries of posts and comments in their wrappers."""
    return read_items(things, Thing, entry_of, file)


def entry_of(thing: Thing, payload: str) -> Entry | None:
    """What a thing says, or that it was taken away; None if it is not meant for all."""
    told = thing.data
    if thing.kind not in PUBLIC or told.subreddit_type in ("private", "user_private"):
        return None
    text = told.selftext if told.body is None else told.body
    if (text or "").strip() in NOBODY or told.removed_by_category:
        return gone(NETWORK, told.name, payload, at=told.created_utc)
    # `true` is an edit whose time is not told; it is no number of seconds.
    edited = told.edited if isinstance(told.edited, float) else None
    return said(_mention(told, text), payload, edited_at=None if edited is None else iso(edited))


def _mention(told: Said, text: str | None) -> RawMention:
    return RawMention(
        id=told.name,
        source=NETWORK,
        text="\n\n".join(part for part in (told.title, text) if part),
        created_at=iso(told.created_utc),
        author=None if told.author in NOBODY else told.author,
        likes=told.score,
        replies=told.num_comments if told.name.startswith("t3_") else None,
        url=_address(told),
        in_reply_to=told.parent_id,
        is_repost=told.crosspost_parent is not None,
        repost_of=told.crosspost_parent,
    )


def _address(told: Said) -> str:
    """Where it stands; old answers do not tell it of comments."""
    path = (told.permalink or told.context or "").partition("?")[0]
    if path.startswith("/"):
        return f"https://www.reddit.com{path}"
    own = told.name.partition("_")[2]
    post = (told.link_id or "").partition("_")[2]
    return f"https://www.reddit.com/comments/{post}/_/{own}/" if post else f"https://www.reddit.com/comments/{own}/"


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Every post and comment in any answer: a list, lists, a thread with its replies, a published comment."""
    try:
        things = list(_things(decoded_json(answer, msgspec.Raw)))
    except RecursionError:
        raise SourceError(_("{place} answers with JSON that is cut off or broken.", place=place(answer.url))) from None
    save(saved, read_things(things, file))


def _things(raw: msgspec.Raw) -> Iterator[msgspec.Raw]:
    try:
        value = msgspec.json.decode(raw, type=list[msgspec.Raw] | _Wrapper)
    except msgspec.MsgspecError:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item)
        return
    if value.kind in PUBLIC:
        yield raw
    try:
        inside = msgspec.json.decode(value.data, type=_Inside)
    except msgspec.MsgspecError:
        inside = _Inside()
    for item in (*inside.children, *inside.things):
        yield from _things(item)
    for nested in (inside.replies, value.json):
        yield from _things(nested)
