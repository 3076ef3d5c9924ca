"""The rhythm of a brand: how many mentions an hour of the week usually brings, and how sure that is.

Raw sums are kept for every hour of the week, in the watch's own time zone. What is said about an hour is a product of
hour of day (see `dayshape`), weekend or not, and weekday, corrected by the hour of the week itself; each is mixed with
the coarser one by the precision of its logarithm (empirical Bayes), so that a shop with three mentions an hour keeps
to the mean and a global brand soon has a Tuesday evening of its own.
"""

from datetime import UTC, datetime
from math import log
from operator import mul
from typing import Any
from zoneinfo import ZoneInfo

from cmwatch.alarm.sequential import dayshape

HALF_LIFE_HOURS = 24 * 28
"""How fast the past is forgotten: four weeks, so that every hour of the week is remembered about four times."""

WEEKEND_PRECISION = 11.0
"""Trust in 'a weekend is like the week': they differ by about thirty per cent, sd(log) = 1/√11."""

WEEKDAY_PRECISION = 100.0
"""Trust in 'every day of a group is alike': Mondays and Thursdays differ by a tenth, sd(log) = 1/√100."""

HOUR_OF_WEEK_PRECISION = 100.0
"""Trust in 'a weekday only scales the day': what is left differs by a tenth as well."""

HOUR_SCATTER, DAY_SCATTER = 0.03, 0.02
"""Variance of log(hour / usual hour) and of log(day / usual day) that counting does not explain: drift of the level.
Fifteen to twenty per cent, hardly averaged within a day since the level remembers half a day."""

FIRST_MENTIONS, FIRST_HOURS = 0.5, 0.5
"""Before anything is known: half a mention in half an hour. Most watches are small."""

EVERY_HOUR_UNTIL, THEN_EVERY = 24.0, 12.0
"""Hours: the shape of the day is worked out after each hour of the first day, then twice a day."""

GROUPS = ((0, 1, 2, 3, 4), (5, 6))
"""Weekdays and weekend, Monday is 0."""


class Rhythm:
    """Usual mentions an hour by hour of the week."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._counts, self._hours = [0.0] * 168, [0.0] * 168
        self._day_counts, self._day_hours = [0.0] * 24, [0.0] * 24
        self._logs = [0.0] * 24
        self._variances: list[float | None] = [dayshape.VARIANCE] * 24
        """Of the logarithms; None until asked for, because of most fits few are, and they take longer than the fit."""
        self._factor: dayshape.Factor = []
        self._shape, self._week = [FIRST_MENTIONS / FIRST_HOURS] * 24, [1.0] * 7
        self._fitted = 0.0
        self.hours_seen = 0.0
        """Hours learnt, not decayed."""

    @property
    def mean(self) -> float:
        """Mentions an hour over all that was learnt."""
        return (sum(self._day_counts) + FIRST_MENTIONS) / (sum(self._day_hours) + FIRST_HOURS)

    def learn(self, hour: int, count: float, observed: float, scale: float) -> None:
        """Take in `observed` of the hour that begins `hour` hours after 1970, when the level stood at `scale`."""
        cell = self._cell(hour)
        keep_week, keep_day = 0.5 ** (168 / HALF_LIFE_HOURS), 0.5 ** (24 / HALF_LIFE_HOURS)
        self._counts[cell] = self._counts[cell] * keep_week + count
        self._hours[cell] = self._hours[cell] * keep_week + observed * scale
        self._day_counts[cell % 24] = self._day_counts[cell % 24] * keep_day + count
        self._day_hours[cell % 24] = self._day_hours[cell % 24] * keep_day + observed * scale
        self.hours_seen += observed
        if self.hours_seen < EVERY_HOUR_UNTIL or self.hours_seen - self._fitted >= THEN_EVERY:
            self._fitted = self.hours_seen
            self._reshape()

    def hourly(self, hour: int) -> tuple[float, float, float]:
        """Mentions an hour at the beginning, middle and end of an hour; joined by straight lines.

        The step from one weekday to the next is kept at midnight: only the shape of the day is smooth.
        """
        cells = [self._cell(hour + step) for step in (-1, 0, 1)]
        today = self._week[cells[1] // 24]
        before, here, after = (self._smooth(cell) * today for cell in cells)
        return (before + here) / 2, here, (here + after) / 2

    def variance(self, hour: int) -> float:
        """Variance of the logarithm of what `hourly` says about the shape of the day."""
        return self._variance(self._cell(hour) % 24)

    def to_state(self) -> dict[str, Any]:
        """All that was learnt, as plain values."""
        self._variances = [self._variance(hour) for hour in range(24)]
        return {name: _plain(getattr(self, name)) for name in _KEPT}

    @classmethod
    def from_state(cls, zone: str, state: dict[str, Any]) -> "Rhythm":
        """The rhythm that `to_state` described."""
        rhythm = cls(zone)
        for name in _KEPT:
            setattr(rhythm, name, _plain(state[name]))
        return rhythm

    def _reshape(self) -> None:
        """Work out the shape of the day and of the week from the sums."""
        mean = self.mean
        self._logs, shape, self._factor = dayshape.fit(
            self._day_counts, self._day_hours, log(mean), self._logs, HOUR_SCATTER
        )
        self._variances = [None] * 24
        self._shape = [mean * part for part in shape]
        expected = [sum(map(mul, self._hours[day * 24 : day * 24 + 24], self._shape)) for day in range(7)]
        counts = [sum(self._counts[day * 24 : day * 24 + 24]) for day in range(7)]
        days = [sum(self._hours[day * 24 : day * 24 + 24]) / 24 for day in range(7)]
        for group in GROUPS:
            together = _mixed(
                sum(counts[day] for day in group), sum(expected[day] for day in group),
                sum(days[day] for day in group), 1.0, WEEKEND_PRECISION,
            )  # fmt: skip
            for day in group:
                self._week[day] = _mixed(counts[day], expected[day], days[day], together, WEEKDAY_PRECISION)

    def _variance(self, hour_of_day: int) -> float:
        known = self._variances[hour_of_day]
        if known is None:
            known = self._variances[hour_of_day] = dayshape.variance(self._factor, hour_of_day)
        return known

    def _smooth(self, cell: int) -> float:
        """Shape of the day, corrected by what this hour of the week was seen to bring beyond its weekday."""
        shape, hours, count = self._shape[cell % 24], self._hours[cell], self._counts[cell]
        if not hours:
            return shape
        precision = 1 / (1 / (count + 0.5) + HOUR_SCATTER / hours)
        seen = count / hours / (shape * self._week[cell // 24])
        return shape * (precision * seen + HOUR_OF_WEEK_PRECISION) / (precision + HOUR_OF_WEEK_PRECISION)

    def _cell(self, hour: int) -> int:
        """Hour of the week where the watch is, so that summer time moves with the people."""
        local = datetime.fromtimestamp(hour * 3600, UTC).astimezone(self._zone)
        return local.weekday() * 24 + local.hour


_KEPT = ("_counts", "_hours", "_day_counts", "_day_hours", "_logs", "_variances", "_shape", "_week", "_fitted",
         "hours_seen")  # fmt: skip


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _mixed(count: float, expected: float, days: float, coarser: float, trust: float) -> float:
    """How a day compares with the shape of the day alone, mixed with the coarser answer."""
    if expected <= 0:
        return coarser
    precision = 1 / (1 / (count + 0.5) + DAY_SCATTER / days)
    return (precision * count / expected + trust * coarser) / (precision + trust)
