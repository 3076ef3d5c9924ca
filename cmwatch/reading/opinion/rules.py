"""VADER's arithmetic over English units: boosters, negation, capitals, contrast."""

from collections.abc import Sequence
from operator import attrgetter

from cmwatch.reading.opinion.denial import denied
from cmwatch.reading.opinion.grammar import BEHIND, BOOSTERS, CONCEDING
from cmwatch.reading.opinion.irony import turn_mocking
from cmwatch.reading.valence.scoring import AFTER_CONTRAST, BEFORE_CONTRAST, CAPITALS, FADES, NEGATED, STRETCHED, sized
from cmwatch.reading.valence.units import Owners, Unit
from cmwatch.reading.valence.words import Word

NOT_BAD = -0.5
"""The factor for denied blame: what is 'not bad' is not yet good."""

NOT_ONLY_REACH = 6
"""How far before its 'but' a 'not only' may stand."""

_role, _key = attrgetter("role"), attrgetter("key")


def weigh(words: Sequence[Word], units: Sequence[Unit], owners: Owners) -> list[str]:
    """Give the units of a text their values, in place; returns the signs of what turned them: `×not`, `×but`."""
    shouts = any(unit.upper for unit in units) and not all(word.upper for word in words)
    for unit in units:
        if valence := unit.entry.valence:
            added = _boost(words, owners, unit) + STRETCHED * unit.stretched
            added += CAPITALS * (unit.upper and shouts)
            unit.value = sized(valence, added)
    roles = frozenset(map(_role, words))
    # 'but' denies too: 'anything but helpful'.
    turns = [] if roles.isdisjoint(("no", "but")) else _deny(words, units, owners)
    turn_mocking(words, units)
    if not roles.isdisjoint(("but", "breaks")):
        turns += _contrast(words, units)
    return turns


def _boost(words: Sequence[Word], owners: Owners, unit: Unit) -> float:
    added = 0.0
    for back, weight in enumerate(FADES, 1):
        place = unit.first - back
        if place < 0 or words[place].role in ("stop", "but", "breaks") or place in owners:
            break
        added += words[place].booster * weight
    behind = unit.last + 1
    if behind < len(words) and words[behind].key in BEHIND and behind not in owners:
        added += BOOSTERS["very"]
    return added


def _deny(words: Sequence[Word], units: Sequence[Unit], owners: Owners) -> list[str]:
    """Turn round what is denied, in place; returns each negation once, in order."""
    denials: dict[int, None] = {}
    for unit in units:
        if not (unit.value or unit.entry.denied):
            continue
        place = denied(words, owners, unit)
        if place is not None:
            denials[place] = None
            turned = unit.value * (NEGATED if unit.value > 0 else NOT_BAD)
            unit.value = turned if unit.entry.denied is None else unit.entry.denied
    return [f"×{words[place].low}" for place in sorted(denials)]


def _contrast(words: Sequence[Word], units: Sequence[Unit]) -> list[str]:
    """What precedes the last 'but' weighs less, what follows it more; what 'although' opens less; in place."""
    turns = []
    if place := _last_but(words):
        for unit in units:
            unit.value *= BEFORE_CONTRAST if unit.first < place else AFTER_CONTRAST
        turns.append(place)
    if not CONCEDING.isdisjoint(map(_key, words)):
        conceded = False
        concedes = []
        for place, word in enumerate(words):
            if word.key in CONCEDING:
                conceded = True
                turns.append(place)
            conceded = conceded and word.low not in (".", ",")
            concedes.append(conceded)
        for unit in units:
            unit.value *= BEFORE_CONTRAST if concedes[unit.first] else 1.0
    return [f"×{words[place].low}" for place in turns] if any(unit.value for unit in units) else []


def _last_but(words: Sequence[Word]) -> int:
    """Where the last contrast stands; 0 if none does, or only at the very beginning."""
    for place in range(len(words) - 1, 0, -1):
        if words[place].role == "but" and not _joins(words, place):
            return place
    return 0


def _joins(words: Sequence[Word], place: int) -> bool:
    """Whether a 'but' sets nothing against anything: 'nothing but', 'not only late but rude'."""
    if words[place - 1].key in ("nothing", "anything", "all"):
        return True
    earlier = range(max(1, place - NOT_ONLY_REACH), place)
    return any(words[back].key in ("only", "just") and words[back - 1].role == "no" for back in earlier)
