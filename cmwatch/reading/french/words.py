"""How a French text falls into words, and which word of the lexicon each is."""

import re
import string
import unicodedata
from collections.abc import Iterator

from cmwatch.reading.french.grammar import GRAMMAR
from cmwatch.reading.french.hashtags import HashtagSplitter
from cmwatch.reading.valence.folding import fold, may_stand_for, undrawn
from cmwatch.reading.valence.lexicon import Entry, Lexicon
from cmwatch.reading.valence.words import APOSTROPHES, LONGEST, PLAIN, SHOUTED, Word, Words, word_set

ELIDED = word_set("c d j l m n s t qu jusqu lorsqu puisqu quoiqu presqu")
"""Words that lose their vowel before an apostrophe."""

_DRAWN_OUT = re.compile(r"(\w)\1\1|(?:ha|ah|hi|ho|he|hé|ja|mdr|ptdr|lol){2}")
_LAUGH = re.compile(r"(?:[hj]?a){3,}h?|(?:h?[ae]h){2,}|(?:h[iéeo]){2,}h?|(?:mdr|ptdr|lol){2,}")


class FrenchWords(Words):
    """The words of French chunks."""

    def __init__(self, lexicon: Lexicon) -> None:
        word = rf"[^\W\d_]+(?:[{APOSTROPHES}](?=\w))?"
        super().__init__(lexicon, HashtagSplitter(lexicon), GRAMMAR, word=word, stops=".!?;:…()[]«»|")

    def _cut(self, chunk: str) -> tuple[Word, ...]:
        chunk = chunk if chunk.isascii() else unicodedata.normalize("NFC", chunk)
        return (self._emoticon(chunk),) if chunk in self._lexicon.emoticons else super()._cut(chunk)

    def _whole(self, chunk: str) -> Word | None:
        bare = chunk.strip(string.punctuation)
        # '0 souci' counts nothing.
        return self._word("zéro") if bare == "0" else self._spelled(bare)

    def _word(self, text: str) -> Word:
        if text[-1] in APOSTROPHES:
            text = text[:-1]
            if fold(text.lower()) in ELIDED:
                return self._known(f"{text.lower()}'", fold(text.lower()), None, upper=False, stretched=False)
        upper = len(text) > 1 and text.isupper()
        if len(text) > LONGEST:
            return SHOUTED if upper else PLAIN
        low = text.lower()
        key = fold(low)
        entry = self._entry(low, key)
        stretched = False
        if entry is None and key not in self._named:
            for shorter in _shortened(low):
                short = fold(shorter)
                entry = self._entry(shorter, short)
                if entry is not None or short in self._named:
                    low, key, stretched = shorter, short, True
                    break
            else:
                return SHOUTED if upper else PLAIN
        if entry is not None and not entry.valence and entry.denied is None:
            entry = None
        return self._known(low, key, entry, upper=upper, stretched=stretched)

    def _entry(self, low: str, key: str) -> Entry | None:
        forms = self._lexicon.forms
        if (entry := forms.get(low)) is not None:
            return entry
        form = self._lexicon.folded.get(key)
        if form is not None:
            return forms[form] if may_stand_for(low, form) else None
        # 'jrecommande': the elision that a telephone leaves out.
        verb = forms.get(low[1:]) if low[0] == "j" and len(low) > 5 else None
        return verb if verb is not None and verb.finite else None


def _shortened(low: str) -> Iterator[str]:
    """A word without what was drawn out or laughed on: `nuuul` is nul, `belllle` belle, `hahahaha` haha."""
    if not _DRAWN_OUT.search(low):
        return
    if laugh := _LAUGH.fullmatch(low):
        yield "mdr" if "mdr" in laugh[0] else "ptdr" if "ptdr" in laugh[0] else "lol" if "lol" in laugh[0] else "haha"
    yield from undrawn(low)
