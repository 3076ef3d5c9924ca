"""A file that grows, is rotated, emptied, and written line by line."""

import json
import os
import shutil
from pathlib import Path

import pytest

from cmwatch.errors import SourceError
from cmwatch.intake.files.follow import FollowedFile
from cmwatch.model import Delivery


def line(identity: object, text: str = "x") -> bytes:
    fields = {"id": identity, "source": "t", "text": text, "created_at": "2026-01-01T00:00:00Z"}
    return json.dumps(fields).encode() + b"\n"


class Reader:
    """Calls the source as the supervisor does, keeping the cursor."""

    def __init__(self, path: Path) -> None:
        self.source = FollowedFile("log", path)
        self.cursor: str | None = None
        self.notes: list[str] = []

    async def read(self) -> list[tuple[object, bool]]:
        found: list[Delivery] = [delivery async for delivery in self.source.deliveries(self.cursor)]
        for delivery in found:
            self.cursor = delivery.cursor or self.cursor
            self.notes += [f"{bad.line}: {bad.reason}" for bad in delivery.unreadable]
        return [(raw.id, delivery.history) for delivery in found for raw, _line in delivery.mentions]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mentions.jsonl"


async def test_what_is_there_is_history_and_what_comes_is_news(path: Path) -> None:
    """The border is where the file ended at the first look, also across a restart."""
    path.write_bytes(line(1) + line(2))
    reader = Reader(path)
    assert await reader.read() == [(1, True), (2, True)]
    assert await reader.read() == []
    with path.open("ab") as file:
        file.write(line(3))
    assert await reader.read() == [(3, False)]


async def test_history_stays_history_when_the_first_look_was_cut_short(path: Path) -> None:
    """A restart in the middle of the first look does not turn the rest into news."""
    path.write_bytes(b"".join(line(n, "y" * 2000) for n in range(200)))
    reader = Reader(path)
    async for delivery in reader.source.deliveries(None):
        reader.cursor = delivery.cursor
        if delivery.mentions:
            break
    rest = await reader.read()
    assert rest
    assert {history for _id, history in rest} == {True}


async def test_a_line_counts_once_its_end_is_written(path: Path) -> None:
    """Half a line is waited for, an empty file too."""
    path.touch()
    reader = Reader(path)
    assert await reader.read() == []
    half = line(1)
    with path.open("ab", buffering=0) as file:
        file.write(half[:20])
        assert await reader.read() == []
        file.write(half[20:])
    assert await reader.read() == [(1, False)]


async def test_a_rotated_file_is_read_to_its_end_before_the_new_one(path: Path) -> None:
    """Renamed and begun anew, with lines written after our last look."""
    path.write_bytes(line(1))
    reader = Reader(path)
    await reader.read()
    with path.open("ab") as file:
        file.write(line(2))
    path.rename(path.with_suffix(".jsonl.1"))
    path.write_bytes(line(3))
    assert await reader.read() == [(2, False), (3, False)]
    assert reader.notes == []


async def test_a_file_copied_and_emptied_is_read_to_its_end(path: Path) -> None:
    """The other way of rotating: the inode stays, the bytes move."""
    path.write_bytes(line(1))
    reader = Reader(path)
    await reader.read()
    with path.open("ab") as file:
        file.write(line(2))
    shutil.copy(path, path.with_suffix(".jsonl.1"))
    os.truncate(path, 0)
    with path.open("ab") as file:
        file.write(line(3) + line(4) + line(5))
    assert await reader.read() == [(2, False), (3, False), (4, False), (5, False)]


async def test_an_emptied_file_begins_anew_and_says_what_may_be_missing(path: Path) -> None:
    """Nobody knows what was written between the last look and the emptying."""
    path.write_bytes(line(1) + line(2))
    reader = Reader(path)
    await reader.read()
    path.write_bytes(line(3))
    assert await reader.read() == [(3, False)]
    assert ["may be lost" in note for note in reader.notes] == [True]


async def test_a_file_that_is_not_there_yet_is_waited_for_and_then_is_news(path: Path) -> None:
    """Nothing of it was there at the start."""
    reader = Reader(path)
    deliveries = reader.source.deliveries(None)
    reader.cursor = (await anext(deliveries)).cursor
    with pytest.raises(SourceError, match="does not exist"):
        await anext(deliveries)
    path.write_bytes(line(1))
    assert await reader.read() == [(1, False)]
    assert reader.notes == []


async def test_a_line_too_long_is_reported_by_number_also_when_written_in_pieces(path: Path) -> None:
    """It is skipped to its end; the next line is read."""
    path.write_bytes(line(1))
    reader = Reader(path)
    await reader.read()
    with path.open("ab", buffering=0) as file:
        file.write(b"x" * (3 << 19))
        assert await reader.read() == []
        file.write(b"y" * 10 + b"\n" + b"broken\n" + line(2))
    assert await reader.read() == [(2, False)]
    assert [note.partition(":")[0] for note in reader.notes] == ["2", "3"]


