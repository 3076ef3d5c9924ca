"""The lookout of one watch: counts what it is shown, and keeps at most one open alert about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import MAXYEAR, datetime
from zlib import crc32

from cmwatch.alarm import episode, evidence
from cmwatch.alarm.detector import WINDOWS, Detector, Judgement
from cmwatch.alarm.explain import explanation
from cmwatch.alarm.pulse import Counts, counted, instant_of, minute_of
from cmwatch.alarm.severity import suggest
from cmwatch.alarm.witnesses import Before, Witnesses
from cmwatch.model import Alert, Gap, Item, Watch

REFRESH_MINUTES = 60
"""How often the evidence of an open alert is gathered anew; its counts follow every minute."""

COMPARE_MINUTES = 10
"""How often, at most, an open alert looks for what changed; more often only when it worsens."""

GROWN = 1.25
"""Growth of the count since the evidence was gathered at which it is gathered anew."""

LEARNT_FIRST = 3
"""Hours that must have been learnt before the baseline is asked."""

Change = tuple[Alert, bool]
"""An alert after a change of state or severity, and whether the person is to be notified."""


class Lookout:
    """One watch on guard. Minutes are minutes since 1970, UTC."""

    def __init__(self, watch: Watch, before: Before, *, infer_holes: bool) -> None:
        self.watch = watch
        self.detector = Detector(watch.zone, watch.sensitivity)
        self.alert: Alert | None = None
        self.gaps: list[Gap] = []
        self.lasting: tuple[Gap, ...] = ()
        """Gaps that go on now."""
        self.dirty: set[int] = set()
        """Minutes whose counts changed since they were last archived."""
        self._infer_holes = infer_holes
        self._witnesses = Witnesses(watch, self.detector.pulse, before)
        self._now: int | None = None
        self._judged_at = 0
        self._stale = False
        self._calm_minutes = 0
        self._loud_at = 0
        """The last minute in which what a person closed still went on."""
        self._compared_at = 0
        self._voiced = 0
        """Count for which the authors were last counted."""
        self._assessed = (0, 0, 0)
        """Minute, count and originals at which evidence was last gathered."""

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
        self.detector.pulse.add(minute, counted(item))
        self.dirty.add(minute)
        if not item.mention.history:
            self._witnesses.hear(item)
            self._stale = True
        return changes

    def recall(self, minute: int, counts: Counts) -> None:
        """Take up an archived minute again after a restart."""
        self.detector.pulse.put(minute, counts)
        self._now = max(self._now or minute, minute)
        self.detector.learn_up_to(minute)

    def recall_item(self, item: Item) -> None:
        """Hold an archived item as evidence again; it has been counted."""
        if item.mention.history:
            self.detector.pulse.floor = max(self.detector.pulse.floor, minute_of(item.mention.at) + 1)
        else:
            self._witnesses.hear(item)

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
            self.detector.pulse.blind(minute_of(gap.since), minute_of(gap.until))

    def hide(self, unseen: Iterable[tuple[datetime, datetime]], lasting: tuple[Gap, ...]) -> None:
        """What could not be seen at all does not count, nor does it calm an alert; `lasting` is only drawn."""
        self.lasting, self.detector.pulse.blind_since = lasting, None
        for since, until in unseen:
            if until.year == MAXYEAR:
                self.detector.pulse.blind_since = minute_of(since)
            else:
                self.detector.pulse.blind(minute_of(since), minute_of(until))

    def take(self, alert: Alert) -> list[Change]:
        """Take the alert as a person's act left it, or as the archive kept it."""
        if alert.quiet_at:
            self.detector.pulse.floor = max(self.detector.pulse.floor, minute_of(alert.quiet_at))
        if alert.closed_by and alert.changed_at:
            self._loud_at = minute_of(alert.changed_at)
        return self._became(alert)

    def _advance(self, minute: int, *, arrived: bool) -> list[Change]:
        """Close every minute before `minute`."""
        silent = minute if self._now is None else self._now + 1
        changes = self._judge(silent)
        if arrived and self._infer_holes and self.detector.unbelievable(silent, minute):
            self.blind(Gap(self.watch.name, instant_of(silent), instant_of(minute), inferred=True))
        while silent < minute and self._firing:
            silent += 1
            changes += self._judge(silent)
        if self.alert is not None and self.alert.state != "closed":
            changes += self._became(episode.aged(self.alert, instant_of(minute)))
        self._now = minute
        return changes

    @property
    def _firing(self) -> Alert | None:
        """The alert, unless there is none or it is quiet or closed."""
        return self.alert if self.alert and self.alert.state not in ("quiet", "closed") else None

    def _judge(self, now: int) -> list[Change]:  # noqa: PLR0911 - one way out for each state
        """Judge the moment when the minute before `now` is complete."""
        if now <= self._judged_at:
            return []
        self._judged_at, self._stale = now, False
        self.detector.learn_up_to(now)
        self._witnesses.forget(now)
        if self._firing:
            return self._follow(self._firing, now)
        if self._goes_on(now):
            return []
        learnt = self.detector.all.hours_seen >= LEARNT_FIRST
        judge = self.detector.judge if learnt else self.detector.judge_first_hours
        judged = judge(now, self._witnesses.voices)
        if not judged:
            return []
        strongest = min(judged, key=lambda one: one.p_value)
        quiet = self.alert if self.alert and self.alert.state == "quiet" else None
        if quiet is None:
            return self._open(strongest, now)
        if now - minute_of(quiet.quiet_at or quiet.updated_at) > episode.REOPEN_MINUTES:
            return self._became(episode.unreviewed(quiet, instant_of(now))) + self._open(strongest, now)
        self._calm_minutes = 0
        return self._became(self._assess(episode.stirred(quiet, instant_of(now)), strongest, now))

    def _goes_on(self, now: int) -> bool:
        """Whether what a person closed still stands, for which they are not called again unless it doubles."""
        closed = self.alert
        if closed is None or closed.closed_by is None or now - self._loud_at >= episode.CALM_MINUTES:
            return False
        standing = self.detector.measure(closed.channel, _window_of(closed), now)
        if not episode.is_calm(closed, standing):
            self._loud_at = now
        return standing.observed < 2 * closed.peak

    def _open(self, judged: Judgement, now: int) -> list[Change]:
        at = instant_of(now)
        identity = f"{at:%Y%m%d-%H%M}-{crc32(self.watch.name.encode()) & 0xFFFF:04x}"
        onset = instant_of(episode.onset(self.detector, judged, now))
        self._calm_minutes = 0
        return self._became(self._assess(episode.opened(identity, self.watch.name, at, onset, judged), judged, now))

    def _follow(self, alert: Alert, now: int) -> list[Change]:
        if self.detector.pulse.unobserved(now - 1, now):
            return []  # nothing is known of this minute, so nothing changes
        standing = self.detector.measure(alert.channel, _window_of(alert), now)
        self._calm_minutes = self._calm_minutes + 1 if episode.is_calm(alert, standing) else 0
        counted = episode.counted(alert, standing, instant_of(now))
        if self._calm_minutes >= episode.CALM_MINUTES:
            return self._quieten(counted, now)
        minute, count, originals = self._assessed
        # Originals by themselves too: a new matter may begin under a wave of reposts.
        grown = standing.observed > GROWN * count or self._originals(standing.window, now) > GROWN * originals
        young = now - minute_of(alert.opened_at) < REFRESH_MINUTES
        if grown or now - minute >= (COMPARE_MINUTES if young else REFRESH_MINUTES):
            counted = self._assess(counted, standing, now)
        elif GROWN * standing.observed < self._voiced:
            counted = self._shrunk(counted, standing, now)
        return self._became(counted)

    def _shrunk(self, alert: Alert, standing: Judgement, now: int) -> Alert:
        """Fewer mentions have fewer authors; that makes nothing worse, so only the figures follow."""
        self._voiced = standing.observed
        seen = evidence.gather(self.detector, self._witnesses.window(standing.window, now), now)
        return replace(alert, authors=seen.authors, originals=seen.originals)

    def _quieten(self, alert: Alert, now: int) -> list[Change]:
        # What made this alert must not make the next one.
        self.detector.pulse.floor = max(self.detector.pulse.floor, now)
        return self._became(episode.quietened(alert, instant_of(now)))

    def _assess(self, alert: Alert, judged: Judgement, now: int) -> Alert:
        """The alert with the evidence of its window."""
        self._voiced = judged.observed
        self._assessed = (now, judged.observed, self._originals(judged.window, now))
        witnesses, opened = self._witnesses, minute_of(alert.opened_at)
        items = witnesses.window(judged.window, now)
        seen = evidence.gather(self.detector, items, now)
        facts = evidence.inputs(self.detector, judged, seen, witnesses.window(60, now), now, opened)
        updated = episode.assessed(episode.counted(alert, judged, instant_of(now)), seen, suggest(facts), self.detector)
        if updated.severity < alert.severity == 4 and alert.authors:
            # What was a wave of copies has become a matter of its own, which began when people spoke up.
            updated = replace(updated, onset=instant_of(episode.onset(self.detector, judged, now)))
        changed = alert.explanation.shifts
        moved = (updated.state, updated.severity, updated.onset) != (alert.state, alert.severity, alert.onset)
        if moved or now - self._compared_at >= COMPARE_MINUTES:
            self._compared_at = now
            changed = witnesses.changes(updated.onset, items)
        doubts = evidence.doubts(self.detector, judged, seen, changed, (*self.gaps, *self.lasting), instant_of(now))
        first = witnesses.first_since(updated.onset)
        told = explanation(items, first, evidence.reasons(judged, seen), doubts, changed)
        return replace(updated, explanation=told)

    def _became(self, alert: Alert) -> list[Change]:
        """Take the alert as it is now; a change only if its state, severity or snooze differs."""
        before, self.alert = self.alert, alert
        if before is None or before.id != alert.id:
            return [(alert, episode.notifies(None, alert))]
        notify = episode.notifies(before, alert)
        if notify or (before.state, before.severity) != (alert.state, alert.severity):
            return [(alert, notify)]
        return []

    def _originals(self, minutes: int, now: int) -> int:
        return self.detector.pulse.over(now - minutes, now).originals


def _window_of(alert: Alert) -> int:
    """The length of window by which an alert is followed."""
    return min((length for length in WINDOWS if length >= alert.window_minutes), default=WINDOWS[-1])
