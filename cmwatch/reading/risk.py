"""Which risks a text speaks of: safety, injury, discrimination, data, law, boycott, fraud, press, conduct of staff.

The terms are phrases of folded words. `burn{s,ed}` is `burn` with these endings and bare, `a/b` is either, `scam*` a
beginning, `<staff>` a group that a line of its own explains, and `~` leaves room for three words. A line that begins
with `-` is no risk where its words would be. Articles and owners may stand between any two words: `porter plainte` is
also `porter une plainte`. What is denied right before ('no injuries', 'pas une arnaque') does not count.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, cast, get_args

from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.risk_terms import TERMS

Kind = Literal["injury", "safety", "discrimination", "data", "legal", "staff", "fraud", "boycott", "press"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""Gravest first."""

ROOM = 3
"""Words that a `~` leaves room for: a clause's subject or object, not another sentence."""

_BETWEEN = frozenset([
    "a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "of", "de", "d", "du",
    "des", "la", "le", "les", "l", "un", "une", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre",
    "nos", "votre", "vos", "leur", "leurs", "ce", "cet", "cette", "ces",
])  # fmt: skip
"""Articles and owners, of which two may stand unsaid between the words of a phrase."""

_DENIALS = frozenset([
    "no", "not", "never", "without", "isn", "wasn", "aren", "weren", "don", "doesn", "didn", "pas", "aucun", "aucune",
    "sans", "jamais",
])  # fmt: skip
_AFTER_DENIAL = _BETWEEN.union([
    "t", "any", "one", "was", "were", "been", "be", "being", "is", "are", "even", "really", "ete", "etait", "eu", "to",
])  # fmt: skip
"""What may stand between a denial and what it denies."""

_GROUP = re.compile(r"<(\w+)>")

_COMMON = _BETWEEN.union(" ".join((LITTLE_WORDS["en"], LITTLE_WORDS["fr"])).split(), [
    "account", "call", "cancelled", "client", "company", "compte", "customer", "other", "people", "put", "right",
    "sell", "sent", "service", "someone",
])  # fmt: skip
"""Words of every second text about a company, by which nothing is worth finding."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A class of risk, and the words it was met in."""

    kind: Kind
    word: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of a phrase."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    room: int
    """Words that may stand before it, besides articles."""

    def takes(self, word: str) -> bool:
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: Kind
    lang: str
    slots: tuple[_Slot, ...]
    anchor: int
    """Place of its rarest word, by which it is found."""
    harmless: bool

    def span(self, words: Sequence[str], at: int) -> tuple[int, int] | None:
        """First and last place of the phrase around its anchor at `at`; None if the rest is not there."""
        first = last = at
        for place in range(self.anchor + 1, len(self.slots)):
            found = _next(words, last, self.slots[place], self.slots[place].room, 1)
            if found is None:
                return None
            last = found
        for place in range(self.anchor - 1, -1, -1):
            found = _next(words, first, self.slots[place], self.slots[place + 1].room, -1)
            if found is None:
                return None
            first = found
        return first, last


class RiskFinder:
    """The phrases of all classes, and which words anchor them."""

    def __init__(self) -> None:
        self._anchors = _Anchors(_all_phrases())

    def find(self, words: Sequence[str], lang: str = "und") -> tuple[Risk, ...]:
        """The classes of risk that folded tokens speak of, each once, gravest first.

        Only phrases of its language are listened to where that is known: `die` is an article in German.
        """
        places = self._anchors.places(words)
        if not places:
            return ()
        found: dict[Kind, str] = {}
        for at in places:
            self._listen(words, at, self._anchors.of(words[at]), lang, found)
        return tuple(Risk(kind, found[kind]) for kind in KINDS if kind in found)

    def _listen(
        self, words: Sequence[str], at: int, phrases: Sequence[_Phrase], lang: str, found: dict[Kind, str]
    ) -> None:
        harmless: set[Kind] = set()
        for phrase in phrases:
            if phrase.kind in found or phrase.kind in harmless or lang not in ("und", phrase.lang):
                continue
            if not (span := phrase.span(words, at)):
                continue
            if phrase.harmless:
                harmless.add(phrase.kind)
            elif not _denied(words, span[0]):
                found[phrase.kind] = " ".join(words[span[0] : span[1] + 1])


