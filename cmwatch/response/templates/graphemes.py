"""What a reader counts as one character: extended grapheme clusters (Unicode annex 29, without the Indic rules)."""

import unicodedata

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})


def graphemes(text: str) -> tuple[str, ...]:
    """The clusters of a text; joined back, they are the text.

    >>> [len(cluster) for cluster in graphemes("e\\u0301👩‍👩‍👧‍👦🇫🇷!")]
    [2, 7, 2, 1]
    """
    clusters: list[str] = []
    for character in text:
        if clusters and _continues(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return tuple(clusters)


def pictured(cluster: str) -> bool:
    """Whether a cluster is drawn as an emoji."""
    first = cluster[0]
    return _is_picture(first) or _is_flag(first) or "\ufe0f" in cluster or "\u20e3" in cluster


def _continues(cluster: str, character: str) -> bool:
    last = cluster[-1]
    if last in "\r\n\t" or unicodedata.category(last) == "Cc":
        return (last, character) == ("\r", "\n")
    if character == _JOINER or 0x1F3FB <= ord(character) <= 0x1F3FF or unicodedata.category(character) in _MARKS:
        return True
    if 0xE0020 <= ord(character) <= 0xE007F:
        return True
    if last == _JOINER:
        return _is_picture(character) and pictured(cluster)
    if _is_flag(character):
        return len(cluster) % 2 == 1 and all(map(_is_flag, cluster))
    return _hangul(last, character)


def _is_flag(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _is_picture(character: str) -> bool:
    """Extended_Pictographic, near enough: the symbols and the supplementary planes of pictures."""
    point = ord(character)
    if 0x1F000 <= point <= 0x1FAFF:
        return not _is_flag(character)
    return (0x2190 <= point <= 0x2BFF and unicodedata.category(character) == "So") or point in (0x203C, 0x2049, 0x3030)


def _hangul(last: str, character: str) -> bool:
    """Jamo that build one syllable."""
    a, b = ord(last), ord(character)
    leading, vowel, trailing = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
    syllable = range(0xAC00, 0xD7A4)
    if a in leading:
        return b in leading or b in vowel or b in syllable
    if a in vowel or (a in syllable and (a - 0xAC00) % 28 == 0):
        return b in vowel or b in trailing
    return (a in trailing or a in syllable) and b in trailing
