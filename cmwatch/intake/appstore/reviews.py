"""The App Store's list of reviews to entries: XML that was made JSON, where everything is a label."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.listing.items import read_items, save
from cmwatch.intake.listing.page import Entry, seconds
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, decoded_json
from cmwatch.model import RawMention
from cmwatch.words import _

NETWORK = "appstore"

TOO_DEEP = b"CustomerReviews RSS page depth"
"""How a plain text begins that stands in for a page after the tenth."""


class Label(msgspec.Struct):
    """A text, with what is said of it."""

    label: str = ""
    attributes: dict[str, Any] = {}


class Author(msgspec.Struct):
    """Who wrote it."""

    name: Label = msgspec.field(default_factory=Label)


class Review(msgspec.Struct, rename={"rating": "im:rating", "votes": "im:voteSum"}):
    """An entry. The app itself, which older lists begin with, has no author and no rating."""

    id: Label
    title: Label = msgspec.field(default_factory=Label)
    content: Label | list[Label] = msgspec.field(default_factory=Label)
    author: Author | None = None
    rating: Label | None = None
    votes: Label = msgspec.field(default_factory=Label)
    updated: Label = msgspec.field(default_factory=Label)


class _Feed(msgspec.Struct):
    entry: msgspec.Raw = msgspec.Raw(b"[]")


class Reviews(msgspec.Struct):
    """A page; `entry` is a list, a single review, or not there."""

    feed: _Feed

    @property
    def entries(self) -> list[msgspec.Raw]:
        """The entries, however many there are."""
        entry = self.feed.entry
        try:
            return msgspec.json.decode(entry, type=list[msgspec.Raw])
        except msgspec.ValidationError:
            return [entry]


def decoded_reviews(answer: Answer) -> Reviews:
    """A page; raises SourceError for what is none."""
    if answer.body.lstrip().startswith(TOO_DEEP):
        raise SourceError(_("{place} gives ten pages of reviews and no more.", place=place(answer.url)))
    reviews: Reviews = decoded_json(answer, Reviews)
    return reviews


def read_reviews(entries: Iterable[msgspec.Raw], app: str, country: str, at: datetime, file: str) -> tuple[Entry, ...]:
    """Entries of reviews; those without a time get `at`."""
    return read_items(entries, Review, partial(entry_of, app, country, at), file)


def entry_of(app: str, country: str, at: datetime, review: Review, payload: str) -> Entry | None:
    """What a review says; None for the app itself. Its state is when it was last written: people write theirs anew."""
    if review.rating is None and review.author is None:
        return None
    content = _content(review)
    raw = RawMention(
        id=review.id.label,
        source=NETWORK,
        text=f"<p>{escape(review.title.label, quote=False)}</p>{content}",
        is_html=True,
        created_at=review.updated.label or at.isoformat(),
        author=review.author.name.label or None if review.author else None,
        rating=review.rating.label or None if review.rating else None,
        likes=_number(review.votes.label),
        url=f"https://apps.apple.com/{country}/app/id{app}?see-all=reviews" if app and country else None,
    )
    return Entry(review.id.label, seconds(raw.created_at), mention=(raw, payload), state=review.updated.label)


def _content(review: Review) -> str:
    """HTML; where it is given as text and as HTML, the text."""
    given = review.content if isinstance(review.content, list) else [review.content]
    texts = [label for label in given if label.attributes.get("type") != "html"]
    if texts:
        return escape(texts[0].label, quote=False).replace("\n", "<br>")
    return given[0].label if given else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def parse(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    """The reviews of a page."""
    reviews = decoded_reviews(answer)
    address = _link(answer)
    save(saved, read_reviews(reviews.entries, *_named(address), at, file))
    if not saved.mentions and not saved.notes:
        saved.note(file, None, _("The list holds no reviews."))


class _Links(msgspec.Struct):
    link: list[Label] = []


class _Linked(msgspec.Struct):
    feed: _Links


def _link(answer: Answer) -> str:
    """The list's own address, which stands in it too."""
    try:
        links = msgspec.json.decode(answer.body, type=_Linked).feed.link
    except msgspec.MsgspecError:
        return answer.url
    return next(
        (str(link.attributes.get("href")) for link in links if link.attributes.get("rel") == "self"), answer.url
    )


def _named(address: str) -> tuple[str, str]:
    """App and country of a list's address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    pieces = parts.path.split("/")
    app = next((piece.removeprefix("id=") for piece in pieces if piece.startswith("id=")), "")
    country = parse_qs(parts.query).get("cc", [pieces[1] if len(pieces) > 1 else ""])[0]
    is_sound = app.isascii() and app.isdigit() and len(country) == 2 and country.isascii() and country.isalpha()
    return (app, country) if is_sound else ("", "")
