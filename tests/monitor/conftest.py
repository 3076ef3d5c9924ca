"""A recording of ours, and an archive of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stage import story, written

from cmwatch.archive import Archive


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four calm days, a bad half hour, four hours of quiet."""
    return written(tmp_path_factory.mktemp("recording") / "lumo.jsonl", story(after=4))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a fresh folder."""
    with Archive.open(tmp_path / "data") as opened:
        yield opened
