"""When a watch is unusual: windows of counts judged against what was expected of them.

Each minute, three windows of two channels are compared with their baselines by the negative-binomial tail. The
false-alarm budget of the sensitivity sets the tail probability; an alert also needs several people behind it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cmwatch.alarm.baseline import MATURE_DAYS, Baseline
from cmwatch.alarm.pulse import Counts, Pulse
from cmwatch.alarm.tails import log_silence, tail
from cmwatch.model import Sensitivity

Channel = Literal["mentions", "negative"]

CHANNELS: tuple[Channel, ...] = ("mentions", "negative")

WINDOWS = (10, 30, 120)
"""Minutes: a sudden burst shows in ten, a slow one in two hours."""

LOOKS_A_WEEK = 10_080 / 10 + 10_080 / 30 + 10_080 / 120
"""Windows of a week that do not overlap, over the three lengths: how often chance gets a try per channel."""

BUDGET: dict[Sensitivity, float] = {"calm": 0.25, "balanced": 1.0, "sharp": 4.0}
"""False alarms a week that each sensitivity stands for."""

CAUTION = 5.0
"""The tail is taken this much smaller than the budget allows, for windows slide and no baseline is exact."""

FEWEST_AUTHORS = 5
"""People needed behind an alert: fewer is a conversation."""

EACH_COUNTS = 2
"""Mentions of one author that count when it is asked whether many people are behind a rise: a flood by a few is not
the public, however many others write at their usual pace meanwhile."""

SMALLEST_FACTOR = 1.8
"""Observed over expected below which nobody would call it a spike, however sure the tail is."""

YOUNG_FACTOR, YOUNG_COUNT = 3.0, 10
"""While the baseline is immature, an alert also needs three times the expected and ten mentions."""

FIRST_MINUTES, FIRST_COUNT, FIRST_FACTOR = 30, 30, 10.0
"""In the first hours: what must have been seen before a window, and how many and how much more must be in it.
Between night and day the rate of a large brand grows tenfold within hours, not within half an hour."""

LEARNING_LAG_HOURS = 2
"""Hours that wait before they teach the baseline."""

TONE_KEPT = 0.5 ** (1 / (24 * 28))
"""What an hour leaves of the usual tone: half after four weeks, as for the rates."""

HOLE = -13.8155
"""log of one in a million: a silence less believable than that is a hole in the recording."""


Voices = Callable[[Channel, int], tuple[int, int]]
"""Distinct authors in a channel since a minute, and their mentions, at most `EACH_COUNTS` of each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One window of one channel, judged."""

    channel: Channel
    window: int
    """Minutes."""
    observed: int
    expected: float
    phi: float
    p_value: float

    @property
    def factor(self) -> float:
        """Observed over expected; a twentieth of a mention stands for nothing expected."""
        return self.observed / max(self.expected, 0.05)


class Detector:
    """The counts and baselines of one watch, and what they say."""

    def __init__(self, zone: str, sensitivity: Sensitivity) -> None:
        self.pulse = Pulse()
        self.all, self.originals, self.negative = Baseline(zone), Baseline(zone), Baseline(zone)
        self._learnt_hour: int | None = None
        self._tones = [0.0, 0.0]
        self._threshold = BUDGET[sensitivity] / (2 * LOOKS_A_WEEK) / CAUTION

    @property
    def immature_days(self) -> int | None:
        """Days of history while there are too few of them, else None."""
        return int(self.all.days) if self.all.days < MATURE_DAYS else None

    @property
    def usual_negative(self) -> float | None:
        """The usual share of negatives among readable originals; None before thirty were read."""
        negative, read = self._tones
        return negative / read if read >= 30 else None

    def learn_up_to(self, minute: int) -> None:
        """Teach the baselines every whole hour that at least `LEARNING_LAG_HOURS` of observation have followed."""
        last = self._seen_before(minute, LEARNING_LAG_HOURS * 60) // 60
        if self._learnt_hour is None:
            first = min(self.pulse.bins, default=None)
            if first is None:
                return
            self._learnt_hour = first // 60
        for hour in range(self._learnt_hour, last):
            start = hour * 60
            counts = self.pulse.over(start, start + 60)
            seen = 1 - self.pulse.unobserved(start, start + 60) / 60
            self.all.learn(hour, counts.total, seen)
            self.originals.learn(hour, counts.originals, seen)
            self.negative.learn(hour, counts.negative, seen)
            self._tones = [self._tones[0] * TONE_KEPT + counts.negative, self._tones[1] * TONE_KEPT + counts.read]
        if last > self._learnt_hour:
            self._learnt_hour = last
            self.pulse.prune(minute)

    def _seen_before(self, minute: int, observed: int) -> int:
        """The minute since which `observed` minutes were seen: what follows a hole is judged by what was before it."""
        for start, end in sorted(self.pulse.gaps, reverse=True):
            if end <= minute - observed:
                break
            observed -= max(0, minute - end)
            minute = min(minute, start)
        return minute - observed

    def judge(self, now: int, voices: Voices) -> tuple[Judgement, ...]:
        """The channels that are unusual at the end of minute `now` (exclusive), the least likely window of each."""
        found: dict[Channel, Judgement] = {}
        for window in WINDOWS:
            since = self.pulse.comparable_since(now - window, now)
            counts = self.pulse.over(since, now)
            for channel in CHANNELS:
                observed = _of(counts, channel)
                judged = self._unusual(channel, since, now, observed, voices) if observed >= FEWEST_AUTHORS else None
                if judged and (channel not in found or judged.p_value < found[channel].p_value):
                    found[channel] = judged
        return tuple(found.values())

    def judge_first_hours(self, now: int, voices: Voices) -> tuple[Judgement, ...]:
        """All mentions against what little was seen before the window, while no baseline is learnt.

        Nothing is known of the rhythm of the day yet, so only a burst that no rhythm makes counts.
        """
        start = min(self.pulse.bins, default=now)
        for window in WINDOWS[:2]:
            since = self.pulse.comparable_since(now - window, now)
            seen = since - start - self.pulse.unobserved(start, since)
            observed = self.pulse.over(since, now).total
            if seen < FIRST_MINUTES or observed < FIRST_COUNT:
                continue
            expected = (self.pulse.over(start, since).total + 1) / seen * (now - since)
            authors, heard = voices("mentions", since)
            p_value = tail(heard, expected, self.all.phi)
            if heard >= FIRST_FACTOR * expected and authors >= FEWEST_AUTHORS and p_value < self._threshold:
                return (Judgement("mentions", now - since, observed, expected, self.all.phi, p_value),)
        return ()

    def measure(self, channel: Channel, window: int, now: int) -> Judgement:
        """One window of one channel, unusual or not; minutes in a gap count neither way."""
        since = self.pulse.comparable_since(now - window, now)
        observed = _of(self.pulse.over(since, now), channel)
        baseline = self.all if channel == "mentions" else self.negative
        expected = baseline.expected(since, now)
        return Judgement(channel, now - since, observed, expected, baseline.phi, tail(observed, expected, baseline.phi))

    def original_volume(self, window: int, now: int) -> Judgement:
        """The originals of a window: what is left of a spike when reposts and copies are taken away."""
        since = self.pulse.comparable_since(now - window, now)
        observed = self.pulse.over(since, now).originals
        expected, phi = self.originals.expected(since, now), self.originals.phi
        return Judgement("mentions", now - since, observed, expected, phi, tail(observed, expected, phi))

    def unbelievable(self, since: int, until: int) -> bool:
        """Whether the silence of minutes [since, until) is less likely than one in a million.

        Each hour's rate is drawn anew: a quiet hour happens, a quiet night of a large brand does not.
        """
        if until - since < 2:
            return False
        log_p, minute = 0.0, since
        while minute < until and log_p >= HOLE:
            end = min(until, (minute // 60 + 1) * 60)
            log_p += log_silence(self.all.expected(minute, end), self.all.phi)
            minute = end
        return log_p < HOLE

    def _unusual(self, channel: Channel, since: int, now: int, observed: int, voices: Voices) -> Judgement | None:
        young = self.immature_days is not None
        if young and observed < YOUNG_COUNT:
            return None
        baseline = self.all if channel == "mentions" else self.negative
        expected = baseline.expected(since, now)
        if observed < (YOUNG_FACTOR if young else SMALLEST_FACTOR) * expected:
            return None
        p_value = tail(observed, expected, baseline.phi)
        if p_value >= self._threshold:
            return None
        authors, heard = voices(channel, since)
        if authors < FEWEST_AUTHORS or heard < SMALLEST_FACTOR * expected:
            return None
        if heard < observed and tail(heard, expected, baseline.phi) >= self._threshold:
            return None
        return Judgement(channel, now - since, observed, expected, baseline.phi, p_value)


def _of(counts: Counts, channel: Channel) -> int:
    return counts.total if channel == "mentions" else counts.negative
