"""An alert that one thing opened and another took over: its times are those of what it is about now."""

import dataclasses
import json
from collections.abc import Iterable
from datetime import timedelta

import msgspec
import pytest
import scenes
from msgspec.structs import replace
from scenes import DAY, MONDAY, Post, between, burst, calm, item, minutes, together

from cmwatch.alarm import card, episode
from cmwatch.alarm.explain import sentence, told
from cmwatch.alarm.figures import figures
from cmwatch.alarm.matter import joined
from cmwatch.alarm.wire import alert_object
from cmwatch.model import Alert, Item

START = 20 * DAY + 14 * 60
QUIET = list(calm(21, per_hour=3))
CAT = "net:cat"


def cat_video(minutes_long: int = 20) -> list[Item]:
    """A harmless message, passed on six times a minute."""
    video = item(START, 1, tone="positive", story=CAT, text="My cat boxes with the lamp")
    first = replace(video, mention=replace(video.mention, id="cat"))
    copies = [
        item(START + 0.5 + n / 6, 10**9 + n, original=False, story=CAT, fold=n + 1, tone="positive", text="My cat")
        for n in range(6 * minutes_long)
    ]
    return [first, *copies]


def outage(
    after: int, *, long: int = 45, rate: float = 2, text: str = "the update made it flicker all night"
) -> list[Item]:
    """Complaints by as many people, in words that nobody used before."""
    said = burst(START + after, long, rate, first=2 * 10**9, tone="negative")
    return [replace(one, mention=replace(one.mention, text=f"{text}, {n}")) for n, one in enumerate(said)]


def hurt_people() -> list[Item]:
    """Two who speak of an injury, ten minutes apart."""
    made = [item(START + at, n, tone="negative", text="I burned my hand on it") for n, at in ((1, 0), (2, 10))]
    return [replace(one, reading=replace(one.reading, risks=("injury",))) for one in made]


@pytest.fixture(scope="module")
def calmly() -> Post:
    """A lookout that has seen three quiet weeks."""
    return Post().sees(between(QUIET, 0, START))


def watched(calmly: Post, *streams: Iterable[Item], until: float) -> Post:
    return scenes.watched(calmly, QUIET, START, *streams, until=until)


def texts(alert: Alert) -> str:
    return " | ".join(line.text for line in card.since_lines(alert, lambda at: f"{at:%H:%M}"))


@pytest.mark.parametrize("after", [10, 90, 200])
def test_an_outage_that_joins_the_alert_of_a_harmless_story_has_its_own_beginning(calmly: Post, after: int) -> None:
    """Under the wave of copies, after it, or when it has fallen quiet: since when, and who said it first."""
    post = watched(calmly, cat_video(), outage(after), until=START + after + 50)
    green, alert = post.changes[0][0], post.alert
    assert (green.severity, minutes(green.opened_at) < START + 10) == (4, True)
    assert alert.id == green.id
    assert alert.severity < 4
    assert abs(minutes(alert.onset) - START - after) <= 2
    assert alert.explanation.first is not None
    assert int(alert.explanation.first.partition(":")[2]) >= 2 * 10**9
    assert START + after < minutes(alert.detected_at) < START + after + 20
    (before,) = alert.earlier
    assert (before.first, before.severity, before.until) == (CAT, 4, alert.detected_at)
    assert minutes(before.onset) <= START + 1


def test_what_it_was_before_is_told_and_can_be_opened(calmly: Post) -> None:
    """In a sentence with both times; the message that went round is no reason of a red alert any more."""
    alert = watched(calmly, cat_video(), outage(30), until=START + 80).alert
    said = texts(alert)
    assert f"the rise began about {alert.onset:%H:%M}" in said
    assert f"It joined at {alert.detected_at:%H:%M} an alert open since {alert.opened_at:%H:%M}" in said
    assert "●4 GREEN about a message that went round." in said
    assert figures(alert)["earlier.0"].keys == (CAT,)
    assert not any(one.code.startswith("gate.") for one in told(alert))
    assert any(sentence(one).startswith("It joined at") for one in told(alert))


