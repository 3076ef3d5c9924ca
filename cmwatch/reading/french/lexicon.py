"""The French lexicon of tone: words and expressions with a valence from −4 to 4, inflected.

In an entry of `lexicon.tsv` (see `valence.lexicon`)

- `déçu:e` names a pattern of inflection, `lent{e,s}` writes the endings out, `a/b` is either (see `inflection`);
- several words are an expression, found whatever accents and apostrophes it is written with; its words then have no
  valence of their own;
- `(ne) répondre:v` has its valence only where it is denied: 'ne répond pas', 'sans répondre';
- 0 marks what looks like an entry and says nothing: `sur` is not `sûr` without its accent.

A form that is written out wins over one that a pattern makes, and the pattern of a noun or adjective over a verb's.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from cmwatch.reading.french.inflection import Forms, inflect
from cmwatch.reading.valence.folding import fold
from cmwatch.reading.valence.lexicon import Entry, Lexicon, Phrase, by_anchor, emoticons, entries, slots_of
from cmwatch.reading.valence.words import word_set

_COMMON = word_set(
    "a ai au aux avec avoir bien c ca ce client d dans de des du elle en est et etre faire fait il j je jamais l la le "
    "les ma me mes moi mon n ne nos notre on ou par pas plus pour qu que qui rien s sa sans se service ses si son sont "
    "suis sur t tes toi ton toujours tout toute trop tu un une va vos votre vous y etait etes fais font mal ont as sera"
)
"""Words of every second text, by which no expression is worth finding."""

_PARTICIPLE = re.compile("(?<![inru]t)és?$")
"""Without its last accent it is another word ('il ferme', 'fermé'); 'qualité' and 'liberté' are not meant."""

_BREAKS = re.compile(r"['’ -]+")


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once: it takes as long as scoring some thousand texts."""
    singles: list[_Single] = []
    phrases: dict[tuple[object, ...], Phrase] = {}
    for text, valence in entries(__package__):
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
    return Lexicon(forms, _folded(forms), by_anchor(phrases.values()), emoticons())


class _Single(msgspec.Struct, frozen=True):
    """A word of its own, before its forms are spread."""

    entry: Entry
    forms: Forms
    rank: int
    """Whose form counts where several share it: 0 before 2."""


def _phrase(parts: Sequence[str], entry: Entry) -> Phrase:
    slots, rooms = slots_of(parts, lambda part: map(fold, inflect(part).every))
    second, anchor = sorted(range(len(slots)), key=lambda place: _rarity(slots[place]))[-2:]
    finite = any(inflect(part).finite for part in parts)
    return Phrase(slots, rooms, anchor, slots[second], msgspec.structs.replace(entry, finite=finite))


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
