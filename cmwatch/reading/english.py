"""English tone by VADER (Hutto and Gilbert 2014): its lexicon and rules, each word looked up once.

The compound equals `SentimentIntensityAnalyzer.polarity_scores(text)["compound"]` to the last digit. The library
walks every character for emoji and every word for valence; here only the words that can have valence are weighed.
"""

import string
from functools import lru_cache
from math import sqrt

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cmwatch.reading.vader_rules import Word, contrast, look_up, valence

ALPHA = 15
"""VADER's normalising constant: about the largest sum of valences expected."""

TOKENS_KEPT = 20_000
"""Words whose look-up is remembered; a bound, so that a flood of new words costs no memory."""


class EnglishTone:
    """VADER behind one typed function."""

    def __init__(self) -> None:
        vader = SentimentIntensityAnalyzer()
        self._lexicon: dict[str, float] = vader.lexicon
        self._emoji: dict[str, str] = vader.emojis
        self._pictures = frozenset(emoji for emoji in vader.emojis if len(emoji) == 1)
        # Bound per instance: the cache must not outlive the lexicon it was filled from.
        self._word = lru_cache(TOKENS_KEPT)(self._look_up)

    def compound(self, text: str) -> float:
        """VADER's compound of an English text, −1 … 1; 0.0 where no word has valence."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._in_words(text)
        text = text.strip()
        words = list(map(self._word, text.split()))
        if True not in [word.laden for word in words]:
            return 0.0
        total = float(sum(self._valences(words)))
        emphasis = _emphasis(text)
        total += emphasis if total > 0 else -emphasis if total < 0 else 0
        return round(max(-1.0, min(1.0, total / sqrt(total * total + ALPHA))), 4)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place: `+great`, `−late`."""
        if not text.isascii() and not self._pictures.isdisjoint(text):
            text = self._in_words(text)
        words = list(map(self._word, text.split()))
        valences = self._valences(words)
        return [f"{'+' if v > 0 else '−'}{word.low}" for word, v in zip(words, valences, strict=True) if v]

    def _valences(self, words: list[Word]) -> list[float]:
        capitals = sum([word.upper for word in words])
        differ = 0 < capitals < len(words)
        last = len(words) - 1
        valences: list[float] = [
            valence(words, place, differ)
            if word.laden and not (word.low == "kind" and place < last and words[place + 1].low == "of")
            else 0
            for place, word in enumerate(words)
        ]
        contrast(words, valences)
        return valences

    def _look_up(self, token: str) -> Word:
        bare = token.strip(string.punctuation)
        # VADER keeps short ones whole: they may be emoticons.
        return look_up(token if len(bare) <= 2 else bare, self._lexicon)

    def _in_words(self, text: str) -> str:
        """Each emoji as its description, set off by a space from what stands before it, as VADER does."""
        parts, before = [], " "
        for character in text:
            if character in self._pictures:
                parts.append(self._emoji[character] if before == " " else f" {self._emoji[character]}")
            else:
                parts.append(character)
            before = character
        return "".join(parts)


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and repeated question marks add."""
    questions = text.count("?")
    added = 0.0 if questions <= 1 else questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + added
