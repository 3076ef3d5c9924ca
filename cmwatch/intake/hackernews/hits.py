"""Stories and comments of Hacker News to entries."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from unicodedata import combining, normalize

import msgspec

from cmwatch.intake.html import html_to_text
from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, said
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention

NETWORK = "hackernews"

ITEM = "https://news.ycombinator.com/item?id="


class Hit(msgspec.Struct, rename={"object_id": "objectID"}):
    """A story or a comment: a hit of a search, or an item with its `text`."""

    created_at: str
    object_id: str | None = None
    id: int | None = None
    author: str | None = None
    title: str | None = None
    """Plain text, unlike the others."""
    url: str | None = None
    story_text: str | None = None
    comment_text: str | None = None
    text: str | None = None
    points: int | None = None
    num_comments: int | None = None
    parent_id: int | None = None


class Found(msgspec.Struct, rename={"pages": "nbPages"}):
    """Answer of a search."""

    hits: list[msgspec.Raw]
    page: int = 0
    pages: int = 0


def read_hits(hits: Iterable[msgspec.Raw], file: str) -> tuple[Entry, ...]:
    """Entries of stories and comments."""
    return read_items(hits, Hit, entry_of, file)


def entry_of(hit: Hit, payload: str) -> Entry | None:
    """What a story or a comment says; None for an item that has no words or is none, such as a vote of a poll."""
    identity = hit.object_id or (None if hit.id is None else str(hit.id))
    words = hit.comment_text or hit.story_text or hit.text or ""
    parts = [f"<p>{escape(part, quote=False)}</p>" for part in (hit.title, hit.url) if part]
    if not identity or not (parts or words):
        return None
    raw = RawMention(
        id=identity,
        source=NETWORK,
        text="".join(parts) + words,
        is_html=True,
        created_at=hit.created_at,
        author=hit.author,
        likes=hit.points,
        replies=hit.num_comments,
        url=ITEM + identity,
        in_reply_to=hit.parent_id,
    )
    return said(raw, payload)


def says(entry: Entry, words: str) -> bool:
    """Whether an entry holds the words one after the other: Algolia also finds what is spelt alike."""
    text = entry.mention[0].text if entry.mention else ""
    return _plain(words) in _plain(html_to_text(text))


def _plain(text: str) -> str:
    """Without accents, case, and what stands between words, as Algolia compares."""
    letters = "".join(sign for sign in normalize("NFKD", text).casefold() if not combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in letters).split())


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Hits of a search, an item with all below it, or a list of recorded replies."""
    save(saved, read_hits(_hits(decoded_json(answer, msgspec.Raw)), file))


def _hits(raw: msgspec.Raw) -> Iterator[msgspec.Raw]:
    """From the outside in; a work-list, for a thread may be deeper than the stack."""
    left = [raw]
    while left:
        raw = left.pop()
        try:
            value = msgspec.json.decode(raw, type=list[msgspec.Raw] | dict[str, msgspec.Raw])
        except msgspec.MsgspecError:
            continue
        if isinstance(value, list):
            left += reversed(value)
        elif "hits" in value or "reply" in value:
            left += [value[name] for name in ("reply", "hits") if name in value]
        elif "created_at" in value:
            yield raw
            left += [value["children"]] if "children" in value else []
