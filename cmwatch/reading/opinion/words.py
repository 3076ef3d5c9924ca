"""How an English text falls into words, and which word of the lexicon each is."""

import string

from cmwatch.reading.opinion.grammar import GRAMMAR
from cmwatch.reading.opinion.hashtags import HashtagSplitter
from cmwatch.reading.opinion.spelling import drawn_out, key, shortened
from cmwatch.reading.valence.lexicon import Lexicon
from cmwatch.reading.valence.words import APOSTROPHES, LONGEST, PLAIN, SHOUTED, Word, Words

_AROUND = string.punctuation.replace("*", "")
"""Signs around a word; stars are letters that were left out."""


class EnglishWords(Words):
    """The words of English chunks."""

    def __init__(self, lexicon: Lexicon) -> None:
        word = rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*"
        super().__init__(lexicon, HashtagSplitter(lexicon), GRAMMAR, word=word, stops=".!?;:…()[]|")

    def _whole(self, chunk: str) -> Word | None:
        return self._spelled(chunk.strip(_AROUND))

    def _number(self, text: str) -> Word:
        # '0 problems' counts nothing.
        return self._word("zero") if text == "0" else super()._number(text)

    def _word(self, text: str) -> Word:
        upper = len(text) > 1 and text.isupper()
        if len(text) <= LONGEST:
            low = text.lower()
            known = self._found(low, upper=upper, stretched=False)
            if known is not None:
                return known
            if drawn_out(low):
                meant = [self._found(shorter, upper=upper, stretched=True) for shorter in shortened(low)]
                # 'gooood' is good before it is god.
                if any(meant):
                    return min(filter(None, meant), key=lambda word: word.entry is None)
        return SHOUTED if upper else PLAIN

    def _found(self, low: str, *, upper: bool, stretched: bool) -> Word | None:
        found_by = key(low)
        entry = self._lexicon.forms.get(found_by)
        if entry is None and found_by not in self._named:
            return None
        return self._known(low, found_by, entry, upper=upper, stretched=stretched)
