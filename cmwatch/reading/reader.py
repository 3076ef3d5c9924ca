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


NOBODY = Addressee()
"""For what matches no watch."""


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
        """What a mention says. `words` are its folded tokens; `answers` whether it answers a post of the brand."""
        text = mention.text
        lang = self._languages.find(text, words, mention.lang, addressee.expected)
        engine = self._engines.get(lang)
        toned = engine.read(text) if engine else _UNREAD
        stars = STARS.get(round(mention.rating)) if mention.rating is not None else None
        tone = stars or toned.tone
        asking = asks(text, words)
        call = called(text, words, handles=addressee.handles, names=addressee.names, answers=answers)
        return Reading(
            lang, tone, toned.compound, "stars" if stars else engine.name if engine else "",
            question=asking,
            addressed=call is not None,
            risks=tuple([risk.kind for risk in self._risks.find(words, lang)]),
            p_negative=toned.p_negative,
            doubtful=toned.doubtful,
            intents=tuple([meant.intent for meant in self._intents.find(text, words, lang, tone, asking=asking)]),
        )  # fmt: skip

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
