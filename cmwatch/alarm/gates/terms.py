"""First grave term: a class of risk that is new for the brand, said by people who do not know of each other."""

from dataclasses import dataclass, field
from typing import Any

from cmwatch.alarm.gates.rarity import MOST, Habit, Traffic, needed

WINDOW_SECONDS = 24 * 3600
"""Within which voices belong together: a matter that is real finds its second voice within a day."""


@dataclass(frozen=True, slots=True)
class Met:
    """A gate's condition that is met."""

    keys: tuple[str, ...]
    days: int | None
    """Whole days since it was last met before, at least one; None if it never was."""


@dataclass(slots=True)
class Theme:
    """What is remembered of one class of risk: who spoke of it lately, and how often it is spoken of."""

    voices: list[tuple[float, str, str, bool]] = field(default_factory=list)
    """Time, author, key, and whether it is the press or somebody of the list: within a day, each author once."""
    habit: Habit = field(default_factory=Habit)
    """Earlier voices."""
    heavy: Habit = field(default_factory=Habit)
    """Earlier voices of the press and of the list."""
    told: bool = False
    """Whether the voices at hand have been told of."""

    def hear(
        self, at: float, author: str, key: str, *, heavy: bool, traffic: tuple[Traffic, Traffic], chance: float
    ) -> Met | None:
        """Take in a voice; what it makes if the theme is remarkable by it.

        `traffic` is all that was read, and what the press and the list wrote; `chance` what a day may give by itself.
        """
        self._forget(at)
        if any(author == known for _at, known, _key, _heavy in self.voices):
            return None
        self.voices.append((at, author, key, heavy))
        while len(self.voices) > MOST + 1:
            self._settle(self.voices.pop(0))
        if self.told or not self._remarkable(at, traffic, chance):
            return None
        self.told = True
        last = self.habit.last
        days = None if last is None else max(1, int((self.voices[0][0] - last) // 86_400))
        return Met(tuple(key for _at, _author, key, _heavy in self.voices), days)

    def learn(self, at: float, *, heavy: bool) -> None:
        """Take in a voice from before watching began."""
        self._settle((at, "", "", heavy))

    def _remarkable(self, now: float, traffic: tuple[Traffic, Traffic], chance: float) -> bool:
        everyone, few = traffic
        enough = needed(self.habit.met(now), everyone, chance)
        if enough is None:
            return False
        if len(self.voices) >= enough:
            return True
        weight = sum(heavy for *_rest, heavy in self.voices)
        alone = needed(self.heavy.met(now), few, chance, fewest=1)
        return weight > 0 and alone is not None and weight >= alone

    def _forget(self, now: float) -> None:
        while self.voices and self.voices[0][0] <= now - WINDOW_SECONDS:
            self._settle(self.voices.pop(0))
        if not self.voices:
            self.told = False

    def _settle(self, voice: tuple[float, str, str, bool]) -> None:
        """What is over teaches what is usual; what is at hand does not, for it would excuse itself."""
        self.habit.meet(voice[0])
        if voice[3]:
            self.heavy.meet(voice[0])

    def to_state(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "voices": [list(voice) for voice in self.voices],
            "habit": self.habit.to_state(),
            "heavy": self.heavy.to_state(),
            "told": self.told,
        }

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Theme":
        """As it was."""
        voices = [(at, author, key, heavy) for at, author, key, heavy in state["voices"]]
        return cls(voices, Habit.from_state(state["habit"]), Habit.from_state(state["heavy"]), state["told"])
