"""One reader for every language: which engine reads it, and what it says."""

from collections.abc import Sequence
from typing import NamedTuple

from cmwatch.model import Mention, Reading, Tone
from cmwatch.reading.addressed import called
from cmwatch.reading.intent import IntentFinder, asks
from cmwatch.reading.language import LanguageFinder
from cmwatch.reading.risk import RiskFinder
from cmwatch.reading.tone.engines import Toned, engines
from cmwatch.reading.tone.local import LocalWords
from cmwatch.reading.tone.tokens import tokens

STARS: dict[float, Tone] = {1.0: "negative", 2.0: "negative", 3.0: "neutral", 4.0: "positive", 5.0: "positive"}
"""What an author says with stars, which no engine may overrule."""

_UNREAD = Toned("unsure", None, None, doubtful=False)
"""A text in a language that no engine reads."""


class Addressee(NamedTuple):
    """What of a watch is asked of each of its mentions."""

    expected: tuple[str, ...] = ()
    """Its languages, the likeliest first."""
    handles: frozenset[str] = frozenset()
    """The brand's own, casefolded."""
    names: tuple[tuple[str, ...], ...] = ()
    """What the brand is called, in folded tokens."""


NOBODY = Addressee()
"""For what matches no watch."""


class Asked(NamedTuple):
    """A mention that is to be read, and what is known of it."""

    mention: Mention
    words: Sequence[str]
    """Its folded tokens."""
    addressee: Addressee = NOBODY
    answers: bool = False
    """Whether it answers a post of the brand."""


class Explained(NamedTuple):
    """A reading with what made it."""

    lang: str
    toned: Toned
    engine: str
    reasons: tuple[str, ...]
    """Words and cues of the tone: `VADER +0.42`, `−arnaque`, `×ne…pas`, `learnt −hold`, `taught +…`, `?irony`."""
    intents: dict[str, str]
    """Each intent with the words that made it."""
    risks: dict[str, str]
    """Each class of risk with its word."""


class Reader:
    """Reads the language, the tone, the intents, the call-outs and the risks of a mention."""

    def __init__(self) -> None:
        self._local = LocalWords()
        self._languages = LanguageFinder()
        self._engines = engines(self._local)
        self._intents = IntentFinder()
        self._risks = RiskFinder()

    def teach(self, text: str, tone: Tone, before: Tone | None = None) -> None:
        """Learn what a person says of a text, in place of what was said `before`."""
        words = tokens(text)
        if before is not None:
            self._local.forget(words, before)
        self._local.learn(words, tone)

    def read(
        self, mention: Mention, words: Sequence[str], addressee: Addressee = NOBODY, *, answers: bool = False
    ) -> Reading:
        """What a mention says; see `Asked`."""
        return self.read_all([Asked(mention, words, addressee, answers)])[0]

    def read_all(self, asked: Sequence[Asked]) -> list[Reading]:
        """What mentions say, each by itself.

        They are read stage by stage, for each stage has tables and code that the next would push out of reach.
        """
        texts = [one.mention.text for one in asked]
        said = [one.words for one in asked]
        langs = [
            self._languages.find(text, words, one.mention.lang, one.addressee.expected)
            for one, text, words in zip(asked, texts, said, strict=True)
        ]
        toned = self._toned(texts, langs)
        stars = [_stars(one.mention.rating) for one in asked]
        tones = [given or read.tone for given, read in zip(stars, toned, strict=True)]
        asking = list(map(asks, texts, said))
        calls = [
            called(text, words, handles=one.addressee.handles, names=one.addressee.names, answers=one.answers)
            for one, text, words in zip(asked, texts, said, strict=True)
        ]
        risks = [tuple([risk.kind for risk in found]) for found in map(self._risks.find, said, langs)]
        meant = [
            tuple([one.intent for one in self._intents.find(text, words, lang, tone, asking=asks_so)])
            for text, words, lang, tone, asks_so in zip(texts, said, langs, tones, asking, strict=True)
        ]
        names = {lang: engine.name for lang, engine in self._engines.items()}
        return [
            Reading(
                lang, tone, read.compound, "stars" if given else names.get(lang, ""), question, call is not None,
                risky, read.p_negative, read.doubtful, intents,
            )
            for lang, tone, read, given, question, call, risky, intents in zip(
                langs, tones, toned, stars, asking, calls, risks, meant, strict=True
            )
        ]  # fmt: skip

    def explain(self, text: str, words: Sequence[str], lang: str | None = None) -> Explained:
        """The reading of a text by itself with all that made it; `lang` is its language if that is known."""
        lang = lang or self._languages.find(text, words, None, ())
        engine = self._engines.get(lang)
        toned = engine.read(text) if engine else _UNREAD
        meant = self._intents.find(text, words, lang, toned.tone)
        return Explained(
            lang, toned, engine.name if engine else "", tuple(engine.reasons(text)) if engine else (),
            {one.intent: one.word for one in meant}, {one.kind: one.word for one in self._risks.find(words, lang)},
        )  # fmt: skip

    def _toned(self, texts: Sequence[str], langs: Sequence[str]) -> list[Toned]:
        """The tone of each text, by the engine of its language."""
        found = [_UNREAD] * len(texts)
        for lang, engine in self._engines.items():
            places = [place for place, own in enumerate(langs) if own == lang]
            for place, toned in zip(places, engine.read_all([texts[place] for place in places]), strict=True):
                found[place] = toned
        return found


def _stars(rating: float | None) -> Tone | None:
    return STARS.get(round(rating)) if rating is not None else None
