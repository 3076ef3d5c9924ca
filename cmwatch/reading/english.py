"""English tone by VADER (Hutto and Gilbert 2014): its lexicon and rules, each word looked up once.

The compound equals `SentimentIntensityAnalyzer.polarity_scores(text)["compound"]` to the last digit. The library
walks every character for emoji and every word for valence; here only the words that can have valence are weighed.
"""

import codecs
import string
from math import sqrt

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cmwatch.reading.vader_rules import Word, look_up, valences

ALPHA = 15
"""VADER's normalising constant: about the largest sum of valences expected."""

TOKENS_KEPT = 65_536
"""Tokens whose look-up is remembered."""

_WITHOUT_PICTURES = codecs.charmap_build(
    "".join(map(chr, range(128))) + "…’‘“”–—€•·´°£\u00a0" + "".join(map(chr, range(0xC0, 0x100)))
)
"""Signs that are no emoji: what most texts are written with, and asked for fastest this way."""


class _Words(dict[str, Word]):
    """Each token looked up once. A flood of new ones empties it rather than filling the memory."""

    def __init__(self, lexicon: dict[str, float]) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, token: str) -> Word:
        if len(self) >= TOKENS_KEPT:
            self.clear()
        bare = token.strip(string.punctuation)
        # VADER keeps short ones whole: they may be emoticons.
        word = self[token] = look_up(token if len(bare) <= 2 else bare, self._lexicon)
        return word


class EnglishTone:
    """VADER behind one typed function."""

    def __init__(self) -> None:
        vader = SentimentIntensityAnalyzer()
        self._emoji: dict[str, str] = vader.emojis
        self._pictures = frozenset(emoji for emoji in vader.emojis if len(emoji) == 1)
        self._words = _Words(vader.lexicon)

    def compound(self, text: str) -> float:
        """VADER's compound of an English text, −1 … 1; 0.0 where no word has valence."""
        text = self._said(text).strip()
        words = list(map(self._words.__getitem__, text.split()))
        laden = [place for place, word in enumerate(words) if word.laden]
        if not laden:
            return 0.0
        total = float(sum(valences(words, laden)))
        emphasis = _emphasis(text)
        total += emphasis if total > 0 else -emphasis if total < 0 else 0
        return round(max(-1.0, min(1.0, total / sqrt(total * total + ALPHA))), 4)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place: `+great`, `−late`."""
        words = list(map(self._words.__getitem__, self._said(text).split()))
        weighed = valences(words, [place for place, word in enumerate(words) if word.laden])
        return [f"{'+' if v > 0 else '−'}{word.low}" for word, v in zip(words, weighed, strict=True) if v]

    def _said(self, text: str) -> str:
        """The text with its emoji in words."""
        if text.isascii():
            return text
        try:
            codecs.charmap_encode(text, "strict", _WITHOUT_PICTURES)
        except UnicodeEncodeError:
            return text if self._pictures.isdisjoint(text) else self._in_words(text)
        return text

    def _in_words(self, text: str) -> str:
        """Each emoji as its description, set off by a space from what stands before it, as VADER does."""
        parts, reached = [], 0
        pictures = self._pictures
        for place in [place for place, character in enumerate(text) if character in pictures]:
            parts.append(text[reached:place])
            if place and text[place - 1] != " ":
                parts.append(" ")
            parts.append(self._emoji[text[place]])
            reached = place + 1
        return "".join(parts) + text[reached:]


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and repeated question marks add."""
    questions = text.count("?")
    added = 0.0 if questions <= 1 else questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + added
