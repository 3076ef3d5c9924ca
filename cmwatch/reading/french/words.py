"""One word of a French text with what the rules ask of it, and how a text falls into words."""

import re
import string
import unicodedata
from collections.abc import Iterator

import msgspec

from cmwatch.reading.emoji import PICTURES, emoji_valences
from cmwatch.reading.french.folding import fold, may_stand_for
from cmwatch.reading.french.grammar import BOOSTERS, NAMED, ROLES, Role, word_set
from cmwatch.reading.french.hashtags import Splitter
from cmwatch.reading.french.lexicon import Entry, Lexicon, Phrase

EMOJI_SCALE = 3.0
"""From an emoji's −1 … 1 to the lexicon's −4 … 4: the kindest ones weigh as much as 'adore'."""

SAME_EMOJI = 2
"""Of one emoji in a row, how many count: ten hearts are no ten reasons."""

LONGEST = 60
"""Letters past which a word is none of the lexicon's and no hashtag is split."""

LONGEST_CHUNK = 1_000
"""Signs without a blank that are looked at: what is longer was written by no hand."""

CHUNKS_KEPT = 65_536
"""Pieces between blanks whose words are remembered."""

ELIDED = word_set("c d j l m n s t qu jusqu lorsqu puisqu quoiqu presqu")
"""Words that lose their vowel before an apostrophe."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a text."""

    low: str
    """As it is shown among the reasons."""
    key: str
    """Lower case without accents; empty where no rule and no expression asks for it."""
    entry: Entry | None = None
    upper: bool = False
    stretched: bool = False
    """Whether letters were repeated: `nuuul`."""
    booster: float = 0.0
    role: Role = ""
    phrases: tuple[Phrase, ...] = ()
    """The expressions it anchors."""
    counts: bool = False
    """Whether it has valence, or may be part of what has."""


STOP = Word(".", "", role="stop")
COMMA = Word(",", "", role="breaks")
_PLAIN = Word("", "")
_SHOUTED = Word("", "", upper=True)

_APOSTROPHES = "'’‘ʼ`´′"
_REPEATED = re.compile(r"(\w)\1{2,}")
_DRAWN_OUT = re.compile(r"(\w)\1\1|(?:ha|ah|hi|ho|he|hé|ja|mdr|ptdr|lol){2}")
_LAUGH = re.compile(r"(?:[hj]?a){3,}h?|(?:h?[ae]h){2,}|(?:h[iéeo]){2,}h?|(?:mdr|ptdr|lol){2,}")


