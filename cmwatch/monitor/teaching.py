"""What people say of tones, from any process: written down first, then learnt by whoever collects."""

from typing import NamedTuple, Protocol

from cmwatch.archive import Archive
from cmwatch.intake.query import tokens
from cmwatch.model import Item, Tone
from cmwatch.reading.reader import Reader
from cmwatch.reading.shares import share_interval


class Pupil(Protocol):
    """What learns from corrections."""

    def teach(self, text: str, tone: Tone, before: Tone | None) -> None:
        """Learn what a person says the tone of a text is, in place of what was said before."""
        ...


class Teaching:
    """Learns each correction once; one for each session."""

    def __init__(self, archive: Archive, pupil: Pupil) -> None:
        self._archive, self._pupil = archive, pupil
        self._learnt = 0
        self.look()

    def look(self) -> None:
        """Learn what was said since the last look, by other processes too."""
        for correction in self._archive.corrections(after=self._learnt):
            self._learnt = correction.number
            self._pupil.teach(correction.text, correction.tone, correction.before)


class Accuracy(NamedTuple):
    """How often the tone was read as people read it. Only what they chose to judge is known."""

    judged: int
    right: int
    low: float
    high: float
    """Wilson's interval of 90 % of the share that is right (Wilson 1927), 0 … 1."""


def accuracy(archive: Archive, watch: str | None = None) -> Accuracy:
    """What people's last words on each mention of a watch, or of all, say of the readings."""
    last = {}
    for correction in archive.corrections(watch=watch):
        last[correction.key] = correction
    right = sum(one.tone == one.read for one in last.values())
    judged = len(last)
    return Accuracy(judged, right, *share_interval(right, judged))


class Told(NamedTuple):
    """What made the reading of a mention."""

    reasons: tuple[str, ...]
    """Words and cues of the tone, as `Engine.reasons` gives them."""
    intents: dict[str, str]
    """Each intent with the words that made it."""
    risks: dict[str, str]
    """Each class of risk with its word."""
    accuracy: Accuracy
    """How often readings of its watch were right, as far as people said."""


class Explainer:
    """Says what made a reading. The lexicons are loaded when somebody asks first."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reader: Reader | None = None
        self._teaching: Teaching | None = None

    def told(self, item: Item) -> Told:
        """What made the reading of a mention, with what people taught by now."""
        if self._reader is None or self._teaching is None:
            self._reader = Reader()
            self._teaching = Teaching(self._archive, self._reader)
        self._teaching.look()
        text = item.mention.text
        found = self._reader.explain(text, tokens(text), item.reading.lang)
        watch = item.watches[0] if item.watches else None
        return Told(found.reasons, found.intents, found.risks, accuracy(self._archive, watch))
