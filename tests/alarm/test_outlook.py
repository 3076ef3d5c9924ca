"""What becomes of an alert after its peak: falling, usual again, milder than its level, over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
import scenes
from scenes import DAY, MONDAY, Post, between, burst, calm

from cmwatch.alarm import card, episode
from cmwatch.alarm.explain import trend
from cmwatch.alarm.figures import figures
from cmwatch.alarm.outlook import may_lower, proposal
from cmwatch.errors import UsageError
from cmwatch.model import Alert, Item

START = 20 * DAY + 14 * 60
QUIET = list(calm(21, per_hour=6))
PEAK = 60


def peak(per_minute: float = 4, long: int = PEAK) -> Iterable[Item]:
    return burst(START, long, per_minute, tone="negative")


def rest(per_minute: float, long: int, after: int = PEAK) -> Iterable[Item]:
    """What goes on at a smaller rate after the peak, in a milder tone."""
    return burst(START + after, long, per_minute, first=2 * 10**9)


@pytest.fixture(scope="module")
def calmly() -> Post:
    """A lookout that has seen three quiet weeks."""
    return Post().sees(between(QUIET, 0, START))


def watched(calmly: Post, *streams: Iterable[Item], until: float) -> Post:
    return scenes.watched(calmly, QUIET, START, *streams, until=START + until)


def texts(alert: Alert) -> str:
    return " | ".join(line.text for line in card.outlook_lines(alert, lambda at: f"{at:%H:%M}"))


def codes(alert: Alert) -> list[str]:
    return [one.code for one in trend(alert)]


def test_a_rise_that_goes_on_says_how_fast_it_grows(calmly: Post) -> None:
    """From one a minute to four within the hour."""
    alert = watched(calmly, burst(START, 30, 1), burst(START + 30, 30, 4, first=2 * 10**9), until=60).alert
    assert codes(alert) == ["growing"]
    assert "The rate doubles about every 16 min." in texts(alert)


def test_after_its_peak_it_is_said_to_fall_and_how_fast(calmly: Post) -> None:
    """A red alert whose volume went from four to one a minute does not 'double about every 123 min'."""
    alert = watched(calmly, peak(), rest(1, 60), until=PEAK + 30).alert
    assert alert.severity == 1
    assert alert.state != "quiet"
    assert codes(alert) == ["falling"]
    assert "The rate is falling: it halves about every 17 min." in texts(alert)
    known = figures(alert)
    assert known["half_hour.before"].count > 3 * known["half_hour"].count > 0


def test_what_may_be_chance_is_neither_growth_nor_fall(calmly: Post) -> None:
    """Ninety against a hundred in half an hour say nothing."""
    alert = watched(calmly, burst(START, 30, 3), burst(START + 30, 30, 3.3, first=2 * 10**9), until=60).alert
    assert codes(alert) == []


def test_complaints_that_are_as_usual_again_are_not_called_a_volume(calmly: Post) -> None:
    """Few complain any more, however many praise."""
    alert = watched(calmly, peak(), until=PEAK).alert
    calmer = replace(alert, channel="negative", observed=1, band=(0.0, 4.0), half_hours=(90, 100))
    assert "What is counted is back within what is usual." in texts(calmer)


def test_an_alert_that_is_over_proposes_to_be_closed_and_says_when_it_closes_itself(calmly: Post) -> None:
    """Quiet, still red: the person is asked, and told what happens if they do nothing."""
    alert = watched(calmly, peak(), until=PEAK + 120).alert
    assert (alert.state, alert.severity) == ("quiet", 1)
    assert alert.quiet_at is not None
    said = texts(alert)
    assert f"It is over since {alert.quiet_at:%H:%M}: close it with a reason" in said
    assert "unreviewed" in said
    assert "rate" not in said


def test_a_milder_level_is_proposed_after_two_hours_and_never_taken_by_itself(calmly: Post) -> None:
    """The peak is over, something of it goes on: red stays red until a person agrees."""
    post = watched(calmly, peak(), rest(1.8, 8 * 60), until=PEAK + 45)
    assert proposal(post.alert, post.alert.updated_at) is None
    alert = watched(calmly, peak(), rest(1.8, 8 * 60), until=PEAK + 5 * 60).alert
    assert (alert.severity, alert.state == "quiet") == (1, False)
    level = may_lower(alert, alert.updated_at)
    assert level is not None
    assert level > 1
    assert alert.milder_since is not None
    assert alert.updated_at - alert.milder_since >= timedelta(hours=2)
    assert "lower it if you agree" in texts(alert)


def test_a_person_lowers_it_takes_that_back_and_is_told_if_it_worsens_again(calmly: Post) -> None:
    """The next rise calls again, from the lowered level."""
    post = watched(calmly, peak(), rest(1.8, 6 * 60), until=PEAK + 5 * 60)
    at = MONDAY + timedelta(minutes=START + PEAK + 5 * 60)
    lowered = episode.acted(post.alert, "lower", "ana", at, "")
    assert lowered.severity == may_lower(post.alert, at)
    assert proposal(lowered, at) is None
    assert episode.acted(lowered, "restore", "ana", at, "lower").severity == 1
    post.lookout.take(lowered)
    post.changes.clear()
    post.waits_until(START + PEAK + 5 * 60 + 20)
    assert post.alert.severity == lowered.severity
    again = START + PEAK + 5 * 60 + 20
    post.sees(burst(again, 40, 6, first=3 * 10**9, tone="negative")).waits_until(again + 40)
    assert post.alert.severity == 1
    assert "worsened" in post.notified()


def test_nobody_lowers_what_still_calls_for_its_level(calmly: Post) -> None:
    """Refused in words."""
    alert = watched(calmly, peak(), until=PEAK).alert
    with pytest.raises(UsageError, match="No milder level is proposed"):
        episode.acted(alert, "lower", "ana", alert.updated_at, "")


def test_a_gate_holds_its_level_for_six_hours_and_not_for_ever(calmly: Post) -> None:
    """Words of this morning are no reason for red tonight."""
    from cmwatch.alarm.gated import holding
    from cmwatch.model import Gate

    alert = watched(calmly, peak(), until=PEAK).alert
    gate = Gate("grave", "injury", alert.updated_at, 1, ("net:1", "net:2"))
    grave = replace(alert, gates=(gate,))
    assert holding(grave, alert.updated_at + timedelta(hours=5)) == (gate,)
    assert holding(grave, alert.updated_at + timedelta(hours=7)) == ()
    assert holding(replace(grave, lowered_at=gate.at + timedelta(minutes=1)), gate.at + timedelta(hours=1)) == ()


def test_taking_back_a_lowered_level_makes_nothing_milder_that_has_worsened_since(calmly: Post) -> None:
    """Lowered from amber, then red: red it stays."""
    alert = watched(calmly, peak(), until=PEAK).alert
    worse = replace(alert, severity=1, lowered_from=2, lowered_at=alert.updated_at)
    undone = episode.acted(worse, "restore", "ana", alert.updated_at, "lower")
    assert (undone.severity, undone.lowered_at) == (1, None)


def test_time_in_which_nobody_looked_calls_for_no_milder_level(calmly: Post) -> None:
    """An hour of a milder tone, and then the recording ended: nothing is proposed a year later."""
    alert = watched(calmly, peak(), until=PEAK).alert
    seen = replace(alert, milder=2, milder_since=alert.updated_at - timedelta(hours=1))
    assert may_lower(seen, alert.updated_at + timedelta(days=365)) is None
    longer = replace(seen, milder_since=alert.updated_at - timedelta(hours=2))
    assert may_lower(longer, alert.updated_at + timedelta(days=365)) == 2
