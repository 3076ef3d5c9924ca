"""Emoji by grapheme: skin tones and variation selectors do not count, sequences are looked up whole first."""

import re
from functools import cache
from importlib.resources import files

PICTURES = (
    "\u2049\u203c\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""Signs that may be emoji, for a character class; `emoji_valences` also expects selectors and joiners between them."""

_TABLES = ("ranking.tsv", "ours.tsv")
"""The later one wins."""

_UNSEEN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_GRAPHEME = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[{PICTURES}](?:\u200d[{PICTURES}\u2640\u2642])*")


def emoji_valences(text: str) -> list[tuple[str, float]]:
    """Each emoji of a text that has a valence, −1 … 1, in order, without skin tone and selectors.

    A joined sequence that is in no table counts as its first part: a shrugging woman is a shrug.

    >>> emoji_valences("livré 👍🏽 puis 🤦‍♀️ ♥️ 🇫🇷")
    [('👍', 0.522), ('🤦', -0.45), ('♥', 0.658)]
    """
    if text.isascii():
        return []
    known = _valences()
    found = []
    for grapheme in _GRAPHEME.findall(_UNSEEN.sub("", text)):
        sign = grapheme if grapheme in known else grapheme.partition("\u200d")[0]
        if valence := known.get(sign):
            found.append((sign, valence))
    return found


@cache
def _valences() -> dict[str, float]:
    """Read once: two small files."""
    room = files(__package__)
    table: dict[str, float] = {}
    for name in _TABLES:
        for line in room.joinpath(name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                sign, _tab, valence = line.partition("\t")
                table[sign] = float(valence)
    return table
