"""A delivery in, filed items out: normalise, match, dedupe, place in a story, read. One batch at a time, no clock."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from cmwatch.intake.normalise import normalise
from cmwatch.intake.query import Probe
from cmwatch.intake.stories import Stories
from cmwatch.model import Delivery, Item, Mention, Unreadable, Watch
from cmwatch.reading.reader import Reader

Key = tuple[str, str]

KEYS_KEPT = 20_000
"""Keys remembered beside the archive, for what is still on its way to the disk."""


class Archived(Protocol):
    """What the pipeline asks of the archive."""

    def known(self, keys: Sequence[Key]) -> set[Key]:
        """Those (source, id) that are archived."""
        ...

    def forgotten(self, keys: Sequence[Key]) -> set[Key]:
        """Those (source, author) that asked to be forgotten."""
        ...


class Assigner(Protocol):
    """Which watches a mention belongs to."""

    def names(self, probe: Probe) -> tuple[str, ...]:
        """Their names; none if it matches nothing."""
        ...

    def watch(self, name: str) -> Watch:
        """The watch of a name."""
        ...


@dataclass(slots=True)
class Step:
    """What became of a delivery."""

    items: list[Item] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    duplicates: int = 0
    unmatched: int = 0
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class _Voice:
    """What of a watch is asked for each of its mentions."""

    own: frozenset[str]
    """Handles that are the brand's: `brand`, or `brand@server` where several servers have a `brand`."""
    tagged: frozenset[str]
    """Handles whose tag addresses it."""
    languages: tuple[str, ...]


class Pipeline:
    """The stages from a raw mention to a filed item."""

    def __init__(self, assigner: Assigner, archived: Archived, *, recorded: bool) -> None:
        self.stories = Stories()
        self._reader = Reader()
        self._assigner = assigner
        self._archived = archived
        self._recorded = recorded
        self._recent: OrderedDict[Key, None] = OrderedDict()
        self._voices: dict[str, _Voice] = {}

    def step(self, delivery: Delivery, arrived: datetime) -> Step:
        """File what is new in a delivery. An item that fails is counted and the run goes on."""
        step = Step(unreadable=list(delivery.unreadable))
        fresh = self._fresh(self._mentions(delivery, arrived, step), step)
        step.unreadable.sort(key=lambda report: report.line or 0)
        gone = self._forgotten(fresh)
        matched = []
        for mention in fresh:
            if gone and (mention.source, mention.author) in gone:
                step.forgotten += 1
                continue
            probe = Probe(mention)
            names = self._assigner.names(probe)
            if names:
                matched.append((probe, names))
            else:
                step.unmatched += 1
        step.items = self._file(matched)
        return step

    def recall(self, items: Iterable[Item]) -> None:
        """Take up the stories of archived items again, oldest first."""
        self.stories.recall((item, Probe(item.mention).sequence) for item in items)

    def _mentions(self, delivery: Delivery, arrived: datetime, step: Step) -> list[Mention]:
        mentions = []
        recorded = self._recorded or delivery.history
        for place, (raw, payload) in enumerate(delivery.mentions):
            try:
                mention = normalise(
                    raw, payload, via="" if self._recorded else delivery.source, arrived=arrived,
                    recorded=recorded, history=delivery.history,
                )  # fmt: skip
            except ValueError as error:
                line = delivery.lines[place] if delivery.lines else None
                step.unreadable.append(Unreadable(delivery.source, line, str(error)))
            else:
                mentions.append(mention)
        return mentions

    def _fresh(self, mentions: list[Mention], step: Step) -> list[Mention]:
        """Those never seen before, each once; what is still being written counts as seen."""
        keys = [(mention.source, mention.id) for mention in mentions]
        known = self._archived.known(keys)
        fresh = []
        for key, mention in zip(keys, mentions, strict=True):
            if key in known or key in self._recent:
                step.duplicates += 1
                continue
            self._recent[key] = None
            fresh.append(mention)
        while len(self._recent) > KEYS_KEPT:
            self._recent.popitem(last=False)
        return fresh

    def _forgotten(self, mentions: list[Mention]) -> set[Key]:
        return self._archived.forgotten(list({(mention.source, mention.author) for mention in mentions}))

    def _file(self, matched: Sequence[tuple[Probe, tuple[str, ...]]]) -> list[Item]:
        """Place and read what matched: stage by stage, for each has tables that the next would push out of reach."""
        voices = [self._voice(names[0]) for _probe, names in matched]
        mentions = [_by_whom(probe.mention, voice) for (probe, _names), voice in zip(matched, voices, strict=True)]
        words = [probe.sequence for probe, _names in matched]
        places = [self._place(mention, said) for mention, said in zip(mentions, words, strict=True)]
        readings = [
            self._reader.read(mention, said, expected=voice.languages, handles=voice.tagged)
            for mention, said, voice in zip(mentions, words, voices, strict=True)
        ]
        return [
            Item(mention, reading, names, *place)
            for mention, reading, (_probe, names), place in zip(mentions, readings, matched, places, strict=True)
        ]

    def _place(self, mention: Mention, words: Sequence[str]) -> tuple[str, bool, int]:
        """Its story, whether it is an original, and how many the story holds; our own voice counts in no story."""
        if mention.from_brand:
            return f"{mention.source}:{mention.id}", True, 1
        return self.stories.place(mention, words)

    def _voice(self, name: str) -> _Voice:
        voice = self._voices.get(name)
        if voice is None:
            watch = self._assigner.watch(name)
            # Whoever tags `@brand` means us whatever our server is; whoever is called so elsewhere is not us.
            tagged = frozenset(watch.handles) | {handle.partition("@")[0] for handle in watch.handles}
            voice = self._voices[name] = _Voice(frozenset(watch.handles), tagged, watch.languages)
        return voice


def _by_whom(mention: Mention, voice: _Voice) -> Mention:
    """The mention, marked if it is by the brand itself."""
    own = not mention.from_brand and mention.author and mention.author.casefold() in voice.own
    return replace(mention, from_brand=True) if own else mention
