"""`cmwatch replay` as scripts use it: its objects, its codes, its streams."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from subprocess import PIPE
from typing import Any

import pytest

from cmwatch.archive import Archive

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BURST = MONDAY + timedelta(days=4, hours=10)
ALERT_KEYS = {
    "type", "id", "at", "state", "watch", "channel", "window_minutes", "opened_at", "onset", "severity", "observed",
    "expected", "band", "factor", "immature_days", "reasons",
}  # fmt: skip
SUMMARY_KEYS = {"type", "mentions", "duplicates", "unmatched", "unreadable", "alerts", "seconds", "data"}


def line(number: int, at: datetime, text: str) -> str:
    fields = {"id": number, "source": "net", "author": f"u{number}", "text": text, "created_at": at.isoformat()}
    return json.dumps(fields | {"brand": "Lumo"})


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four calm days, a bad half hour, four hours of quiet."""
    random = Random(7)
    calm = [
        (MONDAY + timedelta(minutes=10 * n + random.random() * 9), f"room {random.random()} has a Lumo lamp")
        for n in range(4 * 144 + 84)
    ]
    bad = [(BURST + timedelta(seconds=30 * n), f"I hate it, my Lumo lamp number {n} is broken") for n in range(60)]
    lines = [line(n, at, text) for n, (at, text) in enumerate(sorted(calm + bad))]
    path = tmp_path_factory.mktemp("recording") / "lumo.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def cmwatch(*arguments: str | Path, stdin: bytes | None = None, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cmwatch", *map(str, arguments)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        env=os.environ | {"CMWATCH_CONFIG": "/nowhere/config.toml", "CMWATCH_LOCALE": "en"} | environ,
        timeout=60,
        check=False,
    )


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(text) for text in done.stdout.splitlines()]


def test_json_prints_an_object_for_each_change_and_the_summary_last(recording: Path, tmp_path: Path) -> None:
    """With the keys that scripts depend on, times in UTC, and one id over an alert's life."""
    *alerts, summary = objects(cmwatch("replay", recording, "--json", "--data", tmp_path))
    assert set(summary) >= SUMMARY_KEYS
    assert (summary["type"], summary["mentions"], summary["alerts"]) == ("summary", 720, 1)
    assert summary["data"] == str(tmp_path)
    assert alerts[0]["state"] == "open"
    assert alerts[-1]["state"] == "quiet"
    assert len({alert["id"] for alert in alerts}) == 1
    for alert in alerts:
        assert set(alert) >= ALERT_KEYS
        assert alert["type"] == "alert"
        assert alert["severity"] in (1, 2, 3, 4)
        assert len(alert["band"]) == 2
        assert all(re.fullmatch(r"\d{4}(-\d\d){2}T(\d\d:){2}\d\dZ", alert[key]) for key in ("at", "opened_at", "onset"))
    assert [alert["at"] for alert in alerts] == sorted(alert["at"] for alert in alerts)


def test_the_same_through_standard_input_twice(recording: Path, tmp_path: Path) -> None:
    """The second run adds nothing and alerts nothing."""
    data = recording.read_bytes()
    first = objects(cmwatch("replay", "-", "--json", "--data", tmp_path, stdin=data))
    second = objects(cmwatch("replay", "-", "--json", "--data", tmp_path, stdin=data))
    assert len(first) > 1
    (summary,) = second
    assert (summary["mentions"], summary["duplicates"], summary["alerts"]) == (0, 720, 0)


SPOKEN = ("seconds", "data", "reasons", "doubts", "checked", "cells", "unseen")
"""What differs between two runs, or carries sentences beside its codes."""


def test_french_changes_the_words_and_not_the_keys(recording: Path, tmp_path: Path) -> None:
    """Codes, keys and numbers are for programs."""
    english = objects(cmwatch("replay", recording, "--json", "--data", tmp_path / "en"))
    french = objects(cmwatch("replay", recording, "--json", "--data", tmp_path / "fr", "--locale", "fr"))

    def bare(one: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in one.items() if key not in SPOKEN}
        return kept | {"codes": [said["code"] for name in ("reasons", "unseen") for said in one.get(name, [])]}

    assert [bare(one) for one in french] == [bare(one) for one in english]


