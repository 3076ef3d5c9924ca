"""Planned events lift what is expected of their brand or watch while they last, and are named."""

from dataclasses import replace
from datetime import timedelta

from scenes import DAY, MONDAY, WATCH

from cmwatch.alarm.planned import during, lift, lifting, of_watch
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import PlannedEvent

CONTEST = PlannedEvent("Contest", MONDAY + timedelta(days=2), MONDAY + timedelta(days=3), 4.0, brand="Lumo")
LAUNCH = PlannedEvent("Launch", MONDAY + timedelta(days=2, hours=12), MONDAY + timedelta(days=2, hours=14), 10.0)
BEGIN = minute_of(MONDAY) + 2 * DAY


def test_the_lift_lasts_from_the_first_minute_to_the_last() -> None:
    """The end is excluded, and without an event nothing is lifted."""
    lifts = [lift([CONTEST], WATCH, BEGIN + minute) for minute in (-1, 0, DAY - 1, DAY)]
    assert lifts == [1.0, 4.0, 4.0, 1.0]
    assert lift([], WATCH, BEGIN) == 1.0


def test_of_two_events_at_once_the_larger_counts() -> None:
    """They are one campaign under two names, not one on top of the other."""
    assert lift([CONTEST, LAUNCH], WATCH, BEGIN + 12 * 60) == 10.0
    assert lift([CONTEST, LAUNCH], WATCH, BEGIN + 15 * 60) == 4.0


def test_an_event_concerns_its_brand_or_its_watch_alone() -> None:
    """An event without either concerns every watch."""
    sync = replace(WATCH, name="Lumo ▸ Sync")
    other = replace(WATCH, name="Other", brand="Other")
    for_sync = replace(CONTEST, watch="Lumo ▸ Sync")
    assert of_watch([CONTEST, for_sync, LAUNCH], sync) == (CONTEST, for_sync, LAUNCH)
    assert of_watch([CONTEST, for_sync, LAUNCH], WATCH) == (CONTEST, LAUNCH)
    assert of_watch([CONTEST, for_sync, LAUNCH], other) == (LAUNCH,)


def test_the_events_of_a_stretch_are_named_once_in_their_order() -> None:
    """Those that overlap it, also by a minute."""
    again = replace(CONTEST, since=CONTEST.since + timedelta(hours=1))
    assert during([LAUNCH, CONTEST, again], WATCH, BEGIN - 60, BEGIN + DAY) == ("Contest", "Launch")
    assert during([CONTEST], WATCH, BEGIN - 60, BEGIN) == ()
    assert during([CONTEST], WATCH, BEGIN - 60, BEGIN + 1) == ("Contest",)


def test_lifting_is_the_lift_as_a_function() -> None:
    """At every minute around every boundary, also where an event begins within a minute."""
    ragged = replace(CONTEST, since=CONTEST.since + timedelta(seconds=30), until=CONTEST.until - timedelta(seconds=30))
    for events in ([], [CONTEST, LAUNCH], [ragged]):
        asked = lifting(events, WATCH)
        for minute in (-1, 0, 1, 12 * 60, 14 * 60, DAY - 2, DAY - 1, DAY):
            assert asked(BEGIN + minute) == lift(events, WATCH, BEGIN + minute)
