"""A rehearsal: the real pipeline and the real guards, without an archive, the same each time."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from stage import BURST, MONDAY, row, story, written

from cmwatch import assembly
from cmwatch.alarm.backtest.labels import Label
from cmwatch.monitor.rehearsal import Rehearsal


def played(*files: Path, only: str | None = None, labels: Sequence[Label] = ()) -> Rehearsal:
    run = assembly.backtest([str(file) for file in files], None, only, labels)
    list(run.run())
    return run


def test_every_sensitivity_hears_the_burst_and_the_mentions_are_read_once(tmp_path: Path) -> None:
    """Six hundred calm mentions and sixty bad ones, three guards, one count."""
    run = played(written(tmp_path / "a.jsonl", story()))
    assert run.count.mentions == len(story())
    for journal in run.journals.values():
        assert any(0 <= (alarm.at - BURST).total_seconds() <= 1800 for alarm in journal.alarms)
    (span,) = run.spans
    assert (span.watch.name, span.since) == ("Lumo", MONDAY.replace(minute=span.since.minute, second=span.since.second,
                                                                    microsecond=span.since.microsecond))  # fmt: skip


def test_the_same_rows_give_the_same_alarms_in_whatever_blocks_they_come(tmp_path: Path) -> None:
    """Plain, gzip, and cut into two files with ten rows in both."""
    rows = story(after=3)
    plain = written(tmp_path / "plain.jsonl", rows)
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    first, second = written(tmp_path / "first.jsonl", rows[:500]), written(tmp_path / "second.jsonl", rows[490:])
    runs = [played(plain), played(plain), played(packed), played(first, second)]
    for run in runs[1:]:
        assert {key: journal.alarms for key, journal in run.journals.items()} == {
            key: journal.alarms for key, journal in runs[0].journals.items()
        }
        assert run.surveys["Lumo"].course.bars == runs[0].surveys["Lumo"].course.bars
    assert runs[3].count.duplicates == 10


def test_several_files_are_one_recording_in_order_of_time(tmp_path: Path) -> None:
    """Whether they follow each other or tell of the same days, and in whatever order they are named."""
    rows = story(after=3)
    whole = played(written(tmp_path / "whole.jsonl", rows))
    early, late = written(tmp_path / "early.jsonl", rows[:400]), written(tmp_path / "late.jsonl", rows[400:])
    odd, even = written(tmp_path / "odd.jsonl", rows[1::2]), written(tmp_path / "even.jsonl", rows[::2])
    for run in (played(late, early), played(odd, even), played(early, early, late)):
        for sensitivity, journal in run.journals.items():
            assert journal.alarms == whole.journals[sensitivity].alarms


def test_one_watch_alone_leaves_the_others_out(tmp_path: Path) -> None:
    """Their names are known all the same, to be told to whom mistypes one."""
    rows = story()
    rows += [row(50_000 + n, MONDAY, "another lamp", brand="Else") for n in range(5)]
    run = played(written(tmp_path / "a.jsonl", sorted(rows, key=lambda one: str(one["created_at"]))), only="Lumo")
    assert [span.watch.name for span in run.spans] == ["Lumo"]
    assert sorted(run.names) == ["Else", "Lumo"]


def test_the_course_holds_every_mention_that_counts(tmp_path: Path) -> None:
    """From afar all of them, from near those of the hours around what happened; the brand's own voice in neither."""
    rows = story(after=12)
    own = [row(90_000 + n, BURST, "we are sorry", from_brand=True) for n in range(7)]
    label = Label("burst", "crisis", "Lumo", None, BURST, None)
    run = played(
        written(tmp_path / "a.jsonl", sorted(rows + own, key=lambda one: str(one["created_at"]))), labels=[label]
    )
    survey = run.surveys["Lumo"]
    assert sum(bar.total for bar in survey.course.bars) == len(rows)
    (near,) = survey.closeups
    assert sum(bar.total for bar in near.bars if BURST.timestamp() <= bar.minute * 60 < BURST.timestamp() + 1800) >= 60
    assert run.count.own == 7


def test_bad_lines_are_counted_and_the_run_goes_on(tmp_path: Path) -> None:
    """With their numbers."""
    file = tmp_path / "a.jsonl"
    lines = [json.dumps(one) for one in story()]
    file.write_text("\n".join([*lines[:100], "{nonsense", *lines[100:]]))
    run = played(file)
    assert (run.count.mentions, run.count.unreadable) == (len(lines), 1)
    assert (run.unreadable[0].file, run.unreadable[0].line) == (str(file), 101)
    other = tmp_path / "b.jsonl"
    other.write_text("\n".join([lines[0], json.dumps(row(1, MONDAY) | {"created_at": "soon"}), lines[1]]))
    both = played(file, other)
    assert {(report.file, report.line) for report in both.unreadable} == {(str(file), 101), (str(other), 2)}
