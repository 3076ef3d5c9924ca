"""Languages that their letters name."""

import re

SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u4e00-\u9fff"),
    ("ru", "\u0400-\u04ff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
)
"""Scripts that name a language well enough to know that it is neither English nor French."""

_FOREIGN = re.compile("[" + "".join(letters for _code, letters in SCRIPTS) + "]")
_EACH = tuple((code, re.compile(f"[{letters}]")) for code, letters in SCRIPTS)


def by_script(text: str) -> str | None:
    """The language that the letters of a text name, or None where they are Latin."""
    found = _FOREIGN.findall(text)
    if not found:
        return None
    # A foreign word quoted in an English sentence does not make the sentence foreign.
    if len(found) * 3 < sum(map(str.isalpha, text)):
        return None
    counts = [(len(letters.findall(text)), code) for code, letters in _EACH]
    # Kana decide for Japanese even where Chinese characters outnumber them.
    if counts[0][0]:
        return "ja"
    return max(counts)[1]
