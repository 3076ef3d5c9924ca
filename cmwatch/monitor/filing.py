"""A matched mention placed in its story and read: what is filed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from cmwatch.intake.query import Probe, tokens
from cmwatch.intake.stories import Stories
from cmwatch.model import Item, Mention, Reading, Tone, Watch
from cmwatch.reading.addressed import OwnPosts
from cmwatch.reading.reader import NOBODY, Addressee, Asked, Reader

Names = tuple[str, ...]
"""Watches that a mention matched, by name."""


class Watches(Protocol):
    """Who knows the watches."""

    def watch(self, name: str) -> Watch:
        """The watch of a name."""
        ...


class _Voice(NamedTuple):
    """What of a watch is asked for each of its mentions."""

    own: frozenset[str]
    """Handles that are the brand's: `brand`, or `brand@server` where several servers have a `brand`."""
    addressee: Addressee


class Filing:
    """Places and reads. It remembers stories, the brand's own posts and what people taught."""

    def __init__(self, watches: Watches) -> None:
        self._watches = watches
        self._stories, self._reader, self._own_posts = Stories(), Reader(), OwnPosts()
        self._voices: dict[str, _Voice] = {}

    def file(self, matched: Sequence[tuple[Probe, Names]]) -> list[Item]:
        """Items of what matched: stage by stage, for each has tables that the next would push out of reach."""
        voices = [self._voice(names[0]) for _probe, names in matched]
        mentions = [_by_whom(probe.mention, voice) for (probe, _names), voice in zip(matched, voices, strict=True)]
        words = [probe.sequence for probe, _names in matched]
        places = [self._place(mention, said) for mention, said in zip(mentions, words, strict=True)]
        asked = [
            self._asked(mention, said, voice.addressee)
            for mention, said, voice in zip(mentions, words, voices, strict=True)
        ]
        readings = self._reader.read_all(asked)
        return [
            Item(mention, reading, names, *place)
            for mention, reading, (_probe, names), place in zip(mentions, readings, matched, places, strict=True)
        ]

    def alone(self, probe: Probe, names: Names) -> Item:
        """The item of a mention by itself, in no story."""
        voice = self._voice(names[0])
        mention = _by_whom(probe.mention, voice)
        reading = self._read(mention, probe.sequence, voice.addressee)
        return Item(mention, reading, names, f"{mention.source}:{mention.id}", original=True)

    def reading(self, probe: Probe, names: Names) -> Reading:
        """What a text says now, for the watches it still matches, if any."""
        return self._read(probe.mention, probe.sequence, self._voice(names[0]).addressee if names else NOBODY)

    def recall(self, items: Iterable[Item]) -> None:
        """Take up stories and own posts of archived items again, oldest first."""
        for item in items:
            self._own_posts.hear(item.mention)
            if not item.mention.from_brand:
                self._stories.recall([(item, Probe(item.mention).sequence)])

    def teach(self, text: str, tone: Tone, before: Tone | None) -> None:
        """Learn what a person says the tone of a text is, in place of what was said before."""
        self._reader.teach(text, tone, before)

    def _read(self, mention: Mention, words: Sequence[str], addressee: Addressee) -> Reading:
        return self._reader.read_all([self._asked(mention, words, addressee)])[0]

    def _asked(self, mention: Mention, words: Sequence[str], addressee: Addressee) -> Asked:
        return Asked(mention, words, addressee, self._own_posts.answered(mention))

    def _place(self, mention: Mention, words: Sequence[str]) -> tuple[str, bool, int]:
        """Its story, whether it is an original, and how many the story holds; our own voice counts in no story."""
        if mention.from_brand:
            self._own_posts.hear(mention)
            return f"{mention.source}:{mention.id}", True, 1
        return self._stories.place(mention, words)

    def _voice(self, name: str) -> _Voice:
        voice = self._voices.get(name)
        if voice is None:
            watch = self._watches.watch(name)
            # Whoever tags `@brand` means us whatever our server is; whoever is called so elsewhere is not us.
            tagged = frozenset(watch.handles) | {handle.partition("@")[0] for handle in watch.handles}
            called = tuple(filter(None, [tuple(tokens(watch.brand))]))
            voice = self._voices[name] = _Voice(
                frozenset(watch.handles), Addressee(watch.languages, frozenset(tagged), called)
            )
        return voice


def _by_whom(mention: Mention, voice: _Voice) -> Mention:
    """The mention, marked if one of the brand's own handles wrote it."""
    if not mention.from_brand and mention.author and mention.author.casefold() in voice.own:
        return replace(mention, from_brand=True)
    return mention
