"""The panel of a watch, stepped along its minutes in event time; it can go back an hour or two and step again.

What the panel knows is a function of the minutes alone, not of when they were stepped: a minute that is changed by a
late mention is stepped again from the last checkpoint before it, and a restart goes on from the same checkpoint.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import msgspec

from cmwatch.alarm import series
from cmwatch.alarm.crowd import STORY_MINUTES, Crowd
from cmwatch.alarm.pulse import Pulse
from cmwatch.alarm.sequential import Panel, Series, Sight

CHECKPOINTS = 2
"""One for each of the last hours: a mention that comes later than that is counted in its minute and heard no more."""

TONE_KEPT = 0.5 ** (1 / (24 * 28))
"""What an hour leaves of the usual tone: half after four weeks, as for the rates."""


FORM = 2
"""The form of a checkpoint; what was written in another one cannot be gone on from."""

Checkpoint = tuple[int, str]
"""A minute before which everything is in a state, and the state as JSON."""


@dataclass(slots=True)
class Burst:
    """A burst that the panel sees."""

    opened: int
    """The end of the minute in which it opened."""
    news: int
    """The same, or the end of the minute in which it last became worse."""
    evidence: float
    """The strongest that was seen of it."""
    leading: str
    """The series in which it shows most."""


class Playback:
    """Steps the panel, each minute once unless it changes. Minutes are minutes since 1970, UTC."""

    def __init__(
        self, zone: str, budget_minutes: float, pulse: Pulse, crowd: Crowd, lift: Callable[[int], float]
    ) -> None:
        """`lift` is how many times its usual volume a minute is expected to have, by planned events."""
        self._zone, self._budget = zone, budget_minutes
        self._pulse, self._crowd, self._lift = pulse, crowd, lift
        self.changed_stories: set[int] = set()
        """Minutes whose largest story was counted anew since this was last emptied."""
        self._checkpoints: list[tuple[int, bytes]] = []
        self._first = False
        """Whether the oldest checkpoint is the very first, before which there was nothing."""
        self._back = False
        """Whether the past has changed, so that it must be stepped again."""
        self._fresh = False
        """Whether the checkpoints are others than when they were last taken."""
        self._begin()

    def _begin(self) -> None:
        self.panel = Panel(self._zone, series.FROM_THE_START, budget_minutes=self._budget)
        self.burst: Burst | None = None
        self.normal_at: int | None = None
        """The end of the minute in which the last burst that stood became the usual level."""
        self.until: int | None = None
        """The first minute that was not stepped."""
        self.tones = (0.0, 0.0)
        """Negative and readable originals of usual hours, the older the less."""
        self._later = set[str]()
        """Series that joined after the start."""
        self._sources: list[str] = []

    def knows(self, name: str) -> bool:
        """Whether the panel listens to a series of this name."""
        return name in self._later or name in _KNOWN_FIRST

    def changed(self, minute: int) -> None:
        """The counts or the sight of a minute are no longer what they were when it was stepped.

        One older than every checkpoint changes nothing, unless the hours of its story reach beyond.
        """
        kept = self._checkpoints
        if self.until is None or minute >= self.until or not kept:
            return
        if kept[0][0] > minute and self._first:
            # Nothing is older than the first checkpoint of all, so everything is heard anew.
            kept.clear()
        elif kept[0][0] >= minute + STORY_MINUTES:
            return
        while len(kept) > 1 and kept[-1][0] > minute:
            kept.pop()
        self._back = self._fresh = True

    def follow(self, now: int) -> None:
        """Step every minute before `now` that was seen.

        Silent ones one by one too: bins whose width depends on what is in them would teach the wrong scatter.
        """
        if self._back:
            self._back = False
            self._load(self._checkpoints[-1][1]) if self._checkpoints else self._begin()
        if self.until is None:
            self.until = self._pulse.first
        kept = self._kept_from(now)
        while self.until is not None and self.until < now:
            minute = self._pulse.next_seen(self.until)
            if minute is None or minute >= now:
                return
            self._step(minute, kept)

    def fresh_checkpoints(self) -> list[Checkpoint] | None:
        """The checkpoints that are kept, if they are others than when this was last asked."""
        if not self._fresh:
            return None
        self._fresh = False
        return [(minute, state.decode()) for minute, state in self._checkpoints]

    def resume(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Go on from the last of these, which an earlier run has left; anew if another version has left it."""
        self._checkpoints = [(minute, state.encode()) for minute, state in checkpoints]
        if any(msgspec.json.decode(state).get("form") != FORM for _minute, state in self._checkpoints):
            self._checkpoints = []
        if self._checkpoints:
            self._first = msgspec.json.decode(self._checkpoints[0][1])["first"]
            self._load(self._checkpoints[-1][1])

    def _kept_from(self, now: int) -> int:
        """The first minute of which a checkpoint is still kept at `now`: of a long silence most are let go unread."""
        kept = ((now - 1) // 60 - CHECKPOINTS + 1) * 60
        if self.until is None or self.until >= kept:
            return 0
        # Where some hours were not seen, earlier ones are kept.
        return 0 if self._pulse.unobserved(self.until, now) else kept

    def _step(self, minute: int, kept: int) -> None:
        """Step a minute; of one before `kept` no state is written down, for nobody will go back there."""
        if self.until is None or not self._checkpoints or minute // 60 > self._checkpoints[-1][0] // 60:
            self._turn(minute, kept)
        if minute in self._pulse.bins and self._crowd.remembers(minute):
            self._count_story(minute)
        sight = self.panel.step(minute, 1, self._heard(minute), lift=self._lift(minute))
        self.until = minute + 1
        self._see(sight, minute + 1)

    def _see(self, sight: Sight, end: int) -> None:
        burst = self.burst
        if sight.normal:
            self.normal_at = end
        if self.panel.phase == "quiet":
            self.burst = None
        elif sight.opens and burst is None:
            self.burst = Burst(end, end, sight.evidence, sight.leading)
        elif burst is not None:
            if sight.evidence > burst.evidence:
                burst.evidence, burst.leading = sight.evidence, sight.leading
            if sight.opens:
                burst.news, burst.leading = end, sight.leading

    def _heard(self, minute: int) -> dict[str, float]:
        """The counts of the series in a minute, each of which joins where it is first counted."""
        counts = self._pulse.bins.get(minute)
        if minute >= self._pulse.plain_before:
            for one in _FROM_THEN_ON:
                self._join(one)
        if counts is None:
            return _SILENCE
        heard: dict[str, float] = {
            "mentions": counts.originals,
            "negative": counts.negative,
            "share": counts.negative,
            "read": counts.read,
        }
        if minute >= self._pulse.plain_before:
            if counts.reach:
                self._join(series.REACH)
            heard |= {"authors": counts.authors, "story": counts.story, "reach": counts.reach}
            self._hear_sources(minute, heard)
        return heard

    def _hear_sources(self, minute: int, heard: dict[str, float]) -> None:
        for name, count in self._pulse.sources.get(minute, {}).items():
            heard[f"source:{name}"] = count
            if name not in self._sources:
                self._sources.append(name)
                # One source alone is all there is, and all mentions are heard anyway.
                if len(self._sources) > 1:
                    for one in self._sources if len(self._sources) == 2 else [name]:
                        self._join(series.of_source(one, 1 + self._sources.index(one)))

    def _join(self, one: Series) -> None:
        if one.name not in self._later:
            self._later.add(one.name)
            self.panel.add(one)

    def _count_story(self, minute: int) -> None:
        counts, story = self._pulse.bins[minute], self._crowd.largest(minute)
        if counts.story != story:
            self._pulse.put(minute, counts._replace(story=story))
            self.changed_stories.add(minute)

    def _turn(self, minute: int, kept: int) -> None:
        """A new hour: learn the tone of the one before, and remember how everything stands."""
        if self.until is not None and self._checkpoints and self.panel.phase == "quiet":
            past = self._pulse.over(self._checkpoints[-1][0], minute)
            negative, read = self.tones
            self.tones = (negative * TONE_KEPT + past.negative, read * TONE_KEPT + past.read)
        if not self._checkpoints:
            self._first = True
        self._checkpoints.append((minute, self._state() if minute >= kept else b""))
        self._fresh = True
        if len(self._checkpoints) > CHECKPOINTS:
            del self._checkpoints[0]
            self._first = False

    def _state(self) -> bytes:
        return msgspec.json.encode(
            {
                "form": FORM,
                "panel": self.panel.to_state(),
                "burst": asdict(self.burst) if self.burst else None,
                "normal_at": self.normal_at,
                "until": self.until,
                "first": not self._checkpoints,
                "tones": self.tones,
                "later": sorted(self._later),
                "sources": self._sources,
            }
        )

    def _load(self, text: bytes) -> None:
        state: dict[str, Any] = msgspec.json.decode(text)
        self.panel = Panel.from_state(state["panel"], budget_minutes=self._budget)
        self.burst = Burst(**state["burst"]) if state["burst"] else None
        self.normal_at, self.until = state["normal_at"], state["until"]
        negative, read = state["tones"]
        self.tones = (negative, read)
        self._later, self._sources = set(state["later"]), list(state["sources"])


_KNOWN_FIRST = frozenset(one.name for one in series.FROM_THE_START)

_FROM_THEN_ON = (series.AUTHORS, series.STORY)
"""Series that every minute of an archive of today has counted."""

_SILENCE: dict[str, float] = {}
"""What is heard in a minute in which nothing was said."""
