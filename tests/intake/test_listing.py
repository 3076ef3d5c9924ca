"""Lists that give the newest first are read back to what is known: nothing missed, nothing twice, gaps admitted."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from polling import AT, Caller, Clock, changes, ids

from cmwatch.errors import SourceError
from cmwatch.intake.listing.items import read_items
from cmwatch.intake.listing.marks import REMEMBERED, Marks
from cmwatch.intake.listing.page import GONE, Entry, Lane, Page, gone, said
from cmwatch.intake.listing.source import ListingSource
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.model import RawMention


@dataclass
class Board:
    """A network that lists what is said on it, by page number."""

    size: int = 3
    entries: list[Entry] = field(default_factory=list)
    """Newest first."""
    asked: list[str] = field(default_factory=list)
    failing: dict[str, SourceError] = field(default_factory=dict)
    """By page."""
    again_at: datetime | None = None
    looked: list[list[str]] = field(default_factory=list)
    now: dict[str, Entry] = field(default_factory=dict)
    """How things read when they are looked at again."""

    def say(self, *entries: Entry) -> None:
        for entry in entries:
            self.entries.insert(0, entry)

    async def page(self, _wire: Wire, older: str) -> Page:
        self.asked.append(older)
        if older in self.failing:
            raise self.failing.pop(older)
        first = int(older or "0")
        following = first + self.size
        more = str(following) if following < len(self.entries) else ""
        return Page(tuple(self.entries[first:following]), older=more, again_at=self.again_at)

    async def look(self, _wire: Wire, names: Sequence[str]) -> Page:
        self.looked.append(list(names))
        return Page(tuple(self.now[name] for name in names if name in self.now))


class Nowhere(Transport):
    """A transport that never sends: the board is asked directly."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Wire]:
        yield cast(Wire, None)


def post(number: int, minutes_ago: float = 0.0, *, edited_at: str | None = None, text: str = "x") -> Entry:
    """Something said so long before AT."""
    at = AT - timedelta(minutes=minutes_ago)
    raw = RawMention(id=f"p{number}", source="board", text=text, created_at=at.isoformat())
    return said(raw, json.dumps({"id": number}), edited_at=edited_at)


class Numbered(msgspec.Struct):
    """The form of a board's items."""

    id: int

    def entry(self, _payload: str) -> Entry:
        return post(self.id, -0.5)


def caller(*boards: Board, pages: int = 4, look: bool = False) -> Caller:
    clock = Clock()
    lanes = [
        Lane(f"lane{n}", board.page, board.look if look else None, method=f"m{n}", pages=pages)
        for n, board in enumerate(boards)
    ]
    return Caller(ListingSource("board", "mine", Nowhere(clock), lanes, 60.0), clock)


async def test_the_first_look_is_history_and_nothing_found_still_marks_the_place() -> None:
    """What comes after an empty list is news."""
    board = Board()
    reader = caller(board)
    first = await reader.news()
    assert (ids(first), reader.cursor is not None) == ([], True)
    board.say(post(1, -0.5))
    second = await reader.news()
    assert ids(second) == ["p1"]
    assert not any(delivery.history for delivery in second)


async def test_the_first_look_takes_some_pages_oldest_first() -> None:
    """Enough for the baseline to begin with."""
    board = Board(entries=[post(n, 20 - n) for n in range(20, 0, -1)])
    found = await caller(board).news()
    assert ids(found) == [f"p{n}" for n in range(12, 21)]
    assert all(delivery.history for delivery in found if delivery.mentions)


async def test_a_busy_minute_is_walked_back_page_by_page_to_what_is_known() -> None:
    """No page more than needed, oldest first, and the cursor only with the last of them."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    board.say(*(post(n, -n / 10) for n in range(1, 8)))
    board.asked.clear()
    found = await reader.news()
    assert ids(found) == [f"p{n}" for n in range(1, 8)]
    assert board.asked == ["", "3", "6"]
    board.asked.clear()
    assert ids(await reader.news()) == []
    assert board.asked == [""]


async def test_pages_out_of_order_and_things_listed_twice_are_delivered_once_in_order() -> None:
    """An old thing at the top does not end the walk; a late one further down is found."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    late = post(2, 10)
    board.entries = [post(0, 9), post(3, -2), late, post(1, -1), post(3, -2), post(0, 9)]
    assert ids(await reader.news()) == ["p2", "p1", "p3"]
    assert ids(await reader.news()) == []


async def test_more_than_can_be_had_is_admitted_as_a_gap() -> None:
    """From the last look to the oldest that was listed, once."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    board.say(*(post(n, -n / 100) for n in range(1, 31)))
    found = await reader.news()
    assert ids(found) == [f"p{n}" for n in range(19, 31)]
    assert [delivery.blind for delivery in found if delivery.blind] == [((AT, AT + timedelta(seconds=0.19 * 60)),)]
    assert not any(delivery.blind for delivery in await reader.news())


async def test_a_list_that_is_known_to_its_end_has_no_gap_though_all_that_was_known_is_gone() -> None:
    """Deleted, all of them; what is left is all there is."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    board.entries = [post(1, -0.5)]
    found = await reader.news()
    assert ids(found) == ["p1"]
    assert not any(delivery.blind for delivery in found)


