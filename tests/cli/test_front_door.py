"""The commands as a whole: help, versions, options that stand anywhere, and what is not imported."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cmwatch import __version__, cli
from cmwatch.cli import COMMANDS, run

SUBCOMMANDS = {
    "alerts": ["list", "show", "ack", "snooze", "close", "undo"],
    "sources": ["list", "test", "pause", "resume", "parse"],
    "incidents": ["declare", "list", "show", "note", "status", "verify", "export"],
    "templates": ["list", "show", "render"],
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration and no data but those of the test."""
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("CMWATCH_DATA", str(tmp_path / "data"))


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS), *([a, b] for a, bs in SUBCOMMANDS.items() for b in bs)]
)
def test_every_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence, and each of its options in another."""
    assert run([*command, "--help"]) == 0
    text = capsys.readouterr().out
    assert "Usage: cmwatch" in text
    assert len(text.splitlines()) > 8
    for option in ("--config", "--data", "--as", "--locale"):
        assert option in text


def test_the_commands_of_the_architecture_are_there_and_no_others() -> None:
    """Later ones appear in the help only when they are built."""
    assert list(COMMANDS) == [
        "watch", "demo", "replay", "backtest", "score", "init", "check", "sources", "search", "export", "forget",
        "alerts", "incidents", "templates",
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_shared_options_stand_before_or_after_the_command(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They mean the same wherever they stand."""
    shared = ["--data", str(tmp_path / "elsewhere"), "--locale", "en"]
    line = {
        "before": [*shared, "alerts", "list"],
        "between": ["alerts", *shared, "list"],
        "after": ["alerts", "list", *shared],
    }[place]
    assert run(line) == 0
    assert (tmp_path / "elsewhere").is_dir()
    assert not (tmp_path / "data").exists()
    assert "no alert" in capsys.readouterr().err


def test_an_unknown_locale_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """With the ones there are."""
    assert run(["alerts", "list", "--locale", "tlh"]) == 2
    assert "'en'" in capsys.readouterr().err


def imported(*arguments: str) -> set[str]:
    script = (
        "import sys; sys.argv = ['cmwatch', *sys.argv[1:]]\n"
        "from cmwatch.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "import json; print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, timeout=30, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_version_is_instant() -> None:
    """It imports neither the command line nor anything heavy."""
    heavy = {"click", "textual", "rich", "httpx", "msgspec", "tinydb", "feedparser", "sqlite3", "asyncio"}
    assert not imported("--version") & heavy
    done = subprocess.run([sys.executable, "-m", "cmwatch", "--version"], capture_output=True, timeout=30, check=True)
    assert done.stdout.decode() == f"cmwatch {__version__}\n"


def test_help_does_not_load_the_desk_or_the_network() -> None:
    """They take longer to import than a person wants to wait for a help text."""
    assert not imported("--help") & {"textual", "rich", "httpx", "tinydb", "feedparser", "vaderSentiment"}


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt, 130), (BrokenPipeError, 0)], ids=["interrupt", "broken pipe"]
)
def test_interrupts_and_readers_that_leave(
    error: type[BaseException], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for every command, whatever it is doing."""

    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr("cmwatch.cli.shared.Session.archive", fail)
    silenced: list[int] = []
    monkeypatch.setattr(cli.os, "dup2", lambda _null, number: silenced.append(number))
    assert run(["alerts", "list"]) == code
    assert bool(silenced) is (error is BrokenPipeError)
