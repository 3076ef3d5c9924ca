"""Real streams through the whole pipeline: crises found in time, calm left in peace, French read."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cmwatch.archive import Archive


def replayed(*arguments: str | Path, stdin: bytes | None = None) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "cmwatch", "replay", *map(str, arguments), "--json", "--locale", "en"],
        input=stdin,
        capture_output=True,
        env=os.environ | {"CMWATCH_CONFIG": "/nowhere/config.toml"},
        timeout=120,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def calls(objects: list[dict[str, Any]]) -> list[datetime]:
    """When each alert first called somebody: a green one is only shown."""
    first: dict[str, datetime] = {}
    for one in objects:
        if one.get("state") in ("open", "worsened") and one["severity"] <= 3:
            first.setdefault(one["id"], datetime.fromisoformat(one["at"]))
    return list(first.values())


def onsets(objects: list[dict[str, Any]], day: str) -> set[datetime]:
    """Every beginning that was told of alerts of a day that called somebody."""
    called = {one["id"] for one in objects if one.get("state") in ("open", "worsened") and one["severity"] <= 3}
    return {
        datetime.fromisoformat(one["onset"])
        for one in objects
        if one.get("id") in called and one["id"].startswith(day.replace("-", ""))
    }


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "Z")


@pytest.fixture
def streams(shared: Path) -> Path:
    """The folder of the streams."""
    return shared / "data/streams"


def test_the_robinhood_outage_is_found_before_a_quarter_to_three(streams: Path) -> None:
    """Early is allowed from twelve on; every mention is filed."""
    *alerts, summary = replayed(streams / "robinhood_2021_01.jsonl.gz")
    assert any(at("2021-01-27T12:00:00") <= one <= at("2021-01-27T14:45:00") for one in calls(alerts))
    assert not [one for one in calls(alerts) if one < at("2021-01-27T12:00:00")]
    assert all(at("2021-01-27T12:00:00") <= one <= at("2021-01-27T14:40:00") for one in onsets(alerts, "2021-01-27"))
    (called,) = [one for one in calls(alerts) if one.date() == at("2021-01-28T00:00:00").date()]
    assert called <= at("2021-01-28T22:26:30")
    assert summary["mentions"] == 26_023
    assert summary["unreadable"] == []


def test_the_free_outage_is_found_and_the_brands_own_day_is_left_in_peace(streams: Path, tmp_path: Path) -> None:
    """19 July between 17:14 and 18:35; on the 25th the brand itself wrote forty-six messages in an hour."""
    *alerts, _summary = replayed(streams / "free_fr_2024_07.jsonl.gz", "--data", tmp_path)
    assert any(at("2024-07-19T17:14:00") <= one <= at("2024-07-19T18:35:00") for one in calls(alerts))
    assert not [one for one in calls(alerts) if one.date() == at("2024-07-25T00:00:00").date()]
    with Archive.open(tmp_path) as archive:
        items = list(archive.items())
    assert len(items) == 268
    assert not [item for item in items if item.reading.lang not in ("en", "fr") and item.reading.compound is not None]
    french = [item for item in items if item.reading.lang == "fr"]
    assert len(french) >= 250
    assert sum(item.reading.tone == "unsure" for item in french) <= 0.1 * len(french)


def test_the_same_file_twice_through_standard_input_adds_nothing(streams: Path, tmp_path: Path) -> None:
    """And alerts nothing; standard input may be gzip."""
    data = (streams / "free_fr_2024_07.jsonl.gz").read_bytes()
    assert len(replayed("-", "--data", tmp_path, stdin=data)) > 1
    (summary,) = replayed("-", "--data", tmp_path, stdin=data)
    assert (summary["mentions"], summary["duplicates"], summary["alerts"]) == (0, 268, 0)


def test_twenty_five_calm_days_raise_few_alerts(streams: Path) -> None:
    """Steam reviews without a crisis: the budget is one a week, and each of these is false. None pages."""
    *alerts, _summary = replayed(streams / "cs2_steam_2024_04.jsonl.gz")
    assert all(one["severity"] >= 3 for one in alerts)
    assert len(calls(alerts)) <= 5
