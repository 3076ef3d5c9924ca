"""Stories: a repost or a near-identical copy is no second opinion.

Texts are compared by word triples: a sketch of the smallest hashes finds candidates (Broder 1997, min-wise
sketches), the Jaccard similarity of the triples decides. Short texts never fold, for 'good' said by a thousand
strangers is a thousand opinions.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zlib import crc32

from cmwatch.model import Item, Mention

STORIES_KEPT = 20_000
"""Stories that can still be joined; the least recently joined gives way."""

JOINABLE = timedelta(hours=72)
"""A story that was quiet for longer is over."""

SHORTEST = 6
"""Words from which two equal texts are taken for copies rather than for two people who agree."""

ALIKE = 0.7
"""Jaccard similarity of word triples from which two texts are near-identical: about one word in ten changed."""

ALIKE_CUT = 0.9
"""Share of the shorter text's triples that the longer has, for texts that the network cut off."""

SKETCH = 3
"""Smallest hashes that find a candidate: copies at Jaccard 0.7 share one of three in 97 % of cases."""

WORDS_KEPT = 65_536
"""Words whose mark is remembered."""

_LINK = ("http://", "https://")


class _Marks(dict[str, int]):
    """A number for each word whatever its case, the same in every run; 0 for what copies change.

    Each word is looked at once. A flood of new ones empties it rather than filling the memory.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= WORDS_KEPT:
            self.clear()
        low = word.lower()
        if low.startswith(_LINK):
            return 0  # and is not remembered, for hardly any comes twice
        mark = self[word] = 0 if low.startswith("@") else crc32(low.encode()) or 1
        return mark


class _Story:
    """What is remembered of a story while it can be joined."""

    __slots__ = ("items", "key", "last", "triples")

    def __init__(self, key: str, last: datetime, triples: "array[int]") -> None:
        self.key = key
        self.last = last
        self.triples = triples
        self.items = 1


class Stories:
    """Places each mention in its story. Bounded; what it forgets can no longer be joined."""

    def __init__(self) -> None:
        self._stories: OrderedDict[str, _Story] = OrderedDict()
        self._by_sketch: dict[int, _Story] = {}
        self._by_mention: OrderedDict[str, _Story] = OrderedDict()
        self._marks = _Marks()
        self._repost_sign = self._marks["rt"]

    def place(self, mention: Mention, words: Sequence[str]) -> tuple[str, bool, int]:
        """The key of the mention's story, whether it is an original, and how many items the story now holds."""
        key = f"{mention.source}:{mention.id}"
        cut = mention.text.endswith("…")
        triples = _triples(self._said(mention.text, words), cut)
        story = self._target(mention) or self._alike(mention, triples, cut)
        if story is None:
            self._begin(_Story(key, mention.at, triples))
            # A repost of something never seen is still nobody's own words.
            return key, not mention.is_repost, 1
        self._join(story, key, mention.at)
        return story.key, False, story.items

    def recall(self, items: Iterable[tuple[Item, Sequence[str]]]) -> None:
        """Take up the stories of archived items again, oldest first, so that a restart folds as before."""
        for item, words in items:
            key = f"{item.mention.source}:{item.mention.id}"
            story = self._stories.get(item.story)
            if story is None:
                cut = item.mention.text.endswith("…")
                story = _Story(item.story, item.mention.at, _triples(self._said(item.mention.text, words), cut))
                self._begin(story)
                story.items = item.fold
                self._by_mention[key] = story
            else:
                self._join(story, key, item.mention.at)

    def _said(self, text: str, words: Sequence[str]) -> list[int]:
        """The marks of the words, without addresses, handles and the sign of a repost, which copies change."""
        if "http" not in text and "@" not in text:
            return list(map(self._marks.__getitem__, words))
        # Case is all that is folded here: copies share their accents and their punctuation.
        said = list(filter(None, map(self._marks.__getitem__, text.split())))
        return said[1:] if said and said[0] == self._repost_sign else said

    def _target(self, mention: Mention) -> _Story | None:
        if mention.repost_of is None:
            return None
        return self._by_mention.get(f"{mention.source}:{mention.repost_of}")

    def _alike(self, mention: Mention, triples: "array[int]", cut: bool) -> _Story | None:
        for mark in triples[:SKETCH]:
            story = self._by_sketch.get(mark)
            if story is None or abs(mention.at - story.last) > JOINABLE:
                continue
            if _similar(story.triples, triples, cut):
                return story
        return None

    def _begin(self, story: _Story) -> None:
        self._stories[story.key] = self._by_mention[story.key] = story
        for mark in story.triples[:SKETCH]:
            self._by_sketch[mark] = story
        if len(self._stories) > STORIES_KEPT:
            _key, gone = self._stories.popitem(last=False)
            for mark in gone.triples[:SKETCH]:
                if self._by_sketch.get(mark) is gone:
                    del self._by_sketch[mark]
        while len(self._by_mention) > 2 * STORIES_KEPT:
            self._by_mention.popitem(last=False)

    def _join(self, story: _Story, key: str, at: datetime) -> None:
        story.items += 1
        story.last = max(story.last, at)
        self._by_mention[key] = story
        if story.key in self._stories:
            self._stories.move_to_end(story.key)


def _triples(marks: Sequence[int], cut: bool) -> "array[int]":
    """Sorted distinct hashes of word triples; empty for a text too short to fold."""
    if cut:
        marks = marks[:-1]  # the last word of a cut text is half a word
    if len(marks) < SHORTEST:
        return array("q")
    # Python's hash of a tuple of numbers, unlike that of text, is the same in every run.
    return array("q", sorted(set(map(hash, zip(marks, marks[1:], marks[2:], strict=False)))))


def _similar(one: "array[int]", other: "array[int]", cut: bool) -> bool:
    if one == other:
        return True
    both = len(set(one).intersection(other))
    if both >= ALIKE * (len(one) + len(other) - both):
        return True
    return cut and both >= ALIKE_CUT * min(len(one), len(other))
