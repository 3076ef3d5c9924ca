"""A delivery in, filed items out: normalise, match, dedupe, place in a story, read. One batch at a time, no clock."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from msgspec.structs import replace

from cmwatch.intake.normalise import normalise, one_line, said_at
from cmwatch.intake.query import Probe
from cmwatch.intake.stories import Stories
from cmwatch.model import Delivery, Item, Mention, Reading, Revision, Unreadable, Version, Watch
from cmwatch.reading.reader import Reader

Key = tuple[str, str]

Fate = Literal["unmatched", "filed", "filed from an edit"]
"""What became of a mention that was seen."""

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

    def named(self, keys: Sequence[Key]) -> dict[Key, str]:
        """The ids of those (source, name) that are another name of an archived mention."""
        ...

    def filed_from_edits(self, keys: Sequence[Key]) -> set[Key]:
        """Those (source, id) of which nothing older than an edit has been seen."""
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
    replaced: list[Item] = field(default_factory=list)
    """Mentions as they first were, in place of the edit that was filed; with `edited_at`, an edit that may be older."""
    versions: list[Version] = field(default_factory=list)
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


NOBODY = _Voice(frozenset(), frozenset(), ())
"""The voice of no watch: what is read of an edit that no longer matches any."""


class Pipeline:
    """The stages from a raw mention to a filed item."""

    def __init__(self, assigner: Assigner, archived: Archived, *, recorded: bool) -> None:
        self.stories = Stories()
        self._reader = Reader()
        self._assigner = assigner
        self._archived = archived
        self._recorded = recorded
        self._recent: OrderedDict[Key, Fate] = OrderedDict()
        self._named: OrderedDict[Key, str] = OrderedDict()
        """Other names of what was filed lately."""
        self._voices: dict[str, _Voice] = {}

    def step(self, delivery: Delivery, arrived: datetime) -> Step:
        """File what is new in a delivery. An item that fails is counted and the run goes on."""
        step = Step(unreadable=list(delivery.unreadable))
        fresh = self._fresh(self._mentions(delivery, arrived, step), step)
        step.unreadable.sort(key=lambda report: report.line or 0)
        gone = self._forgotten(fresh)
        for mention in fresh:
            if gone and (mention.source, mention.author) in gone:
                step.forgotten += 1
                continue
            probe = Probe(mention)
            names = self._assigner.names(probe)
            if names:
                self._recent[mention.source, mention.id] = "filed"
                if mention.alias:
                    self._named[mention.source, mention.alias] = mention.id
                step.items.append(self._file(probe, names))
            else:
                step.unmatched += 1
        if delivery.revisions:
            self._revise(delivery, arrived, step)
        return step

    def _revise(self, delivery: Delivery, arrived: datetime, step: Step) -> None:
        """Take in edits and deletions, each a version; an edit of what was never filed is filed if it matches."""
        said = [(one_line(one.source), one_line(str(one.raw.id if one.raw else one.id))) for one in delivery.revisions]
        named = self._archived.named(said)
        keys = [(key[0], self._named.get(key) or named.get(key, key[1])) for key in said]
        archived = self._archived.known(keys)
        for key, revision in zip(keys, delivery.revisions, strict=True):
            known = key in archived or self._recent.get(key, "unmatched") != "unmatched"
            if delivery.is_firehose and not known and revision.kind == "deleted":
                continue
            try:
                self._version(key, revision, delivery, arrived, step, known=known)
            except ValueError as error:
                step.unreadable.append(Unreadable(delivery.source, None, str(error)))
        self._trim()

    def _version(
        self, key: Key, revision: Revision, delivery: Delivery, arrived: datetime, step: Step, *, known: bool
    ) -> None:
        at = said_at(revision.at, arrived)
        version = Version(
            *key, revision.kind, at or arrived, "", "", "", revision.payload, None, optional=delivery.is_firehose
        )
        if revision.raw is None:
            step.versions.append(version)
            return
        recorded = self._recorded or delivery.history
        mention = normalise(
            revision.raw, revision.payload, via=delivery.source, arrived=arrived, recorded=recorded,
            history=delivery.history,
        )  # fmt: skip
        if self._forgotten([mention]):
            step.forgotten += 1
            return
        probe = Probe(mention)
        names = self._assigner.names(probe)
        if names and not known:
            self._recent[key] = "filed from an edit"
            step.items.append(self._file(probe, names))
        elif names and self._from_edits([key]):
            step.replaced.append(replace(self._read(probe, names), edited_at=version.at))
        voice = self._voice(names[0]) if names else NOBODY
        reading = self._reader.read(mention, probe.sequence, expected=voice.languages, handles=voice.tagged)
        # Without a time of its own, an edit that reads the same is the same one, sent again.
        mark = at.isoformat() if at else hashlib.sha256(mention.text.encode()).hexdigest()[:32]
        step.versions.append(
            replace(
                version, mark=mark, author=mention.author, text=mention.text, reading=reading,
                filed=bool(names) and not known,
            )
        )  # fmt: skip

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
        fresh, again = [], dict[Key, Mention]()
        for key, mention in zip(keys, mentions, strict=True):
            if key in known or key in self._recent:
                step.duplicates += 1
                again.setdefault(key, mention)
                continue
            self._recent[key] = "unmatched"
            fresh.append(mention)
        if again:
            self._first_seen_late(again, step)
        self._trim()
        return fresh

    def _first_seen_late(self, again: dict[Key, Mention], step: Step) -> None:
        """Originals that come after an edit of theirs was filed take its place."""
        for key in self._from_edits(list(again)):
            probe = Probe(again[key])
            if names := self._assigner.names(probe):
                self._recent[key] = "filed"
                step.replaced.append(self._read(probe, names))

    def _from_edits(self, keys: list[Key]) -> set[Key]:
        remembered = {key for key in keys if self._recent.get(key) == "filed from an edit"}
        return remembered | self._archived.filed_from_edits([key for key in keys if key not in self._recent])

    def _trim(self) -> None:
        while len(self._recent) > KEYS_KEPT:
            self._recent.popitem(last=False)
        while len(self._named) > KEYS_KEPT:
            self._named.popitem(last=False)

    def _forgotten(self, mentions: list[Mention]) -> set[Key]:
        return self._archived.forgotten(list({(mention.source, mention.author) for mention in mentions}))

    def _file(self, probe: Probe, names: tuple[str, ...]) -> Item:
        item = self._read(probe, names)
        if item.mention.from_brand:
            return item  # our own voice is filed and shown, and counts in no story
        story, original, fold = self.stories.place(item.mention, probe.sequence)
        return Item(item.mention, item.reading, names, story, original, fold)

    def _read(self, probe: Probe, names: tuple[str, ...]) -> Item:
        """The item of a mention by itself, in no story."""
        mention, voice = probe.mention, self._voice(names[0])
        if not mention.from_brand and mention.author and mention.author.casefold() in voice.own:
            mention = replace(mention, from_brand=True)
        reading: Reading = self._reader.read(mention, probe.sequence, expected=voice.languages, handles=voice.tagged)
        return Item(mention, reading, names, f"{mention.source}:{mention.id}", original=True)

    def _voice(self, name: str) -> _Voice:
        voice = self._voices.get(name)
        if voice is None:
            watch = self._assigner.watch(name)
            # Whoever tags `@brand` means us whatever our server is; whoever is called so elsewhere is not us.
            tagged = frozenset(watch.handles) | {handle.partition("@")[0] for handle in watch.handles}
            voice = self._voices[name] = _Voice(frozenset(watch.handles), tagged, watch.languages)
        return voice
