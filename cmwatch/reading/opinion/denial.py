"""English negation: which word, if any, denies a unit."""

from collections.abc import Sequence

from cmwatch.reading.opinion.grammar import (
    ANSWERED,
    ASKING_BACK,
    COMPARING,
    LACKS,
    MORE,
    NO_DENIAL_AFTER,
    PRONOUNS,
    SMALL,
    TOPPED,
)
from cmwatch.reading.valence.units import Owners, Unit
from cmwatch.reading.valence.words import Word

REACH = 4
"""Words without valence that a negation reaches over: 'not what I would call good'."""

REACH_TO_EXPRESSION = 2
"""The same over an expression of blame: 'not a waste of time', but not 'no idea who charged me twice'."""

NEAR = 3
"""The same for what lacks: 'zero sense of urgency', 'without any of the fuss'."""

ENOUGH_REACH = 5
"""How far behind praise 'enough' may stand: 'can't recommend this little place enough'."""


def denied(words: Sequence[Word], owners: Owners, unit: Unit) -> int | None:
    """Place of the negation that reaches a unit; what is joined to a denied unit is denied too."""
    if unit.refuses or unit.inner is not None:
        return unit.inner
    left = REACH_TO_EXPRESSION if unit.entry.valence < 0 and unit.first < unit.last else REACH
    place, reached = unit.first - 1, unit
    while place >= 0 and left:
        word, owner = words[place], owners.get(place)
        if word.role in ("stop", "but", "breaks"):
            return place if word.key == "but" and place and words[place - 1].key == "anything" else None
        if owner is None:
            if word.role == "no" and _denies(words, place, unit):
                return place
        elif owner.idle or _joined(words, owner, reached):
            reached = reached if owner.idle else owner
            place = owner.first
        else:
            return None
        left -= 1
        place -= 1
    return None


def _joined(words: Sequence[Word], before: Unit, unit: Unit) -> bool:
    """Whether a negation of the first also holds for the second: 'not fast or reliable', 'no good advice'."""
    gap = unit.first - before.last
    if before.entry.valence * unit.entry.valence <= 0 or before.refuses:
        return False
    return gap == 1 or (gap == 2 and words[before.last + 1].role in ("and", "no"))


def _denies(words: Sequence[Word], place: int, unit: Unit) -> bool:
    """Whether the word at `place` denies the unit behind it."""
    key, after, near = words[place].key, words[place + 1].key, unit.first - place
    if after in NO_DENIAL_AFTER or (key == "no" and after in ANSWERED):
        return False
    if key in ASKING_BACK and after in PRONOUNS and unit.entry.denied is None:
        return False
    if key in SMALL:
        return near <= 2 and unit.entry.valence > 0
    if key in LACKS:
        return near <= NEAR
    if key == "never":
        return COMPARING.isdisjoint(word.key for word in words[place : unit.last + 1])
    return key not in TOPPED or not _tops(words, place, unit)


def _tops(words: Sequence[Word], place: int, unit: Unit) -> bool:
    """Whether a comparison makes 'could not' the highest praise or blame: 'couldn't have been more helpful'."""
    if not MORE.isdisjoint(word.key for word in words[place : unit.last + 1]):
        return True
    return any(word.key == "enough" for word in words[unit.last + 1 : unit.last + 1 + ENOUGH_REACH])
