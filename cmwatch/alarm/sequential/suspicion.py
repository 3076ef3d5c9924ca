"""How strongly the counts speak for a burst: odds of several factors against 'nothing but drift', bin by bin.

A Shiryaev–Roberts procedure mixed over factors. Under each hypothesis (no burst; a burst of factor f) the level of
the brand drifts, and is followed by a Kalman filter of its own on the logarithm of the rate (negative-binomial
counts, one Laplace step a bin). So a burst explains its own counts instead of teaching the usual level.

A bin is weighed by the ratio of two negative binomials, with the mean that each hypothesis foresees and the scatter
that 'no burst' foresees: what is not known about the level widens both, instead of passing for evidence. The logarithm
of that ratio is a straight line in the count that never falls, for no burst is believed to bring less than the usual:
more mentions never speak less for a burst.

The sum of the odds minus the minutes elapsed is a martingale while nothing happens (Pollak 1985; Shin, Ramdas,
Rinaldo 2023, 'E-detectors'): stopping when the sum reaches A minutes gives a false alarm once in at least A minutes,
for brands of every size and bins of every width, as far as the model holds.
"""

from functools import lru_cache
from math import exp, log
from operator import mul
from typing import Any

FACTORS = (1.5, 2.0, 3.0, 5.0, 10.0)
"""Bursts that are looked for at once. The least is the smallest that a person would call something; beyond the
largest everything is seen in a minute anyway. Between neighbours the drift under each hypothesis bridges."""

DRIFT_SD, DRIFT_MINUTES = 0.15, 720.0
"""The level wanders by fifteen per cent with a memory of half a day, as is known of brands. It is followed under each
hypothesis, so that drift is not taken for news."""

FACTOR_VARIANCE = 0.04
"""A burst is called ×f if it lies within about a fifth of f: half the distance between neighbouring factors."""

BURST_WANDER = 0.0005
"""Variance a minute of the logarithm of a burst's rate beyond drift: bursts grow, about 17 % in an hour unforeseen."""

MEMORY_MINUTES = 360.0
"""Odds fade with this memory: a rise that has not shown itself within a day is a level. It also bounds what silence
alone can add up to for a brand of a mention a week, where nothing speaks against any hypothesis."""

MOST = 1e200
"""Odds beyond this say nothing more."""

FAR, NEWTON_STEPS = 1.0, 30
"""A bin that moves a level by less than ×e is fitted in one step, as nearly all are. One that raises it more is fitted
by Newton's method with steps of at most one, which also reaches a count a million times the expected, and to no less
than ×e, so that more mentions never move a level less; one that lowers it more lowers it by that much."""

LOWEST = -0.4
"""A burst rises from no lower than two deviations of common drift below the usual: the end of a lull or of an
unnoticed hole is no burst."""

_GAINS = tuple((place, log(factor)) for place, factor in enumerate(FACTORS))
_DRIFT_VARIANCE = DRIFT_SD * DRIFT_SD


@lru_cache(maxsize=64)
def _fading(width: float) -> tuple[float, float, float, float]:
    """What a bin's width leaves of a level, of its variance and of odds, and the variance that drift adds."""
    keep = exp(-width / DRIFT_MINUTES)
    return keep, keep * keep, exp(-width / MEMORY_MINUTES), _DRIFT_VARIANCE * (1 - keep * keep)


