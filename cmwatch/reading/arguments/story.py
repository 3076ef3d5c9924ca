"""The texts of a story by their terms: which stand together, which tell one cluster of texts from the rest."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from zlib import crc32

from cmwatch.reading.arguments.placing import known_by, placed
from cmwatch.reading.arguments.terms import stem
from cmwatch.reading.odds import log_odds

TERMS = 6
"""Terms by which an argument is known; more of them blur into the next."""

CANDIDATES = 80
"""Most frequent terms that may begin a cluster: what a story argues about is said often."""

SUBJECT = 0.6
"""Share of the authors from which a term is what the story is about rather than an argument in it."""

TOGETHER, OFTENER = 1.28, 1.5
"""z-score (one in ten) from which two terms stand together more often than chance, and how many times as often: among
thousands of texts, what is sure may be next to nothing."""

TELLING = 1.0
"""z-score from which a term tells a cluster from the rest: little, for its texts were placed by terms already."""

ALIKE, SKETCH = 0.7, 3
"""Jaccard similarity of terms from which texts are near-duplicates, and how many smallest hashes find a candidate."""

TWICE = 2
"""Authors or texts from which a term, or two together, are no accident."""

EACH = 3
"""Texts of one author that are looked at for which terms stand together."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One text of a story: its key, its author, its folded tokens without addresses and handles."""

    key: str
    author: str
    words: Sequence[str]


class Story:
    """The texts of a story by their terms."""

    def __init__(self, voices: Sequence[Voice], said: Sequence[tuple[str, ...]]) -> None:
        self._voices, self._said = voices, said
        self._own = _distinct(sorted(range(len(said)), key=lambda at: voices[at].key), said)
        """Places of the texts that are no near-duplicates; in an order that is theirs, not that of their coming."""
        self._authors, self._counts = self._counted(self._own)

    def beginnings(self) -> list[list[str]]:
        """Terms that stand together more often than chance, the most of them first; each term once."""
        near: dict[str, dict[str, float]] = {}
        for one, other, excess in _together(*self._masks()):
            near.setdefault(one, {})[other] = near.setdefault(other, {})[one] = excess
        found = []
        while near:
            best = min(near, key=lambda term: (-sum(near[term].values()), term))
            ordered = sorted(near[best], key=lambda one: (-near[best][one], one))[: TERMS - 1]
            found.append([best, *ordered])
            for taken in found[-1]:
                for other in near.pop(taken):
                    if other in near:
                        near[other].pop(taken, None)
            near = {term: ones for term, ones in near.items() if ones}
        return found

    def named(self, ranks: Sequence[dict[str, int]]) -> Iterator[dict[str, int]]:
        """Each cluster by the terms that tell the texts placed there from the rest."""
        counts = [self._counted(texts) for texts in self.members(ranks, self._own)]
        total = self._counts.total()
        for authors, here in counts:
            scored = []
            for term, count in here.items():
                if count < TWICE:  # most terms of a text: not worth a logarithm
                    continue
                there = max(self._counts[term] - count, 0)
                score = log_odds(count, authors, there, max(self._authors - authors, 0), total)
                if score >= TELLING:
                    scored.append((-score, term))
            yield {term: rank for rank, (_score, term) in enumerate(sorted(scored)[:TERMS])}

    def _counted(self, texts: Iterable[int]) -> tuple[int, Counter[str]]:
        """How many authors some texts have, and how many of them use each term."""
        by_author: dict[str, list[tuple[str, ...]]] = {}
        for at in texts:
            by_author.setdefault(self._voices[at].author, []).append(self._said[at])
        # Hardly anybody says much: a single text holds each of its terms once already.
        used = (said[0] if len(said) == 1 else set().union(*said) for said in by_author.values())
        return len(by_author), Counter(chain.from_iterable(used))

    def members(self, ranks: Sequence[dict[str, int]], among: Iterable[int] | None = None) -> list[list[int]]:
        """The places of the texts of each cluster."""
        found: list[list[int]] = [[] for _cluster in ranks]
        known = known_by(ranks)
        for at in range(len(self._said)) if among is None else among:
            where = placed(self._said[at], known)
            if where is not None:
                found[where].append(at)
        return found

    def subject(self) -> dict[str, int]:
        """What nearly everybody names: an argument of those who say nothing else."""
        shared = [term for term, count in self._counts.items() if count > SUBJECT * self._authors and count > 1]
        return {
            term: rank for rank, term in enumerate(sorted(shared, key=lambda one: (-self._counts[one], one))[:TERMS])
        }

    def written(self, ranks: dict[str, int], texts: Sequence[int]) -> tuple[str, ...]:
        """The terms as the texts mostly have them, not as stems."""
        forms: dict[str, Counter[str]] = {term: Counter() for term in ranks}
        for at in texts:
            for word in self._voices[at].words:
                if (bare := stem(word)) in forms:
                    forms[bare][word] += 1
        return tuple(min(forms[term], key=lambda one: (-forms[term][one], one), default=term) for term in ranks)

    def _masks(self) -> tuple[dict[str, int], int]:
        """In which texts each frequent term stands, as bits, and how many texts there are."""
        usual = [term for term, count in self._counts.items() if 1 < count <= SUBJECT * self._authors]
        kept = frozenset(sorted(usual, key=lambda term: (-self._counts[term], term))[:CANDIDATES])
        masks = dict.fromkeys(kept, 0)
        written: Counter[str] = Counter()
        texts = 0
        for at in self._own:
            author = self._voices[at].author
            written[author] += 1
            if written[author] > EACH:
                continue
            for term in kept.intersection(self._said[at]):
                masks[term] |= 1 << texts
            texts += 1
        return masks, texts


def _together(masks: dict[str, int], texts: int) -> Iterator[tuple[str, str, float]]:
    """Pairs of terms, and in how many more texts they stand together than chance would have them."""
    terms = sorted(masks)
    sizes = {term: masks[term].bit_count() for term in terms}
    for at, one in enumerate(terms):
        for other in terms[at + 1 :]:
            both = (masks[one] & masks[other]).bit_count()
            if both < TWICE:
                continue
            chance = sizes[one] * sizes[other] / texts
            if both >= OFTENER * chance and both - chance >= TOGETHER * sqrt(chance):
                yield one, other, both - chance


def _distinct(places: Iterable[int], said: Sequence[tuple[str, ...]]) -> list[int]:
    """Places of the texts without the near-duplicates of an earlier one; short ones are no copies."""
    kept, sketches = [], dict[int, set[str]]()
    for at in places:
        terms = set(said[at])
        marks = sorted(crc32(term.encode()) for term in terms)[:SKETCH] if len(terms) > SKETCH else []
        if any(
            len(terms & sketches[mark]) >= ALIKE * len(terms | sketches[mark]) for mark in marks if mark in sketches
        ):
            continue
        for mark in marks:
            sketches.setdefault(mark, terms)
        kept.append(at)
    return kept
