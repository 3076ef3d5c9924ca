"""Gates at a lookout: an alert from a single mention, one more reason of an alert that stands, planned events named."""

import json
from collections.abc import Iterable
from datetime import timedelta

import msgspec
import pytest
import scenes
from msgspec.structs import replace
from scenes import DAY, MONDAY, WATCH, Post, between, burst, calm, item, minutes, together

from cmwatch.alarm.explain import sentence
from cmwatch.alarm.lookout import Lookout
from cmwatch.alarm.wire import alert_object
from cmwatch.model import Item, PlannedEvent

START = 20 * DAY + 14 * 60
QUIET = list(calm(21, per_hour=3))


def hurt(minute: float, number: int, **fields: object) -> Item:
    made = item(minute, 10**9 + number, text="I burned my hand on it", **fields)
    return replace(made, reading=replace(made.reading, risks=("injury",), tone="negative"))


@pytest.fixture(scope="module")
def calmly() -> Post:
    """A lookout that has seen three quiet weeks."""
    return Post().sees(between(QUIET, 0, START))


def watched(calmly: Post, *streams: Iterable[Item], until: float) -> Post:
    return scenes.watched(calmly, QUIET, START, *streams, until=until)


def test_two_voices_of_an_injury_are_a_red_alert_of_their_own(calmly: Post) -> None:
    """Told once the minute of the second is complete, with both mentions first among its samples."""
    post = watched(calmly, [hurt(START, 1), hurt(START + 40, 2)], until=START + 45)
    alert = post.alert
    assert (alert.channel, alert.severity, alert.state, minutes(alert.opened_at)) == ("gate", 1, "open", START + 41)
    assert post.notified() == ["open"]
    assert minutes(alert.onset) == START
    assert alert.explanation.samples[:2] == ("net:1000000001", "net:1000000002")
    told = sentence(alert.explanation.reasons[0])
    assert told == (
        "Grave term of injury or death: “burned my hand”, 2 independent voices. The first since watching began."
    )
    (gate,) = msgspec.json.decode(msgspec.json.encode(alert_object(alert)))["gates"]
    assert (gate["kind"], gate["code"], gate["severity"], gate["days"]) == ("grave", "injury", 1, None)


def test_a_remark_of_hours_before_is_not_where_it_begins(calmly: Post) -> None:
    """It counts as a voice; the matter begins with the first mention that the next one followed within two hours."""
    post = watched(calmly, [hurt(START, 1), hurt(START + 150, 2)], until=START + 160)
    assert (post.alert.channel, minutes(post.alert.opened_at)) == ("gate", START + 151)
    assert minutes(post.alert.onset) == START + 150
    assert "net:1000000001" in post.alert.explanation.samples


def test_words_hold_it_up_for_six_hours(calmly: Post) -> None:
    """A claim does not die down as a crowd does; then it is quiet, and still waits for a person."""
    post = watched(calmly, [hurt(START, 1), hurt(START + 40, 2)], until=START + 40 + 12 * 60)
    opened, quiet = post.told()
    assert (opened, quiet[0]) == (("open", START + 41), "quiet")
    assert 6 * 60 <= quiet[1] - opened[1] < 8 * 60


def test_words_after_a_long_quiet_are_another_matter(calmly: Post) -> None:
    """Seven hours after a burst has fallen quiet they make an alert of their own."""
    later = START + 10 * 60
    post = watched(calmly, burst(START, 30, 2), [hurt(later, 1), hurt(later + 5, 2)], until=later + 10)
    assert [alert.channel for alert, _notify in post.changes if alert.state == "open"][-1] == "gate"
    assert "unreviewed" in {alert.close_reason for alert, _notify in post.changes}


def test_its_number_is_recounted(calmly: Post) -> None:
    """The originals of its window, as many as there are."""
    alert = watched(calmly, [hurt(START, 1), hurt(START + 40, 2)], until=START + 45).alert
    since, until = alert.updated_at - timedelta(minutes=alert.window_minutes), alert.updated_at
    heard = together(between(QUIET, 0, START + 45), [hurt(START, 1), hurt(START + 40, 2)])
    assert alert.observed == sum(since <= one.mention.at < until for one in heard)


