"""Posts and comments of a Lemmy server to entries."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, gone, said, seconds
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention

NETWORK = "lemmy"


class Body(msgspec.Struct):
    """A post or a comment."""

    ap_id: str
    """The same on every server; `id` is only this one's."""
    published: str
    """UTC; without saying so before version 0.19."""
    name: str | None = None
    """Title of a post."""
    body: str | None = None
    url: str | None = None
    """What a post links to."""
    content: str | None = None
    """Of a comment; Markdown, as `body` is."""
    updated: str | None = None
    deleted: bool = False
    """By its author."""
    removed: bool = False
    """By a moderator."""
    path: str = ""
    """Of a comment: the ids from the root, `0.12.345`."""


class Person(msgspec.Struct):
    """Who wrote it."""

    name: str = ""
    actor_id: str = ""


class Counts(msgspec.Struct):
    """How it was received."""

    upvotes: int | None = None
    comments: int | None = None
    child_count: int | None = None


class Community(msgspec.Struct):
    """Where it was said."""

    visibility: str = "Public"


class View(msgspec.Struct):
    """A post or a comment with what belongs to it. A comment comes with its post, so `comment` decides."""

    post: Body
    creator: Person = msgspec.field(default_factory=Person)
    comment: Body | None = None
    community: Community = msgspec.field(default_factory=Community)
    counts: Counts = msgspec.field(default_factory=Counts)


class Views(msgspec.Struct):
    """What any answer lists."""

    posts: list[msgspec.Raw] = []
    comments: list[msgspec.Raw] = []
    mentions: list[msgspec.Raw] = []
    post_view: msgspec.Raw = msgspec.Raw(b"")
    comment_view: msgspec.Raw = msgspec.Raw(b"")

    @property
    def all(self) -> list[msgspec.Raw]:
        """In the server's order, kind by kind."""
        single = [view for view in (self.post_view, self.comment_view) if bytes(view)]
        return [*self.posts, *self.comments, *self.mentions, *single]


def read_views(views: Iterable[msgspec.Raw], file: str) -> tuple[Entry, ...]:
    """Entries of posts and comments with what belongs to them."""
    return read_items(views, View, entry_of, file)


def entry_of(view: View, payload: str) -> Entry | None:
    """What it says, that it was edited, or that it was taken away; None if it is for members only."""
    told = view.comment or view.post
    if not view.community.visibility.startswith("Public"):
        return None
    if told.deleted or told.removed:
        return gone(NETWORK, told.ap_id, payload, at=seconds(told.published), deleted_at=told.updated)
    text = told.content if view.comment else "\n\n".join(part for part in (told.name, told.body, told.url) if part)
    raw = RawMention(
        id=told.ap_id,
        source=NETWORK,
        text=text or "",
        created_at=told.published,
        author=_handle(view.creator),
        likes=view.counts.upvotes,
        replies=view.counts.child_count if view.comment else view.counts.comments,
        url=told.ap_id,
        # The path has this server's ids; only the post of a first comment is known everywhere.
        in_reply_to=view.post.ap_id if view.comment and told.path.count(".") == 1 else None,
    )
    return said(raw, payload, edited_at=told.updated)


def _handle(person: Person) -> str | None:
    """`name@host`, so that one person is one author whichever server was asked."""
    try:
        host = urlsplit(person.actor_id).hostname
    except ValueError:
        host = None
    return f"{person.name}@{host}" if person.name and host else person.name or None


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Posts and comments of a search, a list, an inbox, or a single one."""
    told = decoded_json(answer, Views | list[msgspec.Raw] | None)
    if isinstance(told, Views):
        save(saved, read_views(told.all, file))
