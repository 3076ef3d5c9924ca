"""`sources`: how they are, one live fetch, and saved payloads, as a person types it."""

import asyncio
import gzip
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cmwatch.cli import run
from cmwatch.intake.files.follow import FollowedFile
from cmwatch.intake.listening.probe import probe

PAYLOADS = Path(__file__).parents[1] / "intake" / "payloads"


class Gazette(BaseHTTPRequestHandler):
    """One feed, and one that is gone."""

    def do_GET(self) -> None:
        body = (PAYLOADS / "press.rss").read_bytes()
        self.send_response(200 if self.path.startswith("/feed") else 410)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    """Address of a running gazette."""
    http = HTTPServer(("127.0.0.1", 0), Gazette)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def config(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Options that name a configuration with three sources, and an empty data folder."""
    for name in ("CMWATCH_CONFIG", "CMWATCH_DATA"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "config.toml"
    feeds = "".join(
        f'[[source]]\nname = "{name}"\nnetwork = "rss"\nurl = "{server}/{name}?page=1"\nallow_private = {private}\n'
        for name, private in (("feed", "true"), ("gone", "true"), ("shy", "false"))
    )
    path.write_text(f'[[brand]]\nname = "Aubelune"\n{feeds}[[source]]\nname = "log"\nnetwork = "jsonl"\npath = "log"\n')
    return ["--config", str(path), "--data", str(tmp_path / "data")]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.split("\n") if line]


def test_list_names_every_source_and_what_is_known(config: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first fetch that is nothing, and it makes no archive."""
    assert run([*config, "sources", "list"]) == 0
    assert capsys.readouterr().out.split("\n")[0] == "feed  rss  never fetched yet"
    assert run([*config, "sources", "list", "--json"]) == 0
    listed = lines(capsys.readouterr().out)
    assert [(one["name"], one["network"], one["begun"]) for one in listed] == [
        ("feed", "rss", False), ("gone", "rss", False), ("shy", "rss", False), ("log", "jsonl", False),
    ]  # fmt: skip
    assert not Path(config[3]).exists()


SECRETIVE = """
[[source]]
name = "fedi"
network = "mastodon"
server = "https://social.example"
token_env = "NO_SUCH_TOKEN_HERE"
"""


@pytest.fixture
def lacking(config: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same configuration with a fifth source, whose token is not set."""
    monkeypatch.delenv("NO_SUCH_TOKEN_HERE", raising=False)
    path = Path(config[1])
    path.write_text(path.read_text() + SECRETIVE)
    return config


def test_a_missing_secret_of_one_source_hides_none_of_the_others(
    lacking: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """They are listed; the one says which variable is missing and how to set it; the exit code says so too."""
    assert run([*lacking, "sources", "list"]) == 2
    *others, fedi = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in others] == ["feed", "gone", "shy", "log"]
    assert fedi.startswith("fedi  mastodon  cannot be used")
    assert "NO_SUCH_TOKEN_HERE is not set" in fedi
    assert "export NO_SUCH_TOKEN_HERE=" in fedi
    assert run([*lacking, "sources", "list", "--json"]) == 2
    told = lines(capsys.readouterr().out)
    assert [one["name"] for one in told] == ["feed", "gone", "shy", "log", "fedi"]
    assert (told[-1]["state"], told[0]["state"]) == ("misconfigured", None)


def test_other_sources_can_be_tested_while_one_lacks_its_secret(
    lacking: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the one itself is refused, with what mends it; a name that nobody has names them all."""
    assert run([*lacking, "sources", "test", "feed"]) == 0
    assert "It answered" in capsys.readouterr().out
    assert run([*lacking, "sources", "test", "fedi"]) == 2
    assert "export NO_SUCH_TOKEN_HERE=" in capsys.readouterr().err
    assert run([*lacking, "sources", "test", "nobody"]) == 2
    assert "fedi" in capsys.readouterr().err


def test_sources_of_one_name_or_none_are_told_apart_by_their_place(
    config: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The second of a name is refused, not the first; one without a name is listed once, as what cannot be used."""
    path = Path(config[1])
    again = '[[source]]\nname = "log"\nnetwork = "jsonl"\npath = "other.jsonl"\n'
    path.write_text(path.read_text() + again + '[[source]]\nnetwork = "jsonl"\npath = "nameless.jsonl"\n')
    assert run([*config, "sources", "list"]) == 2
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in listed] == ["feed", "gone", "shy", "log", "log", "source[5]"]
    assert ["cannot be used" in line for line in listed] == [False] * 4 + [True] * 2


def test_what_is_wrong_with_a_brand_is_no_matter_of_a_source(
    lacking: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Then nothing is listed, and every problem is told."""
    path = Path(lacking[1])
    path.write_text(path.read_text().replace('name = "Aubelune"', 'nome = "Aubelune"'))
    assert run([*lacking, "sources", "list"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "brand[0]" in told.err
    assert "NO_SUCH_TOKEN_HERE" in told.err


def test_test_fetches_once_and_says_what_it_can_and_cannot_do(
    config: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Live from the network, safe to show, nothing kept."""
    assert run([*config, "sources", "test", "feed"]) == 0
    told = capsys.readouterr().out
    assert "It answered." in told
    assert "It brought 3 mentions." in told
    assert "It can: edits." in told
    assert "It cannot: search, stream, deletions" in told
    assert "@Célestine Roux  Aubelune : les colis & les nerfs" in told
    assert run([*config, "sources", "test", "feed", "--json"]) == 0
    assert lines(capsys.readouterr().out)[0] | {"newest": None} == {
        "type": "test", "name": "feed", "network": "rss", "ok": True, "live": True, "mentions": 3, "unreadable": 0,
        "problem": None, "awaits": [], "newest": None,
    }  # fmt: skip
    assert not Path(config[3]).exists()


@pytest.mark.parametrize(
    ("name", "words"), [("gone", "gone for good"), ("shy", "allow_private"), ("log", "does not exist")]
)
def test_a_failing_source_says_why_and_what_mends_it(
    config: list[str], capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    """The test did its work, so the exit code is 0."""
    assert run([*config, "sources", "test", name]) == 0
    told = capsys.readouterr().out
    assert words in told
    assert "page=1" not in told


def test_an_unknown_name_is_wrong_use(config: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With the names there are."""
    assert run([*config, "sources", "test", "feeed"]) == 2
    assert "Configured are: feed, gone, shy, log." in capsys.readouterr().err


async def test_a_source_that_does_not_come_to_an_end_is_left(tmp_path: Path) -> None:
    """What it brought by then counts."""

    class Endless(FollowedFile):
        async def deliveries(self, cursor: str | None):  # type: ignore[no-untyped-def,override]
            await asyncio.sleep(60)
            yield

    probed = await probe(Endless("x", tmp_path), patience_seconds=0.02)
    assert (probed.answered, probed.live) == (False, False)
    assert "longer than" in probed.problem


@pytest.mark.parametrize(
    ("network", "name", "mentions", "notes"),
    [
        ("mastodon", "mastodon_tag.json", 4, 0),
        ("mastodon", "mastodon_exchanges.json", 4, 2),
        ("mastodon", "mastodon_stream.sse", 2, 1),
        ("mastodon", "mastodon_websocket.jsonl", 2, 1),
        ("rss", "press.rss", 3, 0),
        ("rss", "bomb.rss", 0, 1),
        ("lemmy", "lemmy_comments.json", 2, 2),
        ("folder", "calls.csv", 2, 1),
        ("folder", "mail.eml", 1, 0),
        ("folder", "mails.mbox", 2, 0),
        ("webhook", "hook.json", 2, 0),
        ("webhook", "hook_bad.jsonl", 0, 1),
    ],
)
def test_parse_prints_the_mentions_and_says_why_not(
    capsys: pytest.CaptureFixture[str], network: str, name: str, mentions: int, notes: int
) -> None:
    """Mentions on standard output as a recording, reasons on standard error."""
    assert run(["sources", "parse", network, str(PAYLOADS / name)]) == 0
    told = capsys.readouterr()
    assert len(lines(told.out)) == mentions
    named = "crm" if network == "webhook" else network
    assert all(one["id"] and one["source"] == named and "<p>" not in str(one["text"]) for one in lines(told.out))
    assert len(told.err.splitlines()) == notes


def test_what_parse_prints_can_be_parsed_again_also_compressed_and_from_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recording format, there and back."""
    run(["sources", "parse", "rss", str(PAYLOADS / "alerts.atom")])
    printed = capsys.readouterr().out
    (tmp_path / "saved.gz").write_bytes(gzip.compress(printed.encode()))
    assert run(["sources", "parse", "jsonl", str(tmp_path / "saved.gz")]) == 0
    assert capsys.readouterr().out == printed
    with (tmp_path / "saved.gz").open("rb") as piped:
        monkeypatch.setattr(sys, "stdin", type("Piped", (), {"buffer": piped}))
        assert run(["sources", "parse", "jsonl", "-"]) == 0
    assert capsys.readouterr().out == printed


def test_parse_of_what_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, a folder, an unknown network."""
    assert run(["sources", "parse", "rss", str(tmp_path / "absent")]) == 2
    assert run(["sources", "parse", "rss", str(tmp_path)]) == 2
    assert run(["sources", "parse", "pigeon", str(tmp_path)]) == 2
    assert "no such file" in capsys.readouterr().err


def test_what_a_folder_and_a_webhook_can_be_tried_for(
    config: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is read as it would be, bad rows with file and number; a webhook says whether it can listen."""
    monkeypatch.setenv("HOOK", "s3same")
    (tmp_path / "exports").mkdir()
    calls = tmp_path / "exports" / "calls.csv"
    calls.write_bytes((PAYLOADS / "calls.csv").read_bytes())
    os.utime(calls, (1_764_000_000,) * 2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with Path(config[1]).open("a") as file:
        file.write('[[source]]\nname = "calls"\nnetwork = "folder"\npath = "exports"\n')
        file.write(f'[[source]]\nname = "hook"\nnetwork = "webhook"\nport = {port}\nsecret_env = "HOOK"\n')
    assert run([*config, "sources", "test", "calls"]) == 0
    told = capsys.readouterr().out
    assert "It brought 2 mentions." in told
    assert "– calls.csv: Its time 'demain' is not ISO 8601." in told
    assert run([*config, "sources", "test", "hook"]) == 0
    assert "It answered." in capsys.readouterr().out
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert run([*config, "sources", "test", "hook"]) == 0
    told = capsys.readouterr().out
    assert "already in use" in told
    assert "s3same" not in told


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A folder into which a file has just been put, and a file whose last line is still being written."""
    for name in ("CMWATCH_CONFIG", "CMWATCH_DATA"):
        monkeypatch.delenv(name, raising=False)
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "fresh.csv").write_text("id,author,text,created_at\n1,a,Lumen broke,2026-11-26T10:00:00Z\n")
    (drop / "notes.docx").write_text("x")
    line = '{"id":"%s","source":"x","author":"a","text":"Lumen %s","created_at":"2026-11-26T10:00:00Z"}'
    (tmp_path / "tail.jsonl").write_text(line % ("1", "whole") + "\n" + line % ("2", "begun"))
    path = tmp_path / "config.toml"
    path.write_text(
        '[[brand]]\nname = "Lumen"\n[[source]]\nname = "drop"\nnetwork = "folder"\npath = "drop"\n'
        '[[source]]\nname = "tail"\nnetwork = "jsonl"\npath = "tail.jsonl"\n'
    )
    return ["--config", str(path), "--data", str(tmp_path / "data"), "sources", "test"]


def test_a_folder_says_which_file_it_waits_for_and_shows_it_when_asked(
    local: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that was put there a moment ago is no silence: it may not be complete."""
    assert run([*local, "drop"]) == 0
    told = capsys.readouterr()
    assert "It brought 0 mentions." in told.out
    assert "fresh.csv is fresh: it is read once it has stayed the same for 10 seconds." in told.out
    assert "1 other file there is called otherwise" in told.out
    assert "It waits for files *.csv, *.tsv, *.eml, *.mbox to be put into drop." in told.out
    assert "--unfinished" in told.err
    assert run([*local, "drop", "--unfinished"]) == 0
    shown = capsys.readouterr().out
    assert "It brought 1 mention." in shown
    assert "Lumen broke" in shown
    old = Path(local[1]).parent / "drop" / "fresh.csv"
    os.utime(old, (1_700_000_000, 1_700_000_000))
    assert run([*local, "drop"]) == 0
    assert "is fresh" not in capsys.readouterr().out


def test_a_followed_file_says_that_its_last_line_has_no_end_and_shows_it_when_asked(
    local: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """And that it waits for what is appended."""
    assert run([*local, "tail"]) == 0
    told = capsys.readouterr().out
    assert "It brought 1 mention." in told
    assert "has no end yet" in told
    assert "It waits for lines that are appended to tail.jsonl." in told
    assert run([*local, "tail", "--unfinished"]) == 0
    shown = capsys.readouterr().out
    assert "Lumen begun" in shown
    assert run([*local, "tail", "--json"]) == 0
    (answer,) = lines(capsys.readouterr().out)
    assert answer["mentions"] == 1
    assert "tail.jsonl" in str(answer["awaits"])
