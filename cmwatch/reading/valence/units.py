"""What has valence in a text: single words, and expressions of several."""

from collections.abc import Collection, Sequence
from operator import attrgetter

import msgspec

from cmwatch.reading.slots import around
from cmwatch.reading.valence.lexicon import Entry, Phrase
from cmwatch.reading.valence.words import Word

SKIPPED = 2
"""Boosters and negations that may stand between two words of an expression: 'ne tient vraiment pas parole'."""

_key, _first = attrgetter("key"), attrgetter("first")


class Unit(msgspec.Struct, gc=False):
    """A word or expression with valence, in its place."""

    first: int
    last: int
    entry: Entry
    shown: str
    upper: bool
    stretched: bool
    inner: int | None = None
    """Place of a negation between its words."""
    refuses: bool = False
    """Whether no negation turns it: an emoticon, a span of time, or a negation itself ('sans réseau')."""
    value: float = 0.0
    """What it weighs in this text."""

    @property
    def idle(self) -> bool:
        """Whether it stands there only to keep its words from meaning something: 'sans doute'."""
        return not self.entry.valence and self.entry.denied is None


Owners = dict[int, Unit]
"""The unit that each word belongs to, by the word's place."""


def find_units(words: Sequence[Word], behind: Collection[str]) -> tuple[list[Unit], Owners]:
    """The units of a text in their order, an expression in place of the words it is made of.

    `behind` are the keys of boosters that may follow what they strengthen.
    """
    telling = [place for place, word in enumerate(words) if word.counts]
    owners: Owners = {}
    units: list[Unit] = []
    matches = _matches(words, telling)
    if len(matches) > 1:
        matches.sort(key=lambda match: (-len(match[0]), match[0][0]))
    for places, phrase in matches:
        if owners.keys().isdisjoint(places):
            unit = _expression(words, places, phrase)
            units.append(unit)
            owners.update(dict.fromkeys(places, unit))
    boosts = False
    for place in telling:
        word = words[place]
        if word.entry is not None and place not in owners:
            unit = Unit(place, place, word.entry, word.low, word.upper, word.stretched)
            unit.refuses = not word.low[0].isalpha()
            units.append(unit)
            owners[place] = unit
            boosts = boosts or word.booster != 0.0
    if matches:
        units.sort(key=_first)
    return _without_boosters(words, units, owners, behind) if boosts else (units, owners)


def _matches(words: Sequence[Word], telling: Sequence[int]) -> list[tuple[list[int], Phrase]]:
    """The expressions of a text with the places of their words."""
    anchors = [place for place in telling if words[place].anchored is not None]
    if not anchors:
        return []
    keys = frozenset(map(_key, words))
    found = []
    for place in anchors:
        anchored = words[place].anchored
        if anchored is None or anchored.seconds.isdisjoint(keys):
            continue
        found += [
            (places, phrase)
            for phrase in anchored.phrases
            if not phrase.second.isdisjoint(keys) and (places := _match(words, place, phrase))
        ]
    return found


def _match(words: Sequence[Word], at: int, phrase: Phrase) -> list[int] | None:
    """The places of a phrase whose anchor stands at `at`; None if the rest is not there."""

    def beyond(place: int, slot: int, step: int) -> int | None:
        room = phrase.rooms[slot if step > 0 else slot + 1]
        return _next(words, place + step, step, phrase.slots[slot], room)

    return around(at, phrase.anchor, len(phrase.slots), beyond)


def _next(words: Sequence[Word], place: int, step: int, slot: frozenset[str], room: int) -> int | None:
    skipped = SKIPPED
    while 0 <= place < len(words):
        word = words[place]
        if word.key in slot:
            return place
        if word.role in ("stop", "breaks", "but"):
            return None
        if skipped and (word.role == "no" or word.booster):
            skipped -= 1
        elif room:
            room -= 1
        else:
            return None
        place += step
    return None


def _expression(words: Sequence[Word], places: Sequence[int], phrase: Phrase) -> Unit:
    first, last = places[0], places[-1]
    inner = next((place for place in range(first, last) if words[place].role == "no" and place not in places), None)
    shown = " ".join(words[place].low for place in places).replace("' ", "'")
    own = [words[place] for place in places]
    stretched = any(word.stretched for word in own)
    refuses = any(word.role == "no" or word.key == "#" for word in own)
    return Unit(first, last, phrase.entry, shown, all(word.upper for word in own), stretched, inner, refuses)


def _without_boosters(
    words: Sequence[Word], units: list[Unit], owners: Owners, behind: Collection[str]
) -> tuple[list[Unit], Owners]:
    """A booster with a valence of its own only strengthens what is next to it: 'super nul', 'assure grave'."""
    kept = []
    for unit in units:
        if _strengthens(words, owners, unit, behind):
            del owners[unit.first]
        else:
            kept.append(unit)
    return kept, owners


def _strengthens(words: Sequence[Word], owners: Owners, unit: Unit, behind: Collection[str]) -> bool:
    word, follower, leader = words[unit.first], owners.get(unit.last + 1), owners.get(unit.first - 1)
    if unit.first != unit.last or not word.booster:
        return False
    if follower is not None and follower.entry.valence and follower.shown[0].isalpha():
        return True
    return word.key in behind and leader is not None and leader.entry.valence > 0
