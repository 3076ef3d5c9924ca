"""Several lists of one source: one that fails keeps none of the others from being asked."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from cmwatch.errors import SourceError
from cmwatch.intake.lanes import in_turn
from cmwatch.model import Delivery

LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def asked(*lanes: str | SourceError) -> tuple[list[str], str]:
    """Which lanes delivered, and what was raised after them."""
    found: list[str] = []

    async def walk(lane: str | SourceError) -> AsyncIterator[Delivery]:
        if isinstance(lane, SourceError):
            raise lane
        yield Delivery(lane)

    try:
        async for delivery in in_turn(lanes, walk):
            found.append(delivery.source)  # noqa: PERF401 - what came before a failure counts
    except SourceError as error:
        return found, error.what
    return found, ""


@pytest.mark.parametrize(
    ("lanes", "found", "raised"),
    [
        (("a", "b"), ["a", "b"], ""),
        (("a", SourceError("down"), "c"), ["a", "c"], "down"),
        ((SourceError("one"), "b", SourceError("two")), ["b"], "two"),
        (("a", SourceError("gone", final=True), "c"), ["a"], "gone"),
        (("a", SourceError("slower", retry_at=LATER), "c"), ["a"], "slower"),
    ],
)
async def test_a_failure_that_passes_waits_for_the_others_and_another_does_not(
    lanes: tuple[str | SourceError, ...], found: list[str], raised: str
) -> None:
    """What is final, or names a time, holds for all of them."""
    assert await asked(*lanes) == (found, raised)
