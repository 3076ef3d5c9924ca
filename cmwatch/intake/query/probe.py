"""What a query is asked about: a mention, and what is known of it so far."""

import re
from collections.abc import Iterator
from typing import Any

from cmwatch.intake.query.spelling import WORD, fold, tokens
from cmwatch.model import Item, Mention, Reading

_HANDLE = re.compile(rf"(?<![\w@])@({WORD}+)((?:[.\-]{WORD}+)*)(@{WORD}+(?:[.\-]{WORD}+)*)?")
_TAG = re.compile(rf"(?<![\w&#])#({WORD}+)")


class Probe:
    """A mention whose words are cut once, at the first question, however many queries ask."""

    __slots__ = ("handles", "line", "mention", "original", "reading", "sequence", "tags", "words")

    sequence: tuple[str, ...]
    """The words in their order."""
    line: str
    """The words with a blank before and after each, so that phrases and beginnings are found by substring."""
    words: frozenset[str]
    handles: frozenset[str]
    """Folded, without @: `jane.doe@server.org` is also `jane.doe` and `jane`."""
    tags: frozenset[str]
    """Folded, without #."""

    def __init__(self, mention: Mention, reading: Reading | None = None, original: bool | None = None) -> None:
        self.mention = mention
        self.reading = reading
        self.original = original

    @classmethod
    def of(cls, item: Item) -> "Probe":
        """All that is known of a filed mention."""
        return cls(item.mention, item.reading, item.original)

    def __getattr__(self, name: str) -> Any:
        # Called once for each slot that is still empty: later questions read the slot at full speed.
        if name == "sequence":
            self.sequence = found = tokens(self.mention.text)
            return found
        if name == "line":
            self.line = line = f" {' '.join(self.sequence)} "
            return line
        return self._fill(name)

    def _fill(self, name: str) -> frozenset[str]:
        text = self.mention.text
        match name:
            case "words":
                self.words = frozenset(self.sequence)
                return self.words
            case "handles":
                self.handles = frozenset(_handles(text))
                return self.handles
            case "tags":
                self.tags = frozenset(_TAG.findall(fold(text)))
                return self.tags
        raise AttributeError(name)


def _handles(text: str) -> Iterator[str]:
    for name, more, server in _HANDLE.findall(fold(text)):
        yield name
        yield name + more
        yield name + more + server