def test_a_burst_after_the_words_is_told_too(calmly: Post) -> None:
    """What stood by two voices is carried by the counts once they rise, and worsens."""
    crowd = burst(START + 60, 40, 2, tone="negative")
    post = watched(calmly, [hurt(START, 1), hurt(START + 10, 2)], crowd, until=START + 100)
    assert post.alert.channel != "gate"
    assert post.alert.gates
    assert post.notified()[0] == "open"
    assert "worsened" in post.notified()


def test_a_gate_during_a_burst_is_one_more_reason_and_tells_again(calmly: Post) -> None:
    """No second alert; red from then on."""
    crowd = burst(START, 60, 1, tone="neutral")
    post = watched(calmly, crowd, [hurt(START + 40, 1), hurt(START + 45, 2)], until=START + 60)
    assert len({alert.id for alert, _notify in post.changes}) == 1
    assert [gate.code for gate in post.alert.gates] == ["injury"]
    assert post.alert.severity == 1
    assert post.notified()[-1] == "worsened"


def test_a_harmless_message_that_goes_round_wakes_nobody(calmly: Post) -> None:
    """A cat: shown in green."""
    rounds = [
        item(START + n / 2, 10**9 + n, original=False, story="net:cat", fold=n + 1, tone="positive")
        for n in range(1, 40)
    ]
    post = watched(calmly, rounds, until=START + 30)
    assert post.alert.severity == 4
    assert post.notified() == []


def test_a_planned_event_expects_more_and_is_named() -> None:
    """The crowd of a contest is no alert; the same crowd on another day is, and so are grave words during it."""
    start = 5 * DAY + 14 * 60
    at = MONDAY + timedelta(minutes=start)
    contest = PlannedEvent("Contest", at, at + timedelta(hours=6), 30.0, brand="Lumo")
    crowd = together(between(QUIET, 0, start + 180), burst(start, 180, 0.8))
    heard = {"unplanned": ((), crowd), "planned": ((contest,), crowd)}
    heard["grave"] = ((contest,), together(crowd, [hurt(start + 60 + n, n) for n in range(4)]))
    alerts = {}
    for name, (events, items) in heard.items():
        post = Post()
        post.lookout = Lookout(WATCH, lambda _watch, _minute: (), infer_holes=False, events=events)
        alerts[name] = [alert for alert, _notify in post.sees(items).changes if alert.opened_at > at]
    assert alerts["unplanned"][0].planned == ()
    assert alerts["planned"] == []
    alert = alerts["grave"][0]
    assert (alert.channel, alert.severity, alert.planned) == ("gate", 2, ("Contest",))
    assert "Contest" in " ".join(sentence(doubt) for doubt in alert.explanation.doubts)


def test_a_restart_between_two_voices_forgets_neither() -> None:
    """Saved as JSON before the second voice, and before its minute is complete."""
    first, second = hurt(START, 1), hurt(START + 40, 2)
    heard = together(between(QUIET, START - 5 * DAY, START + 40), [first])
    whole = Post().sees([*heard, second]).waits_until(START + 45)
    for cut in (heard, [*heard, second]):
        early, late = Post().sees(cut), Post()
        for minute, counts, sources in early.lookout.changed():
            late.lookout.recall(minute, counts, sources)
        for one in cut[-50:]:
            late.lookout.recall_item(one)
        checkpoints = early.lookout.detector.playback.fresh_checkpoints() or ()
        late.lookout.resume(checkpoints, json.loads(msgspec.json.encode(early.lookout.to_state())))
        late.sees([second] if cut is heard else []).waits_until(START + 45)
        assert late.alert.gates == whole.alert.gates
        assert late.told() == [told for told in whole.told() if told[1] > START]
