"""English words by one key each: lower case, without accents and apostrophes, however they were typed."""

import re
from collections.abc import Iterator

from cmwatch.reading.valence.folding import fold, undrawn
from cmwatch.reading.valence.words import APOSTROPHES

_ONE_SIGN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))

_CLITICS = frozenset(["s", "m", "re", "ve", "ll", "d", "em"])
"""What an apostrophe joins to a word without changing what it says."""

_JOINED = {
    "whats": "what", "thats": "that", "theres": "there", "heres": "here", "hes": "he", "shes": "she", "im": "i",
    "ive": "i", "youre": "you", "youve": "you", "theyre": "they", "theyve": "they", "weve": "we", "wheres": "where",
    "its": "it", "lets": "let", "whos": "who", "hows": "how", "everyones": "everyone", "nobodys": "nobody", "u": "you",
    "ur": "your", "r": "are", "n": "and", "luv": "love", "thx": "thanks", "tks": "thanks", "thnx": "thanks",
    "thanx": "thanks", "ty": "thanks", "pls": "please", "plz": "please", "dnt": "dont", "gud": "good", "kno": "know",
    "wot": "what", "cuz": "because", "coz": "because", "bcuz": "because", "bc": "because",
    "cannot": "cant", "yr": "your", "yrs": "years", "mins": "minutes", "min": "minutes", "hrs": "hours", "hr": "hour",
    "svc": "service", "cust": "customer", "flt": "flight", "acct": "account", "tho": "though", "wanna": "want",
}  # fmt: skip
"""Spellings of a hurry."""

_DRAWN_OUT = re.compile(r"(\w)\1\1|(?:ha|ah|he){2}")
_LAUGH = re.compile(r"(?:b?w?[hj]?a){3,}h?|(?:h?[ae]h){2,}|(?:h[ei]){2,}h?")


def key(low: str) -> str:
    """What a lower-case word is found by.

    >>> key("don’t"), key("that's"), key("thats"), key("he'll"), key("café")
    ('dont', 'that', 'that', 'he', 'cafe')
    """
    low = fold(low)
    if not low.isascii():
        low = low.translate(_ONE_SIGN)
    if "'" in low or "`" in low:
        head, _sign, tail = low.translate(_ONE_SIGN).rpartition("'")
        low = head.replace("'", "") + ("" if head and tail in _CLITICS else tail)
    return _JOINED.get(low, low)


def drawn_out(low: str) -> bool:
    """Whether a word has letters that may be too many."""
    return _DRAWN_OUT.search(low) is not None


def shortened(low: str) -> Iterator[str]:
    """A word without what was drawn out or laughed on: `greaaaat` is great, `worsttt` worst, `goooood` good."""
    if _LAUGH.fullmatch(low):
        yield "haha"
    yield from undrawn(low)
