"""The firmware night, minute by minute: a complaint, a relay, a wave, a wrong answer, a burn, a turn."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cmwatch.intake.demo.pen import Note, Pen
from cmwatch.intake.demo.people import BRAND, FIRST_VOICE, PRESS, RELAY, SOCIAL, Crowd, Person
from cmwatch.intake.demo.texts import Deck
from cmwatch.model import RawMention

MINUTES = 110.0
"""Length of the live part."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One message that the story turns on."""

    minute: float
    who: Person
    deck: str
    group: str


@dataclass(frozen=True, slots=True)
class Wave:
    """Many messages of one kind between two minutes, most of them around the peak."""

    deck: str
    group: str
    count: int
    since: float
    peak: float
    until: float
    thread: str = ""
    """Group of the beat that the messages on the same network reply to."""


_BURNT = Person("mastodon", "joris.atelier@toile.example", "fr", 95)
_ENGLISH_BRAND = replace(BRAND, lang="en")

BEATS = (
    Beat(6, FIRST_VOICE, "fr", "first"),
    Beat(20.5, RELAY, "fr", "relay"),
    Beat(38, Person("rss", PRESS[0], "fr"), "fr", "press_local"),
    Beat(43, Person("rss", PRESS[1], "fr"), "fr", "press_copy"),
    Beat(46, BRAND, "fr", "brand_wrong"),
    Beat(46.5, _ENGLISH_BRAND, "en", "brand_wrong"),
    Beat(54, Person("rss", PRESS[4], "en"), "en", "press"),
    Beat(57, _BURNT, "fr", "burn"),
    Beat(61, RELAY, "fr", "relay_burn"),
    Beat(66, Person("rss", PRESS[0], "fr"), "fr", "press_burn"),
    Beat(70, BRAND, "fr", "brand_hold"),
    Beat(78, BRAND, "fr", "brand_sorry"),
    Beat(78.5, _ENGLISH_BRAND, "en", "brand_sorry"),
    Beat(88, Person("rss", PRESS[0], "fr"), "fr", "press_turn"),
    Beat(104, BRAND, "fr", "brand_update"),
)
"""The story in fifteen messages."""

WAVES = (
    Wave("fr", "same", 3, 7, 9, 13, thread="first"),
    Wave("fr", "same", 13, 12, 21, 42, thread="first"),
    Wave("fr", "complaint", 52, 9, 35, 60),
    Wave("fr", "question", 12, 12, 30, 78),
    Wave("fr", "review", 14, 15, 42, 82),
    Wave("en", "same", 8, 16, 30, 52),
    Wave("en", "complaint", 30, 18, 40, 70),
    Wave("fr", "copy", 30, 21, 27, 52),
    Wave("en", "question", 7, 22, 40, 78),
    Wave("en", "review", 7, 24, 48, 80),
    Wave("fr", "joke", 5, 24, 50, 90),
    Wave("en", "joke", 3, 30, 55, 85),
    Wave("fr", "anger", 43, 46.3, 54, 84, thread="brand_wrong"),
    Wave("en", "anger", 21, 47, 56, 86, thread="brand_wrong"),
    Wave("fr", "danger", 2, 57.5, 59, 60.8),
    Wave("fr", "danger", 3, 62, 65, 76),
    Wave("en", "danger", 3, 60, 64, 76),
    Wave("fr", "outcry", 8, 58.5, 64, 84),
    Wave("en", "outcry", 4, 61, 66, 84),
    Wave("fr", "thanks", 24, 79, 85, 109.5, thread="brand_sorry"),
    Wave("en", "thanks", 11, 80, 87, 109.5, thread="brand_sorry"),
    Wave("fr", "grudge", 7, 80, 86, 108, thread="brand_sorry"),
    Wave("en", "grudge", 4, 81, 88, 108),
)
"""What the crowd says around them."""

REPOSTS = (("first", 45, 9, 24, 60), ("relay", 170, 20.7, 28, 75), ("brand_wrong", 40, 46.5, 50, 75),
           ("relay_burn", 70, 61.2, 65, 96), ("brand_sorry", 35, 78.4, 83, 104))  # fmt: skip
"""Beats that are passed on: group, how often, first minute, peak, last minute."""

ANSWERS = {"fr": 9, "en": 4}
"""How many people the brand answers one by one after the turn."""

STARS = 1
"""What an app store shows beside such a review."""


class Crisis:
    """Writes the story around a moment."""

    def __init__(self, start: datetime, pen: Pen, crowd: Crowd, rng: random.Random) -> None:
        self._start, self._pen, self._crowd, self._rng = start, pen, crowd, rng
        self._decks = {"fr": Deck("crisis_fr", rng), "en": Deck("crisis_en", rng)}

    def told(self) -> Iterator[Note]:
        """All of it, not in order."""
        beats: dict[tuple[str, str], RawMention] = {}
        for beat in BEATS:
            note = self._pen.write(self._at(beat.minute), beat.who, self._decks[beat.deck].draw(beat.group), seen=2)
            beats[beat.deck, beat.group] = note.mention
            yield note
        said: list[Note] = []
        for wave in WAVES:
            said += self._wave(wave, beats.get((wave.deck, wave.thread)))
        yield from said
        for group, count, since, peak, until in REPOSTS:
            for person in self._crowd.many("mastodon", count):
                at = self._at(self._rng.triangular(since, until, peak))
                yield self._pen.repost(at, person, beats["fr", group])
        yield from self._answers(said)

    def _at(self, minute: float) -> datetime:
        return self._start + timedelta(minutes=minute)

    def _wave(self, wave: Wave, thread: RawMention | None) -> Iterator[Note]:
        is_review = wave.group == "review"
        for _ in range(wave.count):
            at = self._at(self._rng.triangular(wave.since, wave.until, wave.peak))
            network = "appstore" if is_review else self._network(wave.group)
            someone = self._crowd.someone(wave.deck, network)
            text = self._decks[wave.deck].draw(wave.group)
            yield self._pen.write(at, someone, text, reply_to=thread, rating=STARS if is_review else None)

    def _network(self, group: str) -> str:
        forum = 0 if group == "copy" else 14
        return self._rng.choices((*SOCIAL, "forum"), (52, 34, forum))[0]

    def _answers(self, said: list[Note]) -> Iterator[Note]:
        """After the turn the brand writes to some of those who asked or suffered."""
        turn = self._at(79)
        for lang, count in ANSWERS.items():
            asked = [n for n in said if n.at < turn and n.mention.source in SOCIAL and n.mention.lang == lang]
            for note in self._rng.sample(asked, min(count, len(asked))):
                brand = replace(BRAND, source=note.mention.source, lang=lang)
                at = self._at(self._rng.uniform(80, 108))
                yield self._pen.write(at, brand, self._decks[lang].draw("brand_answer"), reply_to=note.mention, seen=1)
