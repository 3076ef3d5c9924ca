"""The English lexicon of opinion: words and expressions with a valence from −4 to 4, inflected.

In an entry of `lexicon.tsv` (see `valence.lexicon`)

- `delay:v` names a pattern of inflection, `a/b` is either (see `inflection`);
- several words are an expression; its words then have no valence of their own;
- `(not) work:v` has its valence only where it is denied: 'does not work', 'nothing works';
- 0 marks what looks like an entry and says nothing: 'no doubt'.

A form that is written out wins over one that a pattern makes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from cmwatch.reading.opinion.inflection import inflect
from cmwatch.reading.opinion.spelling import key
from cmwatch.reading.valence.lexicon import Entry, Lexicon, Phrase, by_anchor, emoticons, entries, slots_of
from cmwatch.reading.valence.words import word_set

_GRAMMAR = word_set(
    "a about all am an and are as at be been but by can do for from got had has have he her him his how i if in into "
    "is it just like me my no not now of off on one or our out over she so than that the their them then there these "
    "they this to up us was we were what when which who why will with would you your"
)
"""Words of every text, by which no expression is worth finding."""

_COMMON = word_set(
    "after again another any back bad because best better came cant could customer day days did didnt does dont down "
    "even ever every first flight friday get getting go going gone good great happy here hour hours last late left "
    "let look lost love made make minutes money more most much need never new next nice night nothing only other "
    "people phone pay really right said say see service should since some still take thank thanks thing through time "
    "today told too took two very wait waiting want watch way week well went where while work wrong year years yet"
)
"""Words of every second text, by which few are."""

_OFTEN = 1000
"""How many rare words a common one is worth when the rarest is sought, and a word of grammar as many of those."""

_DENIED = "(not) "
_BREAKS = re.compile(r"[ -]+")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    written: dict[str, Entry] = {}
    made: dict[str, Entry] = {}
    denied: dict[str, float] = {}
    expressions: list[_Expression] = []
    for text, valence in entries(__package__):
        only_denied = text.startswith(_DENIED)
        parts = _BREAKS.split(text.removeprefix(_DENIED))
        if len(parts) > 1:
            entry = Entry(0.0, valence) if only_denied else Entry(valence)
            expressions.append(_Expression(*slots_of(parts, _keys), entry))
        elif only_denied:
            denied.update((form, valence) for form in _keys(parts[0]))
        else:
            forms = made if ":" in text else written
            forms.update((form, Entry(valence)) for form in _keys(text))
    forms = made | written
    for form, value in denied.items():
        forms[form] = msgspec.structs.replace(forms.get(form, Entry(0.0)), denied=value)
    return Lexicon(forms, {}, by_anchor(_anchored(_merged(expressions))), emoticons())


class _Expression(msgspec.Struct, frozen=True):
    """An expression before its anchor is chosen."""

    slots: tuple[frozenset[str], ...]
    rooms: tuple[int, ...]
    entry: Entry


def _keys(part: str) -> frozenset[str]:
    return frozenset(map(key, inflect(part)))


def _merged(expressions: Sequence[_Expression]) -> Sequence[_Expression]:
    """The same expressions in fewer: those that differ in one place are one with either word there."""
    for place in range(max(len(expression.slots) for expression in expressions)):
        together: dict[object, tuple[_Expression, set[str]]] = {}
        for expression in expressions:
            slots = expression.slots
            others = (slots[:place], slots[place + 1 :], len(slots) > place, expression.rooms, expression.entry)
            either = together.setdefault(others, (expression, set()))[1]
            either.update(*slots[place : place + 1])
        expressions = [_with(expression, place, either) for expression, either in together.values()]
    return expressions


def _with(expression: _Expression, place: int, either: set[str]) -> _Expression:
    slots = expression.slots
    if place >= len(slots):
        return expression
    return msgspec.structs.replace(expression, slots=(*slots[:place], frozenset(either), *slots[place + 1 :]))


def _anchored(expressions: Sequence[_Expression]) -> Iterator[Phrase]:
    """Each expression with its rarest word for an anchor; rare is what few other expressions hold."""
    held = Counter(word for expression in expressions for slot in expression.slots for word in slot)
    held.update(dict.fromkeys(_COMMON, _OFTEN) | dict.fromkeys(_GRAMMAR | {"#"}, _OFTEN * _OFTEN))
    for expression in expressions:
        slots = expression.slots
        anchor, second = sorted(range(len(slots)), key=lambda place: sum(held[word] for word in slots[place]))[:2]
        yield Phrase(slots, expression.rooms, anchor, slots[second], expression.entry)
