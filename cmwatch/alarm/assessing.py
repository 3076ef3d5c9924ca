"""What an alert is told by: the evidence of its window, its level with the cells that made it, its explanation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cmwatch.alarm import episode, evidence, gated
from cmwatch.alarm.census import census
from cmwatch.alarm.counting import key
from cmwatch.alarm.detector import WINDOWS, Detector, Judgement
from cmwatch.alarm.doubts import doubts
from cmwatch.alarm.explain import explanation
from cmwatch.alarm.matrix import cells
from cmwatch.alarm.pulse import instant_of, minute_of
from cmwatch.alarm.severity import Inputs, suggest
from cmwatch.alarm.similar import similar
from cmwatch.alarm.witnesses import Witnesses
from cmwatch.model import Alert, Explanation, Gap, Reason

Gaps = Callable[[], Sequence[Gap]]

Coverage = Callable[[], tuple[Reason, ...]]
"""What cannot be seen now."""

Past = Callable[[], Iterable[Alert]]
"""The alerts that one may resemble."""


class Assessor:
    """Gathers what an alert is told by."""

    def __init__(
        self,
        detector: Detector,
        witnesses: Witnesses,
        gaps: Gaps,
        planned: gated.Planned,
        past: Past,
        coverage: Coverage,
    ) -> None:
        self._detector, self._witnesses, self._gaps = detector, witnesses, gaps
        self._planned, self._past, self._coverage = planned, past, coverage

    def assess(self, alert: Alert, judged: Judgement, now: int, *, people: bool, due: bool) -> tuple[Alert, bool]:
        """The alert with the evidence of its window, and whether what changed was looked for.

        `people`: whether many are behind it; `due`: whether it is time to look again for what changed.
        """
        detector, witnesses, at = self._detector, self._witnesses, instant_of(now)
        known, counts = alert.explanation.at is not None, census(detector, judged, now)
        seen = evidence.gather(detector, judged, witnesses.window(judged.window, now), counts, now)
        if seen.nature == "rise" and not people:
            seen = replace(seen, nature=alert.nature)  # the end of a wave of spam has too few to tell
        facts = evidence.inputs(
            detector, judged, seen, witnesses.window(60, now), now, minute_of(alert.opened_at), many=people,
            gates=alert.gates,
        )  # fmt: skip
        level = suggest(facts)
        updated = episode.assessed(episode.counted(alert, judged, counts, at), seen, level, detector)
        if updated.severity < alert.severity == 4 and known:
            # What was a wave of copies has become a matter of its own, which began when people spoke up.
            updated = replace(updated, onset=instant_of(detector.onset("mentions", "", now)))
        told = alert.explanation
        if compare := due or not known or updated.severity != alert.severity:
            changed, compared = witnesses.changes(updated.onset, judged.window, now)
            told = replace(told, shifts=changed, compared=compared)
        if not known or level <= alert.severity:
            told = _levelled(told, facts, alert, judged.window, now)
        told = replace(
            explanation(
                seen.items, evidence.reasons(seen), doubts(detector, judged, seen, told.shifts, self._gaps(), at), told
            ),
            first=self._first(updated, now), at=at, minutes=judged.window, unseen=self._coverage(),
        )  # fmt: skip
        updated = gated.explained(updated, told, self._planned(minute_of(updated.onset), now))
        return replace(updated, similar=similar(updated, self._past())), compare

    def _first(self, alert: Alert, now: int) -> str | None:
        """The first mention since the onset; when that is out of sight, the one that was found before."""
        if alert.explanation.first and minute_of(alert.onset) < now - max(WINDOWS):
            return alert.explanation.first
        first = self._witnesses.first_since(alert.onset)
        return key(first) if first else None


def _levelled(told: Explanation, facts: Inputs, alert: Alert, window: int, now: int) -> Explanation:
    """The explanation with the cells that make the level now."""
    return replace(told, cells=cells(facts, alert.gates), cells_at=instant_of(now), cells_minutes=window)