@pytest.mark.parametrize("after", [10, 60, 200])
def test_words_that_join_a_harmless_story_say_that_it_was_a_story(calmly: Post, after: int) -> None:
    """Under the copies, when they are over, or when it is quiet: nobody had said a grave word before."""
    hurt = [
        replace(one, mention=replace(one.mention, at=one.mention.at + timedelta(minutes=after - 1)))
        for one in hurt_people()
    ]
    alert = watched(calmly, cat_video(), hurt, until=START + after + 20).alert
    assert "●4 GREEN about a message that went round." in texts(alert)
    (before,) = alert.earlier
    assert (before.channel, before.subject, before.stories) == ("story", CAT, (CAT,))


@pytest.mark.parametrize("per_minute", [0.2, 0.3, 0.5])
def test_what_people_say_under_a_story_is_another_matter_that_did_not_begin_after_it_was_told(
    calmly: Post, per_minute: float
) -> None:
    """A dozen in their own words under the copies, an outage later: none of it began before the message did."""
    chat = [
        replace(one, mention=replace(one.mention, text="cute cat lol"))
        for one in burst(START + 5, 50, per_minute, first=3 * 10**9, tone="positive")
    ]
    alert = watched(calmly, cat_video(), chat, outage(60), until=START + 105).alert
    assert alert.explanation.first == f"net:{3 * 10**9}"
    assert START < minutes(alert.onset) < minutes(alert.detected_at)
    assert [before.stories for before in alert.earlier] == [(CAT,)]


def test_programs_get_both_times(calmly: Post) -> None:
    """As plain values that survive the archive."""
    alert = watched(calmly, cat_video(), outage(30), until=START + 80).alert
    known = json.loads(msgspec.json.encode(alert_object(alert)))
    assert known["opened_at"] < known["onset"] <= known["detected_at"] == known["earlier"][0]["until"]
    assert known["earlier"][0]["first"] == CAT
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(alert)), Alert) == alert


def test_a_complaint_of_before_the_counts_rose_is_the_first_mention(calmly: Post) -> None:
    """Ten minutes before anybody noticed, in the very words; a neighbour's remark of that time is not."""
    lone = item(START + 25, 7, tone="negative", text="The update made my lamp flicker all night")
    other = item(START + 22, 8, tone="negative", text="The parcel came late")
    alert = watched(calmly, cat_video(), [other, lone], outage(36), until=START + 86).alert
    assert alert.explanation.first == "net:7"
    assert minutes(alert.onset) == START + 25


def test_laughs_about_the_cat_are_no_part_of_the_outage(calmly: Post) -> None:
    """A reply to the video in the minutes in which complaints begin is not their first mention."""
    laugh = item(START + 30, 7, tone="negative", text="flicker flicker update update", in_reply_to="cat")
    alert = watched(calmly, cat_video(), [laugh], outage(31), until=START + 80).alert
    assert alert.explanation.first != "net:7"


def test_a_rise_in_the_words_that_opened_the_alert_keeps_its_beginning(calmly: Post) -> None:
    """Two people hurt, then a crowd that speaks of the same: one matter, since the first of them."""
    alert = watched(calmly, hurt_people(), outage(40, text="burned my hand too"), until=START + 85).alert
    assert alert.channel != "gate"
    assert alert.earlier == ()
    assert minutes(alert.onset) == START
    assert alert.explanation.first == "net:1"


def test_a_rise_in_other_words_than_those_that_opened_the_alert_has_its_own_beginning(calmly: Post) -> None:
    """Two people hurt, then a crowd that speaks of an outage: both are told."""
    alert = watched(calmly, hurt_people(), outage(60), until=START + 105).alert
    assert abs(minutes(alert.onset) - START - 60) <= 2
    assert "■1 RED about a few mentions, for their words." in texts(alert)
    assert any(one.code == "gate.grave" for one in told(alert))


def test_a_green_rise_that_grows_is_the_same_matter(calmly: Post) -> None:
    """At first it is a few mentions, then many of them: nothing has joined, and it began with the first."""
    post = watched(calmly, outage(0, rate=0.5, long=15), outage(15, rate=4, long=30), until=START + 40)
    severities = [alert.severity for alert, _notify in post.changes]
    assert post.alert.earlier == ()
    assert post.alert.severity < severities[0]
    assert minutes(post.alert.onset) <= START + 2


def test_words_in_the_midst_of_a_rise_are_no_matter_of_its_own(calmly: Post) -> None:
    """People are hurt while the counts rise already, which are told some minutes later: since the counts rose."""
    hurt = [
        replace(one, mention=replace(one.mention, at=one.mention.at + timedelta(minutes=10))) for one in hurt_people()
    ]
    alert = watched(calmly, outage(0, rate=0.3, long=90), hurt, until=START + 90).alert
    assert alert.gates
    assert alert.earlier == ()
    assert minutes(alert.onset) <= START + 10


