"""English tone by VADER (Hutto and Gilbert 2014): its lexicon and rules, each word looked up once.

The compound equals `SentimentIntensityAnalyzer.polarity_scores(text)["compound"]` to the last digit. The library
walks every character for emoji and every word for valence; here most texts are a look-up a word and a sum, and only
where a word can change another's valence are the rules gone through.
"""

import codecs
import re
import string
from collections.abc import Sequence
from itertools import repeat
from math import sqrt

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cmwatch.reading.vader_rules import PLAIN, Word, look_up, valences

ALPHA = 15
"""VADER's normalising constant: about the largest sum of valences expected."""

TOKENS_KEPT = 65_536
"""Tokens whose look-up is remembered."""

_WITHOUT_PICTURES = codecs.charmap_build(
    "".join(map(chr, range(128))) + "…’‘“”–—€•·´°£\u00a0" + "".join(map(chr, range(0xC0, 0x100)))
)
"""Signs that are no emoji: what most texts are written with, and asked for fastest this way."""


_PUNCTUATION = string.punctuation


class _Tokens(dict[str, float]):
    """The valence of each token by itself, 0.0 where it has none; looked up once."""

    def __init__(self, lexicon: dict[str, float]) -> None:
        super().__init__()
        self.bearing: set[str] = set()
        """Tokens whose company must be looked at: they change the valence of others, or capitals change theirs."""
        self._words: dict[str, Word] = {}
        """Of the tokens, those that a rule asks about."""
        self._lexicon = lexicon

    def of(self, tokens: Sequence[str]) -> list[float]:
        """The valence of each token of a text by itself."""
        if len(self) + len(tokens) > TOKENS_KEPT:
            # A flood must not fill the memory; never within a text, whose first tokens are needed with its last.
            self.clear()
            self.bearing.clear()
            self._words.clear()
        return list(map(self.__getitem__, tokens))

    def as_words(self, tokens: Sequence[str]) -> list[Word]:
        """What the rules need to know of each token of the text whose valences were asked last."""
        return list(map(self._words.get, tokens, repeat(PLAIN)))

    def __missing__(self, token: str) -> float:
        bare = token.strip(_PUNCTUATION)
        # VADER keeps short ones whole: they may be emoticons.
        word = look_up(token if len(bare) <= 2 else bare, self._lexicon)
        value = 0.0
        if word is not PLAIN:
            self._words[token] = word
            if word.laden:
                value = word.valence or 0.0
            if word.bearing or (word.laden and word.upper):
                self.bearing.add(token)
        self[token] = value
        return value


class EnglishTone:
    """VADER behind one typed function."""

    def __init__(self) -> None:
        vader = SentimentIntensityAnalyzer()
        self._emoji = {emoji: words for emoji, words in vader.emojis.items() if len(emoji) == 1}
        self._picture = _pictures(self._emoji)
        self._known = _Tokens(vader.lexicon)

    def compound(self, text: str) -> float:
        """VADER's compound of an English text, −1 … 1; 0.0 where no word has valence."""
        if not text.isascii():
            text = self._said(text)
        tokens = text.split()
        values = self._known.of(tokens)
        if not any(values):
            return 0.0
        if not self._known.bearing.isdisjoint(tokens):
            values = valences(self._known.as_words(tokens), tokens)
        total = float(sum(values))
        if total:
            emphasis = _emphasis(text)
            total += emphasis if total > 0 else -emphasis
        return round(total / sqrt(total * total + ALPHA), 4)

    def laden(self, text: str) -> list[str]:
        """The words that made the compound, each with the sign of its valence in place: `+great`, `−late`."""
        tokens = self._said(text).split()
        self._known.of(tokens)
        words = self._known.as_words(tokens)
        weighed = zip(words, valences(words, tokens), strict=True)
        return [f"{'+' if value > 0 else '−'}{word.low}" for word, value in weighed if value]

    def _said(self, text: str) -> str:
        """The text with its emoji in words."""
        try:
            codecs.charmap_encode(text, "strict", _WITHOUT_PICTURES)
        except UnicodeEncodeError:
            return self._picture.sub(self._in_words, text)
        return text

    def _in_words(self, found: re.Match[str]) -> str:
        """An emoji as its description, set off by a space from what stands before it, as VADER does."""
        place, words = found.start(), self._emoji.get(found[0])
        if words is None:
            return found[0]
        return f" {words}" if place and found.string[place - 1] != " " else words


def _pictures(emoji: dict[str, str]) -> re.Pattern[str]:
    """Finds every emoji of one sign, and others beside them: near signs and one far range are searched fastest."""
    near = "".join(map(re.escape, (sign for sign in emoji if sign <= "\uffff")))
    far = [sign for sign in emoji if sign > "\uffff"]
    return re.compile(f"[{near}{min(far)}-{max(far)}]")


def _emphasis(text: str) -> float:
    """What exclamation marks (up to four) and repeated question marks add."""
    questions = text.count("?")
    added = 0.0 if questions <= 1 else questions * 0.18 if questions <= 3 else 0.96
    return min(text.count("!"), 4) * 0.292 + added
