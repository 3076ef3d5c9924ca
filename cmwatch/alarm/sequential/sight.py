"""What a panel listens to, and what it saw in a bin."""

from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Sight:
    """What the panel saw in a bin."""

    evidence: float = 0.0
    """Logarithm of minutes: chance alone shows as much once in exp(evidence) minutes of quiet weeks."""
    news: float = 0.0
    """The evidence if an alarm is given in this bin, and while nothing is on; else 0."""
    opens: bool = False
    """An alarm is given in this bin."""
    worsens: bool = False
    """It is given for a burst that stood, or that was on weak evidence before."""
    normal: bool = False
    """A burst that stood has become the usual in this bin."""
    leading: str = ""
    """The series that carries most of the evidence."""
    onset: float = 0.0
    """Minute in which it most likely began, by that series."""

    def rung(self, *, worsens: bool) -> "Sight":
        """An alarm is given on it."""
        return replace(self, opens=True, worsens=worsens)

    def over(self) -> "Sight":
        """What is left to be said of it in bins after it."""
        return replace(self, news=0.0, opens=False, worsens=False, normal=False) if self.opens or self.normal else self

    def withheld(self, opens: float) -> "Sight":
        """No alarm is given on it, though the evidence would do: it scores as what just does not open."""
        return replace(self, news=min(self.news, opens * JUST_BELOW))

    def settled(self) -> "Sight":
        """A burst is over because its level has become the usual one."""
        return replace(self, normal=True)

    def hushed(self) -> "Sight":
        """A burst is on, and it is no news."""
        return replace(self, news=0.0)
