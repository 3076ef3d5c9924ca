"""When a watch is unusual, and how unusual a window of it is.

The panel says that a burst stands; then the window that reaches back to its beginning is judged: by how many people
are behind it, and by what was expected of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import log

from cmwatch.alarm.counting import EACH_COUNTS
from cmwatch.alarm.crowd import Crowd
from cmwatch.alarm.playback import Burst, Playback
from cmwatch.alarm.pulse import Counts, Pulse, counted
from cmwatch.alarm.sequential.course import opening
from cmwatch.alarm.sequential.proportion import PHI
from cmwatch.alarm.tails import log_silence, tail
from cmwatch.model import AlertChannel, Item, Sensitivity
from cmwatch.reading.shares import Share, negative_share

WINDOWS = (10, 30, 60, 120, 360)
"""Minutes: an alert is told by the smallest that reaches back to where the burst began."""

WEEK_MINUTES = 10_080.0

BUDGET: dict[Sensitivity, float] = {"calm": 0.25, "balanced": 1.0, "sharp": 4.0}
"""False alarms a week that each sensitivity stands for."""

FEWEST_AUTHORS = 5
"""People needed behind an alert: fewer is a conversation."""

STANDS_OUT = 1e-3
"""Tail probability below which what is left without the repetitions of a few is a rise by itself."""

LEARNT_FIRST = 3
"""Hours that must have been learnt before the panel is asked."""

MATURE_DAYS = 14
"""Days of history from which what is usual is trusted: two of each hour of the week."""

MATURE_MENTIONS = 336.0
"""And so many mentions, two for each hour of the week: of fewer, most hours were learnt from silence alone."""

FEWEST_YOUNG = 10
"""Mentions that an alert needs before that: fewer are many times a usual that was only guessed."""

SMALL_PER_HOUR = 5.0
"""Expected mentions an hour below which authors are counted instead of factors."""

TOGETHER_MINUTES, LEVEL_PHI = 10, 0.04
"""Minutes that scatter together, past which scatter averages out; and what does not: the level is known to a fifth."""

RESTLESS_PHI = 0.3
"""Dispersion of whole hours, which the level's own wandering adds to the scatter of single minutes."""

HOLE = -13.8155
"""log of one in a million: a silence less believable than that is a hole in the recording."""

Voices = Callable[[AlertChannel, str, int], tuple[int, int]]
"""Distinct authors in a channel and its subject since a minute, and their mentions, at most `EACH_COUNTS` of each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One window of one channel, judged."""

    channel: AlertChannel
    window: int
    """Minutes."""
    observed: int
    expected: float
    phi: float
    p_value: float
    subject: str = ""
    """The source or the story that the channel is about."""
    evidence: float = 0.0
    """ln(minutes) of quiet weeks in which chance shows as much once; 0 where the panel has not spoken."""
    onset: int = 0
    """Minute in which the rise has most likely begun; 0 where that was not asked."""

    @property
    def factor(self) -> float:
        """Observed over expected; a twentieth of a mention stands for nothing expected."""
        return self.observed / max(self.expected, 0.05)


