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
