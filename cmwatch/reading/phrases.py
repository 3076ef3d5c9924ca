"""Phrases of folded words, and which kinds of them a text holds.

`burn{s,ed}` is `burn` with these endings and bare, `a/b` is either, `scam*` a beginning, `<staff>` a group that a line
of its own explains, and `~` leaves room for three words. A line that begins with `-` takes its kind away from the words
that it would be found by. Articles and owners may stand between any two words: `porter plainte` is also `porter une
plainte`. What is denied, right before ('no injuries', 'pas une arnaque') or within ('je ne change pas de banque'), does
not count.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmwatch.reading.braces import spelled_out
from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.slots import around

Terms = Mapping[tuple[str, str], str]
"""The phrases of each (kind, language), one a line."""

ROOM = 3
"""Words that a `~` leaves room for: a clause's subject or object, not another sentence."""

_BETWEEN = frozenset([
    "a", "an", "the", "my", "our", "your", "his", "her", "their", "its", "this", "that", "these", "of", "de", "d", "du",
    "des", "la", "le", "les", "l", "un", "une", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre",
    "nos", "votre", "vos", "leur", "leurs", "ce", "cet", "cette", "ces",
])  # fmt: skip
"""Articles and owners, of which two may stand unsaid between the words of a phrase."""

_DENIALS = {
    "en": frozenset([
        "no", "not", "never", "without", "isn", "wasn", "aren", "weren", "don", "doesn", "didn", "hasn", "haven",
        "hadn", "couldn", "wouldn", "shouldn", "cannot", "dont", "doesnt", "didnt", "isnt", "wasnt", "wont", "cant",
        "nobody",
    ]),
    "fr": frozenset(["pas", "aucun", "aucune", "sans", "jamais", "ne", "n"]),
}  # fmt: skip
_BEFORE_T = frozenset(["won", "can"])
"""Words that deny only with the `t` of `won't` and `can't` behind them."""

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
    kind: str
    lang: str
    slots: tuple[_Slot, ...]
    anchor: int
    """Place of its rarest word, by which it is found."""
    harmless: bool

    def places(self, words: Sequence[str], at: int) -> list[int] | None:
        """The places of its words around its anchor at `at`, in order; None if the rest is not there."""

        def beyond(place: int, slot: int, step: int) -> int | None:
            room = self.slots[slot if step > 0 else slot + 1].room
            return _next(words, place, self.slots[slot], room, step)

        return around(at, self.anchor, len(self.slots), beyond)


class PhraseFinder:
    """The phrases of all kinds, and which words anchor them. Spelling them out takes as long as a thousand texts."""

    def __init__(self, terms: Terms, *, wishes: Iterable[str] = ()) -> None:
        """`wishes` are words through which a denial reaches, such as `want` in 'I don't want to leave'."""
        phrases = [phrase for (kind, lang), listed in terms.items() for phrase in _phrases(kind, lang, listed)]
        langs = {lang for _kind, lang in terms}
        own = {lang: [phrase for phrase in phrases if phrase.lang == lang] for lang in langs}
        self._anchors = {lang: _Anchors(listed) for lang, listed in {**own, "und": phrases}.items()}
        self._after_denial = _AFTER_DENIAL.union(wishes)

    def find(self, words: Sequence[str], lang: str = "und") -> dict[str, str]:
        """The words that each kind was first met in.

        Only phrases of its language are listened to where that is known: `die` is an article in German.
        """
        anchors = self._anchors.get(lang)
        met = [(at, phrase) for at in anchors.places(words) for phrase in anchors.of(words[at])] if anchors else []
        if not met:
            return {}
        taken: dict[str, set[int]] = {}
        for at, phrase in met:
            if phrase.harmless and (places := phrase.places(words, at)):
                taken.setdefault(phrase.kind, set()).update(range(places[0], places[-1] + 1))
        found: dict[str, str] = {}
        for at, phrase in met:
            if phrase.harmless or phrase.kind in found or not (places := phrase.places(words, at)):
                continue
            if phrase.kind in taken and not taken[phrase.kind].isdisjoint(places):
                continue
            if not self._denied(words, places, _DENIALS[phrase.lang]):
                found[phrase.kind] = " ".join(words[places[0] : places[-1] + 1])
        return found

    def _denied(self, words: Sequence[str], places: Sequence[int], denials: frozenset[str]) -> bool:
        first, last = places[0], places[-1]
        if any(words[place] in denials for place in range(first + 1, last) if place not in places):
            return True
        for place in range(first - 1, max(-1, first - 6), -1):
            word = words[place]
            if word in denials or (word in _BEFORE_T and words[place + 1] == "t"):
                return True
            if word not in self._after_denial:
                return False
        return False


class _Anchors:
    """The phrases that each word anchors. Small enough to stay at hand, unlike a memory of every word that was met."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._whole: dict[str, tuple[_Phrase, ...]] = {}
        self._beginnings: list[tuple[str, _Phrase]] = []
        for phrase in phrases:
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
        line = " ".join(words) if self._starts else ""
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


def spelled(listed: str) -> frozenset[str]:
    """Every form of single words in the notation of the phrases.

    >>> sorted(spelled("thank{s} merci"))
    ['merci', 'thank', 'thanks']
    """
    return frozenset(form for choice in listed.split() for form in spelled_out(choice))


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


def _phrases(kind: str, lang: str, listed: str) -> Iterator[_Phrase]:
    groups: dict[str, str] = {}
    for line in filter(None, map(str.strip, listed.splitlines())):
        name, _sign, members = line.partition(" = ")
        if members:
            groups[name[1:-1]] = "/".join(filter(None, (groups.get(name[1:-1]), members)))
            continue
        phrase = _GROUP.sub(lambda found: groups[found[1]], line.removeprefix("- "))
        slots = tuple(_slots(phrase))
        anchor = max(range(len(slots)), key=[_rarity(slot) for slot in slots].__getitem__)
        yield _Phrase(kind, lang, slots, anchor, line.startswith("- "))


def _slots(phrase: str) -> Iterator[_Slot]:
    room = 0
    for part in phrase.split():
        if part == "~":
            room = ROOM
        else:
            yield _slot(part, room)
            room = 0


def _rarity(slot: _Slot) -> tuple[bool, bool, int]:
    """Rare words are no common ones, few, and long: they are seldom looked at in vain."""
    forms = (*slot.words, *slot.beginnings)
    return _COMMON.isdisjoint(slot.words), len(forms) <= 16, min(map(len, forms))


def _slot(part: str, room: int) -> _Slot:
    forms = [form for choice in part.split("/") for form in spelled_out(choice)]
    beginnings = tuple(form[:-1] for form in forms if form.endswith("*"))
    return _Slot(frozenset(form for form in forms if not form.endswith("*")), beginnings, room)
