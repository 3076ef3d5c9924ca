"""How far a server has been read."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.mastodon.marks import REMEMBERED, Marks, Place, later, place_of

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


def place(number: int, minutes_ago: float) -> Place:
    return Place((AT - timedelta(minutes=minutes_ago)).timestamp(), str(number))


def test_the_mark_stays_minutes_behind_and_never_goes_back() -> None:
    """What is older is settled; a straggler does not take the mark with it."""
    marks = Marks()
    marks.add("#a", [place(1, 9), place(2, 6), place(3, 4), place(4, 0)], AT)
    assert (marks.start("#a"), marks.known("#a")) == ("2", {"3", "4"})
    marks.add("#a", [place(1, 9)], AT)
    assert marks.start("#a") == "2"
    marks.add("#a", [], AT + timedelta(minutes=9))
    assert (marks.start("#a"), marks.known("#a")) == ("4", frozenset())


@given(st.lists(st.tuples(st.integers(1, 10_000), st.floats(0, 4)), max_size=400))
def test_what_is_remembered_is_bounded_and_survives_the_cursor(read: list[tuple[int, float]]) -> None:
    """However busy a hashtag is."""
    marks = Marks()
    marks.add("#a", [place(number, ago) for number, ago in read], AT)
    assert len(marks.known("#a")) <= REMEMBERED
    again = Marks(marks.cursor)
    assert (again.start("#a"), again.known("#a"), again.cursor) == (marks.start("#a"), marks.known("#a"), marks.cursor)


def test_a_cursor_that_cannot_be_read_begins_anew() -> None:
    """One of another version, or half of one."""
    for cursor in (None, "", "nonsense", '{"#a": "5"}', "[]"):
        assert "#a" not in Marks(cursor)


def test_ids_are_text_and_compared_as_their_servers_count() -> None:
    """Snowflakes by length, then as text; ULIDs and flakes as text."""
    assert later("99", "100") == "100"
    assert later("01M81Z9P9Y", "01M81Z9PBD") == "01M81Z9PBD"
    assert later("", "1") == "1"


def test_a_status_stands_where_it_says() -> None:
    """Without a time it stands at now; without an id nowhere."""
    assert place_of(msgspec.Raw(b'{"id": 5, "created_at": "2026-11-22T16:00:00"}'), AT) == Place(AT.timestamp(), "5")
    assert place_of(msgspec.Raw(b'{"id": "5"}'), AT) == Place(AT.timestamp(), "5")
    assert place_of(msgspec.Raw(b"{}"), AT) is None
