"""Posts of Bluesky to raw mentions: from a search, a notification, a repository or the stream."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from cmwatch.model import RawMention

NETWORK = "bluesky"

POSTS = "app.bsky.feed.post"
"""The collection in which posts are kept."""

_LINK = "app.bsky.richtext.facet#link"

AHEAD = timedelta(minutes=5)
"""How far a post's own time may lie after it was seen: clocks differ."""

OLDEST = datetime(2022, 11, 17, tzinfo=UTC)
"""The network's first post. What claims to be older was written elsewhere, or lies."""


class Author(msgspec.Struct):
    """Who wrote it, as the network shows people."""

    did: str
    handle: str = ""


class _Parent(msgspec.Struct):
    uri: str


class _Reply(msgspec.Struct):
    parent: _Parent


class _Slice(msgspec.Struct, rename="camel"):
    byte_start: int
    byte_end: int


class _Feature(msgspec.Struct):
    kind: str = msgspec.field(name="$type", default="")
    uri: str = ""


class _Facet(msgspec.Struct):
    index: _Slice
    features: list[_Feature] = []


class Text(msgspec.Struct):
    """What a record says, and no more: for what will mostly be thrown away."""

    text: str = ""
    facets: msgspec.Raw = msgspec.Raw(b"")

    @property
    def whole(self) -> str:
        """The text with the links in it that were shortened for the eye."""
        if not self.facets or _LINK.encode() not in bytes(self.facets):
            return self.text
        return _unshortened(self.text, self.facets)


class Record(Text, rename="camel"):
    """A post as its author's server keeps it. All of it is the author's own word, its time too."""

    created_at: str = ""
    langs: Any = None
    reply: Any = None


class View(msgspec.Struct, rename="camel"):
    """A post as the network shows it, in a search or a notification."""

    uri: str
    author: Author
    record: msgspec.Raw
    indexed_at: str = ""
    like_count: int | None = None
    repost_count: int | None = None
    reply_count: int | None = None


_RECORD = msgspec.json.Decoder(Record)
_FACETS = msgspec.json.Decoder(list[_Facet])


def read_record(record: msgspec.Raw, uri: str, seen_at: str, author: str) -> RawMention:
    """The mention in a record; raises msgspec.MsgspecError or ValueError where there is none.

    `uri` is its `at://…` address, `seen_at` (ISO 8601) when the network first saw it; `author` a handle or DID.
    """
    found = _RECORD.decode(record)
    return RawMention(
        id=uri,
        source=NETWORK,
        author=author,
        text=found.whole,
        created_at=believed(found.created_at, seen_at),
        lang=_language(found.langs),
        url=address_of(uri),
        in_reply_to=_parent(found.reply),
    )


def read_view(view: View) -> RawMention:
    """The mention in a post that the network shows, with its counts; raises as `read_record`."""
    raw = read_record(view.record, view.uri, view.indexed_at, handle_of(view.author))
    counts = {"likes": view.like_count, "reposts": view.repost_count, "replies": view.reply_count}
    return msgspec.structs.replace(raw, **counts)


def handle_of(author: Author) -> str:
    """The handle, or the DID of one whose handle does not hold."""
    return author.did if author.handle in ("", "handle.invalid") else author.handle


def repository_of(uri: str) -> str:
    """The DID in an `at://` address."""
    return uri.removeprefix("at://").partition("/")[0]


def is_post(uri: str) -> bool:
    """Whether an `at://` address is that of a post: likes, follows and reposts have such addresses too."""
    return uri.startswith("at://") and uri.split("/")[3:4] == [POSTS]


def address_of(uri: str) -> str | None:
    """Where a person can read it."""
    did, _slash, rest = uri.removeprefix("at://").partition("/")
    collection, _slash, key = rest.partition("/")
    return f"https://bsky.app/profile/{did}/post/{key}" if did and key and collection == POSTS else None


def believed(claimed: str, seen_at: str) -> str:
    """When it was written, as far as the author can be believed: not after it was seen, nor before the network.

    An empty or a lying claim gives way to `seen_at`.
    """
    try:
        at = _instant(claimed)
    except ValueError:
        return seen_at
    try:
        latest = _instant(seen_at) + AHEAD
    except ValueError:
        return claimed
    return claimed if OLDEST <= at <= latest else seen_at


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _language(claimed: Any) -> str | None:
    """The one language it claims; several are none that can be relied upon."""
    if isinstance(claimed, list) and len(claimed) == 1 and isinstance(claimed[0], str):
        return claimed[0]
    return None


def _parent(reply: Any) -> str | None:
    try:
        return msgspec.convert(reply, _Reply).parent.uri
    except msgspec.ValidationError:
        return None


def _unshortened(text: str, facets: msgspec.Raw) -> str:
    """Links as they lead, where the text shows only their beginning. Places are bytes of UTF-8."""
    try:
        links = [(facet.index, one.uri) for facet in _FACETS.decode(facets) for one in facet.features if one.uri]
    except msgspec.MsgspecError:
        return text
    encoded = text.encode("utf-8", "surrogatepass")
    for place, uri in sorted(links, key=lambda link: -link[0].byte_start):
        if not 0 <= place.byte_start < place.byte_end <= len(encoded):
            continue
        shown = encoded[place.byte_start : place.byte_end].decode("utf-8", "replace")
        begun = shown.removesuffix("…").removesuffix("...")
        if begun != shown and begun and begun in uri:
            whole = uri.encode("utf-8", "surrogatepass")
            encoded = encoded[: place.byte_start] + whole + encoded[place.byte_end :]
    return encoded.decode("utf-8", "replace")
