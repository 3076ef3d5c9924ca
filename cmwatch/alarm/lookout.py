"""The lookout of one watch: counts what it is shown, lets time pass, and keeps vigil over it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import MAXYEAR, datetime
from typing import Any

import msgspec

from cmwatch.alarm.assessing import Past
from cmwatch.alarm.detector import Detector
from cmwatch.alarm.gates import Gates
from cmwatch.alarm.planned import during, lifting
from cmwatch.alarm.playback import Checkpoint
from cmwatch.alarm.pulse import Counts, instant_of, minute_of
from cmwatch.alarm.usual import Usual
from cmwatch.alarm.vigil import Change, Vigil
from cmwatch.alarm.witnesses import Before, Witnesses
from cmwatch.model import Alert, Gap, Gate, Item, PlannedEvent, Reason, Watch

__all__ = ["Change", "Lookout"]


class Lookout:
    """One watch on guard. Minutes are minutes since 1970, UTC."""

    def __init__(
        self,
        watch: Watch,
        before: Before,
        *,
        infer_holes: bool,
        events: Sequence[PlannedEvent] = (),
        past: Past = lambda: (),
    ) -> None:
        """`events` are planned; those of other watches count nothing. `past` are alerts that one may resemble."""
        self.watch = watch
        self.detector = Detector(watch.zone, watch.sensitivity, lifting(events, watch))
        self.gaps: list[Gap] = []
        self.lasting: tuple[Gap, ...] = ()
        """Gaps that go on now."""
        self.coverage: tuple[Reason, ...] = (Reason("unseen.recording"),) if infer_holes else ()
        """What cannot be seen now, to be told with each alert."""
        self.dirty: set[int] = set()
        """Minutes whose counts changed since they were last archived."""
        self._infer_holes = infer_holes
        self._witnesses = Witnesses(watch, self.detector.pulse, before)
        self._vigil = Vigil(
            watch, self.detector, self._witnesses, lambda: (*self.gaps, *self.lasting),
            lambda since, until: during(events, watch, since, until), past,
            lambda: self.coverage,
        )  # fmt: skip
        self._gates = Gates(watch)
        self._opened: list[Gate] = []
        """Gates that opened in a minute that is not complete."""
        self._usual = Usual(self.detector)
        self._now: int | None = None
        self._stale = False

    @property
    def alert(self) -> Alert | None:
        """The newest alert, closed or not."""
        return self._vigil.alert

    def observe(self, item: Item) -> list[Change]:
        """Count an item, after closing the minutes before it."""
        minute = minute_of(item.mention.at)
        changes: list[Change] = []
        if item.mention.history:
            self.detector.pulse.floor = max(self.detector.pulse.floor, minute + 1)
            self._now = max(self._now or minute, minute)
        elif self._now is None:
            self._now = minute
        elif minute > self._now:
            changes = self._advance(minute, arrived=True)
        self.dirty.update(self.detector.count(item, minute))
        self._opened += self._gates.observe(item, item.mention.at)
        if not item.mention.history:
            self._witnesses.hear(item)
            self._stale = True
        return changes

    def tick(self, minute: int) -> list[Change]:
        """Let time pass up to `minute`, whether or not anything was said."""
        if self._now is None or minute <= self._now:
            return []
        if self.alert is None or self.alert.state == "closed":
            return self._judge(minute) if self._stale else []
        return self._advance(minute, arrived=False)

    def blind(self, gap: Gap) -> None:
        """A stretch that was not observed."""
        self.gaps.append(gap)
        if gap.until:
            self._hide(minute_of(gap.since), minute_of(gap.until))

    def hide(self, unseen: Iterable[tuple[datetime, datetime]], lasting: tuple[Gap, ...]) -> None:
        """What could not be seen at all does not count, nor does it calm an alert; `lasting` is only drawn."""
        self.lasting = lasting
        pulse, before = self.detector.pulse, self.detector.pulse.blind_since
        pulse.blind_since = None
        for since, until in unseen:
            if until.year == MAXYEAR:
                pulse.blind_since = minute_of(since)
            else:
                self._hide(minute_of(since), minute_of(until))
        if pulse.blind_since is not None and pulse.blind_since != before:
            self.detector.playback.changed(pulse.blind_since)

    def take(self, alert: Alert) -> list[Change]:
        """Take the alert as a person's act left it, or as the archive kept it."""
        if alert.quiet_at:
            self.detector.pulse.floor = max(self.detector.pulse.floor, minute_of(alert.quiet_at))
        if alert.closed_by and alert.changed_at:
            self._vigil.memory.loud_at = minute_of(alert.changed_at)
        return self._vigil.became(alert)

    def recall(self, minute: int, counts: Counts, sources: dict[str, int] | None) -> None:
        """Take up an archived minute again after a restart; `sources` None: it was counted by an older version."""
        self.detector.pulse.put(minute, counts)
        if sources is None:
            self.detector.pulse.plain_before = max(self.detector.pulse.plain_before, minute + 1)
        elif sources:
            self.detector.pulse.sources[minute] = sources
        self._now = max(self._now or minute, minute)

    def recall_item(self, item: Item) -> None:
        """Hold an archived item as evidence again; it has been counted."""
        minute = minute_of(item.mention.at)
        self.detector.crowd.hear(item, minute)
        if item.mention.history:
            self.detector.pulse.floor = max(self.detector.pulse.floor, minute + 1)
        else:
            self._witnesses.hear(item)

    def expected(self, since: int, until: int) -> tuple[float, float]:
        """Mentions that minutes [since, until) usually bring, copies in proportion, and their dispersion."""
        return self._usual.of(since, until)

    def to_state(self) -> dict[str, Any]:
        """What neither the archived minutes nor the alert nor the checkpoints say, as plain values."""
        return {
            "now": self._now, "stale": self._stale, "floor": self.detector.pulse.floor, "vigil": self._vigil.to_state(),
            "gates": self._gates.to_state(), "opened": [asdict(gate) for gate in self._opened],
        }  # fmt: skip

    def resume(self, checkpoints: Sequence[Checkpoint], state: dict[str, Any] | None) -> None:
        """Go on as an earlier run left off, once everything was recalled."""
        self.detector.playback.resume(checkpoints)
        if state is not None:
            self._now, self._stale = state["now"], state["stale"]
            self.detector.pulse.floor = max(self.detector.pulse.floor, state["floor"])
            self._vigil.resume(state["vigil"])
            self._gates.resume(state["gates"])
            self._opened = msgspec.convert(state["opened"], list[Gate])
        if self._now is not None:
            self.detector.follow(self._now)

    def changed(self) -> list[tuple[int, Counts, dict[str, int]]]:
        """The minutes that changed since this was last asked, with their counts and those of each source."""
        pulse = self.detector.pulse
        minutes = self.dirty | self.detector.playback.changed_stories
        self.dirty.clear()
        self.detector.playback.changed_stories.clear()
        return [(one, pulse.bins[one], pulse.sources.get(one, {})) for one in minutes if one in pulse.bins]

    def _hide(self, since: int, until: int) -> None:
        if self.detector.pulse.blind(since, until):
            self.detector.playback.changed(since)

    def _advance(self, minute: int, *, arrived: bool) -> list[Change]:
        """Close every minute before `minute`."""
        silent = minute if self._now is None else self._now + 1
        changes = self._judge(silent)
        if arrived and self._infer_holes and self.detector.unbelievable(silent, minute):
            self.blind(Gap(self.watch.name, instant_of(silent), instant_of(minute), inferred=True))
        while silent < minute and self._vigil.firing:
            silent += 1
            changes += self._judge(silent)
        changes += self._vigil.age(minute)
        self._now = minute
        return changes

    def _judge(self, now: int) -> list[Change]:
        self._stale = False
        changes = self._vigil.judge(now)
        gates, self._opened = self._opened, []
        return changes + self._vigil.pass_gates(gates, now) if gates else changes