class Detector:
    """The counts of one watch, what is usual of them, and what they say."""

    def __init__(self, zone: str, sensitivity: Sensitivity, lift: Callable[[int], float] = lambda _minute: 1.0) -> None:
        """`lift` is how many times its usual volume a minute is expected to have, by planned events."""
        self.pulse, self.crowd = Pulse(), Crowd()
        self.playback = Playback(zone, WEEK_MINUTES / BUDGET[sensitivity], self.pulse, self.crowd, lift)
        self._lift = lift
        self._pruned = 0
        self.budget = BUDGET[sensitivity]
        """False alarms a week that are accepted."""
        self.opens = opening(WEEK_MINUTES / self.budget)
        """The evidence at which an alarm is given."""

    def count(self, item: Item, minute: int) -> tuple[int, ...]:
        """Count an item where it belongs; the minutes whose counts changed."""
        before = self.crowd.hear(item, minute)
        self.pulse.add(minute, counted(item, first=before is None or minute < before))
        self.playback.changed(minute)
        if not item.original:
            return (minute,)
        sources = self.pulse.sources.setdefault(minute, {})
        sources[item.mention.source] = sources.get(item.mention.source, 0) + 1
        if before is None or before <= minute:
            return (minute,)
        # The author's hour begins with this earlier mention.
        self.pulse.add(before, Counts(authors=-1))
        return minute, before

    def follow(self, now: int) -> Burst | None:
        """Hear everything before minute `now`; the burst that stands, if one does."""
        self.playback.follow(now)
        if now // 60 > self._pruned // 60:
            self._pruned = now
            self.pulse.prune(now)
            self.crowd.forget(now)
        return self.playback.burst

    @property
    def hours_seen(self) -> float:
        """Hours that were learnt."""
        return self.playback.panel.hours_seen

    @property
    def immature_days(self) -> int | None:
        """Days of history while there is too little of it, else None."""
        days = int(self.hours_seen / 24)
        return days if days < MATURE_DAYS or self._learnt() < MATURE_MENTIONS else None

    def _learnt(self) -> float:
        """About how many mentions the usual was learnt from."""
        hour = (self.playback.until or 0) // 60
        return sum(self.usual("mentions", hour - back) for back in range(24)) / 24 * self.hours_seen

    @property
    def usual_negative(self) -> Share | None:
        """The usual share of negatives among readable originals, corrected as that of a window; None before thirty."""
        negative, read = self.playback.tones
        return negative_share(negative, read) if read >= 30 else None

    def small(self, now: int) -> bool:
        """Whether the watch is too young or too quiet for a factor of its volume to say much."""
        return self.immature_days is not None or self.usual("mentions", now // 60) < SMALL_PER_HOUR

    def usual(self, name: str, hour: int) -> float:
        """What an hour since 1970 usually brings of a series."""
        return self.playback.panel.usual(name, hour)

    def about(self, burst: Burst, now: int) -> Judgement:
        """The window that tells of a burst: the smallest that reaches back to where it began.

        One story tells it only where there is no more to tell: where originals rise too, it is a matter of many words.
        """
        name, _sign, subject = burst.leading.partition(":")
        channel: AlertChannel = name  # type: ignore[assignment]  # the series are named after the channels
        if channel == "story":
            originals = self.since_onset("mentions", "", now, evidence=burst.evidence)
            if originals.p_value < STANDS_OUT:
                return originals
            subject = self.crowd.biggest(self.pulse.comparable_since(now - WINDOWS[0], now), now)
        return self.since_onset(channel, subject, now, evidence=burst.evidence)

    def since_onset(
        self, channel: AlertChannel, subject: str, now: int, *, evidence: float, earliest: int = 0
    ) -> Judgement:
        """The smallest window of a channel that reaches back to where its rise most likely began, or to `earliest`."""
        onset = max(earliest, self.onset(channel, subject, now))
        window = min((length for length in WINDOWS if length >= now - onset), default=WINDOWS[-1])
        return replace(self.measure(channel, subject, window, now, evidence=evidence), onset=onset)

    def onset(self, channel: AlertChannel, subject: str, now: int, latest: int | None = None) -> int:
        """The minute, `latest` at most, since which the counts of a channel speak most for a rise.

        The change between two rates, each the usual or higher, that maximises the Poisson log-likelihood ratio against
        the usual: a lively day before it is not yet the matter of the evening.
        """
        oldest = max(now - WINDOWS[-1], self.pulse.comparable_since(now - WINDOWS[-1], now))
        best, best_start, count = 0.0, now - 1 if latest is None else latest, 0
        total = self._observed(channel, subject, oldest, now)
        expected = self._foreseen(self._series_of(channel, subject), oldest, now)
        for start in range(now - 1, oldest - 1, -1):
            here = self.pulse.bins.get(start)
            if here is None:
                continue
            plain = channel in ("mentions", "reach", "gate")
            more = here.originals if plain else self._observed(channel, subject, start, start + 1)
            count += more
            if not more or start > (now if latest is None else latest):
                continue
            since = _rise(count, expected(start, now))
            if not since:
                continue
            ratio = since + _rise(total - count, expected(oldest, start))
            if ratio > best:
                best, best_start = ratio, start
        return best_start

    def plainly_many(self, judged: Judgement, now: int) -> bool:
        """Whether the count of authors alone says that many people are behind a rise, without looking at each.

        An author counts once in an hour of theirs: in a window of an hour no more often than `EACH_COUNTS`.
        """
        if judged.channel not in ("mentions", "authors") or judged.window > 60:
            return False
        people = self.pulse.over(now - judged.window, now).authors
        return people >= EACH_COUNTS * FEWEST_AUTHORS and many(
            judged, FEWEST_AUTHORS, people, young=self.immature_days is not None
        )

    def measure(
        self, channel: AlertChannel, subject: str, window: int, now: int, *, evidence: float = 0.0
    ) -> Judgement:
        """One window of one channel, unusual or not; minutes in a gap count neither way."""
        since = self.pulse.comparable_since(now - window, now)
        return Judgement(channel, now - since, *self._weighed(channel, subject, since, now), subject, evidence)

    def volume(self, window: int, now: int) -> Judgement:
        """The originals of a window: what is left of a spike when reposts and copies are taken away."""
        return self.measure("mentions", "", window, now)

    def expected(self, name: str, since: int, until: int) -> float:
        """Expected of a series in minutes [since, until), by planned events too."""
        panel = self.playback.panel
        if name == "share":
            return panel.ratio(name) * self.pulse.over(since, until).read
        return panel.expected(name, since, until) * self._lift((since + until) // 2)

    def _foreseen(self, name: str, since: int, until: int) -> Callable[[int, int], float]:
        """`expected` of a series for many stretches of minutes [since, until)."""
        if name == "share" or until <= since:
            return lambda start, end: self.expected(name, start, end)
        between, lift = self.playback.panel.foreseen(name, since, until).between, self._lift
        return lambda start, end: between(start, end) * lift((start + end) // 2)

    def phi(self, name: str, minutes: int) -> float:
        """Dispersion of the counts of a series over so many minutes."""
        if name == "share":
            return PHI
        return self.playback.panel.phi(name) / max(1.0, minutes / TOGETHER_MINUTES) + LEVEL_PHI

    def unbelievable(self, since: int, until: int) -> bool:
        """Whether the silence of minutes [since, until) is less likely than one in a million.

        Each hour's rate is drawn anew: a quiet hour happens, a quiet night of a large brand does not.
        """
        if until - since < 2 or self.hours_seen < LEARNT_FIRST:
            return False
        log_p, minute = 0.0, since
        phi = max(RESTLESS_PHI, self.playback.panel.phi("mentions"))
        while minute < until and log_p >= HOLE:
            end = min(until, (minute // 60 + 1) * 60)
            log_p += log_silence(self.usual("mentions", minute // 60) * (end - minute) / 60, phi)
            minute = end
        return log_p < HOLE

    def _weighed(self, channel: AlertChannel, subject: str, since: int, now: int) -> tuple[int, float, float, float]:
        observed, name = self._observed(channel, subject, since, now), self._series_of(channel, subject)
        expected, phi = self.expected(name, since, now), self.phi(name, now - since)
        return observed, expected, phi, tail(observed, expected, phi)

    def _observed(self, channel: AlertChannel, subject: str, since: int, until: int) -> int:
        """What of minutes [since, until) can be counted again from the mentions themselves."""
        match channel:
            case "authors":
                return self.pulse.over(since, until).authors
            case "negative" | "share":
                return self.pulse.over(since, until).negative
            case "source":
                return self.pulse.from_source(subject, since, until)
            case "story":
                return self.crowd.of_story(subject, since, until)
            case "mentions" | "reach" | "gate":
                return self.pulse.over(since, until).originals

    def _series_of(self, channel: AlertChannel, subject: str) -> str:
        """The series by whose usual level a channel is measured: where no series of its own counts, all originals."""
        name = f"source:{subject}" if channel == "source" else channel
        return name if channel != "reach" and self.playback.knows(name) else "mentions"


def many(judged: Judgement, authors: int, heard: int, *, young: bool) -> bool:
    """Whether a rise has several people behind it; `heard` are their mentions, at most `EACH_COUNTS` of each.

    `young`: what is usual is not known yet.
    """
    if authors < FEWEST_AUTHORS or heard <= judged.expected:
        return False
    if young and heard < FEWEST_YOUNG:
        return False
    return heard >= judged.observed or tail(heard, judged.expected, judged.phi) < STANDS_OUT


def _rise(count: int, expected: float) -> float:
    """Log-likelihood ratio of the rate that was counted against the expected, where it is higher."""
    expected = max(expected, 0.05)
    return count * log(count / expected) - (count - expected) if count > expected else 0.0
