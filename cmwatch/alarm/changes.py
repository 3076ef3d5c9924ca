"""What changed: terms, tags, links, sources and authors that are said more than before, by log-odds."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from cmwatch.alarm.counting import LINK, tags
from cmwatch.intake.query import fold, tokens
from cmwatch.model import Item, Shift
from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.odds import log_odds

Kind = Literal["term", "hashtag", "link", "source", "author", "language"]

SURE = 1.96
"""z-score from which a difference is shown."""

LARGER = 2.0
"""Times as large a share as before, below which a sure difference tells a reader nothing."""

SHOWN: dict[Kind, int] = {"term": 6, "hashtag": 3, "link": 2, "source": 2, "author": 3, "language": 1}
"""How many of each kind an explanation shows."""

TEXTS_KEPT, LONGEST_KEPT = 1_024, 1_000
"""Texts whose words are remembered: both sides of a comparison, which an open alert makes every ten minutes; and the
characters of one at most, so that a flood of long ones does not fill the memory."""

_WORD = re.compile(r"\w+")
_LITTLE = frozenset(" ".join(LITTLE_WORDS[code] for code in ("en", "fr")).replace("'", " ").split())


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in some items: of each kind, how many have each value."""

    items: int
    counts: dict[Kind, Counter[str]]


def said(items: Sequence[Item], known: Iterable[str]) -> Said:
    """Count what was said; `known` words (the brand's own) are left out. A term counts once an item."""
    skipped = _LITTLE.union(word for name in known for word in tokens(name))
    counts = {kind: Counter(chain.from_iterable(map(_MARKS[kind], items))) for kind in SHOWN}
    terms, tagged = counts["term"], counts["hashtag"]
    for word in [word for word in terms if len(word) < 3 or word in skipped or word.isdigit()]:
        del terms[word]
    for tag in skipped.intersection(tagged):
        del tagged[tag]
    return Said(len(items), counts)


def holds(item: Item, shift: Shift) -> bool:
    """Whether an item is one of those that a shift counts."""
    value = fold(shift.value) if shift.kind == "term" else shift.value
    return value in _MARKS[shift.kind](item)


def shifts(now: Sequence[Item], usual: Said, known: Iterable[str]) -> tuple[Shift, ...]:
    """What `now` has more of than is usual, strongest first.

    z-scores of log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008).
    """
    news = said(now, known)
    found = [shift for kind, many in SHOWN.items() for shift in _strongest(kind, news, usual)[:many]]
    written = as_written({shift.value for shift in found if shift.kind == "term"}, now)
    found = [replace(shift, value=written[shift.value]) if shift.kind == "term" else shift for shift in found]
    return tuple(sorted(found, key=lambda shift: -shift.log_odds))


def as_written(folded: set[str], items: Iterable[Item]) -> dict[str, str]:
    """Each folded word as people mostly write it, with its accents, without its capitals."""
    forms: dict[str, Counter[str]] = {word: Counter() for word in folded}
    for item in items:
        text = item.mention.text
        if folded.isdisjoint(_cut(text).words):
            continue
        for word in _WORD.findall(text.casefold()):
            if (bare := word if word.isascii() else fold(word)) in forms:
                forms[bare][word] += 1
    return {word: forms[word].most_common(1)[0][0] if forms[word] else word for word in folded}


def _strongest(kind: Kind, news: Said, usual: Said) -> list[Shift]:
    now, before, all_now, all_before = news.counts[kind], usual.counts[kind], news.items, usual.items
    total = now.total() + before.total()
    found = []
    for value, count in now.items():
        if count < 3:
            continue
        score = log_odds(count, all_now, before[value], all_before, total)
        if score >= SURE and count * max(all_before, 1) >= LARGER * before[value] * all_now:
            found.append(Shift(kind, value, count, before[value], round(score, 2)))
    return sorted(found, key=lambda shift: (-shift.log_odds, -shift.now, shift.value))


class _Pieces(NamedTuple):
    """What a text holds, each once."""

    words: frozenset[str]
    terms: frozenset[str]
    """The words without those of its addresses and tags."""
    tags: frozenset[str]
    links: frozenset[str]


def _cut(text: str) -> _Pieces:
    return _remembered(text) if len(text) <= LONGEST_KEPT else _pieces(text)


def _pieces(text: str) -> _Pieces:
    if "://" not in text:
        links: list[str] = []
        terms = words = frozenset(tokens(text))
    else:
        links, text = LINK.findall(text), LINK.sub(" ", text)
        terms = frozenset(tokens(text))
        words = terms.union(tokens(" ".join(links)))
    tagged = frozenset(tags(text))
    return _Pieces(
        words, terms.difference(map(fold, tagged)) if tagged else terms, tagged, frozenset(map(_where, links)) - {""}
    )


def _where(link: str) -> str:
    """Host and path, without the tracking that makes each copy of a link different."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.netloc.lower()}{parts.path}".rstrip("/.,)…")


_remembered = lru_cache(TEXTS_KEPT)(_pieces)

_MARKS: Mapping[Kind, Callable[[Item], Collection[str]]] = {
    "term": lambda item: _cut(item.mention.text).terms,
    "hashtag": lambda item: _cut(item.mention.text).tags,
    "link": lambda item: _cut(item.mention.text).links,
    "source": lambda item: (item.mention.source,),
    "author": lambda item: (item.mention.author,) if item.mention.author else (),
    "language": lambda item: (item.reading.lang,),
}
"""What an item has of each kind, each once; of terms, also those that are too short to be shown."""
