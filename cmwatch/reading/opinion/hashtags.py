"""English words glued in a hashtag."""

from cmwatch.reading.french.grammar import word_set
from cmwatch.reading.french.hashtags import SURE, Splitter
from cmwatch.reading.french.lexicon import Lexicon

_GLUE = word_set(
    "a about account air airline airlines airport all always am an and app are as at bag bags bank be been brand "
    "broadband bus by can city club company corp customer customers customerservice cx day days delivery do does "
    "energy every flight flights food for from game get go goes going group has have her here his hotel how i in "
    "insurance internet is it its just line live me mobile money more my network new next no not now of off on one "
    "online only or order our out over pay people phone rail say service services shop so still store support team "
    "that the their them there this time to today tonight train trains travel tv up us very was water we week what "
    "when where who why wifi will with work world year you your bye goodbye"
)
"""Words without valence that tags are glued with."""


_TAILS = ("fail", "scam", "joke", "lies")
"""Short words that people put behind a brand's name."""


class EnglishSplitter(Splitter):
    """Takes English hashtags apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        laden = frozenset(word for word, entry in lexicon.forms.items() if entry.valence and word.isalpha())
        parts = {
            part for listed in lexicon.phrases.values() for phrase in listed for slot in phrase.slots for part in slot
        }
        self._known = _GLUE | {word for word in laden | parts if len(word) >= 3}
        self._sure = frozenset(word for word in laden if len(word) >= SURE)

    def _at_the_ends(self, tag: str, bare: str) -> list[str] | None:
        if bare.endswith(_TAILS) and len(bare) > SURE:
            return [tag[:-4], tag[-4:]]
        return super()._at_the_ends(tag, bare)
