"""How a text of the demo becomes a mention, with everything a network would tell about it."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime

from cmwatch.intake.demo.people import BRAND, SOCIAL, Person
from cmwatch.model import RawMention

LANGUAGE_KNOWN = 0.9
"""Share of the messages of which a social network tells the language."""


@dataclass(frozen=True, slots=True)
class Note:
    """A mention with its time as a value, so that many can be put in order."""

    at: datetime
    mention: RawMention


class Pen:
    """Writes mentions, each with a number of its own."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._written = 0

    def write(
        self,
        at: datetime,
        person: Person,
        text: str,
        *,
        reply_to: RawMention | None = None,
        rating: int | None = None,
        seen: int = 3,
    ) -> Note:
        """What this person says; `seen` is about how many likes it has when it is collected."""
        return self._note(at, person, person.typed(text), reply_to=reply_to, rating=rating, seen=seen)

    def repost(self, at: datetime, person: Person, of: RawMention) -> Note:
        """The same text, passed on unchanged on the same network."""
        return self._note(at, person, of.text, of=of)

    def _note(
        self,
        at: datetime,
        person: Person,
        text: str,
        *,
        of: RawMention | None = None,
        reply_to: RawMention | None = None,
        rating: int | None = None,
        seen: int = 0,
    ) -> Note:
        self._written += 1
        identity = f"demo-{self._written:05}"
        social = person.source in SOCIAL
        likes = int(self._rng.expovariate(1 / seen)) if social and seen else None
        mention = RawMention(
            id=identity,
            source=person.source,
            author=person.handle,
            text=text,
            created_at=at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            lang=person.lang if social and self._rng.random() < LANGUAGE_KNOWN else None,
            likes=likes,
            reposts=None if likes is None else likes // 4,
            replies=None if likes is None else likes // 6,
            followers=person.followers,
            rating=rating,
            url=f"https://{person.source}.example/{identity}",
            in_reply_to=reply_to.id if reply_to and reply_to.source == person.source else None,
            is_repost=of is not None,
            repost_of=of.id if of else None,
            from_brand=person.handle == BRAND.handle,
        )
        return Note(at, mention)
