"""A lexicon of tone: words and expressions with a valence from −4 to 4, and the notation both languages' files share.

A file holds one entry a line: how it is written, a tab, its valence. `<be>` stands for the words of a group that the
line `<be> = is/are/…` explains; in an expression `~` leaves room for up to three words, and `N` is any number.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

import msgspec

ROOM = 3
"""Words that a `~` leaves room for."""

_GROUP = re.compile(r"<([^>]+)>")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What the lexicon says of a form."""

    valence: float
    denied: float | None = None
    """Its valence where it is denied, if that is no mere turning round."""
    finite: bool = False
    """Whether a negation may follow it: `j'aime pas`."""


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """An expression of several words, by their keys."""

    slots: tuple[frozenset[str], ...]
    rooms: tuple[int, ...]
    """How many other words may stand before each."""
    anchor: int
    """Place of its rarest word, by which it is found."""
    second: frozenset[str]
    """Its next rarest word: where no text has that, there is no need to look."""
    entry: Entry


class Anchored(msgspec.Struct, frozen=True, gc=False):
    """The expressions that one word anchors."""

    phrases: tuple[Phrase, ...]
    """The longest first."""
    seconds: frozenset[str]
    """Their next rarest words: where a text has none of them, there is no need to look."""


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that has a valence."""

    forms: dict[str, Entry]
    """Lower-case words."""
    folded: dict[str, str]
    """Each accented form by its unaccented spelling, unless two of different valence share that; empty where forms
    have no accents."""
    anchored: dict[str, Anchored]
    """Expressions by the keys of the words that may be their anchor."""
    emoticons: dict[str, float]

    def parts(self) -> frozenset[str]:
        """The words of all expressions, by their keys."""
        slots = (slot for one in self.anchored.values() for phrase in one.phrases for slot in phrase.slots)
        return frozenset(part for slot in slots for part in slot)


def entries(room: str, name: str = "lexicon.tsv") -> Iterator[tuple[str, float]]:
    """Each entry of a file in a package, with its groups spelled out."""
    groups: dict[str, str] = {}
    for line in files(room).joinpath(name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("# "):
            continue
        text, _tab, valence = line.partition("\t")
        if valence:
            yield _GROUP.sub(lambda found: groups[found[1]], text), float(valence)
        else:
            group, _sign, members = line.partition(" = ")
            groups[group.strip("<>")] = members


def emoticons() -> dict[str, float]:
    """Those of both languages, with their valences."""
    return dict(entries(__package__, "emoticons.tsv"))


def slots_of(
    parts: Iterable[str], keys: Callable[[str], Iterable[str]]
) -> tuple[tuple[frozenset[str], ...], tuple[int, ...]]:
    """The slots of a written expression, and the room before each; `keys` spells a part out."""
    slots: list[frozenset[str]] = []
    rooms: list[int] = []
    room = 0
    for part in parts:
        if part == "~":
            room = ROOM
        else:
            slots.append(frozenset("#" if form == "N" else form for form in keys(part)))
            rooms.append(room)
            room = 0
    return tuple(slots), tuple(rooms)


def by_anchor(phrases: Iterable[Phrase]) -> dict[str, Anchored]:
    """Phrases by each word of their anchors."""
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase.slots)):
        for word in phrase.slots[phrase.anchor]:
            found.setdefault(word, []).append(phrase)
    return {
        word: Anchored(tuple(listed), frozenset().union(*(phrase.second for phrase in listed)))
        for word, listed in found.items()
    }
