"""Server-sent events, however the bytes were cut."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.wire.event_stream import HEARTBEAT, Event, EventReader

BODY = (
    '\ufeff:)\n\n:thump\r\nevent: update\ndata: {"a":\ndata: "é\u2028x"}\r\n\r\nid: 7\nretry: 5\n\n'
    "event:delete\rdata:42\r\rdata\n\ndata: unfinished\n"
).encode()
EVENTS = [HEARTBEAT, HEARTBEAT, Event("update", '{"a":\n"é\u2028x"}'), Event("delete", "42"), Event("message", "")]


def read(pieces: list[bytes], **limits: int) -> list[Event]:
    reader = EventReader(**limits)
    return [event for piece in pieces for event in reader.feed(piece)]


def test_comments_line_ends_marks_and_an_unfinished_end() -> None:
    """A comment is a sign of life; what is never ended was never said."""
    assert read([BODY]) == EVENTS


@pytest.mark.parametrize("cut", range(len(BODY) + 1))
def test_a_cut_at_any_byte_changes_nothing(cut: int) -> None:
    """Also within a character, a line end, or the mark at the beginning."""
    assert read([BODY[:cut], BODY[cut:]]) == EVENTS


@given(st.lists(st.integers(0, len(BODY)), max_size=30))
def test_any_number_of_cuts_changes_nothing(cuts: list[int]) -> None:
    """The same events, whatever the network made of them."""
    edges = [0, *sorted(cuts), len(BODY)]
    assert read([BODY[a:b] for a, b in pairwise(edges)]) == EVENTS


def test_an_endless_line_does_not_fill_the_memory_and_the_next_event_is_read() -> None:
    """Dropped whole, counted, and over with."""
    reader = EventReader(event_bytes=1000)
    events = [event for _n in range(5000) for event in reader.feed(b"data: xxx")]
    events += reader.feed(b"\nevent: update\n\nevent: update\ndata: 1\n\n")
    assert events == [HEARTBEAT, Event("update", "1")]
    assert reader.dropped == 1


def test_the_recorded_streams_read_the_same_cut_anywhere(shared: Path) -> None:
    """Mastodon's own bytes, in pieces of one to thirteen bytes."""
    for path in sorted((shared / "data/recorded/mastodon").glob("*.sse")):
        body = path.read_bytes()
        whole = read([body])
        assert {event.name for event in whole} & {"update", "conversation"}
        for size in (1, 7, 13):
            assert read([body[at : at + size] for at in range(0, len(body), size)]) == whole
