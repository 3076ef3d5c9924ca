"""Which argument a text makes, by the terms that it has."""

from collections.abc import Iterable, Sequence
from itertools import chain

from cmwatch.reading.arguments.terms import stem

Known = dict[str, list[tuple[int, int]]]
"""Of each term, the places of the clusters that have it, and its ranks there."""


def place(words: Iterable[str], arguments: Sequence[Sequence[str]]) -> int | None:
    """Which of the arguments a text makes: whose terms it has most of, then the more telling; None if of none.

    Of equals, the first: the order of the arguments counts.
    """
    stems = set(map(stem, words))
    return placed(stems, known_by([{stem(term): rank for rank, term in enumerate(terms)} for terms in arguments]))


def known_by(ranks: Sequence[dict[str, int]]) -> Known:
    """The clusters that each term is known from; of each cluster, the rank of each of its terms."""
    known: Known = {}
    for at, cluster in enumerate(ranks):
        for term, rank in cluster.items():
            known.setdefault(term, []).append((at, rank))
    return known


def placed(stems: Iterable[str], known: Known) -> int | None:
    """The cluster of most of the stems of a text, then the one of the more telling, then the first."""
    hits = [known[term] for term in stems if term in known]
    if len(hits) <= 1:
        return min([(rank, at) for at, rank in hits[0]])[1] if hits else None
    met: dict[int, list[int]] = {}
    for at, rank in chain.from_iterable(hits):
        if at in met:
            met[at].append(rank)
        else:
            met[at] = [rank]
    return min([(-len(ranks), min(ranks), at) for at, ranks in met.items()])[2]
