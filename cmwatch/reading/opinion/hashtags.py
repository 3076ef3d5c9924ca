"""English words glued in a hashtag."""

import re

from cmwatch.reading.valence.hashtags import LONGEST_TAG, SURE, cut_at, cuts
from cmwatch.reading.valence.lexicon import Lexicon
from cmwatch.reading.valence.words import word_set

_GLUE = word_set(
    "a about account air airline airlines airport all always am an and app are as at bag bags bank be been brand "
    "broadband bus by can city club company corp customer customers customerservice cx day days delivery do does "
    "energy every flight flights food for from game get go goes going group has have her here his hotel how i in "
    "insurance internet is it its just line live me mobile money more my network new next no not now of off on one "
    "online only or order our out over pay people phone rail say service services shop so still store support team "
    "that the their them there this time to today tonight train trains travel tv up us very was water we week what "
    "when where who why wifi will with work world year you your bye goodbye therapist therapists"
)
"""Words without valence that tags are glued with."""

_TAILS = ("fail", "scam", "joke", "lies")
"""Short words that people put behind a brand's name."""

_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


class HashtagSplitter:
    """Takes English hashtags apart: by their capitals, else by what the lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        laden = frozenset(word for word, entry in lexicon.forms.items() if entry.valence and word.isalpha())
        self._known = _GLUE | {word for word in laden | lexicon.parts() if len(word) >= 3}
        self._sure = frozenset(word for word in laden if len(word) >= SURE)

    def split(self, tag: str) -> list[str]:
        """The words of a tag without its sign, as they are written; the tag itself if nothing is known in it."""
        humps = _HUMP.findall(tag) if len(tag) <= LONGEST_TAG else [tag]
        return [part for hump in humps or [tag] for part in self._parts(hump)]

    def _parts(self, hump: str) -> list[str]:
        low = hump.lower()
        if len(low) != len(hump) or len(low) > LONGEST_TAG or low in self._known:
            return [hump]
        return cut_at(hump, cuts(low, self._known) or self._cut_off(low))

    def _cut_off(self, low: str) -> list[int]:
        """Where a laden word parts from an unknown rest: `norvexfail`, `worstferry`."""
        if low.endswith(_TAILS):
            return [len(low) - 4]
        for size in range(len(low) - 2, SURE - 1, -1):
            if low[-size:] in self._sure:
                return [len(low) - size]
            if low[:size] in self._sure:
                return [size]
        return []
