"""Killed processes, damaged files, newer versions, full disks: what was promised still holds, or is said plainly."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from crash_child import SIZE
from filing import NOON, item

from cmwatch.archive import Archive, Batch, BinRow, Selection, schema
from cmwatch.archive.lock import collect, collector
from cmwatch.archive.rows import COLUMNS, values_of
from cmwatch.errors import StoreError

HERE = Path(__file__).parent
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parents[1]}"}
KILLS = 10


def killed_while_writing(folder: Path, pause_seconds: float) -> int:
    """Let the child write for a moment, kill it, and return the last batch it said was kept."""
    command = [sys.executable, str(HERE / "crash_child.py"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as child:
        assert child.stdout is not None
        said = [child.stdout.readline()]
        time.sleep(pause_seconds)
        child.kill()
        said += child.stdout.read().splitlines(keepends=True)
    return max((int(line) for line in said if line.endswith("\n")), default=0)


def test_killed_at_any_moment_no_batch_is_half_there(tmp_path: Path) -> None:
    """What was said to be kept is; the cursor, the counts and the mentions agree; the file and its index are whole."""
    moments = random.Random(62)
    for _kill in range(KILLS):
        said = killed_while_writing(tmp_path, moments.uniform(0.0, 0.06))
        with Archive.open(tmp_path) as archive:
            assert archive.faults() == ()
            cursor = int(archive.cursor("toots") or 0)
            assert cursor >= said
            batches = Counter(one.story for one in archive.items())
            assert batches == {str(number): SIZE for number in range(1, cursor + 1)}
            assert len(list(archive.items(Selection(prefilter='"lamp"')))) == cursor * SIZE
            assert len(list(archive.bins("Lumo"))) == cursor


def test_one_collects_and_the_other_is_told_who(tmp_path: Path) -> None:
    """Another process is refused by name; when the first is killed, its lock dies with it."""
    code = (
        "import sys, time; from pathlib import Path; from cmwatch.archive.lock import collect\n"
        "with collect(Path(sys.argv[1]), 'Ada'):\n    print('mine', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        holder = collector(tmp_path)
        assert holder is not None
        assert (holder.who, holder.pid) == ("Ada", other.pid)
        with (
            pytest.raises(StoreError, match=f"Ada already collects here .process {other.pid} on "),
            collect(tmp_path, "Léa"),
        ):
            pass
        other.kill()
        other.wait()
    assert collector(tmp_path) is None
    with collect(tmp_path, "Léa") as mine:
        assert mine.who == "Léa"
    with collect(tmp_path, "Léa"):
        assert collector(tmp_path) is not None


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    """The message names both versions and what to do."""
    with Archive.open(tmp_path) as archive:
        path = archive.path
        archive._writer.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"schema 99, and this cmwatch knows \d+") as caught:
        Archive.open(tmp_path)
    assert caught.value.where == str(path)
    assert "newer cmwatch" in caught.value.remedy


def test_an_archive_of_the_first_version_is_led_up_to_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was filed before a column existed is read with what is known of it: nothing."""
    path = tmp_path / "archive.sqlite3"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "LADDER", schema.LADDER[:1])
        old = schema.connect(path)
        known, _later = COLUMNS.split(", risks")
        values = values_of(item(1))[: known.count(",") + 1]
        old.execute(f"INSERT INTO mentions ({known}) VALUES ({', '.join('?' * len(values))})", values)
        old.execute("INSERT INTO bins VALUES ('Lumo', 29541000, 3, 2, 1, 2)")
        old.close()
    with Archive.open(tmp_path) as archive:
        assert schema.version(archive._writer) == len(schema.LADDER)
        assert list(archive.bins("Lumo")) == [BinRow("Lumo", 29_541_000, 3, 2, 1, 2, None, None, None, None)]
        assert archive.item("mastodon:1") == item(1)