async def test_a_failure_in_the_middle_delivers_what_was_had_and_leaves_the_cursor() -> None:
    """The older ones are still to come; what comes twice is the archive's to see."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    before = reader.cursor
    board.say(*(post(n, -n / 10) for n in range(1, 6)))
    board.failing["3"] = SourceError("broken")
    found, error = await reader.call()
    assert (ids(found), error is not None, reader.cursor) == (["p3", "p4", "p5"], True, before)
    assert {"p1", "p2"} <= set(ids(await reader.news()))


async def test_a_pause_that_the_network_wants_in_the_middle_is_kept_and_the_walk_goes_on_after_it() -> None:
    """Not from the start, or a list with a pause on each page would never be read to its end."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    board.say(*(post(n, -n / 10) for n in range(1, 6)))
    board.again_at, board.asked = AT + timedelta(minutes=3), []
    found, error = await reader.call()
    assert (ids(found), error and error.retry_at) == (["p3", "p4", "p5"], AT + timedelta(minutes=3))
    _found, error = await reader.call()
    assert (board.asked, error and error.retry_at) == ([""], AT + timedelta(minutes=3))
    board.again_at = None
    assert ids(await reader.news()) == ["p1", "p2"]
    assert board.asked == ["", "3"]


async def test_a_pause_of_one_method_does_not_hold_up_another() -> None:
    """The other list is read meanwhile, and its place is kept."""
    slow, quick = Board(entries=[post(0, 9)]), Board(entries=[post(100, 9)])
    reader = caller(slow, quick)
    slow.again_at = AT + timedelta(hours=1)
    await reader.news()
    quick.say(post(101, -0.5))
    slow.asked.clear()
    found, error = await reader.call()
    assert (ids(found), error and error.retry_at, slow.asked) == (["p101"], AT + timedelta(hours=1), [])
    found, error = await reader.call()
    assert ids(found) == []


async def test_edits_and_deletions_come_as_revisions_once() -> None:
    """Of what was known; what is edited before it was seen goes in as the edit alone."""
    board = Board(entries=[post(1, 9), post(0, 10)])
    reader = caller(board)
    await reader.news()
    edit = (AT + timedelta(seconds=30)).isoformat()
    board.entries = [
        post(2, -0.2, edited_at=edit), post(1, 9, edited_at=edit), gone("board", "p0", "{}", at=post(0, 10).at),
    ]  # fmt: skip
    found = await reader.news()
    assert ids(found) == []
    assert sorted(changes(found)) == [("deleted", "p0"), ("edited", "p1"), ("edited", "p2")]
    assert all(delivery.is_firehose for delivery in found if delivery.revisions)
    assert changes(await reader.news()) == []


async def test_what_is_no_longer_listed_is_looked_at_again() -> None:
    """So that a deletion is seen, which a list does not show."""
    board = Board(entries=[post(1, 9), post(0, 10)])
    reader = caller(board, look=True)
    await reader.news()
    board.entries = [post(1, 9)]
    board.now["p0"] = gone("board", "p0", "{}", at=None)
    assert changes(await reader.news()) == [("deleted", "p0")]
    assert board.looked == [["p0"]]
    assert changes(await reader.news()) == []
    assert board.looked == [["p0"]]


