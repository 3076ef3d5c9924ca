"""From a recording to a log that can be trusted, through the front door only: what was changed afterwards is found."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)


def recorded(path: Path) -> None:
    """Four calm hours and one in which a lamp fails."""
    rows = [
        {
            "id": f"{minute}-{place}",
            "source": "mastodon",
            "author": f"user{minute * 31 % 97}{place}",
            "text": f"The Lumo lamp number {minute}{place} " + ("is broken" if minute >= 240 else "is on"),
            "created_at": (BEGIN + timedelta(minutes=minute, seconds=4 * place)).isoformat(),
            "brand": "Lumo",
            "lang": "en",
        }
        for minute in range(300)
        for place in range(12 if minute >= 240 else 2)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The program, in its own process, on a folder of its own and no configuration."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("CMWATCH_")}
    environment = known | {"CMWATCH_CONFIG": str(tmp_path / "none.toml"), "TZ": "UTC"}

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "cmwatch", "--locale", "en", "--data", str(tmp_path / "data"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return call


def answer(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_a_recording_to_a_log_whose_every_change_is_found(run: Run, tmp_path: Path) -> None:
    """Replay, alert, incident, note, evidence, reply, status, export, OK; then a byte, the header, the tail."""
    recorded(tmp_path / "lamps.jsonl")
    answer(run("replay", str(tmp_path / "lamps.jsonl"), "--speed", "max", "--headless"))
    (alert,) = [json.loads(line) for line in answer(run("alerts", "list", "--json")).splitlines()]
    assert alert["watch"] == "Lumo"
    made = run("incidents", "declare", "Lamps fail", "--alert", alert["id"], "--as", "Ana", "--json")
    folder = Path(json.loads(answer(made))["folder"])
    for act in (
        ("note", "1", "fact", "firmware", "3.2", "went", "out"),
        ("keep", "1", "mastodon:250-3"),
        ("reply", "1", "We are on it.", "--answers", "mastodon:250-3"),
        ("status", "1", "contained", "--reason", "the update is stopped"),
    ):
        answer(run("incidents", *act, "--as", "Ana"))
    document = answer(run("incidents", "export", "1"))
    assert "# " in document
    assert "We are on it." in document
    assert len(answer(run("incidents", "export", "1", "--format", "jsonl")).splitlines()) >= 6
    assert "OK" in answer(run("incidents", "verify"))
    (listed,) = [json.loads(line) for line in answer(run("alerts", "list", "--json")).splitlines()]
    assert folder.name.startswith(listed["incident"])
    again = run("incidents", "declare", "Lamps fail", "--alert", alert["id"])
    assert (again.returncode, "already has an incident" in again.stderr) == (2, True)

    file = folder / "case.json"
    whole = file.read_bytes()

    def found(content: bytes) -> str:
        file.write_bytes(content)
        verdict = run("incidents", "verify")
        assert verdict.returncode == 1
        file.write_bytes(whole)
        return verdict.stdout

    said = json.loads(whole)["entries"]
    seq = next(number for number, entry in said.items() if entry["kind"] == "fact")
    assert f"entry {seq} " in found(whole.replace(b"firmware 3.2", b"firmware 3.3"))
    assert " header " in found(whole.replace(b'"title": "Lamps fail"', b'"title": "Lamps hail"', 1))
    cut = json.loads(whole)
    del cut["entries"][str(len(said))]
    assert " header " in found(json.dumps(cut).encode())
    assert f"unreadable at byte {len(whole) // 2}" in found(
        whole[: len(whole) // 2] + b"\xff" + whole[len(whole) // 2 :]
    )
    assert "unreadable at byte 0" in found(b"")
    (capture,) = (folder / "captures").iterdir()
    kept = capture.read_bytes()
    capture.write_bytes(kept.replace(b"Lumo", b"Luma", 1))
    verdict = run("incidents", "verify")
    capture.write_bytes(kept)
    seq = next(number for number, entry in said.items() if entry["kind"] == "evidence")
    assert (verdict.returncode, f"entry {seq} " in verdict.stdout) == (1, True)
    assert run("incidents", "verify").returncode == 0
