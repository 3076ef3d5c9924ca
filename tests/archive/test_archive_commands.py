"""`cmwatch search`, `export` and `forget`, as a person or a script uses them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filing import NOON, item

from cmwatch import words
from cmwatch.archive import Archive, Batch
from cmwatch.cli import run
from cmwatch.model.case import Declaration
from cmwatch.response.casebook import CaseBook


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with four mentions, and no configuration anywhere."""
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("CMWATCH_DATA", str(tmp_path / "data"))
    with Archive.open(tmp_path / "data") as archive:
        texts = ["The lamp flickers", "=lamp\nbroken", "Refund me", "Lampe cassée"]
        archive.write(Batch(items=[item(number, text) for number, text in enumerate(texts, 1)]))
        archive.write(Batch(items=[item(5, "lamp", author="bob", watches=("Other",))]))
    return tmp_path / "data"


def test_search_prints_a_line_for_each_mention_newest_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, newlines and all, with time and offset."""
    assert run(["search", "lamp"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("  ")[2] for line in lines] == ["lamp", "=lamp broken", "The lamp flickers"]
    assert "mastodon  @bob  neutral" in lines[0]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["cassee"], ["4"]),
        (["lamp", "--watch", "Lumo"], ["2", "1"]),
        (["lamp", "--limit", "1"], ["5"]),
        (["--since", "2026-03-02T12:03Z", "--until", "2026-03-02"], ["5", "4", "3"]),
        (["lamp until:2026-03-02T12:02Z"], ["1"]),
        (["--since", "1h"], []),
        (["from:bob OR refund"], ["5", "3"]),
        (["nowhere"], []),
    ],
)
def test_search_as_json(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], found: list[str]
) -> None:
    """One object per line; whatever is found, the exit code is 0."""
    assert run(["search", "--json", *arguments]) == 0
    told = capsys.readouterr()
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == found
    assert bool(found) or "Nothing matches" in told.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["search", "(lamp"], "character"),
        (["search", "tone:angry"], "tone:angry"),
        (["search", "--since", "yesterday"], "yesterday"),
        (["export", "--until", "2h OR lamp"], "2h OR lamp"),
        (["forget", "jane", "--yes"], "SOURCE:AUTHOR"),
        (["forget", "mastodon:@", "--yes"], "SOURCE:AUTHOR"),
        (["search", "lamp", "--data", "/nonexistent/folder"], "no archive yet"),
    ],
)
def test_wrong_use_is_one_clear_error(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    """Exit code 2, nothing on standard output, and the error names the part that is wrong."""
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert named in told.err
    assert "Traceback" not in told.err


def test_export_to_a_file_is_whole_or_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An older file is replaced at the end, and no temporary file stays."""
    out = folder.parent / "out.csv"
    out.write_text("older")
    assert run(["export", "lamp", "--format", "csv", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").splitlines()[0].startswith("id,source,author,text")
    assert "'=lamp" in out.read_text(encoding="utf-8")
    missing = folder.parent / "nowhere" / "out.jsonl"
    assert run(["export", "--out", str(missing)]) == 2
    assert str(missing) in capsys.readouterr().err
    assert sorted(path.name for path in folder.parent.iterdir()) == ["data", "out.csv"]


def test_an_interrupted_export_leaves_the_older_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle: exit code 130 and the file as it was."""
    out = folder.parent / "out.jsonl"
    out.write_text("older")

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cmwatch.archive.transfer.recording", interrupted)
    assert run(["export", "--out", str(out)]) == 130
    assert [path.read_text() for path in folder.parent.glob("*out*")] == ["older"]


def test_a_reader_that_goes_away_ends_the_export_in_silence(folder: Path) -> None:
    """`cmwatch export | head` says nothing on standard error."""
    with Archive.open(folder) as archive:
        archive.write(Batch(items=[item(number, "lamp " * 100) for number in range(10, 2_000)]))
    command = [sys.executable, "-m", "cmwatch", "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 0


def test_forget_without_a_terminal_needs_yes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is removed by a script that did not say so."""
    assert run(["forget", "mastodon:jane"]) == 2
    assert "--yes" in capsys.readouterr().err
    with Archive.open(folder) as archive:
        assert archive.size().mentions == 5


def test_forget_says_what_was_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And a second time says that nothing was there."""
    assert run(["forget", "mastodon:@Jane", "--yes"]) == 0
    assert "4 mentions removed." in capsys.readouterr().out
    assert run(["forget", "mastodon:jane", "--yes"]) == 0
    assert "No mention by mastodon:jane was kept." in capsys.readouterr().out
    with Archive.open(folder) as archive:
        assert archive.write(Batch(items=[item(7, at=NOON)])) == 0


def test_tone_is_a_word_and_data_is_not_translated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON keys and codes are the same in every language."""
    words.use("fr")
    run(["search", "refund", "--json"])
    assert json.loads(capsys.readouterr().out)["tone"] == "neutral"


def test_forget_reaches_the_cases_and_their_chains_still_verify(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Evidence by the author is withheld, captures included; the log is as trustworthy as before."""
    cases = CaseBook(folder / "cases")
    case = cases.declare(Declaration("Lamps flicker", severity=2, brand="Lumo"), "Ada", NOON)
    cases.keep(case.id, item(1, "quokkaword everywhere"), "Ada", NOON)
    assert run(["forget", "mastodon:jane", "--yes", "--as", "Ada"]) == 0
    assert "1 log entry withheld in the cases." in capsys.readouterr().out
    assert [verdict.ok for verdict in cases.verify(case.id)] == [True]
    files = [path for path in (folder / "cases").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"quokkaword" in path.read_bytes()]
