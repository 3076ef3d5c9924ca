"""Which intents a mention has, and the words that made each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from cmwatch.model import Tone
from cmwatch.reading.intent.asking import ASKING
from cmwatch.reading.intent.cues import GRIEVANCE, LIKED, PRAISE, PRIZES, SPOKEN, THANKS, WISHED, WISHING
from cmwatch.reading.intent.leaving import LEAVING
from cmwatch.reading.intent.questions import asked, asks
from cmwatch.reading.phrases import PhraseFinder, spelled

Intent = Literal["threat_to_leave", "complaint", "rumour", "pre_purchase", "question", "praise"]

INTENTS: tuple[Intent, ...] = get_args(Intent)
"""What cannot wait first."""

WISHES = (
    "want", "wanna", "going", "gonna", "go", "plan", "planning", "intend", "will", "ll", "would", "about", "thinking",
    "ever", "ready", "reason", "veux", "vais", "souhaite", "compte", "pense", "envie", "question", "intention",
    "besoin", "raison", "voudrais", "faut", "va", "allons",
)  # fmt: skip
"""Through which a denial reaches: 'I don't want to leave', 'pas envie de changer de banque'."""


@dataclass(frozen=True, slots=True)
class Meant:
    """An intent, and the words that made it: folded, but a question as it was asked."""

    intent: Intent
    word: str


class IntentFinder:
    """Listens for intents in English and French; in other languages only for questions."""

    def __init__(self) -> None:
        self._phrases = _phrases()
        self._grievance, self._spoken = _cues(GRIEVANCE), _cues(SPOKEN)
        self._praise = _cues(PRAISE)
        self._thanks = spelled(THANKS)
        self._wishing, self._prizes = spelled(WISHING), spelled(PRIZES)

    def find(
        self, text: str, words: Sequence[str], lang: str, tone: Tone, *, asking: bool | None = None
    ) -> tuple[Meant, ...]:
        """The intents of a text, each once, what cannot wait first.

        `words` are its folded tokens; `lang` its language, `und` for either; `tone` what it was read as: without a
        tone nothing complains or praises, but for a question that only reproaches; `asking` is `asks` where known.
        """
        found = self._phrases.find(words, lang)
        if asks(text, words) if asking is None else asking:
            wanted, reproach = asked(text)
            if wanted:
                found["question"] = wanted
            if reproach and tone != "positive":
                found["complaint"] = reproach
            for kind in ("rumour", "pre_purchase"):
                if wanted and (word := found.get(f"{kind}?")):
                    found.setdefault(kind, word)
        if tone == "negative" and "complaint" not in found:
            if cue := _met(words, self._grievance, lang) or _met(words, self._spoken, lang):
                found["complaint"] = cue
        elif tone == "positive" and self._prizes.isdisjoint(words):
            manners = (self._thanks if "question" in found else frozenset()).union(
                self._wishing if "wished" in found else ()
            )
            meant = [word for word in words if word not in manners] if manners else words
            if cue := _met(meant, self._praise, lang) or found.get("liked", ""):
                found["praise"] = cue
        if not found:
            return ()
        return tuple([Meant(intent, found[intent]) for intent in INTENTS if intent in found])


@cache
def _phrases() -> PhraseFinder:
    """Spelled out once a process."""
    return PhraseFinder(LEAVING | ASKING | LIKED | WISHED, wishes=WISHES)


def _cues(listed: dict[str, str]) -> dict[str, frozenset[str]]:
    both = {lang: spelled(words) for lang, words in listed.items()}
    return {**both, "und": frozenset().union(*both.values())}


def _met(words: Sequence[str], cues: dict[str, frozenset[str]], lang: str) -> str:
    """The first cue of a text; empty if it has none."""
    known = cues.get(lang, frozenset())
    return "" if known.isdisjoint(words) else next(word for word in words if word in known)
