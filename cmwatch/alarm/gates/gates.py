"""The gates of one watch: first grave term, first relay, one message that goes round."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Any, Literal

from cmwatch.alarm.detector import BUDGET
from cmwatch.alarm.gates import levels
from cmwatch.alarm.gates.rarity import GATES_SHARE, Traffic
from cmwatch.alarm.gates.spread import LARGE, Relays, Velocity
from cmwatch.alarm.gates.terms import Met, Theme
from cmwatch.intake.query import tokens
from cmwatch.model import Gate, Item, Severity, Watch
from cmwatch.reading.risk import KINDS, RiskFinder

PRESS = ("rss",)
"""Sources that are outlets: who publishes a feed is press, or speaks like it."""


class Gates:
    """Watches single mentions; constant work for each, and a bounded memory that is saved and resumed exactly."""

    def __init__(self, watch: Watch) -> None:
        self._vips = frozenset(watch.vips)
        self._chance = BUDGET[watch.sensitivity] * GATES_SHARE / 7 / len(KINDS)
        self._read, self._heavy_read = Traffic(), Traffic()
        self._themes: dict[str, Theme] = {}
        self._relays, self._velocity = Relays(), Velocity()

    def observe(self, item: Item, at: datetime) -> tuple[Gate, ...]:
        """Look at an item; the gates that it opens, gravest first. `at` is its event time."""
        now, mention = at.timestamp(), item.mention
        heavy = mention.source in PRESS or (bool(self._vips) and self._listed(item))
        if item.original:
            self._read.count(now)
            if heavy:
                self._heavy_read.count(now)
        if mention.history:
            self._learn(item, now, heavy=heavy)
            return ()
        if not (item.reading.risks or heavy or not item.original or (mention.followers or 0) >= LARGE):
            return ()
        return tuple(sorted(self._open(item, at, heavy=heavy), key=lambda gate: gate.severity))

    def to_state(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "read": self._read.to_state(),
            "heavy_read": self._heavy_read.to_state(),
            "themes": {code: theme.to_state() for code, theme in self._themes.items()},
            "relays": self._relays.to_state(),
            "velocity": self._velocity.to_state(),
        }

    def resume(self, state: dict[str, Any]) -> None:
        """Go on from a state as if it had never been left."""
        self._read, self._heavy_read = Traffic.from_state(state["read"]), Traffic.from_state(state["heavy_read"])
        self._themes = {code: Theme.from_state(theme) for code, theme in state["themes"].items()}
        self._relays = Relays.from_state(state["relays"])
        self._velocity = Velocity.from_state(state["velocity"])

    def _learn(self, item: Item, now: float, *, heavy: bool) -> None:
        if item.original:
            for code in item.reading.risks:
                self._theme(code).learn(now, heavy=heavy)

    def _open(self, item: Item, at: datetime, *, heavy: bool) -> Iterator[Gate]:
        if item.original:
            yield from self._terms(item, at, heavy=heavy)
        yield from self._spreading(item, at, heavy=heavy)

    def _terms(self, item: Item, at: datetime, *, heavy: bool) -> Iterator[Gate]:
        for code in item.reading.risks:
            met = self._theme(code).hear(
                at.timestamp(), _who(item), _key(item), heavy=heavy,
                traffic=(self._read, self._heavy_read), chance=self._chance,
            )  # fmt: skip
            if met:
                yield self._gate("grave", code, at, levels.of_term(code, confirmed=heavy), met, _word(item, code))

    def _spreading(self, item: Item, at: datetime, *, heavy: bool) -> Iterator[Gate]:
        now, author, key = at.timestamp(), _who(item), _key(item)
        large = heavy or (item.mention.followers or 0) >= LARGE
        if item.story == key:
            if large:
                self._relays.begin(item.story, author)
            return
        grave = item.reading.tone == "negative" or bool(item.reading.risks)
        if large and grave and (met := self._relays.pass_on(now, item.story, author, key)):
            yield self._gate("relay", "", at, levels.SPREADING, met, item.mention.author)
        if met := self._velocity.pass_on(now, item.story, author, key, item.fold):
            level = levels.SPREADING if grave else levels.HARMLESS
            yield self._gate("velocity", "", at, level, met, "")

    def _gate(
        self,
        kind: Literal["grave", "relay", "velocity"],
        code: str,
        at: datetime,
        severity: Severity,
        met: Met,
        word: str,
    ) -> Gate:
        since = self._read.since
        young = since is None or at.timestamp() - since < levels.YOUNG_DAYS * 86_400
        small = self._read.day < levels.SMALL_PER_DAY
        return Gate(
            kind, code, at, levels.eased(severity, met.days, young=young, small=small), met.keys, word, met.days
        )

    def _theme(self, code: str) -> Theme:
        return self._themes.setdefault(code, Theme())

    def _listed(self, item: Item) -> bool:
        """Whether the author is on the list, as `handle` or as `handle@network`."""
        author = item.mention.author.casefold()
        return author in self._vips or f"{author}@{item.mention.source.casefold()}" in self._vips


def _who(item: Item) -> str:
    """A mark of the author, for what is saved should name nobody; a mention without one counts as its own."""
    who = f"{item.mention.source}:{item.mention.author.casefold()}" if item.mention.author else _key(item)
    return blake2b(who.encode(errors="replace"), digest_size=8).hexdigest()


def _key(item: Item) -> str:
    return f"{item.mention.source}:{item.mention.id}"


def _word(item: Item, code: str) -> str:
    """The word that the class was met in. Looked up again, for a gate is rare and a reading holds classes only."""
    found = RiskFinder().find(tokens(item.mention.text), item.reading.lang)
    return next((risk.word for risk in found if risk.kind == code), "")
