"""A watched folder: read when complete, moved nowhere, known by content, and through a whole session."""

import asyncio
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.config import Config
from cmwatch.config.networks.folder import FolderConfig
from cmwatch.errors import SourceError
from cmwatch.intake.folder.exports import PORTION
from cmwatch.intake.folder.source import SETTLED_SECONDS, WatchedFolder
from cmwatch.model import Delivery, Watch
from cmwatch.response.templates import Shelf


class Looker:
    """Calls the source as the supervisor does, keeping the cursor; a restart forgets all else."""

    def __init__(self, path: Path, name: str = "calls") -> None:
        self.config = FolderConfig(name, path)
        self.later = 0.0
        self.cursor: str | None = None
        self.notes: list[str] = []
        self.restart()

    def restart(self) -> None:
        self.source = WatchedFolder(self.config, lambda: datetime.fromtimestamp(time.time() + self.later, UTC))

    async def look(self) -> list[tuple[str, bool]]:
        found: list[Delivery] = [delivery async for delivery in self.source.deliveries(self.cursor)]
        for delivery in found:
            self.cursor = delivery.cursor or self.cursor
            self.notes += [f"{bad.file}:{bad.line}: {bad.reason}" for bad in delivery.unreadable]
        return [(str(raw.id), delivery.history) for delivery in found for raw, _line in delivery.mentions]


def table(*ids: object) -> str:
    return "id,text\n" + "".join(f"{identity},Aubelune {identity}\n" for identity in ids)


@pytest.fixture
def looker(tmp_path: Path) -> Looker:
    (tmp_path / "exports").mkdir()
    return Looker(tmp_path / "exports")


def put(looker: Looker, name: str, text: str | bytes, age: float = 60) -> Path:
    """A file that was last written so many seconds ago."""
    path = looker.config.path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(path, (time.time() - age,) * 2)
    return path


async def test_what_is_there_is_history_and_what_comes_is_news(looker: Looker) -> None:
    """Ids carry the source's name, so that two systems may both count from one."""
    put(looker, "a.csv", table(1, 2))
    assert await looker.look() == [("calls/1", True), ("calls/2", True)]
    put(looker, "b.csv", table(3))
    assert await looker.look() == [("calls/3", False)]
    assert await looker.look() == []
    looker.restart()
    assert await looker.look() == []


async def test_a_file_that_is_being_written_is_left_until_it_is_complete(looker: Looker) -> None:
    """The same at two looks, or untouched for a while."""
    await looker.look()
    path = put(looker, "a.csv", table(1), age=0)
    assert await looker.look() == []
    with path.open("a") as file:
        file.write("2,two\n")
    assert await looker.look() == []
    assert await looker.look() == [("calls/1", False), ("calls/2", False)]
    put(looker, "b.csv", table(3), age=0)
    looker.later = SETTLED_SECONDS + 1
    assert await looker.look() == [("calls/3", False)]


async def test_a_file_is_known_by_its_content_and_stays_where_it_is(looker: Looker) -> None:
    """Renamed or copied it is not read again; grown or replaced it is."""
    path = put(looker, "a.csv", table(1))
    await looker.look()
    shutil.copy2(path, path.with_name("copy.csv"))
    renamed = path.rename(path.with_name("renamed.csv"))
    os.utime(renamed, (time.time() - 30,) * 2)
    assert await looker.look() == []
    put(looker, "renamed.csv", table(1, 2))
    assert await looker.look() == [("calls/1", False), ("calls/2", False)]
    assert sorted(one.name for one in looker.config.path.iterdir()) == ["copy.csv", "renamed.csv"]


async def test_history_stays_history_when_the_first_look_was_cut_short(looker: Looker) -> None:
    """And every row comes, however the restart falls; what came before it may come twice, under the same id."""
    for n in range(3):
        put(looker, f"{n}.csv", table(*(f"{n}-{row}" for row in range(PORTION * 2))), age=60 - n)
    whole = [f"calls/{n}-{row}" for n in range(3) for row in range(PORTION * 2)]
    for stop in range(1, 9):
        looker.cursor, found = None, []
        looker.restart()
        count = 0
        async for delivery in looker.source.deliveries(None):
            looker.cursor = delivery.cursor
            found += [(str(raw.id), delivery.history) for raw, _row in delivery.mentions]
            count += 1
            if count == stop:
                break
        looker.restart()
        found += await looker.look()
        assert list(dict.fromkeys(identity for identity, _history in found)) == whole
        assert {history for _identity, history in found} == {True}


