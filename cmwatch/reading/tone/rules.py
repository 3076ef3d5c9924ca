"""The rules of each language behind one port: scores that a person can follow word by word."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from cmwatch.reading.english import EnglishTone
from cmwatch.reading.french import FrenchTone
from cmwatch.reading.opinion import EnglishOpinion


class Scored(NamedTuple):
    """What the rules say of a text in numbers."""

    compounds: tuple[float, ...]
    """−1 … 1 each; the first is the visible one."""
    shape: tuple[float, ...]
    """`valence.tone.Profile.shape` by the lexicon of ours."""


class Rules(Protocol):
    """What scores a text of one language by a lexicon and rules."""

    @property
    def name(self) -> str:
        """What stands as the engine of a reading."""
        ...

    def scores(self, texts: Sequence[str]) -> list[Scored]:
        """The numbers of each text."""
        ...

    def reasons(self, text: str) -> list[str]:
        """The words that made the scores, each with its sign: `+merci`, `−arnaque`, `×ne…pas`."""
        ...


class FrenchRules:
    """The French lexicon."""

    name = "lexicon-fr"

    def __init__(self) -> None:
        self._tone = FrenchTone()

    def scores(self, texts: Sequence[str]) -> list[Scored]:
        """The one compound there is."""
        return [Scored((found.compound,), found.shape) for found in self._tone.profiles(texts)]

    def reasons(self, text: str) -> list[str]:
        """The words that made it."""
        return self._tone.laden(text)


class EnglishRules:
    """VADER's score, visible and unaltered; beside it a lexicon of what people say of brands."""

    name = "vader"

    def __init__(self) -> None:
        self._vader, self._opinion = EnglishTone(), EnglishOpinion()

    def scores(self, texts: Sequence[str]) -> list[Scored]:
        """VADER's compound of each, then ours."""
        vader = list(map(self._vader.compound, texts))
        return [
            Scored((one, found.compound), found.shape)
            for one, found in zip(vader, self._opinion.profiles(texts), strict=True)
        ]

    def reasons(self, text: str) -> list[str]:
        """VADER's score and words, then those of ours that VADER does not name."""
        score, words = self._vader.compound(text), self._vader.laden(text)
        named = set(words)
        sign = "−" if score < 0 else "+" if score > 0 else ""
        return [
            f"VADER {sign}{abs(score):.2f}",
            *words,
            *(one for one in self._opinion.laden(text) if one not in named),
        ]


def rules_of(lang: str) -> Rules:
    """The rules of `en` or `fr`. Raises KeyError for another language."""
    known: dict[str, Callable[[], Rules]] = {"en": EnglishRules, "fr": FrenchRules}
    return known[lang]()
