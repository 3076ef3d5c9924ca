"""How far the counts of single bins scatter around their rate: φ of variance = mean + φ·mean²."""

from typing import Any

PHI_PRIOR = 0.125
"""k = 8, the middle of what the public series of brands show within an hour (1 to 32)."""

PRIOR_WEIGHT = 40.0
"""Bins with many mentions that the prior is worth: enough for a first hour not to be believed alone."""

HALF_LIFE_HOURS = 24 * 28
"""As for the rhythm: scatter is a trait of a brand."""

PHI_BOUNDS = (0.01, 2.0)
"""Beyond 2 a series is mostly silence with outbursts, and no scatter describes it."""

CLIP, CLIP_MENTIONS = 16.0, 9.0
"""A bin counts for at most four standard deviations and three mentions (squared), or a burst would teach that anything
may happen; without the three mentions a small brand would learn from its silent minutes alone."""

_KEEP = 0.5 ** (1 / HALF_LIFE_HOURS)


class Scatter:
    """φ by moments; a bin weighs by how much it can say (its mean against its noise)."""

    def __init__(self) -> None:
        self._excess, self._weight = PHI_PRIOR * PRIOR_WEIGHT, PRIOR_WEIGHT
        self.phi = PHI_PRIOR

    def learn(self, mean: float, variance: float, count: float) -> None:
        """Take in a bin whose mean was predicted with this variance of its logarithm."""
        square = mean * mean
        unsure = variance * square
        noise = 1 + self.phi * mean
        off = (count - mean) * (count - mean)
        most = CLIP * (mean * noise + unsure) + CLIP_MENTIONS
        self._excess = max(0.0, self._excess + (min(off, most) - mean - unsure) / (noise * noise))
        self._weight += square / (noise * noise)

    def turn(self) -> None:
        """An hour has passed: forget a little, towards the prior, and settle φ for the next."""
        self._excess = self._excess * _KEEP + PHI_PRIOR * PRIOR_WEIGHT * (1 - _KEEP)
        self._weight = self._weight * _KEEP + PRIOR_WEIGHT * (1 - _KEEP)
        low, high = PHI_BOUNDS
        self.phi = min(high, max(low, self._excess / self._weight))

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"excess": self._excess, "weight": self._weight, "phi": self.phi}

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Scatter":
        """The scatter that `to_state` described."""
        scatter = cls()
        scatter._excess, scatter._weight, scatter.phi = state["excess"], state["weight"], state["phi"]
        return scatter
