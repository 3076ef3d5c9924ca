"""What is exported is a recording: replayed, it gives the same mentions."""

import csv
import io
from datetime import UTC, datetime

import msgspec
import pytest
from filing import item
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cmwatch.archive.transfer import COLUMNS, filed, jsonl, line, table
from cmwatch.intake.normalise import normalise
from cmwatch.model import Mention, RawMention

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\u2028\u2029\x85\r\"'=,👩‍👩‍👧é"), max_size=50
)
ARRIVAL = datetime(2026, 4, 1, tzinfo=UTC)
COUNTS = st.none() | st.integers(0, 10**12)
RAW = st.builds(
    RawMention, id=st.uuids().map(str), source=st.sampled_from(["mastodon", "rss"]), text=TEXTS,
    author=st.none() | TEXTS,
    created_at=st.datetimes(datetime(2001, 1, 1), datetime(2026, 3, 31)).map(datetime.isoformat),
    lang=st.none() | st.sampled_from(["en", "fr-CA"]), likes=COUNTS, reposts=COUNTS, replies=COUNTS, views=COUNTS,
    followers=COUNTS, rating=st.none() | st.sampled_from(["up", "down", 3, 4.5]), url=st.just("https://a.example/1"),
    in_reply_to=st.none() | st.integers(1), is_repost=st.booleans(), repost_of=st.none() | TEXTS,
    from_brand=st.booleans(), brand=st.none() | TEXTS,
)  # fmt: skip


def replayed(raw: RawMention) -> Mention:
    return normalise(raw, "", via="", arrived=ARRIVAL, recorded=True, history=False)


@given(raws=st.lists(RAW, max_size=4))
def test_export_then_replay_gives_the_same_mentions(raws: list[RawMention]) -> None:
    """One line each, whatever the text: newlines, line separators, emoji."""
    mentions = [replayed(raw) for raw in raws]
    lines = list(jsonl(mentions))
    assert "".join(lines).splitlines(keepends=True) == lines
    assert [replayed(msgspec.json.decode(text, type=RawMention)) for text in lines] == mentions


@given(raws=st.lists(RAW, max_size=4))
def test_a_table_has_the_same_cells(raws: list[RawMention]) -> None:
    """A CSV reader finds every text again, apart from the ' that disarms a formula."""
    mentions = [replayed(raw) for raw in raws]
    rows = list(csv.DictReader(io.StringIO("".join(table(mentions)), newline="")))
    assert [row["text"].removeprefix("'") for row in rows] == [mention.text.removeprefix("'") for mention in mentions]


@pytest.mark.parametrize("text", ["=1+1", "+33 6", "-2", "@jane hello", "\tx", "\rx", '=HYPERLINK("http://a.example")'])
def test_no_cell_is_a_formula(text: str) -> None:
    """What a stranger wrote is not run by a spreadsheet."""
    mention = replace(item(1, text).mention, author="=cmd()")
    _head, row = csv.reader(io.StringIO("".join(table([mention])), newline=""))
    assert (row[COLUMNS.index("text")], row[COLUMNS.index("author")]) == (f"'{text}", "'=cmd()")


def test_only_what_is_known_is_written() -> None:
    """An absent field is unknown; times are UTC with Z; zero is known."""
    mention = replace(item(1, likes=0).mention, author="", at=datetime.fromisoformat("2026-03-02T13:01:00.5+01:00"))
    assert msgspec.json.decode(next(iter(jsonl([mention])))) == {
        "id": "1", "source": "mastodon", "text": "The lamp flickers", "created_at": "2026-03-02T12:01:00.500000Z",
        "likes": 0,
    }  # fmt: skip


def test_search_results_carry_what_was_read() -> None:
    """The recording, and beside it watches, story and tone."""
    found = msgspec.json.decode(line(filed(item(1))))
    assert (found["id"], found["watches"], found["story"], found["tone"], found["compound"]) == (
        "1",
        ["Lumo"],
        "mastodon:1",
        "neutral",
        0.0,
    )
