"""However a file is written, rotated and read, each line comes once and in its order."""

import asyncio
import json
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.errors import SourceError
from cmwatch.intake.files import follow
from cmwatch.intake.files.follow import FollowedFile


class World:
    """A file, its writer, a rotation that keeps all, and a reader that keeps its cursor with what it filed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mentions.jsonl"
        self.written = self.rotations = 0
        self.filed: list[int] = []
        self.cursor: str | None = None
        self.open_line = b""
        self.clock = 1_000_000_000

    def write(self, count: int) -> None:
        """Some lines; an odd count leaves the last one half written. None at all makes no file."""
        if not count and not self.open_line:
            return
        data = self.open_line
        self.open_line = b""
        for _ in range(count):
            self.written += 1
            fields = {"id": self.written, "source": "t", "text": "x" * 40, "created_at": "2026-01-01T00:00:00Z"}
            data += json.dumps(fields).encode() + b"\n"
        if count % 2:
            data, self.open_line = data[:-20], data[-20:]
        with self.path.open("ab") as file:
            file.write(data)
        self.clock += 1
        os.utime(self.path, (self.clock, self.clock))

    def _shift(self) -> Path:
        """Make room at `.1`, as logrotate does."""
        for number in range(self.rotations, 0, -1):
            self.path.with_name(f"mentions.jsonl.{number}").rename(self.path.with_name(f"mentions.jsonl.{number + 1}"))
        self.rotations += 1
        return self.path.with_name("mentions.jsonl.1")

    def rename(self, *, create: bool) -> None:
        """The writer ends its line before it goes over to the new file."""
        if not self.path.exists():
            return
        self.write(0)
        self.path.rename(self._shift())
        if create:
            self.path.touch()

    def copy(self) -> None:
        if not self.path.exists():
            return
        self.write(0)
        copied = self._shift()
        shutil.copy(self.path, copied)
        self.clock += 1
        os.utime(copied, (self.clock, self.clock))
        os.truncate(self.path, 0)

    async def look(self, stop: int) -> None:
        """Read; after `stop` deliveries the program ends. What was filed has its cursor kept with it."""
        source = FollowedFile("log", self.path)
        try:
            async for delivery in source.deliveries(self.cursor):
                self.filed += [int(raw.id) for raw, _line in delivery.mentions]
                assert not delivery.unreadable
                self.cursor = delivery.cursor or self.cursor
                stop -= 1
                if not stop:
                    return
        except SourceError:
            assert not self.path.exists()


ACTS = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 9)),
    st.tuples(st.just("look"), st.integers(1, 6)),
    st.tuples(st.just("rename"), st.booleans()),
    st.tuples(st.just("copy"), st.none()),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ACTS, max_size=25), st.sampled_from([0, 1, 2, 9]), st.integers(200, 700))
def test_each_line_comes_once_and_in_its_order(
    acts: list[tuple[str, int | bool | None]], there: int, block: int
) -> None:
    """Half lines, renamed and copied files, several rotations between looks, and an end at any delivery."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))

        async def play() -> None:
            for act, value in [("write", there), ("look", 1), *acts, ("write", 2), *[("look", 1000)] * 3]:
                match act:
                    case "write":
                        world.write(int(value or 0))
                    case "look":
                        await world.look(int(value or 0))
                    case "rename":
                        world.rename(create=bool(value))
                    case "copy":
                        world.copy()

        before = follow.BLOCK_BYTES
        follow.BLOCK_BYTES = block  # type: ignore[misc]
        try:
            asyncio.run(play())
        finally:
            follow.BLOCK_BYTES = before  # type: ignore[misc]
        assert world.filed == list(range(1, world.written + 1))