class _Anchors:
    """The phrases that each word anchors. Small enough to stay at hand, unlike a memory of every word that was met."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._whole: dict[str, tuple[_Phrase, ...]] = {}
        self._beginnings: list[tuple[str, _Phrase]] = []
        # Harmless ones first, for they take the words away from the others.
        for phrase in sorted(phrases, key=lambda one: not one.harmless):
            slot = phrase.slots[phrase.anchor]
            for word in slot.words:
                self._whole[word] = (*self._whole.get(word, ()), phrase)
            self._beginnings += [(beginning, phrase) for beginning in slot.beginnings]
        self._words = frozenset(self._whole)
        self._starts = tuple({beginning for beginning, _phrase in self._beginnings})

    def places(self, words: Sequence[str]) -> list[int]:
        """Where a word anchors anything: nowhere in most texts."""
        whole = self._words
        found = [] if whole.isdisjoint(words) else [at for at, word in enumerate(words) if word in whole]
        line = " ".join(words)
        for beginning in self._starts:
            if beginning in line:
                begun = (at for at, word in enumerate(words) if word.startswith(self._starts))
                return sorted({*found, *begun})
        return found

    def of(self, word: str) -> tuple[_Phrase, ...]:
        """The phrases that a word anchors."""
        found = self._whole.get(word, ())
        if word.startswith(self._starts):
            found += tuple(phrase for beginning, phrase in self._beginnings if word.startswith(beginning))
        return found


def _next(words: Sequence[str], at: int, slot: _Slot, room: int, step: int) -> int | None:
    """The nearest place beyond `at` that the slot takes, with so much room and two articles between."""
    articles = 2
    place = at + step
    while 0 <= place < len(words):
        word = words[place]
        if slot.takes(word):
            return place
        if articles and word in _BETWEEN:
            articles -= 1
        elif room:
            room -= 1
        else:
            return None
        place += step
    return None


def _denied(words: Sequence[str], first: int) -> bool:
    for place in range(first - 1, max(-1, first - 5), -1):
        if words[place] in _DENIALS:
            return True
        if words[place] not in _AFTER_DENIAL:
            return False
    return False


@cache
def _all_phrases() -> tuple[_Phrase, ...]:
    """Spelled out once: it takes as long as reading a thousand mentions."""
    return tuple(
        phrase for (kind, lang), listed in TERMS.items() for phrase in _phrases(cast(Kind, kind), lang, listed)
    )


def _phrases(kind: Kind, lang: str, listed: str) -> Iterator[_Phrase]:
    groups: dict[str, str] = {}
    for line in filter(None, map(str.strip, listed.splitlines())):
        name, _sign, members = line.partition(" = ")
        if members:
            groups[name[1:-1]] = "/".join(filter(None, (groups.get(name[1:-1]), members)))
            continue
        spelled = _GROUP.sub(lambda found: groups[found[1]], line.removeprefix("- "))
        slots = tuple(_slots(spelled))
        anchor = max(range(len(slots)), key=[_rarity(slot) for slot in slots].__getitem__)
        yield _Phrase(kind, lang, slots, anchor, line.startswith("- "))


def _slots(spelled: str) -> Iterator[_Slot]:
    room = 0
    for part in spelled.split():
        if part == "~":
            room = ROOM
        else:
            yield _slot(part, room)
            room = 0


def _rarity(slot: _Slot) -> tuple[bool, bool, int]:
    """Rare words are no common ones, few, and long: they are seldom looked at in vain."""
    spelled = (*slot.words, *slot.beginnings)
    return _COMMON.isdisjoint(slot.words), len(spelled) <= 16, min(map(len, spelled))


def _slot(part: str, room: int) -> _Slot:
    spelled = [form for choice in part.split("/") for form in _forms(choice)]
    beginnings = tuple(form[:-1] for form in spelled if form.endswith("*"))
    return _Slot(frozenset(form for form in spelled if not form.endswith("*")), beginnings, room)


def _forms(choice: str) -> Iterator[str]:
    """Each way to spell it: `burn{s,ed}` is burn, burns, burned."""
    pieces = [piece.split(",") for piece in choice.replace("}", "{").split("{")]
    for place in range(1, len(pieces), 2):
        pieces[place].append("")
    for spelled in product(*pieces):
        yield "".join(spelled)
