"""Several series of one watch, narrow and coarse, counts and a share, and one budget for all of them."""

import json
from functools import cache
from random import Random

from brands import MONDAY, THEN, brand, count, rested, rhythm, times, watch, word

from cmwatch.alarm.sequential import Panel, Series

THREE = (Series("mentions", 0.5, minutes=1), Series("negative", 0.3), Series("share", 0.2, of="read"))

Told = list[tuple[str, int, str]]


def listen(panel: Panel, since: int, until: int, anger: float, seed: int, hole: range = range(0)) -> Told:
    """What is said, and on which series, of a brand with a mention a minute of which so many are negative."""
    random, told = Random(seed), []
    for minute in range(since, until):
        if minute - since in hole:
            continue
        read = count(random, rhythm(minute))
        negative = sum(random.random() < anger for _each in range(read))
        counts = {"mentions": read, "negative": negative, "share": negative, "read": read}
        sight = panel.step(minute, 1, counts)
        if said := word(sight):
            told.append((said, minute - since, sight.leading))
    return told


@cache
def _weeks() -> tuple[str, tuple[tuple[str, int, str], ...]]:
    panel = Panel("UTC", THREE)
    told = listen(panel, MONDAY, THEN, 0.2, 8)
    return json.dumps(panel.to_state()), tuple(told)


def rested_three() -> Panel:
    """A panel of three series after three quiet weeks."""
    return Panel.from_state(json.loads(_weeks()[0]))


def test_three_series_keep_one_budget() -> None:
    """Three alarms in three weeks, the first morning among them: no more than one series is allowed alone."""
    assert list(_weeks()[1]) == [("open", 624, "negative"), ("open", 2614, "mentions"), ("open", 27913, "mentions")]


def test_the_usual_share_is_learnt() -> None:
    """One in five."""
    assert abs(rested_three().ratio("share") - 0.2) < 0.01


def test_anger_is_told_though_no_more_is_said() -> None:
    """Seven in ten are negative among as many mentions as ever: ten minutes, and again when it is sure."""
    assert listen(rested_three(), THEN, THEN + 240, 0.7, 3) == [("open", 9, "negative"), ("worse", 14, "negative")]


def test_a_share_is_told_without_the_count_behind_it() -> None:
    """Where only the share is listened to beside the mentions."""
    panel = Panel("UTC", (THREE[0], Series("share", 0.5, of="read")))
    listen(panel, THEN - 3 * 1440, THEN, 0.2, 8)
    assert listen(panel, THEN, THEN + 120, 0.7, 3)[0] == ("open", 14, "share")


def test_a_hole_cuts_a_coarse_bin_short() -> None:
    """Two minutes of five were seen: they are weighed as two, and evidence goes on after the hole."""
    told = listen(rested_three(), THEN, THEN + 240, 0.7, 3, range(2, 63))
    assert told == [("open", 74, "negative")]
    assert listen(rested_three(), THEN, THEN + 240, 0.2, 3, range(2, 63)) == []


def test_the_budget_may_change_on_resuming() -> None:
    """Four a week open sooner than one, and one in four weeks later, on what was learnt under another budget."""
    minutes = []
    for budget in (2520, 10080, 40320):
        panel = rested(12, budget_minutes=budget)
        minutes.append(watch(panel, THEN, brand(THEN, THEN + 180, 12, times(2.5), seed=4))[0])
    assert minutes == [("open", 20), ("open", 36), ("open", 43)]
