"""Seeded streams with the minute in which an alert opens, and those in which none may."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from scenes import DAY, MONDAY, Post, burst, calm, item, minutes, together

from cmwatch.alarm.explain import told
from cmwatch.model import Gap, Item

THEN = 21 * DAY + 600
"""Ten o'clock of a Monday, after three weeks."""

CALM = list(calm(23))
"""Twelve an hour on average, four by night."""

RESTED = Post().sees(one for one in CALM if minutes(one.mention.at) < 21 * DAY)
"""A lookout that has seen three calm weeks."""


def post(*streams: Iterable[Item], until: float = 22 * DAY) -> Post:
    """What a lookout reports of a day, after three calm weeks, on which something else is said too."""
    usual = [one for one in CALM if 21 * DAY <= minutes(one.mention.at) < until]
    return RESTED.copy().sees(together(usual, *streams)).waits_until(until)


def since(told: list[tuple[str, float]]) -> list[tuple[str, float]]:
    return [(state, minute - THEN) for state, minute in told]


def test_quiet_weeks_keep_the_budget() -> None:
    """Ten weeks of them, over three seeds: one false alarm a week is accepted, and none of them calls for a page."""
    weeks = [Post().sees(calm(24, seed=seed)) for seed in (10, 11, 13)]
    opened = [alert for seen in weeks for alert, _notify in seen.changes if alert.state == "open"]
    assert 1 <= len(opened) <= 10
    assert min(alert.severity for alert in opened) >= 3
    assert not [alert for alert in opened if minutes(alert.opened_at) < DAY]


def test_a_burst_is_told_within_minutes_and_ends_by_hysteresis() -> None:
    """Two a minute against fifteen an hour: four minutes, again when it is sure; quiet after half an hour of calm."""
    seen = post(burst(THEN, 60, 2))
    assert since(seen.told()) == [("open", 4), ("worsened", 18), ("quiet", 95)]
    assert seen.notified() == ["open", "worsened"]
    assert abs(minutes(seen.alert.onset) - THEN) <= 1


def test_slow_growth_is_told_by_the_long_window() -> None:
    """From a tenth to one a minute over six hours: it opens while the rate is not yet three times the usual."""
    steps = [burst(THEN + 10 * k, 10, 0.1 + 0.025 * k, first=10**9 + 1000 * k) for k in range(36)]
    seen = post(*steps)
    (state, minute), *_rest = since(seen.told())
    assert (state, minute) == ("open", 77)
    assert len({alert.id for alert, _notify in seen.changes}) == 1


def test_a_rise_by_night_needs_far_less_than_by_day() -> None:
    """Eight in ten minutes at three in the morning is unusual, and at three in the afternoon is not."""
    assert post(burst(21 * DAY + 180, 10, 0.8)).told()
    assert not post(burst(21 * DAY + 15 * 60, 10, 0.8)).told()


def test_the_weekday_counts() -> None:
    """What is usual on a Saturday is told on a Tuesday within ninety minutes, and on a Saturday not for two hours."""
    last = 33 * DAY + 600
    base = list(calm(37, per_hour=6))
    weeks = [burst(last - week * 7 * DAY, 300, 0.2, first=10**8 * (week + 2)) for week in (4, 3, 2, 1)]
    taught = Post().sees(one for one in together(base, *weeks) if minutes(one.mention.at) < last - 600)
    rest = [one for one in base if minutes(one.mention.at) >= last - 600]
    opened = []
    for start in (last, last + 3 * DAY):
        seen = taught.copy().sees(together(rest, burst(start, 300, 0.2)))
        opened.append(next((at - start for state, at in seen.told() if state == "open" and at >= start), DAY))
    saturday, tuesday = opened
    assert tuesday <= 90 < 120 < saturday


def test_a_story_that_people_take_up_is_told_by_their_own_words() -> None:
    """A post goes round for twenty minutes; then people write themselves, until long after it is forgotten."""
    storm = burst(THEN, 20, 6, original=False, story="net:0")
    seen = post(storm, burst(THEN + 15, 90, 2, first=2 * 10**9))
    assert "story" in {alert.channel for alert, _notify in seen.changes}
    told = [alert for alert, notify in seen.changes if notify]
    assert told
    assert {alert.channel for alert in told} == {"mentions"}
    assert min(alert.observed for alert in told) >= 10


def test_people_who_follow_a_wave_of_copies_are_another_matter() -> None:
    """Spam that fell quiet two hours ago: the rise has its own alert and its own beginning."""
    spam = [replace(one, mention=replace(one.mention, author="bot")) for one in burst(THEN, 20, 3)]
    seen = post(spam, burst(THEN + 180, 30, 2, first=2 * 10**9))
    first, last = seen.changes[0][0], seen.alert
    assert (first.nature, last.nature) == ("spam", "rise")
    assert first.id != last.id
    assert abs(minutes(last.onset) - THEN - 180) <= 1


