"""Seeded streams with the very minute in which an alarm is given, and those in which none may be."""

import json
from random import Random

import pytest
from brands import DAY, HOUR, MONDAY, ONE, SIZES, THEN, WEEK, after, brand, rested, times, told_at_first, watch, word

from cmwatch.alarm.sequential import Panel


def test_quiet_weeks_keep_the_budget_for_brands_of_every_size() -> None:
    """One a week is accepted, the first week's learning included: ten in twelve weeks of four brands."""
    minutes = {size: [minute for _said, minute in told_at_first(size) if _said != "normal"] for size in SIZES}
    assert minutes == {1: [584, 3833, 12044, 24134, 29499], 12: [688, 28838], 60: [585], 600: [597, 20900]}


@pytest.mark.parametrize(("per_hour", "minute"), [(1, 14), (12, 0), (60, 0), (600, 0)])
def test_ten_times_the_usual(per_hour: int, minute: int) -> None:
    """At one mention a minute within a minute; a shop must first be said something of at all."""
    assert after(per_hour, 60, times(10))[0] == ("open", minute)


@pytest.mark.parametrize(("per_hour", "minute"), [(1, 151), (12, 13), (60, 8), (600, 0)])
def test_twice_the_usual(per_hour: int, minute: int) -> None:
    """Within the hour from a mention every five minutes on."""
    assert after(per_hour, 180, times(2))[0] == ("open", minute)


@pytest.mark.parametrize(("per_hour", "minute"), [(1, 126), (12, 63), (60, 51), (600, 30)])
def test_slow_growth_is_told_while_it_is_small(per_hour: int, minute: int) -> None:
    """From once to six times the usual in three hours: told at ×2.4 for a mention a minute."""
    assert after(per_hour, 360, lambda at: 1 + 5 * min(1.0, (at - THEN) / 180))[0] == ("open", minute)


def test_a_burst_in_a_burst_worsens() -> None:
    """Four times the usual stand for four hours, then it is sixteen times: told again a minute later."""
    assert after(60, 420, lambda at: 16.0 if at - THEN >= 240 else 4.0) == [("open", 0), ("worse", 2), ("worse", 241)]


@pytest.mark.parametrize(("per_hour", "told"), [(60, [("worse", 5), ("worse", 243)]), (600, [("worse", 165)])])
def test_a_burst_that_creeps_up_worsens(per_hour: int, told: list[tuple[str, int]]) -> None:
    """Three times the usual, and a fifth more each hour from the second on: told again within four hours or so."""
    creeping = after(per_hour, 300, lambda at: 3 * 1.2 ** max(0, (at - THEN - 60) // 60))
    assert creeping[1:] == told


def test_a_new_level_alarms_once_and_becomes_normal() -> None:
    """Three times the usual for good: an alarm, again when sure, said to be normal within a day, then quiet."""
    assert after(60, 4 * DAY, times(3)) == [("open", 4), ("worse", 5), ("normal", 1077)]


@pytest.mark.parametrize("per_hour", [12, 600])
def test_a_new_level_is_said_to_be_normal_whatever_the_size(per_hour: int) -> None:
    """Once in four days."""
    assert [word for word, _minute in after(per_hour, 4 * DAY, times(3))].count("normal") == 1


def test_where_nothing_was_ever_said_a_few_are_news() -> None:
    """Three weeks of silence, then a mention every three minutes: the third one."""
    panel = Panel("UTC", ONE)
    assert watch(panel, MONDAY, [0] * (3 * WEEK)) == []
    assert watch(panel, THEN, [1, 0, 0] * 4) == [("open", 6)]


@pytest.mark.parametrize(
    ("per_hour", "told"),
    [
        (12, [("open", -1892), ("open", 4), ("worse", 5)]),
        (60, [("open", 0)]),
        (600, [("open", -1254), ("open", 0)]),
    ],
)
def test_the_first_week(per_hour: int, told: list[tuple[str, int]]) -> None:
    """At most the first morning is taken for a burst; ten times the usual on the second afternoon is told at once."""
    then = DAY + 14 * HOUR
    counts = brand(
        MONDAY,
        MONDAY + WEEK,
        per_hour,
        times(10, then - 3 * WEEK - 14 * HOUR, then + HOUR - 3 * WEEK - 14 * HOUR),
        seed=9,
    )
    assert [(said, minute - then) for said, minute in watch(Panel("UTC", ONE), MONDAY, counts)] == told


def test_nothing_is_judged_before_three_hours_were_seen() -> None:
    """Whatever comes: not even the size of the brand is known."""
    assert watch(Panel("UTC", ONE), MONDAY, [1] * 60 + [500] * 110) == []


@pytest.mark.parametrize("minute", [0, 1, 4, 5, 6, 63, 65, 200, 301])
def test_a_restart_in_mid_burst_changes_nothing(minute: int) -> None:
    """Through JSON; before it opens, as it opens, as it stands, as it ends."""
    counts = list(brand(THEN, THEN + 400, 60, times(3, 0, 240), seed=2))
    panel = rested(60)
    watch(panel, THEN, counts[:minute])
    again = Panel.from_state(json.loads(json.dumps(panel.to_state())))
    for place, number in enumerate(counts[minute:]):
        seen = panel.step(THEN + minute + place, 1, {"mentions": number})
        assert again.step(THEN + minute + place, 1, {"mentions": number}) == seen
    assert again.to_state() == panel.to_state()
    assert word(seen) == ""


def test_a_brand_that_flares_daily_alarms_by_its_own_record() -> None:
    """Eight times the usual for forty minutes each day: told at first, then rarely; forty times the usual is told."""
    random, flares = Random(3), set()
    for day in range(42):
        start = MONDAY + day * DAY + random.randrange(6 * 60, 22 * 60)
        flares.update(range(start, start + 40))
    panel, end = Panel("UTC", ONE), MONDAY + 6 * WEEK
    told = watch(panel, MONDAY, brand(MONDAY, end, 60, lambda at: 8.0 if at in flares else 1.0, seed=6))
    weeks = [minute // WEEK for said, minute in told if said != "normal"]
    assert [weeks.count(week) for week in range(6)] == [8, 1, 1, 4, 0, 1]
    outage = brand(end, end + 15 * HOUR, 60, lambda at: 40.0 if at - end >= 840 else 1.0, seed=6)
    assert watch(panel, end, outage) == [("worse", 848)]