async def test_other_files_and_what_is_no_file_are_left_alone(looker: Looker) -> None:
    """A pipe would never end; a temporary name is not ours; an empty file is not complete."""
    os.mkfifo(looker.config.path / "pipe.csv")
    (looker.config.path / "folder.csv").mkdir()
    (looker.config.path / "nowhere.csv").symlink_to("absent")
    (looker.config.path / "circle").symlink_to("circle")
    put(looker, ".hidden.csv", table(1))
    put(looker, "a.csv.part", table(2))
    put(looker, "empty.csv", "")
    put(looker, "UPPER.CSV", table(4))
    assert await looker.look() == [("calls/4", True)]
    assert looker.notes == []


async def test_mails_and_bad_rows_among_good_ones(looker: Looker) -> None:
    """Each by its own file and number; a name that steers a terminal does not reach it."""
    mail = b"From: a@example.org\nMessage-ID: <m1@x>\n\nAubelune\n"
    put(looker, "a.eml", mail, age=50)
    put(looker, "b.mbox", b"From a\n" + mail.replace(b"m1", b"m2") + b"\nFrom b\nnothing\n\n", age=40)
    put(looker, "c\x1b[31m.csv", "id,text\n1,\n2,two\n", age=30)
    found = await looker.look()
    assert [identity for identity, _history in found] == ["calls/m1@x", "calls/m2@x", "calls/2"]
    assert looker.notes == ["b.mbox:7: This is no e-mail.", "c.csv:2: It has no text."]
    assert await looker.look() == []
    assert len(looker.notes) == 2


async def test_a_file_that_may_not_be_read_is_said_once_and_spoils_no_other(
    looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And read as soon as it may be."""
    opened = Path.open

    def refuse(self: Path, *arguments: object, **named: object) -> object:
        if self.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **named)  # type: ignore[call-overload]

    put(looker, "a.csv", table(1))
    put(looker, "b.csv", table(2))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert await looker.look() == [("calls/2", True)]
        assert await looker.look() == []
    assert looker.notes == ["a.csv:None: It cannot be read: Permission denied."]
    assert await looker.look() == [("calls/1", False)]


async def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    """What it then holds is news; a file in its place is said."""
    looker = Looker(tmp_path / "later")
    deliveries = looker.source.deliveries(None)
    looker.cursor = (await anext(deliveries)).cursor
    with pytest.raises(SourceError, match="does not exist"):
        await anext(deliveries)
    looker.config.path.mkdir()
    put(looker, "a.csv", table(1))
    assert await looker.look() == [("calls/1", False)]
    beside = Looker(tmp_path / "later" / "a.csv")
    beside.cursor = looker.cursor
    with pytest.raises(SourceError, match="not a folder"):
        await beside.look()


async def test_a_garbled_cursor_begins_anew(looker: Looker) -> None:
    """The archive knows the ids."""
    put(looker, "a.csv", table(1))
    looker.cursor = '{"read": 5}'
    assert await looker.look() == [("calls/1", True)]


async def test_a_whole_session_archives_each_row_once_also_after_a_restart(looker: Looker, tmp_path: Path) -> None:
    """Tables and mails, some there before, some put there while it runs."""
    looker.config = FolderConfig("calls", looker.config.path, every_seconds=1)
    put(looker, "a.csv", table(*range(700)))
    put(looker, "a.eml", b"From: a@example.org\nMessage-ID: <m@x>\n\nAubelune par mail\n")
    expected = 701
    for session in (1, 2):
        whole = Config(watches=(Watch("Aubelune", "Aubelune", "aubelune"),), sources=(looker.config,))
        with assembly.live(whole, tmp_path, Shelf(()), "Ana") as monitor:
            going = asyncio.create_task(monitor.run())
            put(looker, f"new{session}.csv", table(f"new {session}", 5))
            expected += 1
            async with asyncio.timeout(10):
                while True:
                    await asyncio.sleep(0.05)
                    assert not going.done()
                    with Archive.open(tmp_path) as archive:
                        kept = [item.mention.id for item in archive.items()]
                    if len(kept) >= expected:
                        break
            await monitor.close()
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)
        assert len(kept) == len(set(kept)) == expected