def test_a_crowd_that_speaks_of_the_risk_goes_on_with_the_words(calmly: Post) -> None:
    """Two were hurt; an hour later a crowd, in other words, of whom half speak of injuries too."""
    crowd = [
        replace(one, reading=replace(one.reading, risks=("injury",))) if n % 2 == 0 else one
        for n, one in enumerate(outage(60))
    ]
    alert = watched(calmly, hurt_people(), crowd, until=START + 105).alert
    assert alert.channel != "gate"
    assert alert.earlier == ()
    assert minutes(alert.onset) == START


def test_how_long_it_stands_is_counted_from_when_it_joined(calmly: Post) -> None:
    """A wave of copies that is two hours old does not make a new rise 'sustained for two hours', which would be red."""
    post = watched(calmly, cat_video(150), outage(125, long=60, rate=0.5), until=START + 180)
    assert minutes(post.alert.opened_at) < START + 10 < START + 124 < minutes(post.alert.detected_at)
    volume = dict(next(cell for cell in post.alert.explanation.cells if cell.code == "cell.V").values)
    assert 4 < volume["factor"] < 10
    assert volume["severity"] == 2


def test_who_acknowledged_the_story_has_not_acknowledged_the_outage(calmly: Post) -> None:
    """Nor does a snooze of the one silence the other."""
    post, mentions = calmly.copy(), together(between(QUIET, START, START + 80), cat_video(), outage(30))
    at = START + 15
    post.sees(one for one in mentions if minutes(one.mention.at) < at).waits_until(at)
    seen = episode.acted(post.alert, "acknowledge", "ana", MONDAY + timedelta(minutes=at), "")
    later = (MONDAY + timedelta(minutes=at + 600)).isoformat()
    post.lookout.take(episode.acted(seen, "snooze", "ana", MONDAY + timedelta(minutes=at), later))
    post.changes.clear()
    post.sees(one for one in mentions if minutes(one.mention.at) >= at).waits_until(START + 70)
    assert (post.alert.acknowledged_by, post.alert.snoozed_until) == (None, None)
    assert [one.acknowledged_by for one in post.alert.earlier] == ["ana"]
    assert "worsened" in post.notified()
    assert post.alert.state == "worsened"


def test_what_joins_an_acknowledged_alert_is_acknowledged_by_nobody(calmly: Post) -> None:
    """It stirs without being graver: it is told as worse, not left as if somebody looked at it."""
    alert = watched(calmly, hurt_people(), until=START + 30).alert
    seen = episode.acted(alert, "acknowledge", "ana", alert.updated_at, "")
    after = joined(seen, seen, seen.updated_at, ())
    assert (after.state, after.acknowledged_by, after.severity) == ("worsened", None, alert.severity)
    assert episode.notifies(dataclasses.replace(seen, changed_at=seen.opened_at), after)


@pytest.mark.parametrize("after", [20, 60, 100, 200])
def test_an_outage_after_a_story_that_a_person_closed_has_an_alert_of_its_own(calmly: Post, after: int) -> None:
    """However much louder the copies were: they were the cat, and this is not."""
    post, mentions = (
        calmly.copy(),
        together(between(QUIET, START, START + after + 40), cat_video(), outage(after)),
    )
    closed_at = START + 15
    post.sees(one for one in mentions if minutes(one.mention.at) < closed_at).waits_until(closed_at)
    post.lookout.take(episode.acted(post.alert, "close", "ana", MONDAY + timedelta(minutes=closed_at), "false"))
    closed = post.alert.id
    post.sees(one for one in mentions if minutes(one.mention.at) >= closed_at).waits_until(START + after + 40)
    assert post.alert.id != closed
    assert (post.alert.earlier, post.alert.state == "closed") == ((), False)
    assert minutes(post.alert.opened_at) <= START + after + 6
    assert post.alert.severity < 4


def test_a_quiet_wave_of_copies_is_not_stirred_by_the_usual_talk(calmly: Post) -> None:
    """Nor is anybody told of it again when the closed one goes on."""
    post = watched(calmly, cat_video(), until=START + 20 * 60)
    assert {alert.severity for alert, _notify in post.changes} == {4}
    assert post.notified() == []
    assert [alert.state for alert, _notify in post.changes][-1] == "quiet"
