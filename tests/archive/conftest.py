"""An archive of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmwatch.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive in a fresh folder."""
    with Archive.open(tmp_path / "data") as opened:
        yield opened
