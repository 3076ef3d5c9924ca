"""The file under the log: whole writes, one writer at a time, and nothing acknowledged is ever lost."""

import fcntl
import os
import random
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmwatch.errors import StoreError
from cmwatch.model.case import Case, Declaration, Draft
from cmwatch.response import folder as folders
from cmwatch.response.casebook import CaseBook
from cmwatch.response.storage import CaseStorage

WRITER = textwrap.dedent(
    """
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from cmwatch.model.case import Draft
    from cmwatch.response import folder
    from cmwatch.response.casebook import CaseBook

    folder.CHUNK = 512  # many small writes, so that a kill falls between them too
    book, case, name, count, step = CaseBook(Path(sys.argv[1])), *sys.argv[2:4], *map(int, sys.argv[4:6])
    write, fsync, rename = os.write, os.fsync, Path.rename

    def dying(act, half=None):
        def do(*arguments):
            global step
            step -= 1
            if step == 0:
                if half is not None:
                    half(*arguments)
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*arguments)
        return do

    if step:
        os.write = dying(write, lambda handle, content: write(handle, content[: len(content) // 2]))
        os.fsync, Path.rename = dying(fsync), dying(rename)
    for number in range(count):
        entry = book.append(case, Draft("note", f"{name} {number}"), name, datetime.now(UTC))
        print(entry.hash, flush=True)
    """
)
"""Writes notes, and acknowledges each on its standard output; dies in the middle of system call number `step`."""

KILLS = 15
"""How often the writer is killed; the whole program's crash test kills it fifty times more."""


def _writer(book: CaseBook, case: Case, name: str, count: int, step: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, str(book.folder), case.id, name, str(count), str(step)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_killing_the_writer_at_any_byte_loses_no_acknowledged_entry(book: CaseBook, case: Case) -> None:
    """SIGKILL in the middle of a write, an fsync or a rename, again and again; the chain verifies after each."""
    chance, acknowledged = random.Random(20261122), list[str]()
    for kill in range(KILLS):
        writer = _writer(book, case, f"w{kill}", 1000, chance.randrange(1, 120))
        assert writer.stdout is not None
        acknowledged += writer.stdout.read().split()
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        (verdict,) = CaseBook(book.folder).verify()
        assert verdict.ok, verdict
    kept = [entry.hash for entry in book.load(case.id).entries]
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= set(kept)
    assert len(book.leftovers()) >= KILLS // 3, "most of the kills must fall into a write"


def test_two_processes_and_four_threads_write_to_one_case_and_lose_nothing(book: CaseBook, case: Case) -> None:
    """Each write reads, adds and replaces under the lock."""
    writers = [_writer(book, case, name, 20) for name in ("p1", "p2")]
    with ThreadPoolExecutor(4) as threads:
        for number in range(20):
            threads.submit(CaseBook(book.folder).append, case.id, Draft("note", f"t {number}"), "t", datetime.now(UTC))
    for writer in writers:
        assert writer.stdout is not None
        assert len(writer.stdout.read().split()) == 20
        assert writer.wait() == 0
        writer.stdout.close()
    after = book.load(case.id)
    assert len(after.entries) == 1 + 40 + 20
    assert book.verify()[0].ok


def test_numbers_given_at_the_same_time_are_all_different(book: CaseBook, at: datetime) -> None:
    """The folder of the cases is locked while a number is given."""
    with ThreadPoolExecutor(8) as threads:
        declared = list(
            threads.map(lambda n: CaseBook(book.folder).declare(Declaration(f"x{n}", 3), "Ana", at).id, range(24))
        )
    assert sorted(declared) == [f"2026-{number:04d}" for number in range(1, 25)]


def test_a_writer_that_keeps_the_lock_is_told_of(case: Case, monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """After a while, rather than never."""
    path = Path(case.folder)
    handle = os.open(path / "case.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(StoreError, match="Another process"), folders.exclusive(path / "case.lock", 0.02):
            pass
    finally:
        os.close(handle)


def test_a_write_that_fails_leaves_the_file_as_it_was(
    book: CaseBook, case: Case, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle of a write: an error with a remedy, the old content, no temporary file."""
    before = (Path(case.folder) / "case.json").read_bytes()
    real, calls = os.write, iter(range(100))

    def full(handle: int, content: bytes) -> int:
        if next(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(handle, content)

    monkeypatch.setattr(folders, "CHUNK", 256)
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreError, match="No space left"):
        book.append(case.id, Draft("note", "x"), "Ana", at)
    monkeypatch.undo()
    assert (Path(case.folder) / "case.json").read_bytes() == before
    assert book.leftovers() == ()


def test_an_act_that_fails_half_way_writes_nothing(book: CaseBook, case: Case) -> None:
    """All of a transaction or none of it."""
    storage = CaseStorage(Path(case.folder) / "case.json")
    before = storage.read()

    def half() -> None:
        with storage.transaction():
            storage.write({"header": {}, "entries": {}})
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half()
    assert storage.read() == before


def test_a_write_outside_a_transaction_is_a_mistake_of_ours(case: Case) -> None:
    """It would race with other writers."""
    with pytest.raises(RuntimeError):
        CaseStorage(Path(case.folder) / "case.json").write({})


def test_files_are_for_their_owner_only(case: Case) -> None:
    """A log names people."""
    folder = Path(case.folder)
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "case.json").stat().st_mode & 0o077 == 0


def test_the_file_can_be_read_by_eye(book: CaseBook, case: Case) -> None:
    """One name a line, accents as they are."""
    book.append(case.id, Draft("note", "l'été, ça chauffe"), "Ana", datetime.now(UTC))
    assert '    "text": "l\'été, ça chauffe"' in (Path(case.folder) / "case.json").read_text(encoding="utf-8")
