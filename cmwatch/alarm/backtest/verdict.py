"""The verdict of a back-test: the scores of all sensitivities on one recording, and the suggestion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmwatch.alarm.backtest.journal import Alarm
from cmwatch.alarm.backtest.labels import Label
from cmwatch.alarm.backtest.picture.page import Sheet
from cmwatch.alarm.backtest.picture.panel import Panel, panel
from cmwatch.alarm.backtest.score import Score, Span, judgeable, score
from cmwatch.alarm.backtest.suggestion import Suggestion, suggest
from cmwatch.alarm.backtest.survey import Closeup, Survey
from cmwatch.model import Sensitivity
from cmwatch.words import _

SHEETS, NEAR = 6, 12
"""Watches that are drawn, and close-ups of each: the newest."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each sensitivity would have cost and found."""

    scores: tuple[Score, Score, Score]
    """Of `calm`, `balanced` and `sharp`."""
    suggestion: Suggestion
    labels: tuple[Label, ...]
    """Those that were judged by; none: false alarms and misses cannot be told."""
    left_out: tuple[Label, ...]
    """Those whose brand or time is not in the recording."""
    spans: tuple[Span, ...]


def verdict(alarms: Mapping[Sensitivity, Sequence[Alarm]], labels: Iterable[Label], spans: Sequence[Span]) -> Verdict:
    """Judge the alarms of all three sensitivities."""
    inside, outside = judgeable(labels, spans)
    calm, balanced, sharp = (
        score("calm", alarms["calm"], inside, spans),
        score("balanced", alarms["balanced"], inside, spans),
        score("sharp", alarms["sharp"], inside, spans),
    )
    suggestion = suggest(calm, balanced, sharp, labelled=bool(inside))
    return Verdict((calm, balanced, sharp), suggestion, inside, outside, tuple(spans))


def sheets(judged: Verdict, surveys: Iterable[Survey]) -> tuple[Sheet, ...]:
    """What is drawn: the watches of which there is most to see."""
    alarms = {score.sensitivity: score.alarms for score in judged.scores}
    noisy = {alarm.watch for some in alarms.values() for alarm in some}

    def weight(survey: Survey) -> tuple[bool, bool, int]:
        return bool(survey.closeups), survey.watch.name in noisy, sum(bar.total for bar in survey.course.bars)

    chosen = sorted((one for one in surveys if one.course.bars), key=weight, reverse=True)[:SHEETS]
    return tuple(
        Sheet(
            panel(survey.watch, "", survey.course.bars, judged.labels, alarms),
            tuple(_near(survey, closeup, judged.labels, alarms) for closeup in _newest(survey)),
        )
        for survey in chosen
    )


def _newest(survey: Survey) -> Sequence[Closeup]:
    return [closeup for closeup in survey.closeups if closeup.bars][-NEAR:]


def _near(
    survey: Survey, closeup: Closeup, labels: Sequence[Label], alarms: Mapping[Sensitivity, Sequence[Alarm]]
) -> Panel:
    return panel(survey.watch, closeup.label.name, closeup.bars, labels, alarms)


def in_sample() -> str:
    """What must be said with every choice that is made on the data it is judged on."""
    return _("Chosen on the recording that it is judged on: the next will go somewhat worse.")
