"""Spread: a matter that a large account takes up, and one message that suddenly goes round."""

from collections import Counter, OrderedDict
from typing import Any

from cmwatch.alarm.gates.rarity import Habit
from cmwatch.alarm.gates.terms import WINDOW_SECONDS, Met

LARGE = 10_000
"""Followers from which an account is a relay (PRODUCT 8, R)."""

BEGUN_KEPT = 100
"""Stories that large accounts began and that are remembered as theirs."""

DOUBLING_MINUTES, VOICES = 20, 15
"""A message whose copies double within this, passed on by so many people meanwhile (PRODUCT 8, G)."""

STORIES_KEPT = 200
"""Stories whose speed is followed, of those that were passed on within the doubling time; the oldest gives way."""

EVERYDAY = 3.0
"""Times in the last month from which a relay, or a message that goes round, is everyday for a brand."""


class Relays:
    """The first large account in a day that passes on what others began."""

    def __init__(self) -> None:
        self._habit = Habit()
        self._begun: OrderedDict[str, str] = OrderedDict()

    def begin(self, story: str, author: str) -> None:
        """A large account said something of its own."""
        self._begun[story] = author
        if len(self._begun) > BEGUN_KEPT:
            self._begun.popitem(last=False)

    def pass_on(self, at: float, story: str, author: str, key: str) -> Met | None:
        """A large account passed a story on; a relay only if it is not its own."""
        if self._begun.get(story) == author:
            return None
        return _first(self._habit, at, (story, key))

    def to_state(self) -> dict[str, Any]:
        """As plain values."""
        return {"habit": self._habit.to_state(), "begun": dict(self._begun)}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Relays":
        """As it was."""
        relays = cls()
        relays._habit = Habit.from_state(state["habit"])
        relays._begun = OrderedDict(state["begun"])
        return relays


class _Round:
    """One message on its way round."""

    __slots__ = ("keys", "minutes", "told", "voices")

    def __init__(self) -> None:
        self.minutes: Counter[int] = Counter()
        self.voices: set[str] = set()
        self.keys: list[str] = []
        self.told = False

    def add(self, minute: int, author: str, key: str) -> None:
        self.minutes[minute] += 1
        for old in [old for old in self.minutes if old <= minute - DOUBLING_MINUTES]:
            del self.minutes[old]
        if len(self.voices) < VOICES:
            self.voices.add(author)
            self.keys.append(key)


class Velocity:
    """Messages that go round: how fast, and how many people pass them on."""

    def __init__(self) -> None:
        self._habit = Habit()
        self._rounds: OrderedDict[str, _Round] = OrderedDict()

    def pass_on(self, at: float, story: str, author: str, key: str, fold: int) -> Met | None:
        """Somebody passed a story on, which now holds `fold` messages."""
        minute = int(at // 60)
        going = self._rounds.setdefault(story, _Round())
        self._rounds.move_to_end(story)
        going.add(minute, author, key)
        self._forget(minute)
        before = fold - sum(going.minutes.values())
        # The one who began it is a voice too.
        if going.told or len(going.voices) + 1 < VOICES or fold < 2 * before:
            return None
        going.told = True
        return _first(self._habit, at, (story, *going.keys))

    def _forget(self, minute: int) -> None:
        while len(self._rounds) > STORIES_KEPT:
            self._rounds.popitem(last=False)
        while len(self._rounds) > 1 and max(next(iter(self._rounds.values())).minutes) <= minute - DOUBLING_MINUTES:
            self._rounds.popitem(last=False)

    def to_state(self) -> dict[str, Any]:
        """As plain values."""
        rounds = [
            [story, [list(pair) for pair in sorted(one.minutes.items())], sorted(one.voices), one.keys, one.told]
            for story, one in self._rounds.items()
        ]
        return {"habit": self._habit.to_state(), "rounds": rounds}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Velocity":
        """As it was."""
        velocity = cls()
        velocity._habit = Habit.from_state(state["habit"])
        for story, minutes, voices, keys, told in state["rounds"]:
            one = velocity._rounds[story] = _Round()
            one.minutes = Counter(dict(minutes))
            one.voices, one.keys, one.told = set(voices), list(keys), told
        return velocity


def _first(habit: Habit, at: float, keys: tuple[str, ...]) -> Met | None:
    """Met now; told if it is the first in a day and no everyday thing."""
    last, everyday = habit.last, habit.met(at) >= EVERYDAY
    habit.meet(at)
    if everyday or (last is not None and at - last < WINDOW_SECONDS):
        return None
    return Met(keys, None if last is None else max(1, int((at - last) // 86_400)))
