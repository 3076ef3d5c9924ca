"""The English lexicon of opinion: words and expressions with a valence from −4 to 4, inflected.

`lexicon.tsv` holds one entry a line: how it is written, a tab, its valence. In an entry

- `delay:v` names a pattern of inflection, `a/b` is either (see `inflection`);
- several words are an expression; its words then have no valence of their own. `~` leaves room for up to three words,
  `N` is any number, `<be>` the words of a group that the line `<be> = is/are/…` explains;
- `(not) work:v` has its valence only where it is denied: 'does not work', 'nothing works';
- 0 marks what looks like an entry and says nothing: 'no doubt'.

A form that is written out wins over one that a pattern makes. Emoticons are those of the French reader.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from cmwatch.reading.french.grammar import word_set
from cmwatch.reading.french.lexicon import ROOM, Entry, Lexicon, Phrase
from cmwatch.reading.opinion.inflection import inflect
from cmwatch.reading.opinion.spelling import key

_COMMON = word_set(
    "a about all an and any are as at back be been but by can cant could customer day did do does dont down for from "
    "get go going good got had has have he her him his how i if in is it just like made make me more my never no not "
    "of off on one or our out over people she so still take that the their them there they this time to up was we were "
    "what when who will with would you your much now than then too again love great only flight service thanks"
)
"""Words of every second text, by which no expression is worth finding."""

_DENIED = "(not) "
_GROUP = re.compile(r"<(\w+)>")
_BREAKS = re.compile(r"[ -]+")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    written: dict[str, Entry] = {}
    made: dict[str, Entry] = {}
    denied: dict[str, float] = {}
    phrases: dict[str, list[Phrase]] = {}
    for text, valence in _entries(_lines(__package__, "lexicon.tsv")):
        parts = _BREAKS.split(text.removeprefix(_DENIED))
        if len(parts) > 1:
            entry = Entry(0.0, valence) if text.startswith(_DENIED) else Entry(valence)
            phrase = _phrase(parts, entry)
            for word in phrase.slots[phrase.anchor]:
                phrases.setdefault(word, []).append(phrase)
        elif text.startswith(_DENIED):
            denied.update((form, valence) for form in _keys(parts[0]))
        else:
            forms = made if ":" in text else written
            forms.update((form, Entry(valence)) for form in _keys(text))
    forms = made | written
    for form, value in denied.items():
        forms[form] = msgspec.structs.replace(forms.get(form, Entry(0.0)), denied=value)
    longest_first = {
        word: tuple(sorted(listed, key=lambda phrase: -len(phrase.slots))) for word, listed in phrases.items()
    }
    emoticons = _entries(_lines("cmwatch.reading.french", "emoticons.tsv"))
    return Lexicon(forms, {}, longest_first, dict(emoticons))


def _lines(room: str, name: str) -> Iterator[str]:
    for line in files(room).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def _entries(lines: Iterator[str]) -> Iterator[tuple[str, float]]:
    """Each entry with its groups spelled out."""
    groups: dict[str, str] = {}
    for line in lines:
        text, _tab, valence = line.partition("\t")
        if valence:
            yield _GROUP.sub(lambda found: groups[found[1]], text), float(valence)
        else:
            name, _sign, members = line.partition(" = ")
            groups[name.strip("<>")] = members


def _keys(part: str) -> frozenset[str]:
    return frozenset("#" if form == "N" else key(form) for form in inflect(part))


def _phrase(parts: list[str], entry: Entry) -> Phrase:
    slots: list[frozenset[str]] = []
    rooms: list[int] = []
    room = 0
    for part in parts:
        if part == "~":
            room = ROOM
        else:
            slots.append(_keys(part))
            rooms.append(room)
            room = 0
    second, anchor = sorted(range(len(slots)), key=lambda place: _rarity(slots[place]))[-2:]
    return Phrase(tuple(slots), tuple(rooms), anchor, slots[second], entry)


def _rarity(slot: frozenset[str]) -> tuple[bool, bool, int]:
    """Rare words are no common ones, no digit, and long."""
    return _COMMON.isdisjoint(slot), "#" not in slot, min(map(len, slot))
