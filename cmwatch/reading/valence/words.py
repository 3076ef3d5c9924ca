"""One word of a text with what the rules ask of it, and how a text falls into words."""

import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Literal, NamedTuple

import msgspec

from cmwatch.reading.emoji import PICTURES, emoji_valences
from cmwatch.reading.kept import Kept
from cmwatch.reading.valence.hashtags import Splitter
from cmwatch.reading.valence.lexicon import Anchored, Entry, Lexicon

EMOJI_SCALE = 3.0
"""From an emoji's −1 … 1 to the lexicon's −4 … 4: the kindest ones weigh as much as 'adore'."""

SAME_EMOJI = 2
"""Of one emoji in a row, how many count: ten hearts are no ten reasons."""

LONGEST = 60
"""Letters past which a word is none of the lexicon's."""

LONGEST_CHUNK = 1_000
"""Signs without a blank that are looked at: what is longer was written by no hand."""

CHUNKS_KEPT = 65_536
"""Pieces between blanks whose words are remembered."""

APOSTROPHES = "'’‘ʼ`´′"

Role = Literal["", "ne", "no", "que", "and", "but", "stop", "breaks"]
"""What a word does: half a negation; a whole one; turns 'ne' into 'only'; joins; contrasts; ends a sentence; ends the
reach of a negation."""


class Grammar(NamedTuple):
    """The words of a language that change the valence of others, by their keys."""

    boosters: Mapping[str, float]
    """What each adds to the size of a valence."""
    roles: Mapping[str, Role]
    named: frozenset[str]
    """Words that a rule calls by their name, though they have no valence."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a text."""

    low: str
    """As it is shown among the reasons."""
    key: str
    """What it is found by, without accents; empty where no rule and no expression asks for it."""
    entry: Entry | None = None
    upper: bool = False
    stretched: bool = False
    """Whether letters were repeated: `nuuul`, `gooood`."""
    booster: float = 0.0
    role: Role = ""
    anchored: Anchored | None = None
    """The expressions it anchors."""
    counts: bool = False
    """Whether it has valence, or may be part of what has."""


STOP = Word(".", "", role="stop")
COMMA = Word(",", "", role="breaks")
PLAIN = Word("", "")
SHOUTED = Word("", "", upper=True)


class Words(Kept[tuple[Word, ...]]):
    """The words of each piece of text between blanks, looked up once. A language says what its words are."""

    def __init__(self, lexicon: Lexicon, splitter: Splitter, grammar: Grammar, *, word: str, stops: str) -> None:
        """`word` is the pattern of a word among other signs; `stops` are signs that end a sentence."""
        super().__init__(CHUNKS_KEPT)
        self._lexicon, self._splitter, self._grammar = lexicon, splitter, grammar
        self._named = grammar.named | lexicon.parts()
        self._ends: dict[str, tuple[Word, ...]] = {'"': (), ",": (COMMA,)} | dict.fromkeys(stops, (STOP,))
        """What a sign behind a word is; by far the most pieces that are not letters alone end so."""
        self._pieces = re.compile(
            rf"(?P<emoticon>{_emoticons(lexicon.emoticons)})|(?P<tag>#\w+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>{word})"
            rf"|(?P<picture>[{PICTURES}][{PICTURES}\u200d\ufe0f\ufe0e\u2640\u2642]*)"
            rf"|(?P<stop>[{re.escape(stops)}]+)|(?P<comma>[,/])"
        )

    def of(self, text: str) -> list[Word]:
        """The words of a text; a line ends as a sentence does."""
        if "\n" in text:
            text = text.replace("\n", " . ")
        return list(chain.from_iterable(map(self.__getitem__, text.split())))

    def worked_out(self, key: str) -> tuple[Word, ...]:
        """The words of a piece; of an endless one, of its beginning."""
        return self._cut(key[:LONGEST_CHUNK])

    def _cut(self, chunk: str) -> tuple[Word, ...]:
        if chunk.isalpha():
            return (self._word(chunk),)
        if chunk[0] == "@" or "://" in chunk or chunk.startswith(("http", "www.")):
            return (PLAIN,)
        if _is_tag(chunk):
            return tuple(map(self._word, self._splitter.split(chunk[1:])))
        head, end = chunk[:-1], self._ends.get(chunk[-1])
        if end is not None and (head.isalpha() or _is_tag(head)) and not self._is_emoticon(head, chunk):
            return self[head] + end
        whole = self._whole(chunk)
        if whole is not None:
            return (whole,)
        return tuple(word for piece in self._pieces.finditer(chunk) for word in self._piece(piece.lastgroup, piece[0]))

    def _is_emoticon(self, *signs: str) -> bool:
        return not self._lexicon.emoticons.keys().isdisjoint(signs)

    @abstractmethod
    def _whole(self, chunk: str) -> Word | None:
        """The word that a chunk with other signs than letters is as a whole; None if it is to be cut into pieces."""

    def _spelled(self, bare: str) -> Word | None:
        """The word that the lexicon spells with other signs than letters: 'gr8', 'b1', 'sh*t'."""
        return self._word(bare) if not bare.isalpha() and bare.lower() in self._lexicon.forms else None

    def _piece(self, kind: str | None, text: str) -> Iterable[Word]:
        match kind:
            case "word":
                return self[text] if text.isalpha() and len(text) <= LONGEST else (self._word(text),)
            case "stop" | "comma":
                return (STOP if kind == "stop" else COMMA,)
            case "number":
                return (self._number(text),)
            case "tag":
                return map(self._word, self._splitter.split(text[1:]))
            case "emoticon":
                return (self._emoticon(text),)
            case _:
                return _pictures(text)

    def _emoticon(self, sign: str) -> Word:
        return Word(sign, sign, Entry(self._lexicon.emoticons[sign]), counts=True)

    def _number(self, text: str) -> Word:
        return Word(text, "#", anchored=self._lexicon.anchored.get("#"))

    @abstractmethod
    def _word(self, text: str) -> Word:
        """A word as it was typed, without other signs around it."""

    def _known(self, low: str, key: str, entry: Entry | None, *, upper: bool, stretched: bool) -> Word:
        anchored = self._lexicon.anchored.get(key)
        grammar = self._grammar
        return Word(
            low, key, entry, upper, stretched, grammar.boosters.get(key, 0.0), grammar.roles.get(key, ""), anchored,
            counts=entry is not None or anchored is not None,
        )  # fmt: skip


def _is_tag(chunk: str) -> bool:
    """Whether it is a hashtag of letters, as nearly all are."""
    return chunk[:1] == "#" and chunk[1:].isalpha()


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


def _emoticons(signs: Iterable[str]) -> str:
    """The pattern of emoticons inside a text, the longest first: one that ends or begins as words do stands apart."""
    like_words: list[str] = []
    others: list[str] = []
    for sign in sorted(signs, key=len, reverse=True):
        pattern = re.escape(sign) + (r"(?!\w)" if sign[-1].isalnum() else "")
        (like_words if sign[0].isalnum() else others).append(pattern)
    # What stands before is asked once: alternatives that begin with a letter are passed over fast.
    return rf"(?<!\w)(?:{'|'.join(like_words)})|(?<!\d)(?:{'|'.join(others)})"


def _pictures(text: str) -> Iterator[Word]:
    last, run = "", 0
    for sign, valence in emoji_valences(text[: LONGEST * 4]):
        last, run = sign, run + 1 if sign == last else 1
        if run <= SAME_EMOJI:
            yield Word(sign, sign, Entry(valence * EMOJI_SCALE), counts=True)
