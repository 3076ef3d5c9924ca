"""The French lexicon of tone: words and expressions with a valence from −4 to 4, inflected.

`lexicon.tsv` holds one entry a line: how it is written, a tab, its valence. In an entry

- `déçu:e` names a pattern of inflection, `lent{e,s}` writes the endings out, `a/b` is either (see `inflection`);
- several words are an expression, found whatever accents and apostrophes it is written with; its words then have no
  valence of their own. `~` leaves room for up to three words, `N` is any number, `<être>` the words of a group that
  the line `<être> = est/sont/…` explains;
- `(ne) répondre:v` has its valence only where it is denied: 'ne répond pas', 'sans répondre';
- 0 marks what looks like an entry and says nothing: `sur` is not `sûr` without its accent.

A form that is written out wins over one that a pattern makes, and the pattern of a noun or adjective over a verb's.
`emoticons.tsv` holds emoticons as they are.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from cmwatch.reading.french.folding import fold
from cmwatch.reading.french.grammar import word_set
from cmwatch.reading.french.inflection import Forms, inflect

ROOM = 3
"""Words that a `~` leaves room for."""

_COMMON = word_set(
    "a ai au aux avec avoir bien c ca ce client d dans de des du elle en est et etre faire fait il j je jamais l la le "
    "les ma me mes moi mon n ne nos notre on ou par pas plus pour qu que qui rien s sa sans se service ses si son sont "
    "suis sur t tes toi ton toujours tout toute trop tu un une va vos votre vous y etait etes fais font mal ont as sera"
)
"""Words of every second text, by which no expression is worth finding."""

_GROUP = re.compile(r"<([^>]+)>")
_PARTICIPLE = re.compile("(?<![inru]t)és?$")
"""Without its last accent it is another word ('il ferme', 'fermé'); 'qualité' and 'liberté' are not meant."""

_BREAKS = re.compile(r"['’ -]+")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What the lexicon says of a form."""

    valence: float
    denied: float | None = None
    """Its valence where it is denied, if that is no mere turning round."""
    finite: bool = False
    """Whether a negation may follow it: `j'aime pas`."""


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """An expression of several folded words."""

    slots: tuple[frozenset[str], ...]
    rooms: tuple[int, ...]
    """How many other words may stand before each."""
    anchor: int
    """Place of its rarest word, by which it is found."""
    second: frozenset[str]
    """Its next rarest word: where no text has that, there is no need to look."""
    entry: Entry


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that has a valence."""

    forms: dict[str, Entry]
    """Lower-case words."""
    folded: dict[str, str]
    """Each accented form by its unaccented spelling, unless two of different valence share that."""
    phrases: dict[str, tuple[Phrase, ...]]
    """By the folded words that may be their anchor; the longest first."""
    emoticons: dict[str, float]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once: it takes as long as scoring some thousand texts."""
    singles: list[_Single] = []
    phrases: dict[tuple[object, ...], Phrase] = {}
    for text, valence in _entries(_lines("lexicon.tsv")):
        denied = text.startswith("(ne) ")
        parts = [part for part in _BREAKS.split(text.removeprefix("(ne) ")) if part]
        entry = Entry(0.0, valence) if denied else Entry(valence)
        if len(parts) == 1:
            rank = 2 if ":v" in parts[0] or ":p" in parts[0] else 1 if ":" in parts[0] or "{" in parts[0] else 0
            singles.append(_Single(entry, inflect(parts[0]), rank))
            continue
        phrase = _phrase(parts, entry)
        known = phrases.setdefault((phrase.slots, phrase.rooms), phrase)
        if known is not phrase:
            phrases[phrase.slots, phrase.rooms] = msgspec.structs.replace(known, entry=_merged(known.entry, entry))
    forms = _forms(singles)
    signs = (line.split("\t") for line in _lines("emoticons.tsv"))
    emoticons = {sign: float(valence) for sign, valence in signs}
    return Lexicon(forms, _folded(forms), _by_anchor(phrases.values()), emoticons)


def _by_anchor(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for word in phrase.slots[phrase.anchor]:
            found.setdefault(word, []).append(phrase)
    return {word: tuple(sorted(listed, key=lambda phrase: -len(phrase.slots))) for word, listed in found.items()}


class _Single(msgspec.Struct, frozen=True):
    """A word of its own, before its forms are spread."""

    entry: Entry
    forms: Forms
    rank: int
    """Whose form counts where several share it: 0 before 2."""


def _lines(name: str) -> Iterator[str]:
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def _entries(lines: Iterator[str]) -> Iterator[tuple[str, float]]:
    """Each entry with its groups spelled out."""
    groups: dict[str, str] = {}
    for line in lines:
        text, _tab, valence = line.partition("\t")
        if not valence:
            name, _sign, members = line.partition(" = ")
            groups[name.strip("<>")] = members
        else:
            yield _GROUP.sub(lambda found: groups[found[1]], text), float(valence)


def _phrase(parts: list[str], entry: Entry) -> Phrase:
    slots: list[frozenset[str]] = []
    rooms: list[int] = []
    room = 0
    for part in parts:
        if part == "~":
            room = ROOM
            continue
        slots.append(frozenset("#" if form == "N" else fold(form) for form in inflect(part).every))
        rooms.append(room)
        room = 0
    second, anchor = sorted(range(len(slots)), key=lambda place: _rarity(slots[place]))[-2:]
    finite = any(inflect(part).finite for part in parts)
    return Phrase(tuple(slots), tuple(rooms), anchor, slots[second], msgspec.structs.replace(entry, finite=finite))


def _rarity(slot: frozenset[str]) -> tuple[bool, bool, int]:
    """Rare words are no common ones, no digit, and long."""
    return _COMMON.isdisjoint(slot), slot != {"#"}, min(map(len, slot))


def _forms(singles: list[_Single]) -> dict[str, Entry]:
    """Entries by form; what is said of denial is added to what else a form means."""
    forms: dict[str, Entry] = {}
    for single in sorted(singles, key=lambda single: (single.entry.denied is not None, single.rank)):
        kept: dict[bool, Entry] = {}
        for finite, spelled in ((True, single.forms.finite), (False, single.forms.other)):
            entry = kept.setdefault(finite, msgspec.structs.replace(single.entry, finite=finite))
            for form in spelled:
                known = forms.setdefault(form, entry)
                if known is not entry:
                    forms[form] = _merged(known, entry)
    return forms


def _merged(known: Entry, other: Entry) -> Entry:
    """What is known of a form, with what another entry adds: its valence where denied, and that a verb looks so."""
    valence = known.valence or (0.0 if known.denied is None else other.valence)
    return Entry(valence, other.denied if known.denied is None else known.denied, known.finite or other.finite)


def _folded(forms: dict[str, Entry]) -> dict[str, str]:
    folded: dict[str, str] = {}
    shared: set[str] = set()
    for form, entry in forms.items():
        bare = fold(form)
        if bare == form or bare in forms or _PARTICIPLE.search(form):
            continue
        other = forms[folded.setdefault(bare, form)]
        if other.valence != entry.valence or other.denied != entry.denied:
            shared.add(bare)
    return {bare: form for bare, form in folded.items() if bare not in shared}
