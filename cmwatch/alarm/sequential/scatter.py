"""How far the counts of single bins scatter around their rate: φ of variance = mean + φ·mean²."""

from dataclasses import dataclass
from math import exp
from typing import Any

from cmwatch.alarm.sequential.plain import fields

PHI_PRIOR = 0.125
"""k = 8, the middle of what the public series of brands show within an hour (1 to 32)."""

PRIOR_WEIGHT = 10.0
"""Information that the prior is worth: an hour of some mentions a minute. A brand with a mention an hour, whose counts
say nothing of scatter, keeps to it for good."""

HALF_LIFE_HOURS = 24 * 28
"""As for the rhythm: scatter is a trait of a brand."""

PHI_BOUNDS = (0.01, 2.0)
"""Beyond 2 a series is mostly silence with outbursts, and no scatter describes it."""

CLIP, CLIP_MENTIONS = 16.0, 9.0
"""A bin counts for at most four standard deviations and three mentions (squared), or a burst would teach that anything
may happen; without the three mentions a small brand would learn from its silent minutes alone."""

_KEEP = 0.5 ** (1 / HALF_LIFE_HOURS)


@dataclass(slots=True)
class _Stretch:
    """Bins of a few minutes that are judged together, by what was foreseen when they began."""

    number: float = -1.0
    lift: float = 1.0
    variance: float = 0.0
    mean: float = 0.0
    count: float = 0.0
    bins: int = 0


class Scatter:
    """φ by moments; a stretch weighs by how much it can say: by the variance of its squared deviation."""

    def __init__(self) -> None:
        self._excess, self._weight = PHI_PRIOR * PRIOR_WEIGHT, PRIOR_WEIGHT
        self._stretch = _Stretch()
        self.phi = PHI_PRIOR

    def gather(self, number: float, expected: float, level: float, variance: float, count: float, bins: int) -> None:
        """Take in `bins` bins of the stretch of a number; `level` and its variance are the present ones.

        Stretches are fixed in time: ends that counts themselves choose would teach a scatter that is not there.
        """
        stretch = self._stretch
        if number != stretch.number:
            if stretch.mean > 0:
                self._learn(stretch)
            self._stretch = stretch = _Stretch(number, exp(level), variance)
        stretch.mean += expected * stretch.lift
        stretch.count += count
        stretch.bins += bins

    def _learn(self, stretch: _Stretch) -> None:
        mean, bins = stretch.mean, stretch.bins
        unsure = stretch.variance * mean * mean
        noise = 1 + self.phi * mean / bins
        off = (stretch.count - mean) * (stretch.count - mean)
        most = CLIP * (mean * noise + unsure) + CLIP_MENTIONS
        told = mean * mean / bins
        trust = told / (2 * mean * mean * noise * noise + mean)
        self._excess = max(0.0, self._excess + (min(off, most) - mean - unsure) * trust)
        self._weight += told * trust

    def turn(self) -> None:
        """An hour has passed: forget a little, towards the prior, and settle φ for the next."""
        self._excess = self._excess * _KEEP + PHI_PRIOR * PRIOR_WEIGHT * (1 - _KEEP)
        self._weight = self._weight * _KEEP + PRIOR_WEIGHT * (1 - _KEEP)
        low, high = PHI_BOUNDS
        self.phi = min(high, max(low, self._excess / self._weight))

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"excess": self._excess, "weight": self._weight, "phi": self.phi, "stretch": fields(self._stretch)}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Scatter":
        """The scatter that `to_state` described."""
        scatter = cls()
        scatter._excess, scatter._weight, scatter.phi = state["excess"], state["weight"], state["phi"]
        scatter._stretch = _Stretch(**state["stretch"])
        return scatter
