"""The score of a sensitivity: alarms a week, crises found and how late, false alarms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from cmwatch.alarm.backtest.journal import Alarm
from cmwatch.alarm.backtest.labels import Label
from cmwatch.model import Sensitivity, Watch

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a recording that a watch has mentions in."""

    watch: Watch
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a crisis was found. All None: it was missed."""

    label: Label
    alarm: Alarm | None = None
    called_at: datetime | None = None
    """The first call about it."""
    minutes: float | None = None
    """From its start to that call; 0 if that came early."""
    early: bool = False
    """Whether the call came before its start, where an alarm is early and not wrong."""

    @property
    def found(self) -> bool:
        """Whether anyone was called about it."""
        return self.alarm is not None


@dataclass(frozen=True, slots=True)
class Score:
    """What one sensitivity would have done."""

    sensitivity: Sensitivity
    weeks: float
    """Recorded time."""
    alarms: tuple[Alarm, ...]
    false: tuple[Alarm, ...]
    """Those whose first call is about nothing that happened. An alarm of a watch without a label is not judged."""
    outcomes: tuple[Outcome, ...]
    """Of each crisis, in order of time."""

    @property
    def a_week(self) -> float:
        """Alarms in seven recorded days."""
        return len(self.alarms) / self.weeks

    @property
    def false_a_week(self) -> float:
        """False alarms in seven recorded days."""
        return len(self.false) / self.weeks

    @property
    def pages(self) -> int:
        """Alarms that would have woken someone."""
        return sum(alarm.pages for alarm in self.alarms)

    @property
    def found(self) -> int:
        """Crises found."""
        return sum(outcome.found for outcome in self.outcomes)

    @property
    def usual_minutes(self) -> float | None:
        """Median delay of the crises found."""
        delays = [outcome.minutes for outcome in self.outcomes if outcome.minutes is not None]
        return median(delays) if delays else None


def score(sensitivity: Sensitivity, alarms: Sequence[Alarm], labels: Sequence[Label], spans: Sequence[Span]) -> Score:
    """Judge the alarms of a sensitivity by labels that belong to the recording (see `judgeable`)."""
    about = {span.watch.name: [label for label in labels if label.concerns(span.watch)] for span in spans}
    crises = sorted((label for label in labels if label.kind == "crisis"), key=_since)
    return Score(
        sensitivity=sensitivity,
        weeks=max(recorded(spans) / WEEK, 1 / 10_080),
        alarms=tuple(alarms),
        false=tuple(alarm for alarm in alarms if _is_false(alarm, about[alarm.watch])),
        outcomes=tuple(_outcome(label, alarms, about) for label in crises),
    )


def judgeable(labels: Iterable[Label], spans: Sequence[Span]) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Labels whose brand and time are in the recording, and those of which something is not."""
    inside: list[Label] = []
    outside: list[Label] = []
    for label in labels:
        concerned = [span for span in spans if label.concerns(span.watch)]
        here = any(label.kind == "control" or _overlaps(label, span) for span in concerned)
        (inside if here else outside).append(label)
    return tuple(inside), tuple(outside)


def recorded(spans: Iterable[Span]) -> timedelta:
    """How long the recording is: time in which several watches were watched counts once."""
    total, reached = timedelta(), None
    for span in sorted(spans, key=lambda one: one.since):
        since = span.since if reached is None else max(span.since, reached)
        total += max(span.until - since, timedelta())
        reached = max(span.until, reached or span.until)
    return total


def _is_false(alarm: Alarm, about: Sequence[Label]) -> bool:
    return bool(about) and not any(label.kind != "control" and label.covers(alarm.at) for label in about)


def _outcome(label: Label, alarms: Sequence[Alarm], about: Mapping[str, Sequence[Label]]) -> Outcome:
    calls = [
        (call.at, alarm)
        for alarm in alarms
        if label in about[alarm.watch]
        for call in alarm.calls
        if label.covers(call.at)
    ]
    if not calls or label.start is None:
        return Outcome(label)
    at, alarm = min(calls, key=lambda one: one[0])
    minutes = (at - label.start) / timedelta(minutes=1)
    return Outcome(label, alarm, at, max(0.0, minutes), minutes < 0)


def _overlaps(label: Label, span: Span) -> bool:
    since = label.since
    return since is not None and since <= span.until and (label.end is None or label.end >= span.since)


def _since(label: Label) -> datetime:
    assert label.since is not None  # noqa: S101 - a crisis has an onset, which reading it has checked
    return label.since