class Words(dict[str, tuple[Word, ...]]):
    """The words of each piece of text between blanks, looked up once; a flood of new ones empties it."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._parts = frozenset(
            part for listed in lexicon.phrases.values() for phrase in listed for slot in phrase.slots for part in slot
        )
        self._splitter = Splitter(lexicon)
        signs = "|".join(map(_bounded, sorted(lexicon.emoticons, key=len, reverse=True)))
        self._pieces = re.compile(
            rf"(?P<emoticon>{signs})|(?P<tag>#\w+)|(?P<number>\d+(?:[.,]\d+)*)"
            rf"|(?P<word>[^\W\d_]+(?:[{_APOSTROPHES}](?=\w))?)"
            rf"|(?P<picture>[{PICTURES}][{PICTURES}\u200d\ufe0f\ufe0e\u2640\u2642]*)"
            r"|(?P<stop>[.!?;:…()\[\]«»|]+)|(?P<comma>[,/])"
        )

    def __missing__(self, written: str) -> tuple[Word, ...]:
        chunk = written[:LONGEST_CHUNK]
        chunk = chunk if chunk.isascii() else unicodedata.normalize("NFC", chunk)
        bare = chunk.isalpha() and chunk not in self._lexicon.emoticons
        words = (self._word(chunk),) if bare else tuple(self._words(chunk))
        if len(written) <= LONGEST:
            if len(self) >= CHUNKS_KEPT:
                self.clear()
            self[written] = words
        return words

    def _words(self, chunk: str) -> Iterator[Word]:
        if chunk in self._lexicon.emoticons:
            yield Word(chunk, chunk, Entry(self._lexicon.emoticons[chunk]), counts=True)
            return
        if chunk[0] == "@" or "://" in chunk or chunk.startswith(("http", "www.")):
            yield _PLAIN
            return
        bare = chunk.strip(string.punctuation)
        if bare == "0":
            # '0 souci' counts nothing.
            yield self._word("zéro")
            return
        if not bare.isalpha() and bare.lower() in self._lexicon.forms:
            # Spellings with digits: 'b1', '2ouf'.
            yield self._word(bare)
            return
        for piece in self._pieces.finditer(chunk):
            yield from self._piece(str(piece.lastgroup), piece[0])

    def _piece(self, kind: str, text: str) -> Iterator[Word]:
        match kind:
            case "word" if text.isalpha() and len(text) <= LONGEST:
                yield from self[text]
            case "word":
                yield self._word(text)
            case "stop":
                yield STOP
            case "comma":
                yield COMMA
            case "number":
                yield Word(text, "#")
            case "tag":
                yield from map(self._word, self._splitter.split(text[1:]))
            case "emoticon":
                yield Word(text, text, Entry(self._lexicon.emoticons[text]), counts=True)
            case _:
                yield from self._pictures(text)

    @staticmethod
    def _pictures(text: str) -> Iterator[Word]:
        last, run = "", 0
        for sign, valence in emoji_valences(text[: LONGEST * 4]):
            last, run = sign, run + 1 if sign == last else 1
            if run <= SAME_EMOJI:
                yield Word(sign, sign, Entry(valence * EMOJI_SCALE), counts=True)

    def _word(self, text: str) -> Word:
        if text[-1] in _APOSTROPHES:
            text = text[:-1]
            if fold(text.lower()) in ELIDED:
                return self._known(f"{text.lower()}'", fold(text.lower()), None, upper=False, stretched=False)
        upper = len(text) > 1 and text.isupper()
        if len(text) > LONGEST:
            return _SHOUTED if upper else _PLAIN
        low = text.lower()
        key = fold(low)
        entry = self._entry(low, key)
        stretched = False
        if entry is None and key not in self._parts and key not in NAMED:
            for shorter in _shortened(low):
                short = fold(shorter)
                entry = self._entry(shorter, short)
                if entry is not None or short in self._parts or short in NAMED:
                    low, key, stretched = shorter, short, True
                    break
            else:
                return _SHOUTED if upper else _PLAIN
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

    def _known(self, low: str, key: str, entry: Entry | None, *, upper: bool, stretched: bool) -> Word:
        if entry is not None and not entry.valence and entry.denied is None:
            entry = None
        phrases = self._lexicon.phrases.get(key, ())
        return Word(
            low, key, entry, upper, stretched, BOOSTERS.get(key, 0.0), ROLES.get(key, ""), phrases,
            counts=entry is not None or bool(phrases),
        )  # fmt: skip


def _bounded(sign: str) -> str:
    """The pattern of an emoticon inside a text: one that ends or begins as words do stands apart from them."""
    before, after = r"(?<!\w)" if sign[0].isalnum() else r"(?<!\d)", r"(?!\w)" if sign[-1].isalnum() else ""
    return before + re.escape(sign) + after


def _shortened(low: str) -> Iterator[str]:
    """A word without what was drawn out or laughed on: `nuuul` is nul, `belllle` belle, `hahahaha` haha."""
    if not _DRAWN_OUT.search(low):
        return
    if laugh := _LAUGH.fullmatch(low):
        yield "mdr" if "mdr" in laugh[0] else "ptdr" if "ptdr" in laugh[0] else "lol" if "lol" in laugh[0] else "haha"
    yield _REPEATED.sub(r"\1", low)
    yield _REPEATED.sub(r"\1\1", low)
    runs = list(_REPEATED.finditer(low))
    for doubled in runs[:4]:
        # One double letter among several that were drawn out: 'boooonnnne'.
        yield (
            _REPEATED.sub(r"\1", low[: doubled.start()]) + doubled[1] * 2 + _REPEATED.sub(r"\1", low[doubled.end() :])
        )
