"""What the people of this desk taught: words whose tone they corrected, counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log

from cmwatch.model import Tone
from cmwatch.reading.tone.linear import Odds

DOUBT = 2.0
"""Texts of either tone that are assumed for every word: one correction alone hardly moves anything, four do."""

LEAST = 2
"""Labelled texts a word must stand in before it says anything."""

MOST = 2.0
"""Log-odds that all words together may move a text by: people teach the model, they do not replace it."""

_CLASSES: tuple[Tone, ...] = ("negative", "neutral", "positive")


class LocalWords:
    """Log-odds of the words that people labelled, towards negative and towards positive."""

    def __init__(self, labelled: Iterable[tuple[Sequence[str], Tone]] = ()) -> None:
        self._counts: dict[Tone, Counter[str]] = {tone: Counter() for tone in _CLASSES}
        self._known: Counter[str] = Counter()
        for words, tone in labelled:
            self.learn(words, tone)

    def __bool__(self) -> bool:
        """Whether anything was taught."""
        return bool(self._known)

    def learn(self, words: Sequence[str], tone: Tone) -> None:
        """Count the tokens of a text that a person called `tone`; `unsure` teaches nothing."""
        if tone == "unsure":
            return
        told = set(words)
        self._counts[tone].update(told)
        self._known.update(told)

    def forget(self, words: Sequence[str], tone: Tone) -> None:
        """Take back what `learn` counted."""
        if tone == "unsure":
            return
        told = set(words)
        self._counts[tone].subtract(told)
        self._known.subtract(told)

    def shift(self, odds: Odds, words: Sequence[str]) -> Odds:
        """The odds with what these words were taught to mean."""
        taught = self.taught(words)
        if not taught:
            return odds
        negative, neutral, positive = (
            chance * exp(_bounded(sum(shifts[place] for shifts in taught.values())))
            for place, chance in enumerate(odds)
        )
        whole = negative + neutral + positive
        return Odds(negative / whole, neutral / whole, positive / whole)

    def taught(self, words: Sequence[str]) -> dict[str, tuple[float, float, float]]:
        """The words that people taught, each with its log-odds for negative, neutral and positive."""
        known = self._known
        if not known or known.keys().isdisjoint(words):
            return {}
        return {word: self._of(word) for word in dict.fromkeys(words) if known[word] >= LEAST}

    def _of(self, word: str) -> tuple[float, float, float]:
        # Against what all labelled texts say: a word that stands in every one says nothing.
        shifts = []
        for tone in _CLASSES:
            here, all_here = self._counts[tone][word], self._known[word]
            share = (here + DOUBT) / (all_here + 3 * DOUBT)
            shifts.append(log(share * 3))
        return shifts[0], shifts[1], shifts[2]


def _bounded(shift: float) -> float:
    return max(-MOST, min(MOST, shift))
