"""A recording through the whole pipeline, once and again."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from stage import BURST, MONDAY, SHELF, Session, play, row, story, written

from cmwatch import assembly
from cmwatch.archive import Archive
from cmwatch.errors import UsageError


def test_the_alert_opens_at_its_minute_and_says_what_is_behind_it(recording: Path, tmp_path: Path) -> None:
    """And the mentions behind it are exactly as many as it counted."""

    def look(session: Session) -> None:
        opened, notify = session.told[0]
        assert notify
        assert opened.state == "open"
        assert timedelta(minutes=1) <= opened.opened_at - BURST <= timedelta(minutes=5)
        for alert, _notify in session.told:
            assert len(session.monitor.behind(alert)) == alert.observed

    session = play(recording, tmp_path, look)
    assert "quiet" in session.states


def test_the_same_file_again_adds_nothing_and_alerts_nothing(recording: Path, tmp_path: Path) -> None:
    """Every mention is known; what stood stands."""
    first = play(recording, tmp_path)
    second = play(recording, tmp_path)
    assert second.told == []
    assert second.monitor.view().tally.items == 0
    assert second.monitor.view().tally.duplicates == first.monitor.view().tally.items > 500
    assert [one.id for one in second.monitor.view().alerts] == [one.id for one in first.monitor.view().alerts]


@pytest.mark.parametrize("share", [0.3, 0.93, 0.96])
def test_a_recording_in_two_parts_is_the_recording(tmp_path: Path, share: float) -> None:
    """Cut before, at or in the middle of the burst: a restart goes on where it was, with one alert."""
    rows = story()
    cut = int(len(rows) * share)
    whole = play(written(tmp_path / "whole.jsonl", rows), tmp_path / "one").monitor.view()
    parts = written(tmp_path / "1.jsonl", rows[:cut]), written(tmp_path / "2.jsonl", rows[cut:])
    sessions = [play(part, tmp_path / "two") for part in parts]
    again = sessions[1].monitor.view()
    assert sum(session.monitor.view().tally.items for session in sessions) == whole.tally.items
    assert [alert.id for alert in again.alerts] == [alert.id for alert in whole.alerts]
    assert [alert.severity for alert in again.alerts] == [alert.severity for alert in whole.alerts]
    assert sum(session.states.count("open") for session in sessions) == 1


def test_the_brands_own_voice_is_filed_and_counts_nowhere(tmp_path: Path) -> None:
    """By its flag or by its handle; forty-six answers in an hour are no crisis."""
    calm = story(hours=0)
    for flag in ({"from_brand": True, "author": "press"}, {"author": "Lumo"}):
        own = [row(20_000 + n, BURST + timedelta(seconds=30 * n), "Sorry, we hate that", **flag) for n in range(46)]
        rows = sorted(calm + own, key=lambda one: str(one["created_at"]))
        folder = tmp_path / str(len(flag))
        session = play(written(tmp_path / "own.jsonl", rows), folder)
        tally = session.monitor.view().tally
        assert session.told == []
        assert (tally.own, tally.items) == (46, len(calm))
        with Archive.open(folder) as archive:
            assert sum(item.mention.from_brand for item in archive.items()) == 46


def test_reposts_fold_into_the_story_across_a_restart(tmp_path: Path) -> None:
    """A copy that arrives in the next session is still a copy."""
    text = "The new Lumo lamp went dark after two days and the shop refuses to take it back"
    first = written(
        tmp_path / "1.jsonl", [row(1, MONDAY, text), row(2, MONDAY + timedelta(minutes=1), f"RT @a: {text}")]
    )
    later = written(tmp_path / "2.jsonl", [row(3, MONDAY + timedelta(hours=1), text)])
    play(first, tmp_path / "data")
    play(later, tmp_path / "data")
    with Archive.open(tmp_path / "data") as archive:
        assert [(item.story, item.original, item.fold) for item in archive.items()] == [
            ("net:1", True, 1), ("net:1", False, 2), ("net:1", False, 3),
        ]  # fmt: skip


def test_rows_without_a_brand_have_a_watch_of_their_own(tmp_path: Path) -> None:
    """And a brand's watch appears when it is first seen."""
    rows = [row(1, MONDAY), row(2, MONDAY, brand=None), row(3, MONDAY, brand="Delta")]
    view = play(written(tmp_path / "a.jsonl", rows), tmp_path / "data").monitor.view()
    assert {watch.name for watch in view.watches} == {"Lumo", "Delta", "(no brand)"}


def test_what_cannot_be_read_is_reported_with_its_line(tmp_path: Path) -> None:
    """A line that is no JSON, and one whose time cannot be true."""
    path = written(tmp_path / "a.jsonl", [row(1, MONDAY), row(2, MONDAY, created_at="soon"), row(3, MONDAY)])
    path.write_text(path.read_text() + "{nonsense\n")
    session = play(path, tmp_path / "data")
    assert sorted((one.file, one.line) for one in session.monitor.unreadable) == [(str(path), 2), (str(path), 4)]
    assert session.monitor.view().tally.items == 2


def test_an_author_who_asked_to_be_forgotten_does_not_come_back(tmp_path: Path) -> None:
    """Not with the same file, and not with a new mention."""
    path = written(tmp_path / "a.jsonl", [row(1, MONDAY, author="jane"), row(2, MONDAY, author="ann")])
    play(path, tmp_path / "data")
    with Archive.open(tmp_path / "data") as archive:
        archive.forget("net", "jane")
    more = written(tmp_path / "b.jsonl", [row(1, MONDAY, author="jane"), row(5, MONDAY, author="jane")])
    play(path, tmp_path / "data")
    play(more, tmp_path / "data")
    with Archive.open(tmp_path / "data") as archive:
        assert {item.mention.author for item in archive.items()} == {"ann"}


def test_a_file_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    """Not as a traceback."""
    with pytest.raises(UsageError, match="no such file"):
        play(tmp_path / "nowhere.jsonl", tmp_path / "data")


def test_a_speed_spreads_a_recording_over_time(tmp_path: Path) -> None:
    """Two seconds of the recording at ten times its speed take two tenths, and the progress is known."""
    path = written(tmp_path / "a.jsonl", [row(n, MONDAY + timedelta(seconds=n)) for n in range(3)])
    with assembly.replay([str(path)], 10.0, tmp_path / "data", SHELF, "ana", None) as monitor:

        async def run() -> float:
            began = asyncio.get_running_loop().time()
            await monitor.run()
            await monitor.close()
            return asyncio.get_running_loop().time() - began

        assert 0.15 < asyncio.run(run()) < 2
        assert monitor.view().progress == 1.0
        assert monitor.view().tally.items == 3


def test_a_view_is_the_same_object_until_something_changed(recording: Path, tmp_path: Path) -> None:
    """The screen asks four times a second."""

    def look(session: Session) -> None:
        view = session.monitor.view()
        assert session.monitor.view() is view
        session.monitor.acknowledge(view.alerts[0].id, "ana")
        assert session.monitor.view().revision > view.revision
        bins = session.monitor.pulse(None, 10, 36)
        assert len(bins) == 36
        assert {timedelta(minutes=10)} == {b.at - a.at for a, b in pairwise(bins)}
        found = session.monitor.search("broken -number*", limit=5)
        assert found == ()
        assert len(session.monitor.search("broken", limit=5)) == 5

    play(recording, tmp_path, look)