async def test_what_cannot_be_read_is_told_once_and_does_not_spoil_its_page() -> None:
    """However often it is listed."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board, look=True)
    await reader.news()
    read = read_items([msgspec.Raw(b'{"id": 5}'), msgspec.Raw(b'{"id": "x"}')], Numbered, Numbered.entry, "mine")
    board.say(*reversed(read))
    found = await reader.news()
    assert ids(found) == ["p5"]
    assert [bad.reason for delivery in found for bad in delivery.unreadable] == ["An item has an unknown form."]
    board.entries.pop(1)
    assert not any(delivery.unreadable for delivery in await reader.news())
    assert board.looked == []


async def test_what_is_found_late_is_history_if_it_is_older_than_a_day() -> None:
    """It teaches the baseline and raises no alarm."""
    board = Board(entries=[post(0, 9)])
    reader = caller(board)
    await reader.news()
    board.entries = [post(1, -0.5), post(2, 60 * 30), post(0, 9)]
    found = [delivery for delivery in await reader.news() if delivery.mentions]
    assert [(ids([delivery]), delivery.history) for delivery in found] == [(["p2"], True), (["p1"], False)]


async def test_a_list_that_is_new_in_the_configuration_begins_with_history_the_others_go_on() -> None:
    """And a cursor that cannot be read begins all of them anew."""
    one, other = Board(entries=[post(0, 9)]), Board(entries=[post(100, 9)])
    reader = caller(one)
    await reader.news()
    both = caller(one, other)
    both.cursor = reader.cursor
    assert [(ids([found]), found.history) for found in await both.news() if found.mentions] == [(["p100"], True)]
    for cursor in ("nonsense", "[]", '{"lane0": 5}'):
        both.cursor = cursor
        assert sorted(ids(await both.news())) == ["p0", "p100"]


async def test_a_list_that_fails_does_not_keep_the_others_from_being_read() -> None:
    """But a network that asks for fewer requests, or refuses the login, is left alone."""
    one, other = Board(entries=[post(0, 9)]), Board(entries=[post(100, 9)])
    one.failing[""] = SourceError("broken")
    found, error = await caller(one, other).call()
    assert (ids(found), str(error)) == (["p100"], "broken")
    for refusal in (SourceError("slow down", retry_at=AT), SourceError("no", login=True)):
        one.failing[""] = refusal
        other.asked.clear()
        found, error = await caller(one, other).call()
        assert (ids(found), error, other.asked) == ([], refusal, [])


async def test_a_list_that_is_refused_for_good_does_not_stop_a_source_that_has_another() -> None:
    """Only where all are refused must a person act."""
    one, other = Board(entries=[post(0, 9)]), Board(entries=[post(100, 9)])
    one.failing[""] = SourceError("private", final=True)
    found, error = await caller(one, other).call()
    assert (ids(found), error and (error.what, error.final)) == (["p100"], ("private", False))
    one.failing[""] = other.failing[""] = SourceError("private", final=True)
    found, error = await caller(one, other).call()
    assert (ids(found), error and error.final) == ([], True)


def test_what_is_remembered_is_bounded_and_what_was_forgotten_is_not_taken_for_new() -> None:
    """The cursor stays small however long it runs."""
    marks = Marks(None, ["lane"])
    mark = marks.advance("lane", [post(n, 2000 - n) for n in range(REMEMBERED * 2)], AT.timestamp())
    assert len(mark.known) == REMEMBERED
    assert mark.is_known(post(3, 2000 - 3))
    assert not mark.is_known(post(99_999, 0))
    assert Marks(marks.cursor, ["lane"]).of("lane") == mark
    assert Marks(marks.cursor, ["another"]).of("lane") is None


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 3)), max_size=12))
async def test_however_it_is_interrupted_all_is_delivered(steps: list[tuple[int, bool, int]]) -> None:
    """New things, failures on any page, restarts with the cursor alone: nothing is missed."""
    board = Board(size=3)
    reader = caller(board, pages=1000)
    await reader.news()
    said_, delivered = 0, set()
    for new, restart, broken in steps:
        for _each in range(new):
            said_ += 1
            board.say(post(said_, -(reader.clock.now - AT).total_seconds() / 60 - said_ / 1e6))
        if broken:
            board.failing[str(3 * (broken - 1)) if broken > 1 else ""] = SourceError("broken")
        found, _error = await reader.call()
        delivered |= set(ids(found))
        if restart:
            anew = caller(board, pages=1000)
            anew.cursor, anew.clock.now = reader.cursor, reader.clock.now
            reader = anew
    board.failing.clear()
    delivered |= set(ids(await reader.news()))
    assert delivered == {f"p{n}" for n in range(1, said_ + 1)}


ACTS = st.sampled_from(["say", "say", "edit", "delete", "list twice", "poll", "start anew"])


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(ACTS, st.integers(0, 30)), max_size=30))
async def test_whatever_is_said_edited_and_deleted_in_between_the_last_word_on_each_is_known(
    acts: list[tuple[str, int]],
) -> None:
    """Each thing that was seen stands as it does on the network, and none that is still there was missed."""
    board = Board(size=3)
    reader = caller(board, pages=1000, look=True)
    last: dict[str, str] = {}

    async def poll() -> None:
        for delivery in await reader.news():
            last.update(dict.fromkeys(ids([delivery]), ""))
            last.update({one.id: GONE if one.kind == "deleted" else str(one.at) for one in delivery.revisions})

    await poll()
    for number, (act, which) in enumerate(acts):
        minutes = (AT - reader.clock.now).total_seconds() / 60 - number / 1e6
        place = which % len(board.entries) if board.entries else None
        if act == "say":
            board.say(post(number, minutes))
            board.now[f"p{number}"] = board.entries[0]
        elif act == "poll":
            await poll()
        elif act == "start anew":
            anew = caller(board, pages=1000, look=True)
            anew.cursor, anew.clock.now = reader.cursor, reader.clock.now
            reader = anew
        elif place is not None:
            entry = board.entries[place]
            if act == "list twice":
                board.entries.insert(place, entry)
                continue
            board.entries = [one for one in board.entries if one.id != entry.id]
            if act == "delete":
                board.now[entry.id] = gone("board", entry.id, "{}", at=None)
                continue
            said_at = -((entry.at or 0.0) - AT.timestamp()) / 60
            edited = post(int(entry.id[1:]), said_at, edited_at=f"2026-11-23T00:00:{number:02}+00:00")
            board.entries.insert(min(place, len(board.entries)), edited)
            board.now[entry.id] = edited
    await poll()
    assert last == {name: entry.state for name, entry in board.now.items() if name in last}
    assert {entry.id for entry in board.entries} <= last.keys()
