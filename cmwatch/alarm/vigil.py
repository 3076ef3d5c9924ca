"""Keeps at most one open alert about a watch: opens it when a burst stands, follows it, lets it fall quiet."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zlib import crc32

from cmwatch.alarm import episode, gated, nature
from cmwatch.alarm.assessing import Assessor, Coverage, Gaps, Past
from cmwatch.alarm.carried import carrying, own_words, same_matter, still_spam
from cmwatch.alarm.census import census
from cmwatch.alarm.detector import WINDOWS, Detector, Judgement, many
from cmwatch.alarm.explain import reason
from cmwatch.alarm.firstday import FIRST_DAY, first_day
from cmwatch.alarm.playback import Burst
from cmwatch.alarm.pulse import instant_of, minute_of
from cmwatch.alarm.witnesses import Witnesses
from cmwatch.model import Alert, Gate, Reason, Watch

REFRESH_MINUTES = 60
"""How often the evidence of an open alert is gathered anew; its counts follow every minute."""

COMPARE_MINUTES = 10
"""How often, at most, an open alert looks for what changed; more often only when it worsens."""

ASK_AGAIN_MINUTES = 5
"""How often it is asked anew whether a burst that does not grow has people behind it."""

GROWN = 1.25
"""Growth of the count since the evidence was gathered at which it is gathered anew."""

Change = tuple[Alert, bool]
"""An alert after a change of state or severity, and whether the person is to be notified."""


@dataclass(slots=True)
class Memory:
    """What a vigil must remember beside its alert; minutes since 1970."""

    judged_at: int = 0
    answered: int = 0
    """Until when every burst is known to the person: it was in an open alert, or they have closed it."""
    news: int = 0
    """The last worsening of a burst that was looked at."""
    refused_at: int = 0
    """When the last burst was found to have too few people behind it, and the originals that it lately had."""
    refused: int = 0
    calm_minutes: int = 0
    loud_at: int = 0
    """The last minute in which what a person closed still went on."""
    compared_at: int = 0
    assessed_at: int = 0
    assessed_count: int = 0
    assessed_originals: int = 0


class Vigil:
    """One watch, its alert, and what it must not say twice."""

    def __init__(
        self,
        watch: Watch,
        detector: Detector,
        witnesses: Witnesses,
        gaps: Gaps,
        planned: gated.Planned,
        past: Past = lambda: (),
        coverage: Coverage = lambda: (),
    ) -> None:
        """`gaps` may make the alert nothing, `past` are alerts that it may resemble, `coverage` is what is not seen."""
        self.watch = watch
        self.alert: Alert | None = None
        self.memory = Memory()
        self._detector, self._witnesses = detector, witnesses
        self._assessor = Assessor(detector, witnesses, gaps, planned, past, coverage)

    @property
    def firing(self) -> Alert | None:
        """The alert, unless there is none or it is quiet or closed."""
        return self.alert if self.alert and self.alert.state not in ("quiet", "closed") else None

    def to_state(self) -> dict[str, Any]:
        """What the alert itself does not say, as plain values."""
        return asdict(self.memory)

    def resume(self, state: dict[str, Any]) -> None:
        """Go on as an earlier run left off."""
        self.memory = Memory(**state)

    def judge(self, now: int) -> list[Change]:
        """Judge the moment when the minute before `now` is complete."""
        if now <= self.memory.judged_at:
            return []
        self.memory.judged_at = now
        burst = self._detector.follow(now)
        self._witnesses.forget(now)
        if self.firing:
            self.memory.answered = now
            return self._follow(self.firing, burst, now)
        if burst and self.alert and (rise := own_words(self._detector, self.alert, burst, now, self._behind)):
            return self._rise(rise, now)
        if self._goes_on(burst, now):
            self.memory.answered = now
            return []
        judged = self._news(burst, now)
        return [] if judged is None else self._rise(judged, now)

    def pass_gates(self, gates: Sequence[Gate], now: int) -> list[Change]:
        """Gates that opened in the minute before `now`: alone an alert, else one more reason of the one that stands."""
        alert, at, detector = self.alert, instant_of(now), self._detector
        self.memory.calm_minutes, self.memory.answered = 0, now
        judged = gated.judged(detector, gates, self._witnesses.window(WINDOWS[-1], now), now)
        if alert is not None and not gated.over(alert, now):
            standing = detector.measure(alert.channel, alert.subject, _window_of(alert), now, evidence=alert.evidence)
            if episode.is_calm(alert, standing):
                # What was counted is over: words carry it now.
                alert, standing = episode.told_by(alert, judged, at), judged
            elif alert.severity == 4:
                standing = replace(standing, onset=judged.onset)  # if words make it grave, it begins with them
            return self.became(self._assess(gated.joined(alert, gates, at), standing, now))
        ended = self.became(episode.unreviewed(alert, at)) if alert and alert.state == "quiet" else []
        return ended + self._open(judged, now, gates)

    def age(self, minute: int) -> list[Change]:
        """Let time alone change the alert."""
        if self.alert is None or self.alert.state == "closed":
            return []
        return self.became(episode.aged(self.alert, instant_of(minute)))

    def became(self, alert: Alert) -> list[Change]:
        """Take the alert as it is now; a change only if its state, severity or snooze differs."""
        before, self.alert = self.alert, alert
        if before is None or before.id != alert.id:
            return [(alert, episode.notifies(None, alert))]
        notify = episode.notifies(before, alert)
        if notify or (before.state, before.severity) != (alert.state, alert.severity):
            return [(alert, notify)]
        return []

    def _news(self, burst: Burst | None, now: int) -> Judgement | None:
        """What stands now and is in no alert yet, if it has people behind it or is a wave of spam."""
        detector, witnesses = self._detector, self._witnesses
        if detector.hours_seen < FIRST_DAY and (first := first_day(detector, now, witnesses.voices)):
            return first
        if burst is None or burst.news <= max(self.memory.answered, detector.pulse.floor):
            return self._back(now) if detector.playback.panel.phase != "quiet" else None
        memory, lately = self.memory, self._originals(WINDOWS[0], now)
        if lately <= memory.refused and now - memory.refused_at < ASK_AGAIN_MINUTES and burst.news <= memory.refused_at:
            return None
        judged = detector.about(burst, now)
        if detector.hours_seen >= FIRST_DAY and self._behind(judged, now):
            return judged
        if nature.repeats(witnesses.window(judged.window, now)):
            return judged
        memory.refused_at, memory.refused = now, lately
        return None

    def _behind(self, judged: Judgement, now: int) -> bool:
        """Whether many people are behind a rise."""
        if self._detector.plainly_many(judged, now):
            return True
        authors, heard = self._witnesses.voices(judged.channel, judged.subject, now - judged.window)
        return many(judged, authors, heard, young=self._detector.immature_days is not None)

    def _rise_of(self, burst: Burst, now: int) -> Judgement | None:
        """What the panel's burst is to a person, if several people are behind it; on a first day, by its own rule."""
        if self._detector.hours_seen < FIRST_DAY:
            return first_day(self._detector, now, self._witnesses.voices)
        judged = self._detector.about(burst, now)
        return judged if self._behind(judged, now) else None

    def _back(self, now: int) -> Judgement | None:
        """What a quiet alert counts, if it stands as high again as when it opened: for the panel, the same matter."""
        quiet = self.alert
        if quiet is None or quiet.state != "quiet" or quiet.quiet_at is None or quiet.normal_since:
            return None
        if now - minute_of(quiet.quiet_at) > episode.REOPEN_MINUTES:
            return None
        judged = self._detector.measure(quiet.channel, quiet.subject, _window_of(quiet), now)
        loud = judged.observed >= quiet.opened_with and not episode.is_calm(quiet, judged)
        return judged if loud else None

    def _rise(self, judged: Judgement, now: int) -> list[Change]:
        quiet = self.alert if self.alert and self.alert.state == "quiet" else None
        self.memory.calm_minutes, self.memory.answered = 0, now
        if quiet is None:
            return self._open(judged, now)
        if not same_matter(quiet, now, people=self._behind(judged, now)):
            return self.became(episode.unreviewed(quiet, instant_of(now))) + self._open(judged, now)
        return self.became(self._assess(gated.stirred(quiet, judged, instant_of(now)), judged, now))

    def _goes_on(self, burst: Burst | None, now: int) -> bool:
        """Whether what a person closed still stands, for which they are not called again unless it doubles."""
        closed = self.alert
        if closed is None or closed.closed_by is None or now - self.memory.loud_at >= episode.CALM_MINUTES:
            return False
        standing = self._detector.measure(closed.channel, closed.subject, _window_of(closed), now)
        if not episode.is_calm(closed, standing):
            self.memory.loud_at = now
        doubled = standing.observed >= 2 * closed.peak
        if doubled and burst is not None:
            self.memory.answered = min(self.memory.answered, burst.opened - 1)
        return not doubled

    def _open(self, judged: Judgement, now: int, gates: Sequence[Gate] = ()) -> list[Change]:
        at = instant_of(now)
        identity = f"{at:%Y%m%d-%H%M}-{crc32(self.watch.name.encode()) & 0xFFFF:04x}"
        onset = instant_of(judged.onset or now - judged.window)
        alert = replace(episode.opened(identity, self.watch.name, at, onset, judged), gates=tuple(gates))
        return self.became(self._assess(alert, judged, now))

    def _follow(self, alert: Alert, burst: Burst | None, now: int) -> list[Change]:
        if self._detector.pulse.unobserved(now - 1, now):
            return []  # nothing is known of this minute, so nothing changes
        memory, at = self.memory, instant_of(now)
        strength = burst.evidence if burst else 0.0
        if burst and alert.channel == "gate" and (rise := self._rise_of(burst, now)):
            memory.news = burst.news
            return self.became(self._assess(episode.worsened(alert, rise, at), rise, now))
        standing = self._detector.measure(alert.channel, alert.subject, _window_of(alert), now, evidence=strength)
        calm = episode.is_calm(alert, standing)
        if burst and (rise := carrying(self._detector, alert, burst, now, self._behind, calm=calm)):
            standing, alert, calm = rise, episode.told_by(alert, rise, at), False
        memory.calm_minutes = memory.calm_minutes + 1 if calm else 0
        counted = episode.counted(alert, standing, census(self._detector, standing, now), at)
        normal_at = self._detector.playback.normal_at
        if normal_at is not None and normal_at > minute_of(alert.changed_at or alert.opened_at):
            return self._quieten(_told(episode.normal(counted, at), reason("normal", at=at.isoformat())), now)
        if memory.calm_minutes >= gated.calm_minutes(alert):
            return self._quieten(episode.quietened(counted, at), now)
        worse = burst is not None and burst.news > max(memory.news, minute_of(alert.opened_at))
        if worse and burst:
            memory.news = burst.news
            # That it is sure by now is no second call.
            worse = now - minute_of(alert.changed_at or alert.opened_at) >= COMPARE_MINUTES
        # Originals by themselves too: a new matter may begin under a wave of reposts.
        originals = self._originals(standing.window, now)
        grown = standing.observed > GROWN * memory.assessed_count or originals > GROWN * memory.assessed_originals
        young = now - minute_of(alert.detected_at) < REFRESH_MINUTES
        if young and not calm and (worse or grown) and alert.channel != "gate":
            counted = replace(counted, onset=_risen(self._detector, alert, now))
        if worse:
            # Told anew, by what is known of it now: at first a burst is a few mentions somewhere in the last hours.
            standing = _told_anew(self._detector, alert, now, strength)
            counted = episode.worsened(counted, standing, at)
            counted = self._assess(counted, standing, now)
        elif grown or now - memory.assessed_at >= (COMPARE_MINUTES if young else REFRESH_MINUTES):
            counted = self._assess(counted, standing, now)
        return self.became(counted)

    def _quieten(self, alert: Alert, now: int) -> list[Change]:
        # What made this alert must not make the next one.
        self._detector.pulse.floor = max(self._detector.pulse.floor, now)
        return self.became(alert)

    def _assess(self, alert: Alert, judged: Judgement, now: int) -> Alert:
        """The alert with the evidence of its window."""
        memory = self.memory
        memory.assessed_count, memory.assessed_at = judged.observed, now
        memory.assessed_originals = self._originals(judged.window, now)
        due = now - memory.compared_at >= COMPARE_MINUTES
        people = self._behind(judged, now) and not still_spam(alert, judged)
        assessed, compared = self._assessor.assess(alert, judged, now, people=people, due=due)
        if compared:
            memory.compared_at = now
        return assessed

    def _originals(self, minutes: int, now: int) -> int:
        return self._detector.pulse.over(now - minutes, now).originals


def _told(alert: Alert, more: Reason) -> Alert:
    told = alert.explanation
    return replace(alert, explanation=replace(told, reasons=(*told.reasons, more)))


def _risen(detector: Detector, alert: Alert, now: int) -> datetime:
    """Since when it rises, by what is known of it now: not since it was told.

    What joined, or was opened by words, is known by them: by counts alone it would begin with what was there before.
    """
    if alert.earlier or any(not gate.harmless and gate.at <= alert.opened_at for gate in alert.gates):
        return alert.onset
    return instant_of(detector.onset(alert.channel, alert.subject, now, minute_of(alert.detected_at)))


def _told_anew(detector: Detector, alert: Alert, now: int, evidence: float) -> Judgement:
    """The window of what became worse; what was before a person lowered the level, they have weighed."""
    lowered = minute_of(alert.lowered_at) if alert.lowered_at else 0
    return detector.since_onset(alert.channel, alert.subject, now, evidence=evidence, earliest=lowered)


def _window_of(alert: Alert) -> int:
    """The length of window by which an alert is followed."""
    return min((length for length in WINDOWS if length >= alert.window_minutes), default=WINDOWS[-1])
