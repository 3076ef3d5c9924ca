"""What of a word tells its language: the letters inside it."""

import re
from math import sqrt

LENGTHS = range(2, 5)
"""Lengths of character n-grams besides single letters, word boundaries included: '_qu', 'the', 'ung_'."""

LETTERS_SEEN = 24
"""Letters of a word that are looked at; no word of these languages that tells something is longer."""

ACCENTED = frozenset(chr(code) for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1F00)) if chr(code).isalpha())
"""Latin letters beyond ASCII. Tokens are folded, so each that stands in a text counts as a word by itself."""

_SILENT = re.compile(r"\d+|https?|www|com|rt|user|l+o+l+|x+d+|o+k+|(?:ha|ah|he)+h?a?|w+o+w+")
"""Tokens that no language owns: numbers, what is left of addresses, laughter."""


def grams(word: str) -> tuple[str, ...]:
    """The n-grams of a folded token, and the token between its boundaries; none where no language owns it."""
    if len(word) == 1 and not word.isascii():
        return (word.lower(),)
    if _SILENT.fullmatch(word):
        return ()
    word = word[:LETTERS_SEEN]
    bounded = f"_{word}_"
    size = len(bounded) + 1
    inside = [bounded[at : at + n] for n in LENGTHS for at in range(size - n)]
    return (*word.replace("_", ""), *inside, f"={word}")


def weight(told: tuple[str, ...]) -> float:
    """What each n-gram of a word weighs: a long word says more than a short one, but not in proportion."""
    return 1 / sqrt(max(1, len(told)))
