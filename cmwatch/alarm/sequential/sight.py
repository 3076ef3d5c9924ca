"""What a panel listens to, and what it saw in a bin."""

from dataclasses import dataclass
from typing import NamedTuple

COARSE = 5
"""Minutes of a bin of the series that need not be heard within a minute."""


JUST_BELOW = 1 - 1e-9
"""Of the threshold: what does not open, by more than rounding."""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of counts that a panel listens to."""

    name: str
    share: float
    """Of the budget of false alarms; the shares of a panel sum to at most 1."""
    of: str | None = None
    """The series it is a share of: then the usual ratio is expected, and there is no rhythm of its own."""
    minutes: int = COARSE
    """Width of its bins: 1, or the width that suffices."""


class Sight(NamedTuple):
    """What the panel saw in a bin."""

    evidence: float = 0.0
    """Logarithm of minutes: chance alone shows as much once in exp(evidence) minutes of quiet weeks."""
    news: float = 0.0
    """The evidence of the burst if an alarm is given in this bin, that of the bin while nothing is on; else 0."""
    opens: bool = False
    """An alarm is given in this bin."""
    worsens: bool = False
    """It is given for a burst that stood, or that was on weak evidence before."""
    normal: bool = False
    """A burst that stood has become the usual in this bin."""
    leading: str = ""
    """The series that carries most of the evidence."""

    def rung(self, evidence: float, *, worsens: bool) -> "Sight":
        """An alarm is given on it, by the strongest evidence of the burst."""
        return self._replace(news=evidence, opens=True, worsens=worsens)

    def over(self) -> "Sight":
        """What is left to be said of it in bins after it."""
        return self._replace(news=0.0, opens=False, worsens=False, normal=False) if self.opens or self.normal else self

    def withheld(self, opens: float) -> "Sight":
        """No alarm is given on it, though the evidence would do: it scores as what just does not open."""
        most = opens * JUST_BELOW
        return self._replace(news=most) if self.news > most else self

    def settled(self) -> "Sight":
        """A burst is over because its level has become the usual one."""
        return self._replace(normal=True)

    def hushed(self) -> "Sight":
        """A burst is on, and it is no news."""
        return self._replace(news=0.0)