def test_what_is_no_archive_of_ours_is_refused_and_left_alone(tmp_path: Path) -> None:
    """Neither a text nor the database of another program is overwritten."""
    text, foreign = tmp_path / "text" / "archive.sqlite3", tmp_path / "foreign" / "archive.sqlite3"
    text.parent.mkdir()
    text.write_text("not a database, and longer than a header of one hundred bytes " * 4)
    foreign.parent.mkdir()
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = text.read_bytes(), foreign.read_bytes()
    with pytest.raises(StoreError, match="not a database"):
        Archive.open(text.parent)
    with pytest.raises(StoreError, match="another program"):
        Archive.open(foreign.parent)
    assert (text.read_bytes(), foreign.read_bytes()) == before


def test_a_damaged_file_is_found(tmp_path: Path) -> None:
    """The check says so, and reading it is an error in words, never a traceback of SQLite."""
    with Archive.open(tmp_path) as archive:
        archive.write(Batch(items=[item(number, "lamp " * 50) for number in range(600)]))
        path = archive.path
    content = bytearray(path.read_bytes())
    for place in range(3 * 8192, len(content), 8192):
        content[place : place + 600] = b"\xa5" * 600
    path.write_bytes(content)
    with Archive.open(tmp_path) as archive:
        assert archive.faults() != ()
        with pytest.raises(StoreError, match="damaged"):
            list(archive.items())


def test_a_full_disk_loses_the_batch_whole(archive: Archive) -> None:
    """Nothing of the batch is kept, what was there stays, and the archive goes on once there is space."""
    archive.write(Batch(items=[item(1)], cursors={"toots": "1"}))
    pages = archive._writer.execute("PRAGMA page_count").fetchone()[0]
    archive._writer.execute(f"PRAGMA max_page_count = {pages}")
    batch = Batch(items=[item(number, "lamp " * 400) for number in range(2, 500)], cursors={"toots": "2"})
    with pytest.raises(StoreError, match="disk is full"):
        archive.write(batch)
    assert (archive.size().mentions, archive.cursor("toots")) == (1, "1")
    archive._writer.execute("PRAGMA max_page_count = 1000000")
    assert archive.write(batch) == 498


def test_a_folder_that_cannot_be_is_said_in_words(tmp_path: Path) -> None:
    """A file where the folder should be; and a file that may not be written, where permissions count."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="cannot be opened"):
        Archive.open(tmp_path / "taken")
    with pytest.raises(StoreError, match="cannot be opened"), collect(tmp_path / "taken", "Ada"):
        pass
    if os.geteuid() == 0:
        return  # nothing is unwritable for root
    Archive.open(tmp_path / "data").close()
    (tmp_path / "data").chmod(0o500)
    (tmp_path / "data" / "archive.sqlite3").chmod(0o400)
    with pytest.raises(StoreError, match="cannot be"):
        Archive.open(tmp_path / "data")
    (tmp_path / "data").chmod(0o700)


def test_the_archive_is_private_to_its_owner(tmp_path: Path) -> None:
    """Other users of the machine cannot read what people wrote."""
    with Archive.open(tmp_path / "data") as archive:
        archive.write(Batch(items=[item(1)]))
        assert {path.stat().st_mode & 0o077 for path in (tmp_path / "data").iterdir()} == {0}


def test_a_reader_never_waits_for_a_writer(archive: Archive) -> None:
    """While another process is in the middle of a write, the screen still reads, and a write waits its turn."""
    archive.write(Batch(items=[item(1)], cursors={"toots": "1"}))
    other = sqlite3.connect(archive.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM mentions")
    assert archive.cursor("toots") == "1"
    assert archive.item("mastodon:1") is not None
    archive._writer.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(StoreError, match="busy"):
        archive.add_act("a1", NOON, "Ada", "close")
    other.execute("ROLLBACK")
    other.close()
    archive.add_act("a1", NOON, "Ada", "close")
