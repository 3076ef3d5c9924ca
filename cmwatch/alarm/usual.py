"""What is drawn behind the pulse: what any minute usually brings, all mentions with their copies."""

from cmwatch.alarm.detector import RESTLESS_PHI, Detector

FEWEST_ORIGINALS = 20
"""Originals below which no proportion of copies is known."""


class Usual:
    """The usual counts of one watch, for charts. Asked for many minutes of a few hours, so hours are remembered."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._rates: dict[int, float] = {}
        self._learnt = -1.0

    def of(self, since: int, until: int) -> tuple[float, float]:
        """Mentions that minutes [since, until) usually bring, and their dispersion."""
        detector = self._detector
        if detector.hours_seen != self._learnt:
            self._learnt = detector.hours_seen
            self._rates.clear()
        phi = max(RESTLESS_PHI if until - since >= 60 else 0.0, detector.playback.panel.phi("mentions"))
        return self._originals(since, until) * self._copies(until), phi

    def _originals(self, since: int, until: int) -> float:
        """The rate of an hour stands at its middle; between two middles it changes evenly."""
        total, minute = 0.0, since
        while minute < until:
            middle = (minute - 30) // 60
            end = min(until, (middle + 1) * 60 + 30)
            before, after = self._rate(middle), self._rate(middle + 1)
            place = ((minute + end) / 2 - (middle * 60 + 30)) / 60
            total += (before + (after - before) * place) * (end - minute) / 60
            minute = end
        return total

    def _rate(self, hour: int) -> float:
        if hour not in self._rates:
            self._rates[hour] = self._detector.usual("mentions", hour)
        return self._rates[hour]

    def _copies(self, until: int) -> float:
        """All mentions over originals, as far back as minutes are remembered."""
        counts = self._detector.pulse.over(0, until)
        return counts.total / counts.originals if counts.originals >= FEWEST_ORIGINALS else 1.0
