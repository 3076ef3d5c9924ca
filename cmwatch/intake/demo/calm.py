"""Ordinary weeks: praise, questions, a grumble here and there, and the brand answering."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from cmwatch.intake.demo.pen import Note, Pen
from cmwatch.intake.demo.people import BRAND, PRESS, SOCIAL, Crowd, Person
from cmwatch.intake.demo.rhythm import ZONE, arrivals
from cmwatch.intake.demo.texts import Deck, Talk

LANGUAGES = {"fr": 65, "en": 30, "es": 1.6, "de": 1.5, "it": 0.8, "nl": 0.6, "pt": 0.5}
"""Per cent of the messages."""

KINDS = {"praise": 31, "neutral": 33, "question": 20, "complaint": 14, "unrelated": 2}
"""Per cent of the French and English messages."""

STARS = {"praise": (5, 5, 4), "neutral": (4, 3), "complaint": (2, 2, 1)}
"""Ratings that go with the kinds that stand in an app store."""

IN_THE_NEWS = 0.05
"""Share of the neutral messages that a newspaper writes."""

ANSWERED = {"question": 0.8, "complaint": 0.8, "praise": 0.12}
"""How often the brand answers each kind within its hours."""

OFFICE = range(8, 20)
"""The hours in which it answers, in Paris."""


class CalmWeeks:
    """Writes the calm, one stretch at a time."""

    def __init__(self, pen: Pen, crowd: Crowd, rng: random.Random) -> None:
        self._pen, self._crowd, self._rng = pen, crowd, rng
        self._talk = {"fr": Talk("fr", rng), "en": Talk("en", rng)}
        self._other = Deck("calm_other", rng)

    def between(self, since: datetime, until: datetime, *, answered: bool) -> Iterator[Note]:
        """The calm from `since` to `until`, not in order where the brand answers."""
        for at in arrivals(since, until, self._rng):
            lang = self._rng.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))[0]
            if lang not in self._talk:
                yield self._pen.write(at, self._crowd.someone(lang), self._other.draw(lang))
                continue
            kind = self._rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
            note = self._said(at, lang, kind)
            yield note
            if answered and kind in ANSWERED:
                yield from self._answer(note, lang, kind, until)

    def _said(self, at: datetime, lang: str, kind: str) -> Note:
        if kind == "neutral" and self._rng.random() < IN_THE_NEWS:
            newspaper = PRESS[-1] if lang == "en" else self._rng.choice(PRESS[:-1])
            return self._pen.write(at, Person("rss", newspaper, lang), self._talk[lang].report())
        person = self._crowd.someone(lang)
        while person.source == "appstore" and kind not in STARS:
            person = self._crowd.someone(lang)
        stars = self._rng.choice(STARS[kind]) if person.source == "appstore" else None
        return self._pen.write(at, person, self._talk[lang].say(kind, at), rating=stars)

    def _answer(self, note: Note, lang: str, kind: str, until: datetime) -> Iterator[Note]:
        at = note.at + timedelta(minutes=4 + self._rng.expovariate(1 / 25))
        awake = at.astimezone(ZONE).hour in OFFICE
        if note.mention.source in SOCIAL and awake and at < until and self._rng.random() < ANSWERED[kind]:
            brand = replace(BRAND, source=note.mention.source, lang=lang)
            yield self._pen.write(at, brand, self._talk[lang].answer(kind), reply_to=note.mention, seen=1)