def test_a_repost_storm_stays_green_and_wakes_nobody() -> None:
    """Three a minute of one message: shown, explained as a repost wave, not notified."""
    seen = post(burst(THEN, 60, 3, original=False, story="net:0"))
    assert seen.notified() == []
    assert {alert.severity for alert, _notify in seen.changes} == {4}
    opened = seen.changes[0][0]
    assert {"copies", "originals_usual"} <= {doubt.code for doubt in opened.explanation.doubts}


def test_a_real_rise_under_a_repost_storm_is_noticed() -> None:
    """The storm is open when people begin to write in their own words: it worsens, and now it is told."""
    storm = burst(THEN, 180, 3, original=False, story="net:0")
    seen = post(storm, burst(THEN + 60, 60, 2, first=2 * 10**9))
    told = since(seen.told())
    assert told[0] == ("open", 5)
    assert told[1][0] == "worsened"
    assert 60 < told[1][1] <= 66
    assert "worsened" in seen.notified()


@pytest.mark.parametrize("people", [1, 3])
def test_a_flood_by_a_few_is_not_the_public(people: int) -> None:
    """Three a minute by one to three authors while everyone else goes on as usual: spam, shown to who looks."""
    flood = [
        replace(one, mention=replace(one.mention, author=f"bot{n % people}"))
        for n, one in enumerate(burst(THEN, 60, 3))
    ]
    seen = post(flood)
    assert {(alert.severity, alert.nature) for alert, _notify in seen.changes} == {(4, "spam")}
    assert "nature.spam" in {doubt.code for doubt in seen.alert.explanation.doubts}
    assert seen.notified() == []


def test_a_few_who_quarrel_are_not_the_public() -> None:
    """As many, by three, each in words of their own: a conversation, and no alert."""
    flood = [
        replace(one, mention=replace(one.mention, author=f"bot{n % 3}", text=f"well {chr(97 + n % 26) * 6} {n}"))
        for n, one in enumerate(burst(THEN, 60, 3))
    ]
    assert post(flood).told() == []


def test_what_was_there_before_watching_began_raises_nothing() -> None:
    """The first fetch of a feed is history, however much of it there is."""
    seen = RESTED.copy().sees(burst(THEN, 60, 3, history=True))
    assert seen.waits_until(THEN + 120).told() == []


def test_history_teaches() -> None:
    """Three weeks fetched at the first start make a baseline at once."""
    old = [replace(one, mention=replace(one.mention, history=True)) for one in calm(21)]
    seen = Post().sees(old).sees(together(calm(1, start=21 * DAY), burst(THEN, 30, 2)))
    assert since(seen.told())[0] == ("open", 4)


def test_negative_originals_have_an_alert_of_their_own() -> None:
    """A rise of complaints that the total would hide."""
    seen = post(burst(THEN, 60, 0.5, tone="negative"))
    assert seen.alert.channel == "negative"
    assert "spike.negative" in {reason.code for reason in told(seen.alert)}


def test_mentions_that_arrive_late_are_counted_where_they_belong() -> None:
    """A burst that comes out of order, minutes late, opens the alert once it is in; the time of the events counts."""
    usual = [one for one in CALM if 21 * DAY <= minutes(one.mention.at) < THEN + 25]
    seen = RESTED.copy().sees(usual).sees(burst(THEN, 20, 2)).waits_until(THEN + 27)
    assert since(seen.told())[0][0] == "open"
    assert abs(minutes(seen.alert.onset) - THEN) <= 1


def test_where_nothing_was_ever_said_ten_strangers_are_news() -> None:
    """A baseline of zero divides nothing by nothing."""
    history = [item(day * DAY, day) for day in (0, 7, 14)]
    seen = Post().sees(together(history, burst(THEN, 20, 1)))
    assert since(seen.told())[0][0] == "open"
    assert since(seen.told())[0][1] <= 11
    assert seen.alert.factor < 10_000


def test_a_young_baseline_says_so_and_asks_for_more() -> None:
    """On the second day: the alert comes, with its doubt and its days."""
    seen = Post().sees(together(calm(2), burst(DAY + 600, 60, 3)))
    assert seen.alert.immature_days == 1
    assert "immature" in {doubt.code for doubt in seen.alert.explanation.doubts}
    assert Post().sees(burst(0, 100, 3)).told() == []


