"""Labels: read as people write them, with every problem named at once."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from samples import LUMO, at, label

from cmwatch.alarm.backtest.labels import of_recordings, read_labels
from cmwatch.errors import ConfigError
from cmwatch.model import Watch


def read(content: Any) -> Any:
    return read_labels(json.dumps(content).encode(), "labels.json")


def test_an_object_of_labels_and_a_list_say_the_same() -> None:
    """Times without an offset mean UTC; the name is what stands after the slash; a crisis is what is meant."""
    row = {"brand": "Lumo", "onset": "2026-01-05T10:00:00", "end": "2026-01-05T13:00:00+01:00"}
    (one,) = read({"some_stream/gate_outage": row})
    (other,) = read([{"name": "gate outage"} | row])
    assert one == other
    assert (one.name, one.kind) == ("gate outage", "crisis")
    assert (one.onset, one.end) == (datetime(2026, 1, 5, 10, tzinfo=UTC), datetime(2026, 1, 5, 12, tzinfo=UTC))


def test_a_name_is_made_safe_to_show() -> None:
    """It comes from a file, and goes to a terminal and into a picture."""
    (one,) = read({"\x1b[31mred\u202e": {"onset": "2026-01-05T10:00:00Z"}})
    assert one.name == "red"


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (7, ["a"]),
        ({"kind": "disaster", "onset": "soon", "brand": 4}, ["a.kind", "a.brand", "a.onset"]),
        ({"kind": "crisis"}, ["a.onset"]),
        ({"kind": "minor", "onset": None}, ["a.onset"]),
        ({"onset": "2026-01-05T10:00:00Z", "end": "2026-01-05T09:00:00Z"}, ["a.end"]),
        ({"onset": 1767571200}, ["a.onset"]),
    ],
    ids=str,
)
def test_every_problem_is_named_with_its_key(row: Any, keys: list[str]) -> None:
    """All at once, so that a file is mended once."""
    with pytest.raises(ConfigError) as told:
        read({"a": row, "fine": {"onset": "2026-01-05T10:00:00Z"}})
    assert [problem.key for problem in told.value.problems] == keys


@pytest.mark.parametrize("content", [b"not json", b'"text"', b"7", b"\xff\xfe"])
def test_what_holds_no_labels_is_said_with_how_to_write_them(content: bytes) -> None:
    """No traceback for a wrong file."""
    with pytest.raises(ConfigError, match="onset"):
        read_labels(content, "labels.json")


def test_labels_belong_to_a_recording_by_its_name() -> None:
    """Folder and endings do not count; of standard input the brand must tell."""
    mine, other, any_of, control = (
        label(1, stream="week1"), label(1, stream="week2"), label(1), label(1, stream="week3", brand=None),
    )  # fmt: skip
    every = (mine, other, any_of, control)
    assert of_recordings(every, ["/somewhere/week1.jsonl.gz"]) == (mine, any_of)
    assert of_recordings(every, ["-"]) == (mine, other, any_of)


def test_a_label_is_about_its_brand_or_its_watch_or_everything() -> None:
    """Whatever the case."""
    watch = Watch("Lumo ▸ Shop", "Lumo", "")
    assert label(1, brand="lumo").concerns(watch)
    assert label(1, brand="LUMO ▸ SHOP").concerns(watch)
    assert label(1, brand=None).concerns(LUMO)
    assert not label(1, brand="Other").concerns(watch)


def test_an_alarm_is_about_it_from_its_earliest_time_to_its_end() -> None:
    """`early_from` opens the window, `first_visible` starts the clock."""
    one = label(10, 12, early_from=at(8), first_visible=at(11))
    assert [one.covers(at(hours)) for hours in (7.9, 8, 12, 12.1)] == [False, True, True, False]
    assert one.start == at(11)
    assert label(10).covers(at(1000))
