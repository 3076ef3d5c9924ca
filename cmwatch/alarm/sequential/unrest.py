"""How restless the level of a brand is beyond common drift, learnt from how far whole hours miss what was foreseen."""

from math import exp, sqrt
from typing import Any

COMMON_DRIFT = 0.0067
"""Variance an hour that every brand is allowed anyway: 2·(0.2)²/12 h, see `suspicion.DRIFT_SD`."""

PRIOR_HOURS = 48.0
"""Hours without unrest that are assumed before any is believed."""

KEEP = 0.5 ** (1 / (24 * 14))
"""Half is forgotten in two weeks: a brand may become restless for a season."""

CLIP = 16.0
"""An hour counts for at most four standard deviations: bursts are not unrest."""

SURE = 2.0
"""Standard errors by which unrest must exceed what chance shows before it is believed: squares of a few weeks' hours
scatter widely, and a level that is allowed too much explains small bursts away."""

MOST = 1.0
"""Variance an hour beyond which a level cannot be followed at all."""


class Unrest:
    """Extra variance an hour of the logarithm of the level."""

    def __init__(self) -> None:
        self._excess, self._weight, self._chance = 0.0, PRIOR_HOURS, 0.0
        self._level, self._spread = 0.0, 0.0
        self.variance = 0.0

    def begin(self, level: float, spread: float) -> None:
        """An hour begins with the level believed to be here, with this variance."""
        self._level, self._spread = level, spread

    def learn(self, count: float, expected: float, minutes: float, bins: int, phi: float, wander: float) -> None:
        """Compare an hour with what its beginning foresaw; `wander` is the variance an hour that was allowed."""
        foreseen = expected * exp(self._level)
        if minutes < 30 or foreseen <= 0:
            return
        # A wandering level deviates, on the mean of an hour, by a third of the variance of its end.
        noise = 1 / foreseen + phi / bins + self._spread
        allowed = noise + (wander + COMMON_DRIFT) / 3
        off = (count / foreseen - 1) ** 2
        weight = (0.05 / allowed) ** 2 if allowed > 0.05 else 1.0
        self._excess = self._excess * KEEP + weight * (min(off, CLIP * allowed) - noise - COMMON_DRIFT / 3)
        self._weight = self._weight * KEEP + weight + PRIOR_HOURS * (1 - KEEP)
        # The square of a normal deviation has twice its squared variance.
        self._chance = self._chance * KEEP * KEEP + 2 * (weight * allowed) ** 2
        self.variance = min(MOST, max(0.0, 3 * (self._excess - SURE * sqrt(self._chance)) / self._weight))

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"excess": self._excess, "weight": self._weight, "chance": self._chance, "level": self._level,
                "spread": self._spread, "variance": self.variance}  # fmt: skip

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Unrest":
        """The unrest that `to_state` described."""
        unrest = cls()
        unrest._excess, unrest._weight, unrest._chance = state["excess"], state["weight"], state["chance"]
        unrest.variance = state["variance"]
        unrest._level, unrest._spread = state["level"], state["spread"]
        return unrest