def test_while_nothing_can_be_seen_an_alert_does_not_fall_quiet() -> None:
    """The source broke down in the middle of the rise: five hours of ticks say nothing about it."""
    seen = RESTED.copy().sees(together(one for one in CALM if 21 * DAY <= minutes(one.mention.at) < THEN + 20))
    seen.sees(burst(THEN + 20, 12, 2))
    opened = seen.alert
    broken = MONDAY + timedelta(minutes=THEN + 33)
    seen.lookout.hide([(broken, datetime.max.replace(tzinfo=UTC))], ())
    assert seen.waits_until(THEN + 330).alert.state == opened.state
    seen.lookout.hide([(broken, MONDAY + timedelta(minutes=THEN + 330))], ())
    seen.waits_until(THEN + 400)
    assert seen.told()[-1][0] == "quiet"
    assert THEN + 355 < seen.told()[-1][1] < THEN + 365


def test_an_hour_without_sight_is_unknown_and_not_calm() -> None:
    """It neither teaches nor lowers what is expected, and what came before it does not count with what follows."""
    gap = Gap("Lumo", MONDAY + timedelta(minutes=THEN), MONDAY + timedelta(minutes=THEN + 300), inferred=False)
    blind = RESTED.copy().sees(one for one in CALM if 21 * DAY <= minutes(one.mention.at) < THEN)
    blind.lookout.blind(gap)
    blind.sees(one for one in CALM if THEN + 300 <= minutes(one.mention.at) < 22 * DAY)
    assert blind.told() == []
    hour = int(MONDAY.timestamp()) // 3600 + 21 * 24 + 13
    assert blind.lookout.detector.usual("mentions", hour) > 12


HOLE = 14 * DAY + 12 * 60
"""Noon of the fifteenth day."""

BUSY = [one for one in calm(15, per_hour=60, seed=4) if not HOLE <= minutes(one.mention.at) < HOLE + 360]
"""Sixty an hour, and six hours of an afternoon without a word."""

BEFORE = Post(infer_holes=True).sees(one for one in BUSY if minutes(one.mention.at) < HOLE - 120)
AROUND = [one for one in BUSY if minutes(one.mention.at) >= HOLE - 120]


def test_an_unbelievable_silence_is_a_hole_and_its_end_no_alarm() -> None:
    """It goes on as before; the hole is found and marked as inferred."""
    seen = BEFORE.copy().sees(AROUND)
    assert seen.told() == []
    (gap,) = seen.lookout.gaps
    assert gap.inferred
    assert abs(minutes(gap.since) - HOLE) < 5
    assert abs(minutes(gap.until or MONDAY) - HOLE - 360) < 5


def test_a_believable_silence_is_no_hole() -> None:
    """Three mentions a day may well leave out an afternoon."""
    few = list(calm(16, per_hour=0.2))
    assert Post(infer_holes=True).sees(few).lookout.gaps == []


def test_an_alert_outlasts_a_hole_and_is_judged_by_the_level_after_it() -> None:
    """Silence that nobody would believe does not calm it: it stays open while the rise goes on, under its id."""
    seen = BEFORE.copy()
    seen.sees(together(AROUND, burst(HOLE - 60, 60, 8), burst(HOLE + 360, 40, 8, first=2 * 10**9)))
    told = [(state, minute - HOLE) for state, minute in seen.told()]
    assert told[0] == ("open", -58)
    assert {state for state, minute in told if 0 <= minute < 400} <= {"worsened"}
    assert told[-1][0] == "quiet"
    assert 400 < told[-1][1] < 450


def test_an_alert_whose_rise_ended_in_a_hole_falls_quiet_after_it() -> None:
    """Once half an hour of calm was seen."""
    seen = BEFORE.copy().sees(together(AROUND, burst(HOLE - 60, 60, 8)))
    told = [(state, minute - HOLE) for state, minute in seen.told()]
    assert told[-1][0] == "quiet"
    assert 385 < told[-1][1] < 400


def test_the_learning_waits_for_two_hours_that_were_seen() -> None:
    """The last hours before a hole are not taught while nothing is seen."""
    taught = BEFORE.lookout.detector.hours_seen
    seen = BEFORE.copy().sees(one for one in AROUND if minutes(one.mention.at) < HOLE + 390)
    assert seen.lookout.detector.hours_seen == pytest.approx(taught + 3, abs=0.6)
    seen.sees(one for one in AROUND if minutes(one.mention.at) >= HOLE + 390)
    assert seen.lookout.detector.hours_seen == pytest.approx(taught + 8, abs=0.6)


