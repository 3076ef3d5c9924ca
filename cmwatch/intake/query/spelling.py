"""The words of a text, as every room counts and compares them.

Case and accents do not count, ligatures and compatibility forms are spelled out (`œ` is `oe`, `𝐅𝐑𝐄𝐄` is
`free`), anything that is no letter, digit or underscore separates, and a CJK sign is a word by itself.
"""

import codecs
import re
import unicodedata

_STRESS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""Accents, and the vowel points of Hebrew and Arabic, which are as optional as accents."""

_INDIC = "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u3099\u309a"
"""Vowel signs that are part of a word, though Unicode calls them marks."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})

WORD = rf"[\w{_INDIC}]"
"""One sign of a folded word, for patterns."""

_WORDS = re.compile(f"{WORD}+")
_IDEOGRAPH = re.compile("([\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff][\u3099\u309a]?)")
_PICTURES = re.compile(
    "[\u203c\u2190-\u245f\u2500-\u2775\u2794-\u2bff\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]+"
)
"""Emoji, arrows and other drawings, which hold no letter."""


def fold(text: str) -> str:
    """Without case, accents, ligatures and compatibility forms; punctuation stays."""
    if text.isascii():
        return text.lower()
    bare = _STRESS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return bare.translate(_LIGATURES) if "œ" in bare or "æ" in bare else bare


def tokens(text: str) -> tuple[str, ...]:
    """The words in their order.

    >>> tokens("J’adore l'œuvre, @Free_Fr #Été2024 !")
    ('j', 'adore', 'l', 'oeuvre', 'free_fr', 'ete2024')
    """
    if text.isascii():
        return tuple(text.encode().translate(_SEPARATED).decode().split())
    try:
        return _latin(text)
    except UnicodeEncodeError:
        text = _PICTURES.sub(" ", text)
    try:
        return _latin(text)
    except UnicodeEncodeError:
        return _any_script(text)


def _latin(text: str) -> tuple[str, ...]:
    """The fast way, for what Western European languages are written with; raises UnicodeEncodeError for the rest."""
    signs = codecs.charmap_encode(text, "strict", _ALPHABET)[0]
    if _SPELLED:
        for sign, spelled in _SPELLED:
            signs = signs.replace(sign, spelled)
    return tuple(signs.translate(_SEPARATED).decode().split())


def _any_script(text: str) -> tuple[str, ...]:
    folded = fold(text)
    if _IDEOGRAPH.search(folded):
        folded = _IDEOGRAPH.sub(r" \1 ", folded)
    return tuple(_WORDS.findall(folded))


def _alphabet() -> tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]:
    """A one-byte alphabet of ASCII and Western signs, what each byte folds to, and those that fold to two letters."""
    western = bytes(range(0x80, 0x100)).decode("cp1252", "ignore") + "\u202f\u2009\u200b\ufe0f"
    plain = {sign: "".join(_any_script(f"a{sign}b"))[1:-1] for sign in western}
    kept = [sign for sign in western if plain[sign].isascii() and len(_any_script(f"a{sign}b")) + len(plain[sign]) == 2]
    pairs = list("œŒæÆß")
    signs = [chr(code) for code in range(128)] + kept + pairs
    folds = [sign.lower() if sign.isalnum() or sign == "_" else " " for sign in signs[:128]]
    folds += [plain[sign] or " " for sign in kept] + [" "] * (256 - 128 - len(kept))
    spelled = tuple((bytes([signs.index(sign)]), plain[sign].encode()) for sign in pairs)
    return "".join(signs), "".join(folds).encode(), spelled


_SIGNS, _SEPARATED, _SPELLED = _alphabet()
_ALPHABET = codecs.charmap_build(_SIGNS)
