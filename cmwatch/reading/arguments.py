"""The distinct arguments of a story: what its authors say, in short clusters named by their most telling terms.

Terms that stand together more often than chance begin a cluster; a text goes to the cluster of most of its terms; the
terms that tell a cluster from the rest, by log-odds, take the place of those that began it. Near-duplicates count once
in what names a cluster, and an author counts once in how many say it. French and English texts make clusters of their
own. The same texts give the same arguments in whatever order they come.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.odds import log_odds

SHOWN = 5
"""Arguments told of: as many as a person takes in at a glance."""

TERMS = 6
"""Terms by which an argument is known; more of them blur into the next."""

FEWEST, FEWEST_OF_FEW, FEW = 3, 2, 20
"""Authors that make an argument; and in a story of so few authors."""

CANDIDATES = 80
"""Most frequent terms that may begin a cluster: what a story argues about is said often."""

SUBJECT = 0.6
"""Share of the authors from which a term is what the story is about rather than an argument in it."""

TOGETHER = 1.28
"""z-score from which two terms stand together more often than chance (one in ten)."""

TELLING = 1.0
"""z-score from which a term tells a cluster from the rest: only an order is asked for among terms that were met there."""

PASSES = 3
"""Rounds of placing texts and naming clusters; later ones move hardly any text."""

ALIKE, SKETCH = 0.7, 3
"""Jaccard similarity of terms from which texts are near-duplicates, and how many smallest hashes find a candidate."""

EACH = 3
"""Texts of one author that are looked at for which terms stand together."""

_CHATTER = frozenset(
    "les des une etait avait etaient avaient serait aurait peux peut veux veut vais dit dire fois chose choses gens meme "
    "memes alors autre autres trop beaucoup peu vraiment juste quoi quand comme aussi encore deja toujours jamais rien "
    "ici bonjour bonsoir salut merci svp stp mdr lol ptdr faut faire fait font suis sommes etes sont ete avoir etre jour "
    "jours heure heures minute minutes hier demain matin soir nouveau nouvelle hello thanks thank please pls guys really "
    "also even just still already would could should have having been being was were are get got gets getting make made "
    "one two three time times day days hour hours today yesterday tomorrow week weeks thing things something anything "
    "nothing everyone someone anyone people much many lot know think say said says want need see look like via amp http "
    "https www com because cause since depuis pendant apres avant sans avec pour dans sur sous entre vers chez leur leurs "
    "celle celui ceux cette tout tous toute toutes plus moins tres bien oui non pareil idem enfin bref yes yeah nope same "
    "quelqu quelque quelques lorsque".split()
)
_STOP = _CHATTER.union(*[LITTLE_WORDS[lang].replace("'", " ").split() for lang in ("en", "fr")])


@dataclass(frozen=True, slots=True)
class Voice:
    """One text of a story: its key, its author, its folded tokens without addresses and handles."""

    key: str
    author: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """An argument: what some of the authors say."""

    terms: tuple[str, ...]
    """Folded words, the most telling first."""
    authors: int
    keys: tuple[str, ...]
    """Keys of the texts that say it, in the order they came."""


def stem(word: str) -> str:
    """A folded word without the endings of number and of French participles.

    >>> stem("pannes"), stem("coupees"), stem("bus")
    ('panne', 'coupe', 'bus')
    """
    if len(word) > 4 and word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("ee") else word


def place(words: Iterable[str], arguments: Sequence[Sequence[str]]) -> int | None:
    """Which of the arguments a text makes: whose terms it has most of, then the more telling; None if of none.

    Of equals, the first: the order of the arguments counts.
    """
    stems = set(map(stem, words))
    return _place(stems, _known([{stem(term): rank for rank, term in enumerate(terms)} for terms in arguments]))


def arguments(voices: Sequence[Voice], known: Collection[str] = (), most: int = SHOWN) -> tuple[Cluster, ...]:
    """The arguments of the texts of a story, at most so many, in the order in which `place` asks for them.

    `known` are folded words that all of them share, such as the brand's names.
    """
    skipped = _STOP.union(known)
    said = [_stems(voice.words, skipped) for voice in voices]
    story = _Story(voices, said)
    ranks = [{term: rank for rank, term in enumerate(terms)} for terms in story.beginnings()]
    for _pass in range(PASSES):
        ranks = [named for named in story.named(ranks) if named]
    fewest = FEWEST_OF_FEW if len({voice.author for voice in voices}) < FEW else FEWEST
    if (subject := story.subject()) and len(ranks) < most:
        ranks.append(subject)
    while True:
        # What one argument loses another may gain, so that each is dropped by itself.
        members = story.members(ranks)
        counts = [len({voices[at].author for at in texts}) for texts in members]
        weakest = min(range(len(ranks)), key=lambda at: (counts[at], -at), default=None)
        if weakest is None or (counts[weakest] >= fewest and len(ranks) <= most):
            break
        del ranks[weakest]
    return tuple(
        Cluster(story.written(ranks[at], texts), counts[at], tuple(voices[text].key for text in texts))
        for at, texts in enumerate(members)
    )


class _Story:
    """The texts of a story by their terms."""

    def __init__(self, voices: Sequence[Voice], said: Sequence[tuple[str, ...]]) -> None:
        self._voices, self._said = voices, said
        self._own = _distinct(sorted(range(len(said)), key=lambda at: voices[at].key), said)
        """Places of the texts that are no near-duplicates; in an order that is theirs, not that of their coming."""
        by_author: dict[str, set[str]] = {}
        for at in self._own:
            by_author.setdefault(voices[at].author, set()).update(said[at])
        self._authors = len(by_author)
        self._counts = Counter(term for terms in by_author.values() for term in terms)

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
        members = self.members(ranks, self._own)
        counts = []
        for texts in members:
            by_author: dict[str, set[str]] = {}
            for at in texts:
                by_author.setdefault(self._voices[at].author, set()).update(self._said[at])
            counts.append((len(by_author), Counter(term for terms in by_author.values() for term in terms)))
        total = self._counts.total()
        for authors, here in counts:
            scored = []
            for term, count in here.items():
                there = max(self._counts[term] - count, 0)
                score = log_odds(count, authors, there, max(self._authors - authors, 0), total)
                if count >= FEWEST_OF_FEW and score >= TELLING:
                    scored.append((-score, term))
            yield {term: rank for rank, (_score, term) in enumerate(sorted(scored)[:TERMS])}

    def members(self, ranks: Sequence[dict[str, int]], among: Iterable[int] | None = None) -> list[list[int]]:
        """The places of the texts of each cluster."""
        found: list[list[int]] = [[] for _cluster in ranks]
        known = _known(ranks)
        for at in range(len(self._said)) if among is None else among:
            where = _place(self._said[at], known)
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
        usual = [
            term for term, count in self._counts.items() if 1 < count <= SUBJECT * self._authors or self._authors <= 2
        ]
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


def _stems(words: Sequence[str], skipped: frozenset[str]) -> tuple[str, ...]:
    """The terms of a text, each once."""
    kept = dict.fromkeys(stem(word) for word in words if len(word) > 2 and word not in skipped and not word.isdigit())
    return tuple(term for term in kept if term not in skipped)


_Known = dict[str, list[tuple[int, int]]]
"""Of each term, the places of the clusters that have it, and its ranks there."""


def _known(ranks: Sequence[dict[str, int]]) -> _Known:
    known: _Known = {}
    for at, cluster in enumerate(ranks):
        for term, rank in cluster.items():
            known.setdefault(term, []).append((at, rank))
    return known


def _place(stems: Iterable[str], known: _Known) -> int | None:
    met: dict[int, tuple[int, int]] = {}
    for term in stems:
        for at, rank in known.get(term, ()):
            many, best = met.get(at, (0, rank))
            met[at] = many + 1, min(best, rank)
    return min(met, key=lambda at: (-met[at][0], met[at][1], at), default=None)


def _together(masks: dict[str, int], texts: int) -> Iterator[tuple[str, str, float]]:
    """Pairs of terms, and in how many more texts they stand together than chance would have them."""
    terms = sorted(masks)
    sizes = {term: masks[term].bit_count() for term in terms}
    for at, one in enumerate(terms):
        for other in terms[at + 1 :]:
            both = (masks[one] & masks[other]).bit_count()
            if both < FEWEST_OF_FEW:
                continue
            chance = sizes[one] * sizes[other] / texts
            if both - chance >= TOGETHER * sqrt(chance):
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