def test_a_rise_within_six_quiet_hours_is_the_same_alert() -> None:
    """It reopens under its id and wakes nobody; after six hours it is a new one, and the old closes unreviewed."""
    seen = post(burst(THEN, 20, 2), burst(THEN + 240, 20, 2, first=2 * 10**9))
    assert [state for state, _minute in seen.told() if state != "worsened"] == ["open", "quiet", "open", "quiet"]
    assert len({alert.id for alert, _notify in seen.changes}) == 1
    assert seen.notified().count("open") == 1
    later = post(burst(THEN, 20, 2), burst(THEN + 600, 20, 2, first=2 * 10**9))
    states = [state for state, _minute in later.told() if state != "worsened"]
    assert states[:4] == ["open", "quiet", "closed", "open"]
    assert len({alert.id for alert, notify in later.changes if notify}) == 2


def test_a_day_of_quiet_closes_it_unreviewed() -> None:
    """Twenty-four hours after it fell quiet, to the minute, though nobody said anything then."""
    seen = post(burst(THEN, 20, 2), until=23 * DAY)
    quiet, closed = seen.told()[-2:]
    assert (quiet[0], closed) == ("quiet", ("closed", quiet[1] + DAY))
    assert seen.alert.close_reason == "unreviewed"


@pytest.mark.parametrize(("hour", "told"), [(2, 3), (10, 7), (20, 7)])
def test_a_newcomer_hears_a_crisis_on_the_first_day(hour: int, told: int) -> None:
    """Sixty an hour on average, by night a fifth of the afternoon; then six times that in five minutes."""
    start = 120 + hour * 60
    base = calm(1.2, per_hour=60, seed=7)
    rates = [one for one in base if minutes(one.mention.at) >= 120]  # watching begins at two in the morning
    seen = Post().sees(together(rates, burst(start, 60, 6, first=2 * 10**9))).waits_until(start + 60)
    state, minute = seen.told()[0]
    assert (state, minute - start) == ("open", told)
    assert seen.notified()[0] == "open"


def test_a_rise_of_negatives_is_heard_earlier_on_the_first_day() -> None:
    """A mood has no rhythm: the same volume is told sooner when most of it is negative."""
    at = []
    for tone in ("neutral", "negative"):
        many = burst(600, 60, 2, first=2 * 10**9, tone=tone)
        at.append(Post().sees(together(calm(1, per_hour=30, seed=7), many)).told()[0][1] - 600)
    neutral, negative = at
    assert negative < neutral


@pytest.mark.parametrize("start", [0, 180, 600, 1080])
def test_a_quiet_first_day_calls_nobody(start: int) -> None:
    """Whenever watching begins, and however large the brand: a morning is no burst."""
    for per_hour in (6, 60, 240):
        items = calm(start / DAY + 1, per_hour=per_hour, seed=start + per_hour)
        assert Post().sees(one for one in items if minutes(one.mention.at) >= start).told() == []


def test_a_burst_on_a_lively_day_begins_where_it_breaks_out() -> None:
    """A morning at one and a half times the usual, then three a minute: it is known since when."""
    lively = burst(THEN - 200, 260, 0.1, first=3 * 10**9)
    usual = [one for one in CALM if 21 * DAY <= minutes(one.mention.at) < THEN + 60]
    seen = RESTED.copy().sees(together(usual, lively, burst(THEN, 60, 3, first=2 * 10**9))).waits_until(THEN + 60)
    assert abs(minutes(seen.alert.onset) - THEN) <= 2


def test_a_history_of_a_few_mentions_is_immature_however_long() -> None:
    """Three weeks with a mention a day: a rate learnt from twenty is not known."""
    seen = Post().sees(together([item(day * DAY, day) for day in range(21)], burst(THEN, 20, 1)))
    assert seen.alert.immature_days == 21
    assert "immature" in {doubt.code for doubt in seen.alert.explanation.doubts}


def test_a_crisis_on_the_first_day_is_not_the_rhythm_of_its_hour() -> None:
    """Twenty a minute for two evening hours of a brand of sixty an hour: the next evening is no tenfold."""
    crisis = burst(20 * 60, 120, 20, first=2 * 10**9)
    seen = Post().sees(together(calm(2, per_hour=60), crisis))
    evening = int(MONDAY.timestamp()) // 3600 + 2 * 24 + 20
    assert seen.lookout.detector.usual("mentions", evening) < 5 * 60


def test_a_burst_in_the_first_hours_is_an_alert_and_a_steady_large_brand_is_none() -> None:
    """A newcomer's first evening: nothing is learnt yet, and half an hour is all there was."""
    seen = Post().sees(together(burst(0, 45, 0.5), burst(45, 5, 20, first=2 * 10**9))).waits_until(50)
    assert next(state for state, _minute in seen.told()) == "open"
    assert seen.changes[0][0].immature_days == 0
    assert Post().sees(burst(0, 170, 10)).waits_until(170).told() == []
