"""VADER's arithmetic over French words: boosters, negation, capitals, contrast."""

from collections.abc import Sequence

from cmwatch.reading.french.denial import denied_before, denied_behind, ne_before
from cmwatch.reading.french.grammar import AFTER_VERB, BEHIND, BOOSTERS, TURNING_PHRASES
from cmwatch.reading.french.irony import turn_mocking
from cmwatch.reading.valence.scoring import AFTER_CONTRAST, BEFORE_CONTRAST, CAPITALS, FADES, NEGATED, STRETCHED, sized
from cmwatch.reading.valence.units import Owners, Unit
from cmwatch.reading.valence.words import Word


def weigh(words: Sequence[Word], units: Sequence[Unit], owners: Owners) -> list[str]:
    """Give the units of a text their values, in place; returns the signs of what turned them: `×ne…pas`, `×mais`."""
    capitals_differ = len({word.upper for word in words}) > 1
    for unit in units:
        unit.value = _emphasised(words, owners, unit, unit.entry.valence, capitals_differ=capitals_differ)
    turns = _deny(words, units, owners)
    turn_mocking(words, units)
    if contrast := _contrast(words):
        turns += _divide(units, *contrast)
    return turns


def _emphasised(words: Sequence[Word], owners: Owners, unit: Unit, valence: float, *, capitals_differ: bool) -> float:
    if not valence:
        return 0.0
    added = _boost(words, owners, unit)
    if unit.upper and capitals_differ:
        added += CAPITALS
    if unit.stretched:
        added += STRETCHED
    return sized(valence, added)


def _boost(words: Sequence[Word], owners: Owners, unit: Unit) -> float:
    added = 0.0
    for back, weight in enumerate(FADES, 1):
        place = unit.first - back
        if place < 0 or words[place].role in ("stop", "but", "breaks"):
            break
        if place in owners and not owners[place].idle:
            break
        step = words[place].booster
        if words[place].key == "peu" and place and words[place - 1].key == "un":
            step = -BOOSTERS["tres"]
        elif words[place].key == "plus" and ne_before(words, place):
            step = 0.0
        added += step * weight
    behind = unit.last + 1
    if behind < len(words) and words[behind].key in BEHIND and behind not in owners:
        added += BOOSTERS["tres"]
    return added


def _deny(words: Sequence[Word], units: Sequence[Unit], owners: Owners) -> list[str]:
    """Turn round what is denied, in place; returns each negation once, in order."""
    denials: dict[int, None] = {}
    spent: set[int] = set()
    for unit in units:
        if (place := denied_behind(words, owners, unit)) is not None:
            spent.add(place)
            denials[place] = None
            unit.refuses = True
            _turn(unit)
    for unit in units:
        place = denied_before(words, owners, unit)
        # 'ne résout pas le problème' denies the verb: the problem remains.
        if place is None or (place in spent and (unit.entry.valence < 0 or unit.entry.finite)):
            continue
        if not (unit.value or unit.entry.denied):
            continue
        denials[place] = None
        _turn(unit)
        negation = owners.get(place)
        if negation is not None and unit.value > 0:
            # 'plus jamais de problème': the negation itself complains of nothing.
            negation.value = 0.0
    return [_named(words, place) for place in sorted(denials)]


def _turn(unit: Unit) -> None:
    unit.value = unit.entry.denied if unit.entry.denied is not None else unit.value * NEGATED


def _named(words: Sequence[Word], place: int) -> str:
    word = words[place]
    return f"×ne…{word.low}" if word.key in AFTER_VERB and ne_before(words, place) else f"×{word.low}"


def _contrast(words: Sequence[Word]) -> tuple[int, str] | None:
    """Where the last contrast stands, except at the very beginning, and how it is said."""
    for place in range(len(words) - 1, 0, -1):
        word, before = words[place], words[place - 1]
        if word.role == "but":
            return place, word.low
        if (before.key, word.key) in TURNING_PHRASES:
            return place, f"{before.low} {word.low}"
    return None


def _divide(units: Sequence[Unit], place: int, said: str) -> list[str]:
    """What precedes the contrast weighs less, what follows it more; in place."""
    for unit in units:
        unit.value *= BEFORE_CONTRAST if unit.first < place else AFTER_CONTRAST
    return [f"×{said}"] if any(unit.value for unit in units) else []
