"""Authors once in an hour, the largest story of an hour: the same figures in whatever order mentions arrive."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from scenes import MONDAY, item

from cmwatch.alarm.crowd import SHARED, STORY_MINUTES, Crowd, author_hour
from cmwatch.alarm.detector import Detector
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Item

START = minute_of(MONDAY)

SAID = st.lists(
    st.tuples(st.integers(0, 150), st.sampled_from("abcd"), st.sampled_from(["x", "y", "z"]), st.booleans()),
    max_size=40,
)
"""Minute, author, story, and whether it is an original."""


def items(said: Sequence[tuple[int, str, str, bool]]) -> list[Item]:
    return [
        item(minute, number, author=author, story=f"net:{story}", original=original)
        for number, (minute, author, story, original) in enumerate(said)
    ]


def counted(said: Sequence[Item]) -> Detector:
    detector = Detector("UTC", "balanced")
    for one in said:
        detector.count(one, minute_of(one.mention.at))
    return detector


@given(SAID, st.randoms())
def test_authors_count_once_in_each_hour_of_theirs_whatever_the_order(said, random) -> None:  # type: ignore[no-untyped-def]
    """And with the minute in which they first spoke in it."""
    in_time = sorted(items(said), key=lambda one: one.mention.at)
    shuffled = in_time.copy()
    random.shuffle(shuffled)
    assert counted(shuffled).pulse.bins == counted(in_time).pulse.bins
    pairs = {author_hour(one.mention, minute_of(one.mention.at)) for one in in_time if one.original}
    assert counted(in_time).pulse.over(0, 2 * START).authors == len(pairs)


@given(SAID, st.lists(st.integers(0, 160), max_size=10))
def test_the_largest_story_equals_a_recount(said: list[tuple[int, str, str, bool]], asked: list[int]) -> None:
    """Asked forwards, backwards and again, while more arrives."""
    crowd, heard = Crowd(), list[Item]()
    for number, one in enumerate(items(said)):
        crowd.hear(one, minute_of(one.mention.at))
        heard.append(one)
        for minute in asked[number % 7 :]:
            end = START + minute
            hour = Counter(one.story for one in heard if end - STORY_MINUTES < minute_of(one.mention.at) <= end)
            shared = [story for story in hour if hour[story] >= SHARED]
            top = max(shared, key=lambda story: (hour[story], story), default=None)
            here = Counter(one.story for one in heard if minute_of(one.mention.at) == end)
            assert crowd.largest(end) == (here[top] if top else 0)


def test_hours_of_authors_begin_at_different_minutes() -> None:
    """No minute of the clock is a new beginning for all."""
    starts = {
        next(m for m in range(START, START + 60) if author_hour(one.mention, m) != author_hour(one.mention, m - 1)) % 60
        for one in (item(0, 0, author=f"user{n}") for n in range(400))
    }
    assert len(starts) > 50


def test_what_is_old_is_forgotten() -> None:
    """A bounded memory."""
    crowd = Crowd()
    for number in range(2000):
        crowd.hear(item(number, number), START + number)
    crowd.forget(START + 2000)
    assert len(crowd._spoke) == len(crowd._stories) == 480
