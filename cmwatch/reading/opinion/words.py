"""One word of an English text with what the rules ask of it, and how a text falls into words."""

import re
import string
from collections.abc import Iterator

from cmwatch.reading.emoji import PICTURES, emoji_valences
from cmwatch.reading.french.lexicon import Entry, Lexicon
from cmwatch.reading.french.words import CHUNKS_KEPT, COMMA, EMOJI_SCALE, LONGEST, LONGEST_CHUNK, SAME_EMOJI, STOP, Word
from cmwatch.reading.opinion.grammar import BOOSTERS, NAMED, ROLES
from cmwatch.reading.opinion.hashtags import Splitter
from cmwatch.reading.opinion.spelling import APOSTROPHES, key, shortened

_PLAIN = Word("", "")
_SHOUTED = Word("", "", upper=True)


class Words(dict[str, tuple[Word, ...]]):
    """The words of each piece of text between blanks, looked up once; a flood of new ones empties it."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._parts = NAMED.union(
            part for listed in lexicon.phrases.values() for phrase in listed for slot in phrase.slots for part in slot
        )
        self._splitter = Splitter(lexicon)
        signs = "|".join(map(_apart, sorted(lexicon.emoticons, key=len, reverse=True)))
        self._pieces = re.compile(
            rf"(?P<emoticon>{signs})|(?P<tag>#\w+)|(?P<number>\d+(?:[.,]\d+)*)"
            rf"|(?P<word>[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*)"
            rf"|(?P<picture>[{PICTURES}][{PICTURES}\u200d\ufe0f\ufe0e\u2640\u2642]*)"
            r"|(?P<stop>[.!?;:…()\[\]|]+)|(?P<comma>[,/])"
        )

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        words = (self._word(chunk),) if chunk.isalpha() else tuple(self._words(chunk[:LONGEST_CHUNK]))
        if len(chunk) <= LONGEST:
            if len(self) >= CHUNKS_KEPT:
                self.clear()
            self[chunk] = words
        return words

    def _words(self, chunk: str) -> Iterator[Word]:
        if chunk[0] == "@" or "://" in chunk or chunk.startswith(("http", "www.")):
            yield _PLAIN
            return
        bare = chunk.strip(string.punctuation.replace("*", ""))
        if not bare.isalpha() and bare.lower() in self._lexicon.forms:
            # Spellings with other signs than letters: 'gr8', 'sh*t'.
            yield self._word(bare)
            return
        for piece in self._pieces.finditer(chunk):
            yield from self._piece(str(piece.lastgroup), piece[0])

    def _piece(self, kind: str, text: str) -> Iterator[Word]:
        match kind:
            case "word":
                yield self._word(text)
            case "stop":
                yield STOP
            case "comma":
                yield COMMA
            case "number":
                yield self._word("zero") if text == "0" else Word(text, "#", phrases=self._lexicon.phrases.get("#", ()))
            case "tag":
                yield from map(self._word, self._splitter.split(text[1:]))
            case "emoticon":
                yield Word(text, text, Entry(self._lexicon.emoticons[text]), counts=True)
            case _:
                yield from _pictures(text)

    def _word(self, text: str) -> Word:
        upper = len(text) > 1 and text.isupper()
        if len(text) <= LONGEST:
            low = text.lower()
            known = self._known(low, upper=upper, stretched=False)
            if known is not None:
                return known
            meant = [self._known(shorter, upper=upper, stretched=True) for shorter in shortened(low)]
            # 'gooood' is good before it is god.
            if any(meant):
                return min(filter(None, meant), key=lambda word: word.entry is None)
        return _SHOUTED if upper else _PLAIN

    def _known(self, low: str, *, upper: bool, stretched: bool) -> Word | None:
        found_by = key(low)
        entry = self._lexicon.forms.get(found_by)
        if entry is None and found_by not in self._parts:
            return None
        phrases = self._lexicon.phrases.get(found_by, ())
        return Word(
            low, found_by, entry, upper, stretched, BOOSTERS.get(found_by, 0.0), ROLES.get(found_by, ""), phrases,
            counts=entry is not None or bool(phrases),
        )  # fmt: skip


def _apart(sign: str) -> str:
    """The pattern of an emoticon inside a text: one with letters at its ends stands apart from words."""
    before, after = r"(?<!\w)" if sign[0].isalnum() else r"(?<!\d)", r"(?!\w)" if sign[-1].isalnum() else ""
    return before + re.escape(sign) + after


def _pictures(text: str) -> Iterator[Word]:
    last, run = "", 0
    for sign, valence in emoji_valences(text[: LONGEST * 4]):
        last, run = sign, run + 1 if sign == last else 1
        if run <= SAME_EMOJI:
            yield Word(sign, sign, Entry(valence * EMOJI_SCALE), counts=True)
