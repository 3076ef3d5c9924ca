"""The words a mention is found by, as the full-text index keeps them.

They are those of the query language (`intake.query.tokens`; a test holds the two together). The archive has its own
hand on them because they are written into a file: a change here needs a step of the schema that builds the index anew.
"""

import re
import unicodedata

_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_VOWEL_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u3099\u309a"
_SEPARATORS = re.compile(rf"[^\w{_VOWEL_SIGNS}]+")
_IDEOGRAPH = re.compile("([\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff][\u3099\u309a]?)")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def searchable(text: str) -> str:
    """The words of a text with spaces between them. ASCII is left to the index, which splits and lowers it faster.

    >>> searchable("J’adore l'œuvre, été")
    'j adore l oeuvre ete'
    """
    if text.isascii():
        return text
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LIGATURES)
    words = _SEPARATORS.sub(" ", bare)
    return words if words.isascii() else _IDEOGRAPH.sub(r" \1 ", words)


def indexed(text: str, author: str) -> str:
    """What is indexed of a mention; also what must be given to take it out again."""
    return f"{searchable(text)} {searchable(author)}"
