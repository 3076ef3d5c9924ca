"""What changed: terms, tags, links, sources and authors that are said more than before, by log-odds."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal
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
    counts = {kind: Counter(chain.from_iterable([_marks(kind, item) for item in items])) for kind in SHOWN}
    terms, tagged = counts["term"], counts["hashtag"]
    for word in [word for word in terms if len(word) < 3 or word in skipped or word.isdigit()]:
        del terms[word]
    for tag in skipped.intersection(tagged):
        del tagged[tag]
    return Said(len(items), counts)


def holds(item: Item, shift: Shift) -> bool:
    """Whether an item is one of those that a shift counts."""
    value = fold(shift.value) if shift.kind == "term" else shift.value
    return value in _marks(shift.kind, item)


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
        if folded.isdisjoint(tokens(text)):
            continue
        for word in _WORD.findall(text.casefold()):
            if (bare := fold(word)) in forms:
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


def _marks(kind: Kind, item: Item) -> Collection[str]:
    """What an item has of a kind, each once; of terms, also those that are too short to be shown."""
    mention = item.mention
    match kind:
        case "term":
            return _words(mention.text)
        case "hashtag":
            return tags(mention.text)
        case "link":
            return {_where(link) for link in LINK.findall(mention.text)} - {""} if "://" in mention.text else ()
        case "source":
            return (mention.source,)
        case "author":
            return (mention.author,) if mention.author else ()
        case "language":
            return (item.reading.lang,)


def _words(text: str) -> set[str]:
    """The words of a text, without its addresses and tags."""
    words = set(tokens(LINK.sub(" ", text) if "://" in text else text))
    return words.difference(map(fold, tags(text))) if "#" in text else words


def _where(link: str) -> str:
    """Host and path, without the tracking that makes each copy of a link different."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.netloc.lower()}{parts.path}".rstrip("/.,)…")
