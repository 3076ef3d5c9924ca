"""The engine of a language: rules that a person can follow, and what was learnt beside them."""

from collections.abc import Sequence
from itertools import chain

import msgspec

from cmwatch.model import Tone
from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.tone.irony import may_mock
from cmwatch.reading.tone.linear import LinearTone
from cmwatch.reading.tone.local import LocalWords
from cmwatch.reading.tone.rules import Rules, rules_of
from cmwatch.reading.tone.table import shipped
from cmwatch.reading.tone.tokens import NEGATIONS, tokens
from cmwatch.reading.tone.verdict import verdict

LANGUAGES = ("en", "fr")
"""Languages that are read; others are counted and shown."""

TELLING = 0.15
"""Log-odds from which a learnt token stands among the reasons."""

_LITTLE = frozenset(chain.from_iterable(LITTLE_WORDS[lang].split() for lang in LANGUAGES)) - NEGATIONS


class Toned(msgspec.Struct, frozen=True, gc=False):
    """The tone of one text."""

    tone: Tone
    compound: float | None
    """Score of the visible rules, −1 … 1; it may disagree with the tone. None where no engine reads the language."""
    p_negative: float | None
    """Calibrated probability that the author is negative."""
    doubtful: bool
    """Whether praise stands beside a failure or an angry emoji: it may be meant the other way round."""


class Engine:
    """One language, read by its rules and its model together."""

    def __init__(self, rules: Rules, model: LinearTone, local: LocalWords) -> None:
        self.name = f"{rules.name}+linear"
        self._rules, self._model, self._local = rules, model, local

    def read(self, text: str) -> Toned:
        """Tone of a text in this engine's language."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[Toned]:
        """The tone of each text, stage by stage."""
        scores = self._rules.scores(texts)
        told = self._model.told(texts)
        odds = list(map(self._model.odds, texts, scores, told))
        if self._local:
            odds = [self._local.shift(one, tokens(text)) for one, text in zip(odds, texts, strict=True)]
        return [
            Toned(verdict(one, doubtful=words.mocking), scored.compounds[0], round(one.negative, 4), words.mocking)
            for one, scored, words in zip(odds, scores, told, strict=True)
        ]

    def reasons(self, text: str) -> list[str]:
        """What made the tone, strongest kind first: the rules' words, learnt tokens (`learnt −hold`), taught words."""
        words = tokens(text)
        said = self._rules.reasons(text)
        plain = {reason.lstrip("+−×") for reason in said}
        for word, weight in self._model.telling([word for word in words if _is_telling(word)]):
            if abs(weight) >= TELLING and word.rstrip("~") not in plain:
                said.append(f"learnt {'+' if weight > 0 else '−'}{_shown(word)}")
        for word, (negative, _neutral, positive) in self._local.taught(words).items():
            if abs(positive - negative) >= TELLING:
                said.append(f"taught {'+' if positive > negative else '−'}{word}")
        if may_mock(words):
            said.append("?irony")
        return said


def engines(local: LocalWords) -> dict[str, Engine]:
    """The engines that are shipped, by language."""
    return {lang: Engine(rules_of(lang), LinearTone(shipped(lang)), local) for lang in LANGUAGES}


def _is_telling(word: str) -> bool:
    """Whether a token can be a reason: no sign, placeholder or little word, which only says how people write."""
    if word in _LITTLE or word[0] == "<" or word.endswith("'"):
        return False
    return len(word) > 1 or not word.isascii()


def _shown(word: str) -> str:
    return f"not {word[:-1]}" if word.endswith("~") and len(word) > 1 else word
