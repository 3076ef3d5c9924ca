"""What is usual: a rate per minute that knows the hour and the weekday, and how far counts scatter around it.

Learnt from whole hours, with a lag, so that a rise does not teach the level it is judged by. An hour of the week is
seen once a week, so it is shrunk towards its hour of the day, and that towards the mean, until it has been seen
often enough to speak for itself (empirical Bayes with pseudo-hours).
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cmwatch.alarm.tails import quantile

HALF_LIFE_HOURS = 24 * 28
"""How fast the past is forgotten: four weeks, so that every hour of the week is remembered about four times."""

HOUR_OF_DAY_PRIOR, HOUR_OF_WEEK_PRIOR = 2.0, 3.0
"""Pseudo-hours of the coarser rate mixed into the finer: two days, three weeks until the finer outweighs it."""

RATE_PRIOR_HOURS = 0.5
"""Pseudo-hours at `RATE_PRIOR` before the first is seen; half an hour, for any brand soon says how big it is."""

RATE_PRIOR = 1.0
"""Mentions an hour assumed before anything is known: a small brand, which is what most watches are."""

LEVEL_HALF_LIFE_HOURS = 24
LEVEL_PRIOR = 20.0
"""Mentions: the drifting level (a ratio to the profile) counts fully once it has seen some dozens of them."""

LEVEL_BOUNDS = (0.4, 2.5)
"""How far one drift may carry the level from the profile; beyond it the profile itself has to be relearnt."""

PHI_PRIOR, PHI_PRIOR_WEIGHT = 0.3, 48.0
"""Dispersion of hourly counts before it is known; 0.3 is k ≈ 3, between the public series of small and large
brands. The weight is in squared mentions: an hour with many mentions says more about scatter than one with few."""

PHI_BOUNDS = (0.03, 2.0)

YOUNG_PHI = 0.9
"""Extra dispersion of a baseline that has not seen a whole day: day and night differ by a factor of three to five."""

YOUNG_DAYS = 7.0
"""Days over which that extra vanishes: a whole week has been seen."""

CAP = 0.999
"""An hour teaches at most this quantile of what was expected, so that a burst is not taken for a habit."""

MATURE_DAYS = 14
"""Days of history from which the baseline is trusted: two of each hour of the week."""


class Baseline:
    """The usual rate of one series of counts."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._week = [[0.0, 0.0] for _hour in range(168)]
        self._day = [[0.0, 0.0] for _hour in range(24)]
        self._total = [0.0, 0.0]
        self._decayed_to: int | None = None
        self._level = [LEVEL_PRIOR, LEVEL_PRIOR]
        self._scatter = [PHI_PRIOR * PHI_PRIOR_WEIGHT, PHI_PRIOR_WEIGHT]
        self._rates: dict[int, float] = {}
        self.hours_seen = 0.0
        """Hours of observation learnt so far, not decayed."""

    @property
    def days(self) -> float:
        """Days of observation learnt so far."""
        return self.hours_seen / 24

    @property
    def phi(self) -> float:
        """Dispersion: variance = mean + φ·mean²; wider while the rhythm of the day is unknown."""
        low, high = PHI_BOUNDS
        learnt = min(high, max(low, self._scatter[0] / self._scatter[1]))
        return learnt + YOUNG_PHI * max(0.0, 1 - self.days / YOUNG_DAYS)

    def per_hour(self, hour: int) -> float:
        """Expected mentions in the hour that begins `hour` hours after 1970."""
        rate = self._rates.get(hour)
        if rate is None:
            rate = self._rates[hour] = self._profile(self._cell(hour)) * self.level
        return rate

    @property
    def level(self) -> float:
        """Where the present level lies against the profile."""
        low, high = LEVEL_BOUNDS
        return min(high, max(low, self._level[0] / self._level[1]))

    def expected(self, since: int, until: int) -> float:
        """Expected mentions from minute `since` up to minute `until`, rates joined by straight lines between hours."""
        total = 0.0
        minute = since
        while minute < until:
            # The rate of an hour stands at its middle; between two middles it changes evenly.
            middle = (minute - 30) // 60
            end = min(until, (middle + 1) * 60 + 30)
            before, after = self.per_hour(middle), self.per_hour(middle + 1)
            place = ((minute + end) / 2 - (middle * 60 + 30)) / 60
            total += (before + (after - before) * place) * (end - minute) / 60
            minute = end
        return total

    def learn(self, hour: int, count: int, observed: float = 1.0) -> None:
        """Take in the hour that begins `hour` hours after 1970, of which the share `observed` was seen."""
        if observed < 0.25:
            return  # too little of it was seen to say what the rest was like
        self._rates.clear()
        cell = self._cell(hour)
        profile = self._profile(cell) * observed
        expected = profile * self.level
        # What was expected at most is no burst; the quantile is asked only beyond.
        burst = self.hours_seen >= 3 and count > expected
        taught = min(count, quantile(expected, self.phi, CAP) + 1) if burst else count
        self._decay(hour)
        for kept in (self._week[cell], self._day[cell % 24], self._total):
            kept[0] += taught
            kept[1] += observed
        if self.hours_seen >= 24:
            self._scatter[0] += (taught - expected) ** 2 - taught
            self._scatter[1] += expected * expected
            self._scatter[0] = max(0.0, self._scatter[0])
        self._drift(taught, profile)
        self.hours_seen += observed

    def _drift(self, taught: float, profile: float) -> None:
        keep = 0.5 ** (1 / LEVEL_HALF_LIFE_HOURS)
        self._level[0] = LEVEL_PRIOR + (self._level[0] - LEVEL_PRIOR) * keep + taught
        self._level[1] = LEVEL_PRIOR + (self._level[1] - LEVEL_PRIOR) * keep + profile

    def _decay(self, hour: int) -> None:
        """Forget at each new week only: the cells are many, and an hour changes little."""
        week = hour // 168
        if self._decayed_to is not None and week > self._decayed_to:
            keep = 0.5 ** ((week - self._decayed_to) * 168 / HALF_LIFE_HOURS)
            for kept in (*self._week, *self._day, self._total, self._scatter):
                kept[0] *= keep
                kept[1] *= keep
        self._decayed_to = week

    def _profile(self, cell: int) -> float:
        overall = (self._total[0] + RATE_PRIOR * RATE_PRIOR_HOURS) / (self._total[1] + RATE_PRIOR_HOURS)
        day, week = self._day[cell % 24], self._week[cell]
        of_day = (day[0] + HOUR_OF_DAY_PRIOR * overall) / (day[1] + HOUR_OF_DAY_PRIOR)
        return (week[0] + HOUR_OF_WEEK_PRIOR * of_day) / (week[1] + HOUR_OF_WEEK_PRIOR)

    def _cell(self, hour: int) -> int:
        """Hour of the week in the watch's own zone, so that summer time moves with the people."""
        local = datetime.fromtimestamp(hour * 3600, UTC).astimezone(self._zone)
        return local.weekday() * 24 + local.hour
