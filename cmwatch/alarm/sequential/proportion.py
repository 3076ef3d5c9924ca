"""A share that is watched: how many of those observed are of one kind, against how many usually are.

The same odds as for counts, with 'the usual share of what was observed' in place of the rhythm. A count of a Poisson
kind scatters more than a share does, so that the odds err on the quiet side.
"""

from math import exp, log1p
from typing import Any

from cmwatch.alarm.sequential.channel import FLOOR, RISE
from cmwatch.alarm.sequential.suspicion import Suspicion

PRIOR_SHARE, PRIOR_WEIGHT = 0.25, 20.0
"""Before much was read: a quarter, with the weight of twenty readings."""

READ_FIRST = 30.0
"""Readings from which a share is judged."""

KEEP_AN_HOUR = 0.5 ** (1 / (24 * 28))
"""Half is forgotten in four weeks, as with the rhythm."""

PHI = 0.02
"""Scatter of the share beyond chance: the topics of an hour differ by about a seventh (√0.02)."""


class Proportion:
    """Evidence that a share has risen. Minutes are minutes since 1970, UTC."""

    def __init__(self) -> None:
        self.suspicion = Suspicion()
        self.evidence = 0.0
        self.held: float | None = None
        """0 while a burst is on, during which nothing is learnt."""
        self._some, self._all = PRIOR_SHARE * PRIOR_WEIGHT, PRIOR_WEIGHT
        self._hour: int | None = None
        self._now, self._last = [0.0, 0.0], [0.0, 0.0]
        self._until = 0.0

    @property
    def usual(self) -> float:
        """The usual share, 0 … 1."""
        return self._some / self._all

    @property
    def judges(self) -> bool:
        """Whether enough was read to say anything."""
        return self._all - PRIOR_WEIGHT >= READ_FIRST

    def step(self, minute: float, width: float, count: float, observed: float) -> None:
        """Take in a bin: `count` of `observed` are of the kind."""
        hour = int((minute + width / 2) // 60)
        if hour != self._hour:
            self._turn(hour)
        if self._until and minute > self._until:
            self.suspicion.wait(minute - self._until)
        self._until = minute + width
        if observed <= 0:
            self.suspicion.wait(width)
            self.evidence = min(self.evidence, FLOOR)
            return
        if self.judges:
            expected = self.usual * observed
            mean = expected * exp(self.suspicion.level)
            odds = self.suspicion.weigh(minute + width / 2, width, expected, count, PHI, 0.0)
            gathered = log1p(odds)
            weak = count <= mean or self.suspicion.risen < RISE
            self.evidence = min(gathered, FLOOR) if weak else gathered
        if self.held is None:
            self._now[0] += count
            self._now[1] += observed

    def hold(self, _onset: float) -> None:
        """A burst has begun: what it brings is no usual share."""
        self.held = 0.0
        self._now, self._last = [0.0, 0.0], [0.0, 0.0]

    def release(self) -> None:
        """The burst is over."""
        self.held = None

    def settle(self) -> None:
        """Take the present share as the one that may worsen."""
        self.suspicion.accept(*self.present())

    def present(self) -> tuple[float, float]:
        """Level now and its variance, as of a channel."""
        return max(self.suspicion.level, self.suspicion.risen), self.suspicion.variance + 0.05

    def _turn(self, hour: int) -> None:
        """An hour ends: the one before the last is learnt."""
        self._hour = hour
        self._some = PRIOR_SHARE * PRIOR_WEIGHT + (self._some - PRIOR_SHARE * PRIOR_WEIGHT) * KEEP_AN_HOUR
        self._all = PRIOR_WEIGHT + (self._all - PRIOR_WEIGHT) * KEEP_AN_HOUR
        self._some += self._last[0]
        self._all += self._last[1]
        self._last, self._now = self._now, [0.0, 0.0]

    def to_state(self) -> dict[str, Any]:
        """Everything, as plain values."""
        return {"suspicion": self.suspicion.to_state(), "evidence": self.evidence, "held": self.held,
                "some": self._some, "all": self._all, "hour": self._hour, "now": list(self._now),
                "last": list(self._last), "until": self._until}  # fmt: skip

    @classmethod
    def from_state(cls, state: dict[str, Any]) -> "Proportion":
        """The proportion that `to_state` described."""
        kept = cls()
        kept.suspicion = Suspicion.from_state(state["suspicion"])
        kept.evidence, kept.held = state["evidence"], state["held"]
        kept._some, kept._all, kept._hour = state["some"], state["all"], state["hour"]
        kept._now, kept._last, kept._until = list(state["now"]), list(state["last"]), state["until"]
        return kept
