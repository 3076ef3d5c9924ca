"""What every test may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmwatch import words

SHARED = Path(__file__).parents[2] / "shared"
"""Real streams and payloads, beside the project where they are available; never part of it."""


@pytest.fixture
def shared() -> Path:
    """The folder of real data; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real data (../shared) is not here; every behaviour is also tested on texts of ours")
    return SHARED


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Each test starts and ends in English, whatever the machine speaks."""
    words.use("en")
    yield
    words.use("en")
