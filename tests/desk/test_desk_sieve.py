"""What the feed makes of the stream: rows, and how many mentions each stands for."""

from fake_core import NOW, view
from fake_core import item as mentioned
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cmwatch.desk.clock import Clock
from cmwatch.desk.mention_line import mention_line
from cmwatch.desk.sieve import Sieve
from cmwatch.model import Item


def said(n: int, story: int | None = None) -> Item:
    """An original, or a copy of a story."""
    return replace(mentioned(n), original=story is None, story=f"mastodon:{n if story is None else story}")


def test_copies_that_come_one_after_the_other_share_a_row() -> None:
    """The first of a story stands alone; so does a copy with other voices around it."""
    stream = (said(1), said(2, 1), said(3, 1), said(4), said(5, 1), said(6, 9), said(7, 9))
    sifted = Sieve(None).take(view(feed=stream, feed_start=0))
    assert [row.mention.id for row in sifted.rows] == ["1", "3", "4", "5", "7"]
    assert sifted.copies == (1, 2, 1, 1, 2)
    assert sifted.passed == len(stream)


def test_a_row_of_copies_grows_in_its_place() -> None:
    """Nothing above it moves when one more comes."""
    sieve = Sieve(None)
    before = sieve.take(view(feed=(said(1), said(2, 1)), feed_start=0))
    after = sieve.take(view(feed=(said(1), said(2, 1), said(3, 1)), feed_start=0))
    assert len(after.rows) == len(before.rows) == 2
    assert after.copies == (1, 2)
    assert sieve.take(view(feed=(said(1), said(2, 1), said(3, 1)), feed_start=0)) is after


def test_a_row_of_copies_says_how_many_instead_of_who() -> None:
    """And how long the story is."""
    line = "".join(text for text, _role in mention_line(replace(said(3, 1), fold=87), Clock(NOW, None), 120, 6))
    assert "6 copies" in line
    assert "+86 ↻" in line


@given(st.lists(st.sampled_from([None, 1, 2]), max_size=60), st.integers(1, 7), st.integers(3, 40))
def test_no_mention_is_lost_however_the_stream_is_cut(stories: list[int | None], step: int, ring: int) -> None:
    """Rows stand for at least what the ring holds; whatever passed is counted once."""
    stream = tuple(said(n, story) for n, story in enumerate(stories))
    sieve = Sieve(None)
    for end in (*range(0, len(stream), step), len(stream)):
        start = max(0, end - ring)
        sifted = sieve.take(view(feed=stream[start:end], feed_start=start))
        assert sifted.passed == end
        assert sum(sifted.copies) >= end - start - max(0, step - ring)
        if end > start:
            assert sifted.rows[-1] is stream[end - 1]
