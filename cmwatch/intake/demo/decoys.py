"""Loud and harmless: a video that everybody passes on, and a contest that everybody enters."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from cmwatch.intake.demo.pen import Note, Pen
from cmwatch.intake.demo.people import BRAND, Crowd, Person
from cmwatch.intake.demo.texts import Deck

CONTEST_ENTRIES, CONTEST_HOURS = 130, 5.0
"""How many enter the contest, and within how long most of them."""


class Decoys:
    """Writes what must not page anybody."""

    def __init__(self, pen: Pen, crowd: Crowd, rng: random.Random) -> None:
        self._pen, self._crowd, self._rng = pen, crowd, rng
        self._deck = Deck("decoys", rng)

    def storm(
        self, at: datetime, owner: Person, video: str, *, reposts: int, minutes: float, laughs: int
    ) -> Iterator[Note]:
        """One funny post, passed on by so many accounts within so many minutes, and answered with some laughs."""
        original = self._pen.write(at, owner, self._deck.draw(video), seen=40)
        yield original
        for person in self._crowd.many("mastodon", reposts):
            later = timedelta(minutes=minutes * self._rng.betavariate(1.4, 2.6))
            yield self._pen.repost(at + later, person, original.mention)
        for _ in range(laughs):
            later = timedelta(minutes=minutes * self._rng.uniform(0.2, 1.2))
            someone = self._crowd.someone("fr", "mastodon")
            yield self._pen.write(at + later, someone, self._deck.draw("cat_reaction"), reply_to=original.mention)

    def contest(self, at: datetime) -> Iterator[Note]:
        """The brand calls, and many people answer with the same three words."""
        call = self._pen.write(at, BRAND, self._deck.draw("contest_call"), seen=80)
        yield call
        for _ in range(CONTEST_ENTRIES):
            later = timedelta(hours=CONTEST_HOURS * self._rng.betavariate(1.1, 2.5), seconds=40)
            someone = self._crowd.someone("fr", self._rng.choice(("mastodon", "mastodon", "bluesky")))
            entry = self._deck.draw("contest_entry")
            yield self._pen.write(at + later, someone, entry, reply_to=call.mention)
