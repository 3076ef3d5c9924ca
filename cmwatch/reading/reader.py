"""One reader for every language: which engine reads it, and what it says."""

from collections.abc import Sequence
from operator import attrgetter

from cmwatch.model import Mention, Reading, Tone
from cmwatch.reading.english import EnglishTone
from cmwatch.reading.language import LanguageFinder
from cmwatch.reading.marks import asks, tags
from cmwatch.reading.risk import RiskFinder

CUT = 0.05
"""|compound| from which VADER's authors call a text positive or negative."""

STARS: dict[float, Tone] = {1.0: "negative", 2.0: "negative", 3.0: "neutral", 4.0: "positive", 5.0: "positive"}
"""What an author says with stars, which no engine may overrule."""


_kind = attrgetter("kind")


class Reader:
    """Reads the language, the tone, the questions, the call-outs and the risks of a mention."""

    def __init__(self) -> None:
        self._languages = LanguageFinder()
        self._english = EnglishTone()
        self._risks = RiskFinder()

    def read(
        self, mention: Mention, words: Sequence[str], *, expected: tuple[str, ...], handles: frozenset[str]
    ) -> Reading:
        """What a mention says.

        `words` are its folded tokens; `expected` the languages of its watch, the likeliest first; `handles`
        the brand's own, casefolded.
        """
        text = mention.text
        lang = self._languages.find(text, words, mention.lang, expected)
        compound = self._english.compound(text) if lang == "en" else None
        stars = STARS.get(round(mention.rating)) if mention.rating is not None else None
        return Reading(
            lang=lang,
            tone=stars or tone_of(compound),
            compound=compound,
            engine="stars" if stars else "vader" if compound is not None else "",
            question=asks(text, words),
            addressed=bool(handles) and not handles.isdisjoint(tags(text)),
            risks=tuple(map(_kind, self._risks.find(words, lang))),
        )

    def score(self, text: str, words: Sequence[str], lang: str | None) -> dict[str, object]:
        """The tone of a text by itself; `lang` is its language if that is known."""
        lang = lang or self._languages.find(text, words, None, ())
        compound = self._english.compound(text) if lang == "en" else None
        label = tone_of(compound)
        reasons = self._english.laden(text) if compound is not None else []
        engine = "vader" if compound is not None else ""
        return {"lang": lang, "label": label, "compound": compound, "engine": engine, "reasons": reasons}


def tone_of(compound: float | None) -> Tone:
    """VADER's own cut; `unsure` where no engine read the text.

    >>> tone_of(-0.3), tone_of(0.0), tone_of(None)
    ('negative', 'neutral', 'unsure')
    """
    if compound is None:
        return "unsure"
    return "negative" if compound <= -CUT else "positive" if compound >= CUT else "neutral"
