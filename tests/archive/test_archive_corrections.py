"""What people say of the tone of mentions is kept with them, learnt from, and goes with them."""

from pathlib import Path

import pytest
from filing import NOON, item
from msgspec.structs import replace

from cmwatch.archive import Archive, Batch
from cmwatch.errors import UsageError
from cmwatch.monitor.teaching import Teaching, accuracy


class Pupil:
    """Remembers its lessons."""

    def __init__(self) -> None:
        self.lessons: list[tuple[str, str, str | None]] = []

    def teach(self, text: str, tone: str, before: str | None) -> None:
        self.lessons.append((text, tone, before))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.open(tmp_path)
    archive.write(Batch(items=[item(n, watches=("Lumo",)) for n in range(4)]))
    return archive


def _keys(archive: Archive) -> list[str]:
    return [f"{one.mention.source}:{one.mention.id}" for one in archive.items()]


def test_a_correction_marks_the_mention_and_leaves_the_reading(archive: Archive) -> None:
    """Counts that were told stay what they were."""
    key = _keys(archive)[0]
    before = archive.item(key)
    archive.correct(key, "negative", "ana", NOON)
    after = archive.item(key)
    assert before is not None
    assert after == replace(before, corrected="negative")
    assert after.tone == "negative"


def test_each_correction_is_learnt_once_and_a_second_replaces_the_first(archive: Archive) -> None:
    """Also by another process that looks later."""
    key, pupil = _keys(archive)[0], Pupil()
    archive.correct(key, "negative", "ana", NOON)
    teaching = Teaching(archive, pupil)
    teaching.look()
    archive.correct(key, "positive", "ben", NOON)
    teaching.look()
    teaching.look()
    assert [lesson[1:] for lesson in pupil.lessons] == [("negative", None), ("positive", "negative")]


def test_accuracy_counts_the_last_word_on_each_mention(archive: Archive) -> None:
    """With an interval that says how little a few judgements prove."""
    keys = _keys(archive)
    assert accuracy(archive, "Lumo")[:2] == (0, 0)
    archive.correct(keys[0], "negative", "ana", NOON)
    archive.correct(keys[0], "neutral", "ana", NOON)
    archive.correct(keys[1], "neutral", "ana", NOON)
    archive.correct(keys[2], "positive", "ana", NOON)
    found = accuracy(archive, "Lumo")
    assert (found.judged, found.right) == (3, 2)
    assert found.low < 2 / 3 < found.high
    assert accuracy(archive, "another")[:2] == (0, 0)


def test_no_such_mention_is_said(archive: Archive) -> None:
    """Rather than kept for nothing."""
    with pytest.raises(UsageError, match="no such mention"):
        archive.correct("net:nowhere", "negative", "ana", NOON)


def test_who_is_forgotten_takes_the_corrections_along(archive: Archive) -> None:
    """What was learnt from their words is not learnt at the next start."""
    first = next(archive.items())
    archive.correct(f"{first.mention.source}:{first.mention.id}", "negative", "ana", NOON)
    archive.forget(first.mention.source, first.mention.author)
    pupil = Pupil()
    Teaching(archive, pupil)
    assert pupil.lessons == []
