"""The ways in which mentions are counted for an alert: each returns the mentions, so that a figure is their number.

What an alert says and what opens behind it go through the same functions. Items are in order of time, and without the
brand's own voice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cmwatch.model import Item

EACH_COUNTS = 2
"""Mentions of one author that count when it is asked whether many people are behind a rise: a flood by a few is not
the public, however many others write at their usual pace meanwhile."""

LARGE_REACH = 10_000
"""Followers from which an account that takes part is worth a word."""

Items = tuple[Item, ...]

LINK = re.compile(r"https?://\S+")
"""An address, whose fragment is no hashtag."""

_TAG = re.compile(r"#(\w\w+)")
_OTHER = re.compile(r"https?://\S+|[@#]\w+|[\W\d_]+")
"""What copies change: addresses, handles, tags, numbers, signs."""


def who(item: Item) -> str:
    """An author; a mention without one counts as its own."""
    return item.mention.author or item.mention.id


def key(item: Item) -> str:
    """How a mention is named: `source:id`."""
    return f"{item.mention.source}:{item.mention.id}"


def originals(items: Iterable[Item]) -> Items:
    """Messages in somebody's own words."""
    return tuple(item for item in items if item.original)


def negatives(items: Iterable[Item]) -> Items:
    """Negative originals."""
    return tuple(item for item in items if item.original and item.reading.tone == "negative")


def positives(items: Iterable[Item]) -> Items:
    """Positive originals."""
    return tuple(item for item in items if item.original and item.reading.tone == "positive")


def read(items: Iterable[Item]) -> Items:
    """Originals whose tone could be read."""
    return tuple(item for item in items if item.original and item.reading.tone != "unsure")


def unread(items: Iterable[Item]) -> Items:
    """Originals whose tone could not be read."""
    return tuple(item for item in items if item.original and item.reading.tone == "unsure")


def one_each(items: Iterable[Item]) -> Items:
    """The first mention of each author."""
    return few_each(items, 1)


def few_each(items: Iterable[Item], most: int = EACH_COUNTS) -> Items:
    """The first mentions of each author, no more than `most`."""
    said: dict[str, int] = {}
    kept = []
    for item in items:
        author = item.mention.author or item.mention.id  # `who`, without a call for each
        count = said[author] = said.get(author, 0) + 1
        if count <= most:
            kept.append(item)
    return tuple(kept)


def of_reach(items: Iterable[Item], followers: int) -> Items:
    """One mention of each author known to have so many followers."""
    return one_each(item for item in items if (item.mention.followers or 0) >= followers)


def outlets(items: Iterable[Item]) -> Items:
    """One mention of each outlet of the press."""
    return one_each(item for item in items if item.mention.source == "rss")


def networks(items: Sequence[Item], fewest: int = 3) -> Items:
    """The first mention on each network that has at least so many."""
    counts = Counter(item.mention.source for item in items)
    first: dict[str, Item] = {}
    for item in items:
        if counts[item.mention.source] >= fewest:
            first.setdefault(item.mention.source, item)
    return tuple(first.values())


def largest_story(items: Sequence[Item]) -> Items:
    """The mentions of the story that has most of them."""
    stories = Counter(item.story for item in items)
    if not stories:
        return ()
    story = max(stories, key=lambda one: (stories[one], one))
    return tuple(item for item in items if item.story == story)


def most_alike(items: Sequence[Item]) -> Items:
    """The mentions that tell the same story or say the same, whichever are more."""
    texts: dict[str, list[Item]] = {}
    for item in items:
        texts.setdefault(" ".join(_OTHER.sub(" ", item.mention.text.casefold()).split()), []).append(item)
    text = max(texts, key=lambda one: (len(texts[one]), one), default="")
    return max(largest_story(items), tuple(texts.get(text, ())), key=len)


def by_loudest(items: Sequence[Item]) -> Items:
    """The mentions of the fewest authors who wrote half of them."""
    said = Counter(who(item) for item in items)
    loudest: set[str] = set()
    reached = 0
    for author, count in sorted(said.items(), key=lambda one: (-one[1], one[0])):
        if reached * 2 >= len(items):
            break
        loudest.add(author)
        reached += count
    return tuple(item for item in items if who(item) in loudest)


def tagged(items: Iterable[Item], tag: str) -> Items:
    """The mentions that carry a hashtag."""
    sign = f"#{tag}"
    return tuple(item for item in items if sign in item.mention.text.casefold() and tag in tags(item.mention.text))


def tags(text: str) -> set[str]:
    """The hashtags of a text, without case."""
    return {tag.casefold() for tag in _TAG.findall(LINK.sub(" ", text))} if "#" in text else set()
