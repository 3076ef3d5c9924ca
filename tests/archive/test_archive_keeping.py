"""What is written is found again, once, in order, and whole."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from filing import NOON, READING, alert, item
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from cmwatch.archive import Archive, Batch, BinRow, Selection
from cmwatch.intake.query import Probe, parse, tokens
from cmwatch.model import Gap, Item, Mention, Reading

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
IDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
"""What normalising lets through: a control sign in an id never reaches the archive."""
COUNTS = st.none() | st.integers(-(2**63) + 1, 2**63 - 1)
TIMES = st.datetimes(
    datetime(1996, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))]),
)
ITEMS = st.builds(
    Item,
    st.builds(
        Mention, source=IDS, id=IDS, author=TEXTS, text=TEXTS, at=TIMES, created_at=TIMES, raw=TEXTS, via=TEXTS,
        url=st.none() | TEXTS, lang=st.none() | TEXTS, likes=COUNTS, reposts=COUNTS, replies=COUNTS, views=COUNTS,
        followers=COUNTS, rating=st.none() | st.floats(1, 5), in_reply_to=st.none() | TEXTS, is_repost=st.booleans(),
        repost_of=st.none() | TEXTS, from_brand=st.booleans(), brand=st.none() | TEXTS, history=st.booleans(),
    ),
    st.builds(
        Reading, compound=st.none() | st.floats(-1, 1),
        risks=st.lists(st.sampled_from(["safety", "injury", "data", "press"]), unique=True).map(tuple),
    ),
    st.lists(TEXTS.filter(lambda name: "\n" not in name), max_size=3).map(tuple),
    TEXTS,
    st.booleans(),
    st.integers(1, 10_000),
)  # fmt: skip


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """One archive for all examples of a property."""
    with Archive.open(tmp_path_factory.mktemp("lasting")) as opened:
        yield opened


def ids(archive: Archive, selection: Selection | None = None) -> list[str]:
    return [found.mention.id for found in archive.items(selection or Selection())]


@given(filed=ITEMS)
def test_an_item_comes_back_as_it_was_filed(lasting: Archive, filed: Item) -> None:
    """Every field of mention and reading, to the microsecond, whatever is in it."""
    unique = f"{lasting.last_row()}{filed.mention.id}"
    filed = replace(filed, mention=replace(filed.mention, source="net", id=unique))
    assume("\\x00" not in repr(filed))  # normalising leaves no NUL, and the archive replaces one
    lasting.write(Batch(items=[filed]))
    assert lasting.item(f"net:{unique}") == filed


@given(text=TEXTS | st.text("éÉœßﬁ𝐀½ſKİ_-’ aZ9🙂", max_size=20), author=TEXTS)
def test_the_index_finds_at_least_what_the_query_language_sees(lasting: Archive, text: str, author: str) -> None:
    """For each word of a text, a query for it selects that text before the exact predicate is asked."""
    number = lasting.last_row() + 1_000_000
    filed = item(number, text, author=author)
    lasting.write(Batch(items=[filed]))
    for word in tokens(text):
        query = parse(f'"{word}"')
        assert query.matches(Probe.of(filed))
        chosen = Selection(prefilter=query.prefilter(), since=filed.mention.at)
        assert str(number) in ids(lasting, chosen), word


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["1", "2", "3"]),
        ("lamp", ["1", "2"]),
        ('"the lamp"', ["1"]),
        ("LÀMP -broken", ["1"]),
        ("refund OR flickers", ["1", "3"]),
        ("refun*", ["3"]),
        ("from:bob", ["2"]),
        ("free_mobile", ["3"]),
        ("nowhere", []),
    ],
)
def test_a_query_finds_its_mentions(archive: Archive, query: str, found: list[str]) -> None:
    """The prefilter narrows, the predicate decides."""
    texts = ["The lamp flickers", "Broken: my läMP, the second", "Refund me, @free_mobile!"]
    filed = [item(number, text) for number, text in enumerate(texts, 1)]
    filed[1] = replace(filed[1], mention=replace(filed[1].mention, author="bob"))
    archive.write(Batch(items=filed))
    parsed = parse(query)
    assert (
        ids(archive, Selection(prefilter=parsed.prefilter(), predicate=lambda i: parsed.matches(Probe.of(i)))) == found
    )


def test_a_mention_is_kept_once(archive: Archive) -> None:
    """Twice in a batch, or again in a later one: the first stays."""
    archive.write(Batch(items=[item(1, "first"), item(1, "second"), item(2)]))
    assert archive.write(Batch(items=[item(2, "again"), item(3)])) == 1
    assert [found.mention.text for found in archive.items()] == ["first", "The lamp flickers", "The lamp flickers"]
    assert archive.known([("mastodon", "1"), ("mastodon", "9"), ("rss", "1")]) == {("mastodon", "1")}


def test_selections_combine(archive: Archive) -> None:
    """Time (from inclusive, to exclusive), watch, keys, order and limit."""
    filed = [item(number, watches=("Lumo",) if number % 2 else ("Lumo ▸ Shop", "Other")) for number in range(1, 9)]
    archive.write(Batch(items=filed))
    at = [one.mention.at for one in filed]
    assert ids(archive, Selection(since=at[1], until=at[4])) == ["2", "3", "4"]
    assert ids(archive, Selection(watch="Lumo")) == ["1", "3", "5", "7"]
    assert ids(archive, Selection(watch="Lumo ▸ Shop", newest_first=True, limit=2)) == ["8", "6"]
    assert ids(archive, Selection(keys=("mastodon:5", "mastodon:2", "rss:1"), newest_first=True)) == ["5", "2"]
    assert ids(archive, Selection(predicate=lambda one: int(one.mention.id) > 3, limit=2)) == ["4", "5"]
    assert ids(archive, Selection(limit=0)) == []


def test_a_long_result_is_streamed_in_order(archive: Archive) -> None:
    """Across pages, equal times included, forwards and backwards; and writing goes on while it is read."""
    archive.write(Batch(items=[item(number, at=NOON + timedelta(seconds=number // 7)) for number in range(1_300)]))
    forwards = archive.items(Selection())
    first = next(forwards)
    archive.write(Batch(items=[item(5_000, at=NOON - timedelta(days=1))]))
    assert [first.mention.id, *(one.mention.id for one in forwards)] == [str(number) for number in range(1_300)]
    backwards = ids(archive, Selection(newest_first=True, prefilter='"lamp"'))
    assert backwards == [*(str(number) for number in reversed(range(1_300))), "5000"]


def test_another_process_can_read_along(archive: Archive) -> None:
    """By order of arrival, whatever the event time; a number is never used again."""
    archive.write(Batch(items=[item(5), item(2)]))
    assert [(row, one.mention.id) for row, one in archive.newer_than(0)] == [(1, "5"), (2, "2")]
    archive.expire(NOON + timedelta(days=1))
    archive.write(Batch(items=[item(9)]))
    assert [(row, one.mention.id) for row, one in archive.newer_than(2)] == [(3, "9")]


def test_what_goes_with_a_batch_is_there_after_a_restart(tmp_path: Path) -> None:
    """Cursors, bins (replaced, not added), gaps (closed later), alerts (an infinite factor too), notes."""
    with Archive.open(tmp_path) as archive:
        archive.write(
            Batch(
                cursors={"toots": "41"},
                bins=[BinRow("Lumo", 29_541_000, 3, 2, 1, 2)],
                gaps=[Gap("Lumo", NOON, None, inferred=False)],
            )
        )
        closed = Gap("Lumo", NOON, NOON + timedelta(minutes=3), inferred=False, cause="refused")
        again = BinRow("Lumo", 29_541_000, 5, 3, 1, 3)
        archive.write(
            Batch(cursors={"toots": "42"}, bins=[again], gaps=[closed], alerts=[alert()], notes={"acts": "7"})
        )
        archive.write(Batch(alerts=[alert(state="closed", closed_by="Ada", close_reason="false")]))
    with Archive.open(tmp_path) as archive:
        assert (archive.cursor("toots"), archive.cursor("feed"), archive.note("acts")) == ("42", None, "7")
        assert list(archive.bins("Lumo")) == [again]
        assert list(archive.bins("Lumo", datetime.fromtimestamp(29_541_001 * 60, UTC))) == []
        assert archive.gaps() == (closed,)
        assert archive.alerts() == (alert(state="closed", closed_by="Ada", close_reason="false"),)


def test_what_the_alarm_learnt_is_kept_with_the_bins_it_learnt_from(archive: Archive) -> None:
    """Of each watch only what was handed over last; other watches keep theirs. Every series of a bin comes back."""
    full = BinRow("Lumo", 29_541_000, 3, 2, 1, 2, 2, 7, 0, '{"net":2}')
    first, other = [(60, '{"a": 1}'), (120, '{"a": 2}')], [(60, "{}")]
    archive.write(Batch(bins=[full], checkpoints={"Lumo": first, "Other": other}))
    assert (list(archive.bins("Lumo")), archive.checkpoints("Lumo")) == ([full], first)
    later = [(120, '{"a": 3}'), (180, '{"a": 4}')]
    archive.write(Batch(checkpoints={"Lumo": later}))
    assert (archive.checkpoints("Lumo"), archive.checkpoints("Other")) == (later, other)
    archive.write(Batch(checkpoints={"Lumo": []}))
    assert archive.checkpoints("Lumo") == []


def test_acts_of_people_are_only_added(archive: Archive) -> None:
    """Any process adds; the collector asks for those after the last it applied."""
    first = archive.add_act("a1", NOON, "Ada", "acknowledge")
    archive.add_act("a1", NOON, "Léa", "snooze", "2026-03-02T13:00:00Z")
    assert [(act.actor, act.act, act.detail) for act in archive.acts(after=first)] == [
        ("Léa", "snooze", "2026-03-02T13:00:00Z")
    ]
    assert archive.acts()[0].at == NOON


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [({"raw": "a \0 b"}, {"raw": "a \ufffd b"}), ({"raw": "a \ud83d b"}, {"raw": "a \ufffd b"}),
     ({"likes": 10**40}, {"likes": 2**63 - 1})],
)  # fmt: skip
def test_one_hostile_payload_costs_no_other_of_its_batch(
    archive: Archive, hostile: dict[str, Any], kept: dict[str, Any]
) -> None:
    """However many are written at once, each is kept, and what cannot be kept as it is becomes what can."""
    sent = [item(number, **(hostile if number == 130 else {})) for number in range(1, 251)]
    assert archive.write(Batch(items=sent)) == 250
    filed = [item(number, **(kept if number == 130 else {})) for number in range(1, 251)]
    assert list(archive.items()) == filed


def test_hostile_numbers_and_half_surrogates_are_kept_as_well_as_can_be(archive: Archive) -> None:
    """A like count beyond 64 bits and a payload that is no Unicode do not stop the batch."""
    archive.write(Batch(items=[item(1, likes=10**40, raw="\ud83d"), item(2, text="nul \0 and ' quote")]))
    first, second = archive.items()
    assert (first.mention.likes, first.mention.raw) == (2**63 - 1, "\ufffd")
    assert second.mention.text == "nul \ufffd and ' quote"


def test_old_mentions_expire_and_their_counts_stay(archive: Archive) -> None:
    """Retention removes mentions, also from the index; bins are numbers and stay."""
    archive.write(Batch(items=[item(number) for number in range(5_000)], bins=[BinRow("Lumo", 1, 1, 1, 0, 1)]))
    assert archive.expire(NOON + timedelta(minutes=4_990)) == 4_990
    assert archive.expire(NOON) == 0
    assert len(ids(archive, Selection(prefilter='"lamp"'))) == 10
    assert list(archive.bins("Lumo"))
    size = archive.size()
    assert (size.mentions, size.oldest) == (10, NOON + timedelta(minutes=4_990))
    assert archive.faults() == ()


def test_reading_is_unsure_or_scored(archive: Archive) -> None:
    """An unknown score stays unknown, and zero stays zero."""
    unread = replace(READING, lang="fr", tone="unsure", compound=None, engine="")
    archive.write(Batch(items=[item(1, reading=unread), item(2)]))
    assert [one.reading.compound for one in archive.items()] == [None, 0.0]
