"""The life of an alert: what time does to it, what people do to it, and what wakes a person."""

from dataclasses import replace as with_fields
from datetime import timedelta

import pytest
from scenes import DAY, MONDAY, Post, burst, calm, minutes, together

from cmwatch.alarm import episode
from cmwatch.errors import UsageError
from cmwatch.model import Alert

THEN = 21 * DAY + 600
OPENED = Post().sees(calm(21)).sees(together(calm(1 / 24 * 10.2, start=21 * DAY), burst(THEN, 12, 2)))
ALERT = OPENED.alert
LATER = ALERT.opened_at + timedelta(minutes=5)


def act(alert: Alert, *acts: tuple[str, str]) -> Alert:
    for name, detail in acts:
        alert = episode.acted(alert, name, "ana", LATER, detail)
    return alert


def test_acknowledged_snoozed_closed_and_back_again() -> None:
    """Each act says who did it, and can be taken back."""
    seen = act(ALERT, ("acknowledge", ""))
    assert (seen.state, seen.acknowledged_by, seen.changed_at) == ("acknowledged", "ana", LATER)
    assert act(seen, ("restore", "acknowledge")).state == "open"
    closed = act(seen, ("close", "planned"))
    assert (closed.state, closed.closed_by, closed.close_reason) == ("closed", "ana", "planned")
    again = act(closed, ("restore", "close"))
    assert (again.state, again.closed_by, again.close_reason) == ("acknowledged", None, None)
    assert act(ALERT, ("snooze", (LATER + timedelta(hours=1)).isoformat()), ("restore", "snooze")).snoozed_until is None


def test_declaring_acknowledges() -> None:
    """Whoever opens an incident has seen the alert."""
    declared = act(ALERT, ("declare", "2026-0001"))
    assert (declared.incident, declared.acknowledged_by) == ("2026-0001", "ana")


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ((("close", "true"), ("acknowledge", "")), "closed"),
        ((("close", "because"),), "because"),
        ((("dance", ""),), "dance"),
        ((("restore", "declare"),), "undone"),
    ],
    ids=str,
)
def test_acts_that_make_no_sense_are_refused_in_words(acts: tuple[tuple[str, str], ...], said: str) -> None:
    """And nothing is changed."""
    with pytest.raises(UsageError, match=said):
        act(ALERT, *acts)


def test_what_wakes_a_person() -> None:
    """Opening, worsening, the end of a snooze; nothing green, nothing quiet, nothing that only goes on."""
    amber = with_fields(ALERT, severity=2, state="open")
    notifies = episode.notifies
    assert notifies(None, amber)
    assert notifies(amber, with_fields(amber, severity=1, state="worsened"))
    assert not notifies(amber, with_fields(amber, observed=500))
    assert not notifies(None, with_fields(amber, severity=4))
    assert not notifies(amber, with_fields(amber, state="quiet"))
    snoozed = with_fields(amber, snoozed_until=LATER)
    assert notifies(snoozed, amber)
    assert notifies(snoozed, with_fields(snoozed, severity=1, state="worsened"))
    assert not notifies(snoozed, with_fields(amber, state="acknowledged"))
    assert not notifies(snoozed, with_fields(amber, state="quiet"))


def test_a_snooze_ends_by_itself_and_says_so_once() -> None:
    """The rise goes on: after the snooze the person is called again."""
    seen = OPENED.copy()
    seen.changes.clear()
    until = seen.alert.updated_at + timedelta(minutes=20)
    seen.changes += seen.lookout.take(episode.acted(seen.alert, "snooze", "ana", LATER, until.isoformat()))
    seen.sees(burst(THEN + 12, 40, 2, first=2 * 10**9))
    assert seen.alert.snoozed_until is None
    woken = [alert for alert, notify in seen.changes if notify]
    assert [alert.updated_at >= until for alert in woken if alert.snoozed_until is None] == [True]


def test_an_acknowledged_alert_that_rises_again_after_quiet_stays_acknowledged() -> None:
    """Someone has it in hand."""
    quiet = episode.quietened(act(ALERT, ("acknowledge", "")), LATER)
    assert episode.stirred(quiet, LATER).state == "acknowledged"
    assert episode.stirred(episode.quietened(ALERT, LATER), LATER).state == "open"


@pytest.mark.parametrize("reason", ["planned", "false", "true"])
def test_what_a_person_closed_does_not_call_again_while_it_goes_on(reason: str) -> None:
    """A contest that was announced: closed once, silent to its end; the next matter is a new alert."""
    seen = OPENED.copy()
    seen.changes += seen.lookout.take(act(seen.alert, ("close", reason)))
    seen.changes.clear()
    seen.sees(burst(THEN + 12, 60, 2, first=2 * 10**9)).waits_until(THEN + 72)
    assert seen.told() == []
    seen.sees(together(calm(0.5, start=THEN + 72), burst(THEN + 400, 20, 2, first=3 * 10**9)))
    assert seen.told()[0][0] == "open"
    assert seen.alert.id != ALERT.id


def test_what_was_closed_and_then_doubles_calls_again() -> None:
    """Silencing must not hide growth."""
    seen = OPENED.copy()
    seen.changes += seen.lookout.take(act(seen.alert, ("close", "false")))
    seen.changes.clear()
    seen.sees(burst(THEN + 12, 60, 12, first=2 * 10**9))
    assert seen.notified()[0] == "open"
    assert minutes(seen.changes[0][0].opened_at) < THEN + 24


def test_the_level_never_falls_by_itself() -> None:
    """Only a person lowers it."""
    assert ALERT.opened_at > MONDAY
    seen = OPENED.copy().sees(together(calm(0.2, start=THEN + 12)))
    levels = [alert.severity for alert, _notify in seen.changes]
    assert levels == sorted(levels, reverse=True)
