"""The words a mention is found by, as the full-text index keeps them.

The index holds every ASCII word that the query language sees in a text (a test holds the two together), and perhaps
others: it narrows a search, and the query decides. What is written in another script is found without it. The
archive has its own hand on the words because they are in a file: a change here needs a step of the schema that builds
the index anew.
"""

import codecs
import re
import unicodedata

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_PHRASE = re.compile(r'"([^"]*)"(\*?)')


def searchable(text: str) -> str:
    """The text as it is given to the index, which splits it at all but ASCII letters and digits and lowers it.

    >>> searchable("J’adore l'œuvre, été ❤")
    "j?adore l'oeuvre, ete ?"
    """
    if text.isascii():
        return text
    try:
        return codecs.charmap_encode(text, "strict", _WESTERN)[0].translate(_BARE).decode()
    except UnicodeEncodeError:
        return _any_script(text)


def _any_script(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    if "œ" in bare or "æ" in bare:
        bare = bare.translate(_LIGATURES)
    return bare.encode("ascii", "replace").decode()


_SIGNS = (
    "".join(map(chr, range(128)))
    + "’‘“”«»–—€•·°\u00a0"
    + "".join(map(chr, range(0xC0, 0x100))).translate(dict.fromkeys(map(ord, "ÆæßÐðÞþ")))
)
"""What most texts are written with: ASCII, and Western signs of which each becomes one letter or none."""

_WESTERN = codecs.charmap_build(_SIGNS)
_BARE = "".join(sign if sign.isascii() else _any_script(sign) for sign in _SIGNS).encode().ljust(256)
"""What each of them becomes, by its place."""


def indexed(text: str, author: str) -> str:
    """What is indexed of a mention; also what must be given to take it out again."""
    return f"{searchable(text)} {searchable(author)}"


def without_phrases(prefilter: str) -> str:
    """The match string with each phrase as all of its words, for an index that knows no positions.

    >>> without_phrases('("free mobile"* OR "panne")')
    '(("free" AND "mobile"*) OR "panne")'
    """
    return _PHRASE.sub(_all_words, prefilter)


def _all_words(phrase: re.Match[str]) -> str:
    words = phrase[1].split()
    return phrase[0] if len(words) < 2 else "(" + " AND ".join(f'"{word}"' for word in words) + f"{phrase[2]})"
