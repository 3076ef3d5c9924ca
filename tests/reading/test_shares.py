"""The share of negatives of a window: corrected for what readers misread, with an interval that can be believed."""

import random

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cmwatch.reading.shares import FEWEST, Errors, negative_share, shipped_errors

COUNTS = st.integers(FEWEST, 400).flatmap(lambda read: st.tuples(st.integers(0, read), st.just(read)))


def test_on_a_handful_nothing_is_said() -> None:
    """One more would change everything."""
    assert negative_share(2, FEWEST - 1) is None
    assert negative_share(2, FEWEST) is not None


@given(COUNTS)
def test_the_interval_holds_the_share_and_more_negatives_are_no_smaller_share(counts: tuple[int, int]) -> None:
    """Whatever was counted."""
    negative, read = counts
    found = negative_share(negative, read)
    assert found is not None
    assert 0 <= found.low <= found.share <= found.high <= 1
    more = negative_share(min(read, negative + 1), read)
    assert more is not None
    assert more.share >= found.share
    assert more.low >= found.low - 1e-9
    assert more.high >= found.high - 1e-9


def test_where_fewer_are_seen_than_are_misread_elsewhere_all_of_them_may_be_true() -> None:
    """Three of a hundred: no reader that misreads a sixth there could have seen so few, so it misreads fewer."""
    found = negative_share(3, 100)
    assert found is not None
    assert found.share == 0
    assert 0.03 / shipped_errors().hit < found.high < 0.15


def test_where_nearly_all_are_seen_few_can_be_missed() -> None:
    """A hundred of a hundred leave no room for a third that is not negative."""
    found = negative_share(100, 100)
    assert found is not None
    assert found.share == 1
    assert found.low > 0.9


@pytest.mark.parametrize("true", [0.05, 0.3, 0.6, 0.9])
def test_nine_of_ten_intervals_hold_the_truth(true: float) -> None:
    """Windows of a hundred, of trades that are read as differently as those that the errors were measured on."""
    rng, errors = random.Random(7), Errors(0.79, 0.16, 0.06, 0.05)
    held = 0
    for _window in range(600):
        hit, false = rng.gauss(errors.hit, errors.hit_sd), max(0.0, rng.gauss(errors.false, errors.false_sd))
        seen = sum(rng.random() < (hit if rng.random() < true else false) for _mention in range(100))
        found = negative_share(seen, 100, errors)
        assert found is not None
        held += found.low <= true <= found.high
    assert held / 600 > 0.86