def test_plain_lines_carry_the_level_the_zone_and_the_id(recording: Path, tmp_path: Path) -> None:
    """One line an alert; progress and paths go to standard error."""
    done = cmwatch("replay", recording, "--headless")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert re.match(r"2026-01-09 10:\d\d \+0000  [■▲◆●][1-4] \w+  open  Lumo \| ", lines[0])
    assert "720 mentions" in lines[-1]
    assert b"Workspace" in done.stderr


def test_unreadable_lines_are_counted_with_their_numbers(tmp_path: Path) -> None:
    """The run goes on; `--strict` makes a code of it."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([line(1, MONDAY, "a"), "{nonsense", line(2, MONDAY, "b"), '{"id": 3}']))
    done = cmwatch("replay", path, "--json", "--data", tmp_path / "data")
    (summary,) = objects(done)
    assert summary["mentions"] == 2
    assert [(bad["file"], bad["line"]) for bad in summary["unreadable"]] == [(str(path), 2), (str(path), 4)]
    assert f"{path}:2: ".encode() in done.stderr
    assert cmwatch("replay", path, "--json", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("replay", "nowhere.jsonl", "--json"), "no such file"),
        (("replay", "--json"), "FILE"),
        (("replay", "x.jsonl", "--speed", "0", "--json"), "is no speed"),
        (("replay", "x.jsonl", "--speed", "fast", "--json"), "is no speed"),
        (("replay", ".", "--json"), "folder"),
        (("replay", "x.jsonl", "--config", "nowhere.toml", "--json"), "no configuration"),
        (("watch", "--headless"), "no configuration"),
        (("dance",), "dance"),
        ((), "no terminal"),
    ],
    ids=str,
)
def test_wrong_use_is_said_in_words_with_code_2(arguments: tuple[str, ...], said: str) -> None:
    """On standard error; standard output stays empty, and nobody sees a traceback."""
    done = cmwatch(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_desk_without_a_terminal_says_what_to_do(recording: Path) -> None:
    """Rather than writing escape sequences into a file."""
    done = cmwatch("replay", recording)
    assert done.returncode == 2
    assert b"--headless" in done.stderr


def test_a_reader_that_leaves_ends_it_without_a_word(recording: Path, tmp_path: Path) -> None:
    """`| head -1`: no traceback, code 0."""
    command = [sys.executable, "-m", "cmwatch", "replay", str(recording), "--json", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        complaint = process.stderr.read()
        assert process.wait(60) == 0
    assert b"Traceback" not in complaint
    assert b"rror" not in complaint


def test_an_interrupt_ends_it_with_130_and_keeps_what_was_filed(recording: Path, tmp_path: Path) -> None:
    """In the middle of the recording; the same again brings the rest."""
    command = [sys.executable, "-m", "cmwatch", "replay", str(recording), "--json", "--speed", "20000"]
    command += ["--data", str(tmp_path)]
    with Archive.open(tmp_path) as archive, subprocess.Popen(command, stdout=PIPE, stderr=PIPE) as process:
        while archive.size().mentions == 0 and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, complaint = process.communicate(timeout=20)
        assert process.returncode == 130
    assert b"Traceback" not in complaint
    summary = json.loads(out.splitlines()[-1])
    assert 0 < summary["mentions"] <= 720
    again = objects(cmwatch("replay", recording, "--json", "--data", tmp_path))[-1]
    assert again["mentions"] == 720 - summary["mentions"]


def test_a_configuration_gives_a_replay_its_watches_and_nothing_that_reaches_out(
    recording: Path, tmp_path: Path
) -> None:
    """No source is fetched, no command is told."""
    trap = tmp_path / "told"
    config = tmp_path / "config.toml"
    config.write_text(
        f'[alerts]\nnotify_cmd = ["{sys.executable}", "-c", "open({str(trap)!r}, \'w\')"]\n'
        '[[brand]]\nname = "Lumo"\n[[brand.watch]]\nquery = "broken"\n'
    )
    done = cmwatch("replay", recording, "--json", "--config", config, "--data", tmp_path / "data")
    if done.returncode == 2:
        pytest.fail(done.stderr.decode())
    *_alerts, summary = objects(done)
    assert (summary["mentions"], summary["unmatched"]) == (60, 660)
    assert not trap.exists()
