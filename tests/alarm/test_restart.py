"""A restart at any minute, also in mid-burst, changes no later figure; neither does the order of arrival."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

import msgspec
import pytest
from msgspec.structs import replace
from scenes import DAY, MONDAY, Post, burst, calm, minutes, together

from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Gap, Item

THEN = 4 * DAY + 600
"""Ten o'clock of the fifth day."""

SHOUT = burst(THEN, 70, 2, tone="negative")
COPIES = burst(THEN + 20, 30, 1, first=3 * 10**9, original=False, story=f"net:{10**9}")
SEEN = together(calm(4.7, per_hour=20), SHOUT, COPIES)
"""Four calm days, an hour of complaints with copies of the first of them, and the afternoon after it."""


def restarted(old: Post, items: Sequence[Item]) -> Post:
    """A lookout that takes up what the archive has of another: minutes, alerts, items, checkpoints, a note."""
    new, pulse = Post(), old.lookout.detector.pulse
    for minute, counts in sorted(pulse.bins.items()):
        new.lookout.recall(minute, counts, dict(pulse.sources.get(minute, {})))
    if old.lookout.alert:
        new.lookout.take(msgspec.convert(msgspec.to_builtins(old.alert), type(old.alert)))
    last = minute_of(items[-1].mention.at)
    for item in sorted(items, key=lambda one: one.mention.at):
        if last - minute_of(item.mention.at) <= 3 * DAY:
            new.lookout.recall_item(item)
    note = msgspec.json.decode(msgspec.json.encode(old.lookout.to_state()))
    new.lookout.resume(old.lookout.detector.playback.fresh_checkpoints() or (), note)
    return new


def figures(post: Post) -> list[object]:
    """All that a person or a program would be told."""
    return [msgspec.to_builtins(alert) | {"notify": notify} for alert, notify in post.changes]


@pytest.mark.parametrize("minute", [50, 600, THEN - 1, THEN + 3, THEN + 7, THEN + 31, THEN + 59, THEN + 61, THEN + 150])
def test_a_restart_changes_no_later_figure(minute: int) -> None:
    """Before the burst, while it opens, while it stands, across the hour, after it."""
    before = [one for one in SEEN if minutes(one.mention.at) < minute + 0.5]
    after = [one for one in SEEN if minutes(one.mention.at) >= minute + 0.5]
    through = Post().sees(before)
    again = restarted(through.copy(), before)
    through.changes.clear()
    through.sees(after).waits_until(4.7 * DAY)
    again.sees(after).waits_until(4.7 * DAY)
    assert figures(again) == figures(through)
    assert again.alert == through.alert
    assert again.lookout.detector.pulse.bins == through.lookout.detector.pulse.bins
    one, other = (post.lookout.detector.playback for post in (again, through))
    assert one.panel.to_state() == other.panel.to_state()


def test_two_restarts_in_a_row_are_as_good_as_none() -> None:
    """What was taken up can be written down again."""
    before = [one for one in SEEN if minutes(one.mention.at) < THEN + 10]
    after = [one for one in SEEN if minutes(one.mention.at) >= THEN + 10]
    through = Post().sees(before)
    again = restarted(through.copy(), before)
    again.lookout.detector.playback._fresh = True
    twice = restarted(again, before)
    through.changes.clear()
    assert figures(twice.sees(after)) == figures(through.sees(after))


@pytest.mark.parametrize("late", [3, 25])
def test_what_arrives_late_is_counted_and_heard_where_it_belongs(late: int) -> None:
    """Every second mention comes minutes late: once all are in, everything is as if they had come in time."""
    dice = Random(3)
    delays = {one.mention.id: late * dice.random() if dice.random() < 0.5 else 0.0 for one in SEEN}
    shuffled = sorted(SEEN, key=lambda one: minutes(one.mention.at) + delays[one.mention.id])
    in_time, too_late = Post().sees(SEEN).waits_until(4.7 * DAY), Post().sees(shuffled).waits_until(4.7 * DAY)
    for post in (in_time, too_late):
        post.lookout.detector.playback.follow(int(4.7 * DAY) + post.lookout.detector.playback.until)
    assert too_late.lookout.detector.pulse.bins == in_time.lookout.detector.pulse.bins
    one, other = (post.lookout.detector.playback for post in (too_late, in_time))
    assert one.panel.to_state() == other.panel.to_state()
    opened = [next(minute for state, minute in post.told() if state == "open" and minute >= THEN)
              for post in (in_time, too_late)]  # fmt: skip
    assert 0 <= opened[1] - opened[0] <= late


def test_what_comes_hours_late_is_counted_and_heard_no_more() -> None:
    """Older than the checkpoints: in its bin, and nothing else changes."""
    seen = Post().sees(one for one in SEEN if minutes(one.mention.at) < THEN - 30)
    state = seen.lookout.detector.playback.panel.to_state()
    lost = [replace(one, mention=replace(one.mention, id=f"lost{n}")) for n, one in enumerate(burst(THEN - 400, 30, 3))]
    seen.sees(lost)
    assert (
        seen.lookout.detector.pulse.over(0, 10**9).total
        == sum(minutes(one.mention.at) < THEN - 30 for one in SEEN) + 90
    )
    seen.lookout.detector.follow(seen.lookout.detector.playback.until or 0)
    assert seen.lookout.detector.playback.panel.to_state() == state
    assert not [minute for _state, minute in seen.told() if minute > DAY]


@pytest.mark.parametrize("hidden", [(), (2000, 2300), (2870, 2960)])
def test_a_silence_that_is_heard_at_once_leaves_the_same_checkpoints_as_one_heard_minute_by_minute(
    hidden: tuple[int, ...],
) -> None:
    """A recording of a quiet brand skips a day in one step; also where some of it, or its end, was not seen."""
    at_once = Post().sees(calm(1.0, per_hour=20))
    if hidden:
        since, until = (MONDAY + timedelta(minutes=minute) for minute in hidden)
        at_once.lookout.blind(Gap("Lumo", since, until, inferred=False))
    slowly, first = at_once.copy(), minute_of(MONDAY)
    for minute in range(first + DAY, first + 2 * DAY + 90):
        slowly.lookout.detector.follow(minute)
    at_once.lookout.detector.follow(first + 2 * DAY + 89)
    one, other = (post.lookout.detector.playback for post in (at_once, slowly))
    assert one.fresh_checkpoints() == other.fresh_checkpoints()
    for post in (at_once, slowly):
        post.sees(burst(2 * DAY + 20, 1, 1)).waits_until(2 * DAY + 200)  # late by an hour
    assert figures(at_once) == figures(slowly)
    assert one.panel.to_state() == other.panel.to_state()
