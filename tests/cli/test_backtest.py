"""`cmwatch backtest` as a person and a script use it."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cmwatch.model.case import Declaration
from cmwatch.response.casebook import CaseBook

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BURST = MONDAY + timedelta(days=2, hours=10)
SENSITIVITY_KEYS = {
    "type", "sensitivity", "budget_a_week", "alarms", "alarms_a_week", "pages", "crises", "found",
    "median_delay_minutes", "false_alarms", "false_alarms_a_week", "outcomes", "alarm_list",
}  # fmt: skip


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two calm days, a bad half hour, four hours of quiet."""
    random = Random(7)
    calm = [
        (MONDAY + timedelta(minutes=10 * n + random.random() * 9), f"room {random.random()} has a Lumo lamp")
        for n in range(2 * 144 + 84)
    ]
    bad = [(BURST + timedelta(seconds=30 * n), f"I hate it, my Lumo lamp number {n} is broken") for n in range(60)]
    lines = [
        json.dumps(
            {"id": n, "source": "net", "author": f"u{n}", "text": text, "created_at": at.isoformat(), "brand": "Lumo"}
        )
        for n, (at, text) in enumerate(sorted(calm + bad))
    ]
    path = tmp_path_factory.mktemp("recording") / "lumo.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """The bad half hour, and a crisis of a brand that is not there."""
    end = BURST + timedelta(hours=2)
    known = {"bad_half_hour": {"brand": "Lumo", "onset": BURST.isoformat(), "end": end.isoformat()}}
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(known | {"fire": {"brand": "Lumi", "onset": BURST.isoformat()}}))
    return path


def backtest(*arguments: str | Path, stdin: bytes | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cmwatch", "backtest", *map(str, arguments)],
        input=stdin.decode() if stdin else None,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        env=os.environ | {"CMWATCH_CONFIG": "/nowhere/config.toml", "CMWATCH_LOCALE": "en", "COLUMNS": "80"} | environ,
        timeout=60,
        check=False,
        text=True,
    )


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(text) for text in done.stdout.splitlines()]


def test_json_is_one_object_a_sensitivity_and_the_summary_the_same_each_time(recording: Path, labels: Path) -> None:
    """From a file or from standard input, in English or in French; all times UTC."""
    done = backtest(recording, "--labels", labels, "--json")
    *rows, summary = objects(done)
    assert [row["sensitivity"] for row in rows] == ["calm", "balanced", "sharp"]
    for row in rows:
        assert set(row) == SENSITIVITY_KEYS
        assert (row["crises"], row["found"], row["outcomes"][0]["label"]) == (1, 1, "bad half hour")
        assert 0 <= row["outcomes"][0]["delay_minutes"] <= 15
    assert (summary["type"], summary["mentions"], summary["watches"]) == ("summary", 432, ["Lumo"])
    assert summary["labels_left_out"] == ["fire"]
    assert summary["suggestion"]["sensitivity"] in ("calm", "balanced", "sharp")
    assert "no watch is about Lumi" in done.stderr
    again = backtest("-", "--labels", labels, "--json", "--locale", "fr", stdin=recording.read_bytes())
    *french, last = objects(again)
    for one in (last, summary):
        del one["suggestion"]["text"]
    assert (french, last) == (rows, summary)


def test_without_labels_nothing_is_said_of_what_nobody_knows(recording: Path) -> None:
    """False alarms and misses are unknown, not zero."""
    *rows, summary = objects(backtest(recording, "--json"))
    for row in rows:
        assert (row["crises"], row["found"], row["false_alarms"]) == (None, None, None)
    assert summary["suggestion"]["because"] == "unlabelled"


@pytest.mark.parametrize("columns", ["80", "160"])
def test_the_table_the_suggestion_and_the_drawing_fit_the_terminal(recording: Path, labels: Path, columns: str) -> None:
    """In this order."""
    done = backtest(recording, "--labels", labels, COLUMNS=columns)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= int(columns)
    text = done.stdout
    places = [text.index(words) for words in ("432 mentions", "balanced ", "bad half hour", "Suggested: ", "■▲◆ calls")]
    assert places == sorted(places)
    assert "\x1b" not in text


def test_the_picture_is_written_beside_the_answer(recording: Path, labels: Path, tmp_path: Path) -> None:
    """Whatever the case of its ending; the answer stays on standard output."""
    done = backtest(recording, "--labels", labels, "--picture", tmp_path / "a.PNG", "--json")
    assert len(objects(done)) == 4
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    assert str(tmp_path / "a.PNG") in done.stderr


def test_past_incidents_are_labels(recording: Path, tmp_path: Path) -> None:
    """With `--data` and without `--labels`; nothing is written there."""
    book = CaseBook(tmp_path / "cases")
    declared = BURST + timedelta(minutes=40)
    book.declare(
        Declaration(
            title="Lamps out", severity=2, suggested=None, watches=("Lumo",), brand="Lumo", zone="UTC",
            first_mention_at=BURST, alert=None,
        ),
        "ana",
        declared,
    )  # fmt: skip
    before = sorted(tmp_path.rglob("*"))
    done = backtest(recording, "--data", tmp_path, "--json")
    *rows, summary = objects(done)
    assert summary["labels"] == ["#2026-0001 Lamps out"]
    assert all(row["found"] == 1 for row in rows)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_configuration_gives_its_watches(recording: Path, tmp_path: Path) -> None:
    """And their queries."""
    config = tmp_path / "config.toml"
    config.write_text('[[brand]]\nname = "Lumo"\n[[brand.watch]]\nname = "Broken"\nquery = "broken"\n')
    *_rows, summary = objects(backtest(recording, "--json", "--config", config))
    assert (summary["mentions"], summary["unmatched"]) == (60, 372)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.jsonl",), "no such file"),
        ((), "FILE"),
        ((".",), "folder"),
        (("{recording}", "--labels", "nowhere.json"), "labels cannot be read"),
        (("{recording}", "--labels", "{recording}"), "not JSON"),
        (("{recording}", "--watch", "Lumi"), "The recording has: Lumo"),
        (("{recording}", "--picture", "a.gif"), ".svg or a .png"),
        (("{recording}", "--picture", "nowhere/a.svg"), "cannot be written"),
        (("{recording}", "--config", "nowhere.toml"), "no configuration"),
        ((os.devnull,), "no mention to judge by"),
    ],
    ids=str,
)
def test_wrong_use_is_said_in_words_with_code_2(recording: Path, arguments: tuple[str, ...], said: str) -> None:
    """On standard error; standard output stays empty, and nobody sees a traceback."""
    done = backtest(*(argument.format(recording=recording) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_real_outage_is_found_by_every_sensitivity(shared: Path) -> None:
    """19 July 2024, with the labels that lie beside the stream; the brand's own messages raise nothing."""
    stream = shared / "data/streams/free_fr_2024_07.jsonl.gz"
    *rows, summary = objects(backtest(stream, "--labels", shared / "data/streams/labels.json", "--json"))
    assert summary["labels"] == ["tv then auth outage"]
    assert [(row["found"], row["false_alarms"]) for row in rows] == [(1, 0)] * 3
