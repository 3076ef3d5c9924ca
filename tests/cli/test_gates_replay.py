"""Grave words and planned events through the whole house: recording, configuration, alert."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cmwatch.archive import Archive
from cmwatch.cli import run

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
CONFIGURED = """
[[brand]]
name = "Lumo"
[[brand.watch]]
query = "lumo"
vips = ["gazette@net"]
[[event]]
name = "Winter contest"
brand = "Lumo"
since = 2026-01-07
until = 2026-01-09
"""


def recording(folder: Path, *said: tuple[datetime, str, str]) -> Path:
    """Four days in which somebody says something every hour, and what is said beside it."""
    calm = [
        (MONDAY + timedelta(hours=n), f"u{n}", f"room {n} of house {n * 7 % 31} has a Lumo lamp") for n in range(96)
    ]
    rows = [
        {"id": n, "source": "net", "author": author, "text": text, "created_at": at.isoformat(), "brand": "Lumo"}
        for n, (at, author, text) in enumerate(sorted([*calm, *said]))
    ]
    path = folder / "lumo.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return path


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration that names a listed account and a contest."""
    (tmp_path / "config.toml").write_text(CONFIGURED)
    monkeypatch.setenv("CMWATCH_CONFIG", str(tmp_path / "config.toml"))
    return tmp_path


def alerts(folder: Path, file: Path, capsys: pytest.CaptureFixture[str], data: str = "data") -> list[dict[str, object]]:
    arguments = ["replay", str(file), "--json", "--data", str(folder / data), "--config", str(folder / "config.toml")]
    assert run(arguments) == 0
    return [row for text in capsys.readouterr().out.splitlines() if (row := json.loads(text))["type"] == "alert"]


def test_two_voices_of_an_injury_are_an_alert_during_the_contest(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """At two mentions; the contest is named, the samples are what was said, the archive knows the class."""
    noon = MONDAY + timedelta(days=2, hours=12, minutes=10)
    file = recording(
        configured,
        (noon, "ana", "The Lumo caught fire and burned my hand"),
        (noon + timedelta(minutes=20), "ben", "Same here, burned my fingers on a Lumo"),
    )
    first, *_later = alerts(configured, file, capsys)
    assert (first["channel"], first["severity"], first["planned"]) == ("gate", 2, ["Winter contest"])
    (gate,) = first["gates"]  # type: ignore[misc]
    assert (gate["kind"], gate["code"], gate["word"], gate["days"]) == ("grave", "injury", "burned my fingers", None)
    assert first["samples"][:2] == gate["keys"]  # type: ignore[index]
    with Archive.open(configured / "data") as archive:
        known = archive.item(gate["keys"][0])
        assert known is not None
        assert known.reading.risks == ("injury", "safety")


def test_one_listed_account_is_enough(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What takes two voices of others takes one of theirs."""
    noon = MONDAY + timedelta(days=1, hours=12, minutes=10)
    anybody = recording(configured, (noon, "ana", "A data breach at Lumo, so I read"))
    assert alerts(configured, anybody, capsys, "one") == []
    listed = recording(configured, (noon, "Gazette", "A data breach at Lumo, as we learn"))
    first, *_later = alerts(configured, listed, capsys, "other")
    assert (first["channel"], first["severity"], first["observed"]) == ("gate", 2, 1)


def test_the_line_of_an_alert_says_what_a_gate_opened_for(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One mention where one and a half are usual reads as nothing, if the word is not said."""
    noon = MONDAY + timedelta(days=1, hours=12, minutes=10)
    file = recording(configured, (noon, "Gazette", "A data breach at Lumo, as we learn"))
    config = str(configured / "config.toml")
    assert run(["replay", str(file), "--headless", "--data", str(configured / "plain"), "--config", config]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert "Grave term of personal data: “data breach”" in first
    assert first.index("Grave term") < first.index("expected")