class Suspicion:
    """Levels (logarithm of rate over usual rate) with their variances, and odds, for each hypothesis."""

    def __init__(self) -> None:
        self.level, self.variance = 0.0, _DRIFT_VARIANCE
        """Under 'no burst'."""
        self._levels, self._variances = [0.0] * len(FACTORS), [_DRIFT_VARIANCE] * len(FACTORS)
        self._odds, self._onsets = [0.0] * len(FACTORS), [0.0] * len(FACTORS)
        self.risen = 0.0
        """The level that was foreseen for the last bin if there is a burst, by the odds after it. More mentions only
        move odds from what foresaw less to what foresaw more, so that it never falls with them."""

    @property
    def odds(self) -> float:
        """Sum of the odds over factors and moments of onset; minutes."""
        return sum(self._odds)

    @property
    def onset(self) -> float:
        """When a burst has most likely begun, if there is one; minutes since 1970."""
        weighed: float = sum(map(mul, self._odds, self._onsets))
        return weighed / (self.odds or 1.0)

    def weigh(self, minute: float, width: float, expected: float, count: float, phi: float, wander: float) -> float:
        """The odds after a bin `width` minutes wide; `wander` is extra variance of the level since the last bin."""
        keep, kept, fade, drift = _fading(width)
        wander += drift
        size, usual, head = 1 / phi, log(expected), width / len(FACTORS)
        start = self.level if self.level > LOWEST else LOWEST
        spread = (self.variance + FACTOR_VARIANCE) * kept
        foreseen, broad = self._weigh_plain(usual, keep, self.variance * kept + wander, count, phi)
        plain = log(broad + exp(foreseen))
        wander += BURST_WANDER * width
        levels, variances, all_odds, onsets = self._levels, self._variances, self._odds, self._onsets
        information = (count + size) * size
        total = risen = 0.0
        # Written out, without a call for each factor: this is where a minute of the watch is spent.
        for i, gain in _GAINS:
            # A burst of this factor either goes on, or begins now at the level of 'no burst'.
            odds = all_odds[i] * fade + head
            new = head / odds
            old, apart = 1 - new, levels[i] - start
            level = (start + old * apart) * keep
            variance = old * (variances[i] + new * apart * apart) * kept + new * spread + wander
            log_mean = usual + level + gain + variance / 2
            mean = exp(log_mean)
            both = size + mean
            after = variance / (1 + variance * information * mean / (both * both))
            move = after * (count - mean) * size / both
            if move > FAR:
                move, after = _fit_far(log_mean, variance, count, size)
            levels[i], variances[i] = level + (move if move > -FAR else -FAR), after
            onsets[i] += new * (minute - onsets[i])
            if log_mean > foreseen:
                more = log(broad + mean) - plain
                news = count * (log_mean - foreseen - more) - broad * more
                odds *= exp(news if news < 200.0 else 200.0)
                odds = min(odds, MOST)
                risen += odds * (log_mean - foreseen)
            all_odds[i] = odds
            total += odds
        self.risen = foreseen - usual + risen / total
        return total

    def _weigh_plain(self, usual: float, keep: float, variance: float, count: float, phi: float) -> tuple[float, float]:
        """What 'no burst' foresaw of a count: the logarithm of its mean, and its size (as of a negative binomial)."""
        level = self.level * keep
        # The mean of a log-normal rate, and the size of the counts that it and their own scatter make.
        foreseen, broad = usual + level + variance / 2, 1 / (phi + variance + phi * variance)
        move, self.variance = _fit(foreseen, variance, count, 1 / phi)
        self.level = level + move
        return foreseen + max(0.0, LOWEST - level), broad

    def wait(self, minutes: float) -> None:
        """Let unobserved time pass: the level may have drifted, and an unseen rise is an old one."""
        kept, fade = exp(-2 * minutes / DRIFT_MINUTES), exp(-minutes / MEMORY_MINUTES)
        self.level *= exp(-minutes / DRIFT_MINUTES)
        self.variance = self.variance * kept + _DRIFT_VARIANCE * (1 - kept)
        for i in range(len(FACTORS)):
            self._variances[i] = self._variances[i] * kept + _DRIFT_VARIANCE * (1 - kept)
            self._odds[i] *= fade

    def shift(self, by: float) -> None:
        """Measure every level from a usual rate that has become larger by exp(`by`)."""
        self.level -= by
        self.risen -= by
        self._levels = [level - by for level in self._levels]

    def accept(self, level: float, variance: float) -> None:
        """Take this level as the present one and begin to look for bursts anew."""
        self.level, self.variance = level, variance
        self._odds = [0.0] * len(FACTORS)

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"level": self.level, "variance": self.variance, "levels": list(self._levels),
                "variances": list(self._variances), "odds": list(self._odds), "onsets": list(self._onsets),
                "risen": self.risen}  # fmt: skip

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Suspicion":
        """The suspicion that `to_state` described."""
        suspicion = cls()
        suspicion.level, suspicion.variance, suspicion.risen = state["level"], state["variance"], state["risen"]
        suspicion._levels, suspicion._variances = list(state["levels"]), list(state["variances"])
        suspicion._odds, suspicion._onsets = list(state["odds"]), list(state["onsets"])
        return suspicion


def _fit(log_mean: float, variance: float, count: float, size: float) -> tuple[float, float]:
    """How far a count moves the level, and its variance after.

    Laplace's approximation of a negative binomial count whose log-mean is normal around `log_mean`.
    """
    mean = exp(log_mean)
    both = size + mean
    after = variance / (1 + variance * (count + size) * size * mean / (both * both))
    move = after * (count - mean) * size / both
    return _fit_far(log_mean, variance, count, size) if move > FAR else (max(-FAR, move), after)


def _fit_far(log_mean: float, variance: float, count: float, size: float) -> tuple[float, float]:
    """The same for a count far beyond what was expected: the mode is looked for step by step."""
    move = 0.0
    for _step in range(NEWTON_STEPS):
        mean = exp(log_mean + move)
        both = size + mean
        slope = (count - mean) * size / both - move / variance
        bend = (count + size) * size * mean / (both * both) + 1 / variance
        step = max(-1.0, min(1.0, slope / bend))
        move += step
        if abs(step) < 1e-6:
            break
    mean = exp(log_mean + move)
    both = size + mean
    after = variance / (1 + variance * (count + size) * size * mean / (both * both))
    return max(FAR, move), after
