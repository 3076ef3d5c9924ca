"""A budget lasts until it is filled again, and more of it goes to where there is an alarm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.listening.saving import paced
from cmwatch.model import Budget

AT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


def wait(
    budget: Budget | None, *, every: float = 60.0, requests: int = 1, urgent: bool = False, yielding: bool = False
) -> float:
    return paced(every, budget, requests, AT, urgent=urgent, yielding=yielding)


def left(remaining: float, seconds: float) -> Budget:
    return Budget(None, remaining, AT + timedelta(seconds=seconds))


def test_without_a_budget_the_configured_pause_counts() -> None:
    """Also where the network does not say when it is filled again."""
    assert wait(None) == 60
    assert wait(Budget(300, 1, None)) == 60
    assert wait(left(1, -5)) == 60
    assert wait(left(290, 300)) == 60


def test_a_scarce_budget_is_spread_over_what_is_left_of_its_window() -> None:
    """With a fifth kept back; by what a call costs; with nothing left, until it is full again."""
    assert wait(left(10, 3600)) == pytest.approx(450)
    assert wait(left(10, 3600), requests=4) == pytest.approx(1800)
    assert wait(left(0, 3600)) == 3600
    assert wait(left(1, 3600)) == 3600


def test_an_alarm_takes_more_and_the_others_less() -> None:
    """Half the pause, but never more often than every ten seconds, nor faster than the budget bears."""
    assert wait(None, urgent=True) == 30
    assert wait(None, every=12, urgent=True) == 10
    assert wait(None, every=5, urgent=True) == 5
    assert wait(left(10, 3600), urgent=True, yielding=True) == pytest.approx(450)
    assert wait(left(10, 3600), yielding=True) == pytest.approx(900)
    assert wait(None, yielding=True) == 60


@given(st.floats(1, 1e4), st.floats(1, 86_400), st.integers(1, 20), st.booleans(), st.booleans())
def test_polling_to_the_reset_never_spends_more_than_there_is(
    remaining: float, seconds: float, requests: int, urgent: bool, yielding: bool
) -> None:
    """However the window and the calls fall."""
    every = wait(left(remaining, seconds), every=10, requests=requests, urgent=urgent, yielding=yielding)
    assert every >= seconds * 0.999 or seconds / every * requests <= remaining
