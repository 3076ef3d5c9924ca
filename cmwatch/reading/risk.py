"""Which risks a text speaks of: safety, injury, discrimination, data, law, boycott, fraud, press, conduct of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from cmwatch.reading.phrases import PhraseFinder
from cmwatch.reading.risk_terms import TERMS

Kind = Literal["injury", "safety", "discrimination", "data", "legal", "staff", "fraud", "boycott", "press"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""Gravest first."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A class of risk, and the words it was met in."""

    kind: Kind
    word: str


class RiskFinder:
    """Listens for the terms of all classes."""

    def __init__(self) -> None:
        self._phrases = _phrases()

    def find(self, words: Sequence[str], lang: str = "und") -> tuple[Risk, ...]:
        """The classes of risk that folded tokens speak of, each once, gravest first.

        Only terms of its language are listened to where that is known; in both where it is `und`.
        """
        found = self._phrases.find(words, lang)
        return tuple([Risk(kind, found[kind]) for kind in KINDS if kind in found]) if found else ()


@cache
def _phrases() -> PhraseFinder:
    """Spelled out once a process."""
    return PhraseFinder(TERMS)