async def test_a_compressed_file_is_refused_with_the_command_for_it(path: Path) -> None:
    """It does not grow; it is replayed."""
    path.write_bytes(b"\x1f\x8b\x08")
    with pytest.raises(SourceError, match="cmwatch replay") as caught:
        await Reader(path).read()
    assert caught.value.final


async def test_what_is_appended_during_the_first_look_is_news(path: Path) -> None:
    """The border lies where the file ended, in the middle of a block or of a line."""
    half = line(3)
    path.write_bytes(line(1) + line(2) + half[:10])
    reader = Reader(path)
    deliveries = reader.source.deliveries(None)
    reader.cursor = (await anext(deliveries)).cursor
    with path.open("ab") as file:
        file.write(half[10:] + line(4))
    assert await reader.read() == [(1, True), (2, True), (3, False), (4, False)]


async def test_several_rotations_between_two_looks_lose_nothing(path: Path) -> None:
    """As after a night in which nobody listened; numbers, dates, and names with the date before the ending."""
    path.write_bytes(line(1))
    reader = Reader(path)
    await reader.read()
    for n, name in enumerate(["mentions.jsonl.2", "mentions.jsonl-20261126", "mentions.2026-11-27.jsonl"], 2):
        with path.open("ab") as file:
            file.write(line(n))
        path.rename(path.with_name(name))
        os.utime(path.with_name(name), (n, n))
        path.write_bytes(b"")
    path.with_name("mentions.jsonl.bak").write_bytes(line("backup"))
    path.write_bytes(line(5))
    assert await reader.read() == [(n, False) for n in (2, 3, 4, 5)]
    assert reader.notes == []


async def test_a_file_that_appears_and_is_rotated_before_the_first_line_is_read(path: Path) -> None:
    """What was beside it at the start is not its own."""
    path.with_name("mentions.jsonl.2").write_bytes(line("old"))
    reader = Reader(path)
    deliveries = reader.source.deliveries(None)
    reader.cursor = (await anext(deliveries)).cursor
    with pytest.raises(SourceError):
        await anext(deliveries)
    path.with_name("mentions.jsonl.1").write_bytes(line(1))
    path.write_bytes(line(2))
    assert await reader.read() == [(1, False), (2, False)]


async def test_lines_still_written_to_the_file_that_was_moved_are_read(path: Path) -> None:
    """Its writer goes over to the new one when it is told, which may be later; a last line may lack its end."""
    path.write_bytes(line(1))
    reader = Reader(path)
    await reader.read()
    moved = path.rename(path.with_suffix(".jsonl.1"))
    path.touch()
    for n in (2, 3):
        with moved.open("ab") as file:
            file.write(line(n))
        assert await reader.read() == [(n, False)]
    with moved.open("ab") as file:
        file.write(line(4).rstrip())
    assert await reader.read() == []
    path.write_bytes(line(5))
    assert await reader.read() == [(4, False), (5, False)]
    assert await reader.read() == []


async def test_files_that_begin_alike_are_told_apart_by_what_was_read_last(path: Path) -> None:
    """A heading of its own at the top of each file is no sign that it is the same."""
    top = line("top", "t" * 400)
    path.write_bytes(top + line(1) + line(2))
    reader = Reader(path)
    await reader.read()
    path.write_bytes(top + line(3) + line(4) + line(5))
    assert [identity for identity, _history in await reader.read()] == ["top", 3, 4, 5]


async def test_line_separators_in_a_text_do_not_cut_its_line(path: Path) -> None:
    """U+2028 and its kin stand in JSON as they are."""
    path.touch()
    reader = Reader(path)
    await reader.read()
    text = "a\u2028b\u2029c\x85d\x0be\x0cf"
    fields = {"id": 1, "source": "t", "text": text, "created_at": "2026-01-01T00:00:00Z"}
    path.write_bytes(json.dumps(fields, ensure_ascii=False).replace("\x0b", "").replace("\x0c", "").encode() + b"\n")
    assert await reader.read() == [(1, False)]
    assert reader.notes == []


async def test_a_cursor_of_before_and_garbage_are_understood(path: Path) -> None:
    """An older cursor knows less of the file; one that is no cursor begins anew."""
    path.write_bytes(line(1) + line(2))
    reader = Reader(path)
    await reader.read()
    known = json.loads(str(reader.cursor))
    del known["tail"], known["known"]
    reader.cursor = json.dumps(known)
    assert await reader.read() == []
    reader.cursor = "garbage"
    assert await reader.read() == [(1, True), (2, True)]
