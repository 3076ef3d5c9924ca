"""How many people are behind a window, whatever the order in which they arrive and wherever it moves."""

from hypothesis import given
from hypothesis import strategies as st
from scenes import MONDAY, item

from cmwatch.alarm.people import KEPT_MINUTES, People
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Item

START = minute_of(MONDAY)

SAID = st.lists(
    st.builds(
        lambda minute, author, story, original: item(
            minute, 0, author=author, story=f"net:{story}", original=original
        ),
        st.integers(0, 90), st.sampled_from("abcde"), st.sampled_from("xy"), st.booleans(),
    ),
    max_size=40,
)  # fmt: skip

ASKED = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 60), st.sampled_from(["mentions", "story"])), min_size=1, max_size=12
)


@given(said=SAID, asked=ASKED, late=SAID)
def test_a_moving_window_counts_as_one_that_is_counted_anew(
    said: list[Item], asked: list[tuple[int, int, str]], late: list[Item]
) -> None:
    """Forward, back, wider, narrower, with mentions that come in between."""
    people, heard = People(), list[Item]()
    for place, (since, length, channel) in enumerate(asked):
        for one in said if place == 0 else late[place - 1 : place]:
            people.hear(one, minute_of(one.mention.at))
            heard.append(one)
        first, last = START + since, START + since + length
        inside = [one for one in heard if first <= minute_of(one.mention.at) < last]
        wanted = [one for one in inside if (one.story == "net:x" if channel == "story" else one.original)]
        counted = people.behind(channel, "net:x", first, last)  # type: ignore[arg-type]  # a channel
        assert counted == len({one.mention.author for one in wanted})


def test_what_no_window_reaches_is_let_go() -> None:
    """Memory does not grow with time."""
    people = People()
    for minute in range(3 * KEPT_MINUTES):
        people.hear(item(minute, minute), START + minute)
        people.forget(START + minute)
    assert len(people._said) <= KEPT_MINUTES + 1
    assert people.behind("mentions", "", START + 3 * KEPT_MINUTES - 60, START + 3 * KEPT_MINUTES) == 60
