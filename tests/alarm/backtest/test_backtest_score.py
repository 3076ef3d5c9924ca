"""Scores: what was found, how late, what was false; and the suggestion made of them."""

from dataclasses import replace

import pytest
from samples import LUMO, alarm, at, label, scored, span

from cmwatch.alarm.backtest.journal import Journal
from cmwatch.alarm.backtest.score import WEEK, judgeable, recorded, score
from cmwatch.alarm.backtest.suggestion import sentence, suggest
from cmwatch.model import Alert, Watch


def judged(alarms: list, labels: list, spans: list | None = None):  # type: ignore[no-untyped-def, type-arg]
    return score("balanced", alarms, labels, spans or [span()])


@pytest.mark.parametrize(
    ("calls", "minutes", "early", "false"),
    [
        ([10.15], 9.0, False, 0),
        ([10.0], 0.0, False, 0),
        ([8.5], 0.0, True, 0),
        ([7.9], None, False, 1),
        ([7.9, 10.5], 30.0, False, 1),
        ([12.1], None, False, 1),
        ([], None, False, 0),
    ],
    ids=str,
)
def test_a_crisis_is_found_by_the_first_call_about_it(
    calls: list[float], minutes: float | None, early: bool, false: int
) -> None:
    """Early is allowed from eight on; one alarm that calls before and again in time is false and finds it."""
    result = judged([alarm(*calls)] if calls else [], [label(10, 12, early_from=at(8))])
    (outcome,) = result.outcomes
    assert (outcome.minutes, outcome.early, len(result.false)) == (
        pytest.approx(minutes) if minutes else minutes,
        early,
        false,
    )
    assert outcome.found == (minutes is not None)


def test_a_minor_event_is_neither_missed_nor_false() -> None:
    """Nobody need be called, and nobody is blamed for calling."""
    result = judged([alarm(10.5)], [label(10, 11, kind="minor")])
    assert (result.outcomes, result.false) == ((), ())


def test_where_nothing_happened_every_alarm_is_false() -> None:
    """A control says so; without any label of a watch nothing is said of its alarms."""
    control = label(0, kind="control", onset=None)
    assert len(judged([alarm(10)], [control]).false) == 1
    other = Watch("Other", "Other", "")
    unlabelled = judged([alarm(10, watch="Other")], [control], [span(), span(watch=other)])
    assert (len(unlabelled.alarms), unlabelled.false) == (1, ())


def test_alarms_a_week_count_recorded_time_once() -> None:
    """Two watches over the same three weeks and one more week later are four weeks."""
    spans = [span(3), span(2, replace(LUMO, name="Lumo ▸ Shop")), span(1, since=168 * 10)]
    assert recorded(spans) / WEEK == 4
    assert judged([alarm(1), alarm(200)], [], spans).a_week == pytest.approx(0.5)


def test_labels_of_another_brand_or_time_are_not_judged() -> None:
    """They are told, rather than counted as missed."""
    mine, other, old = label(10, 11), label(10, brand="Else"), label(-400, -300)
    assert judgeable([mine, other, old], [span()]) == ((mine,), (other, old))


def test_the_journal_keeps_calls_and_not_what_calls_nobody(an_alert: Alert) -> None:
    """One alert is one alarm however often it calls, and it ends when it falls quiet."""
    journal = Journal()
    journal.note([(an_alert, True), (replace(an_alert, severity=2, state="worsened", changed_at=at(2)), True)])
    journal.note([(replace(an_alert, severity=2, state="quiet", changed_at=at(4)), False)])
    journal.note([(replace(an_alert, severity=2, state="closed", changed_at=at(28)), False)])
    journal.note([(replace(an_alert, id="green", severity=4), False)])
    (kept,) = journal.alarms
    assert [(call.at, call.severity) for call in kept.calls] == [(at(1), 3), (at(2), 2)]
    assert (kept.at, kept.severity, kept.pages, kept.ended_at) == (at(1), 2, True, at(4))


@pytest.fixture
def an_alert() -> Alert:
    """An alert that opened an hour after the beginning."""
    return Alert(
        id="one", watch="Lumo", channel="mentions", state="open", severity=3, opened_at=at(1), updated_at=at(1),
        onset=at(0.9), window_minutes=10, observed=20, expected=2, band=(0, 5), factor=10, p_value=1e-6, peak=20,
        opened_with=20, authors=20, originals=20, negative_share=None, negative_band=None, usual_negative=None,
        immature_days=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("calm", "balanced", "sharp", "chosen", "because"),
    [
        (([20], 0), ([9], 1), ([8], 6), "balanced", "default"),
        (([20], 1), ([9], 9), ([8], 30), "calm", "calmer"),
        (([40], 1), ([9], 9), ([8], 30), "balanced", "default"),
        (([None], 1), ([9], 9), ([8], 30), "balanced", "default"),
        (([None], 0), ([None], 1), ([20], 12), "sharp", "sharper"),
        (([None], 0), ([None], 1), ([20], 40), "balanced", "default"),
        (([90], 0), ([60], 1), ([12], 12), "sharp", "sooner"),
        (([None], 0), ([None], 1), ([None], 2), "sharp", "missed"),
        (([], 0), ([], 4), ([], 9), "balanced", "default"),
        (([], 2), ([], 9), ([], 30), "calm", "calmer"),
    ],
    ids=str,
)
def test_the_default_is_suggested_unless_another_buys_something(
    calm: tuple,
    balanced: tuple,
    sharp: tuple,
    chosen: str,
    because: str,  # type: ignore[type-arg]
) -> None:
    """Over four weeks: delays of the crises in minutes, and the number of false alarms."""
    scores = [scored(name, found, false=false) for name, (found, false) in
              (("calm", calm), ("balanced", balanced), ("sharp", sharp))]  # type: ignore[arg-type]  # fmt: skip
    suggestion = suggest(*scores, labelled=True)
    assert (suggestion.score.sensitivity, suggestion.because) == (chosen, because)


@pytest.mark.parametrize(
    ("found", "false", "weeks", "told"),
    [
        ([9], 3, 4.0, "About one alarm a week; outage (2026-01-05) found after 9 minutes."),
        ([8.1], 0, 4.0, "About one alarm in 4 weeks; outage (2026-01-05) found after 9 minutes."),
        ([1], 11, 4.0, "About 3 alarms a week; outage (2026-01-05) found after 1 minute."),
        ([None], 0, 4.0, "No alarm in 4.0 weeks; outage (2026-01-05) missed."),
        ([9], 0, 0.5, "1 alarm in 3.5 days; outage (2026-01-05) found after 9 minutes."),
    ],
    ids=str,
)
def test_the_suggestion_is_told_by_its_consequences(found: list, false: int, weeks: float, told: str) -> None:  # type: ignore[type-arg]
    """Never as a z-value."""
    scores = [scored(name, found, false=false, weeks=weeks) for name in ("calm", "balanced", "sharp")]
    assert told in sentence(suggest(*scores, labelled=False))
