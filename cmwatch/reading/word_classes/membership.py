"""Which classes a word belongs to."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from cmwatch.reading.valence.folding import fold

Classes = tuple[int, ...]
"""Places of classes in the order of their names."""


class Membership:
    """The classes of each word of a language; accents and the sign of a hashtag make no difference."""

    def __init__(self, lang: str, names: Sequence[str]) -> None:
        """`names` gives the order in which classes are counted; a class that is not among them is left out."""
        self.size = len(names)
        places = {name: place for place, name in enumerate(names)}
        self._of: dict[str, Classes] = {}
        # Thousands of words share the few combinations that there are.
        shared: dict[Classes, Classes] = {}
        for name, words in _lines(lang):
            if name not in places:
                continue
            for word in map(fold, words):
                before = self._of.get(word, ())
                if places[name] not in before:
                    both = (*before, places[name])
                    self._of[word] = shared.setdefault(both, both)

    def columns(self, word: str, denied: bool) -> Classes:
        """Columns of a word: one for each of its classes, those under a negation behind all others."""
        found = self.of(word)
        return tuple(self.size + place for place in found) if denied else found

    def of(self, word: str) -> Classes:
        """The classes of a word in small letters, none if it is not known.

        >>> names = ["gratitude"]
        >>> [Membership("en", names).of(word) for word in ("thanks", "#thanks", "table")]
        [(0,), (0,), ()]
        """
        bare = fold(word.strip("#'"))
        found = self._of.get(bare)
        if found is None and bare[-1:] == "s":
            found = self._of.get(bare[:-1])
        return found or ()


def class_names(lang: str) -> tuple[str, ...]:
    """The classes of a language, by name."""
    return tuple(sorted({name for name, _words in _lines(lang)}))


def _lines(lang: str) -> Iterator[tuple[str, list[str]]]:
    for line in files(__package__).joinpath(f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        name, _colon, words = line.partition(": ")
        yield name, words.split()
