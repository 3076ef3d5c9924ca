"""What an alert is told by: the evidence of its window, its level with the cells that made it, its explanation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cmwatch.alarm import episode, evidence, gated, matter, outlook
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
from cmwatch.model import Alert, Explanation, Gap, Gate, Reason

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
        gates = gated.holding(alert, at)
        seen = evidence.gather(detector, judged, witnesses.window(judged.window, now), counts)
        if seen.nature == "rise" and not people:
            seen = replace(seen, nature=alert.nature)  # the end of a wave of spam has too few to tell
        facts = evidence.inputs(
            detector, judged, seen, witnesses.window(60, now), now, minute_of(alert.detected_at), many=people,
            gates=gates,
        )  # fmt: skip
        level = suggest(facts)
        updated = episode.assessed(episode.counted(alert, judged, counts, at), seen, level, detector)
        updated = outlook.followed(updated, level, at)
        told, joins = alert.explanation, matter.may_join(alert, updated, judged)
        onset = instant_of(judged.onset or detector.onset("mentions", "", now)) if joins else updated.onset
        if compare := due or not known or joins or updated.severity != alert.severity:
            changed, arguments, compared = witnesses.changes(onset, judged.window, now)
            told = replace(told, shifts=changed, arguments=arguments, compared=compared)
        if joins:
            items = witnesses.window(WINDOWS[-1], now)
            if matter.apart(alert, judged, onset, told.shifts, items):
                updated = matter.joined(alert, updated, onset, items)
            else:
                updated = replace(updated, onset=min(updated.onset, onset))
        if not known or level <= alert.severity:
            told = _levelled(told, facts, gates, judged.window, now)
        updated, first = self._begun(updated, told, now)
        told = replace(
            explanation(
                seen.items, evidence.reasons(seen), doubts(detector, judged, seen, told.shifts, self._gaps(), at), told
            ),
            first=first, at=at, minutes=judged.window, unseen=self._coverage(),
        )  # fmt: skip
        updated = gated.explained(updated, told, self._planned(minute_of(updated.onset), now))
        return replace(updated, similar=similar(updated, self._past())), compare

    def _begun(self, alert: Alert, told: Explanation, now: int) -> tuple[Alert, str | None]:
        """The alert and its first mention; when that is out of sight, the one that was found before.

        What joined an alert began with its own first mention: its counts may rise on what was there before.
        """
        settled = alert.earlier and instant_of(now) - alert.detected_at > matter.SETTLES
        if told.first and (settled or minute_of(alert.onset) < now - max(WINDOWS)):
            return alert, told.first
        first = matter.first(alert, self._witnesses, told.shifts)
        if first is None:
            return alert, None
        if alert.earlier:
            if told.first and first.mention.at > alert.detected_at:
                return alert, told.first  # what is said since it joined did not begin it
            alert = replace(alert, onset=instant_of(minute_of(first.mention.at)))
        return alert, key(first)


def _levelled(told: Explanation, facts: Inputs, gates: Sequence[Gate], window: int, now: int) -> Explanation:
    """The explanation with the cells that make the level now."""
    return replace(told, cells=cells(facts, gates), cells_at=instant_of(now), cells_minutes=window)
