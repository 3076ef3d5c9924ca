"""How unlikely a count is: against sums over the whole distribution, in exact fractions."""

from fractions import Fraction
from math import comb, exp, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.alarm.tails import log_silence, quantile, tail
from cmwatch.reading.shares import share_interval


def exactly(count: int, size: int, mean: Fraction) -> Fraction:
    """P(X ≥ count) of a negative binomial with a whole `size`, in fractions."""
    success = Fraction(size) / (size + mean)
    below = sum(comb(value + size - 1, value) * success**size * (1 - success) ** value for value in range(count))
    return 1 - Fraction(below)


@given(st.integers(0, 60), st.integers(1, 12), st.fractions(Fraction(1, 20), Fraction(30), max_denominator=20))
def test_the_tail_equals_the_exact_sum(count: int, size: int, mean: Fraction) -> None:
    """Above and below the mean, also where a tail is 1e-30 and a difference from one would be noise."""
    assert isclose(tail(count, float(mean), 1 / size), float(exactly(count, size, mean)), rel_tol=1e-7, abs_tol=1e-13)


def test_a_tiny_tail_keeps_its_digits() -> None:
    """It decides how often chance alone would do this."""
    assert isclose(tail(60, 1.0, 0.5), float(exactly(60, 2, Fraction(1))), rel_tol=1e-8)
    assert 0 < tail(150, 1.0, 0.1) < 1e-90


def test_without_scatter_it_is_a_poisson_tail() -> None:
    """The limit for φ → 0."""
    assert isclose(tail(3, 2.0, 0.0), 1 - exp(-2) * (1 + 2 + 2), rel_tol=1e-4)


@given(st.integers(0, 500), st.floats(0, 1e5), st.floats(0, 3))
def test_a_tail_is_a_probability_that_falls_with_the_count(count: int, mean: float, phi: float) -> None:
    """Whatever it is asked, without a failure."""
    one, more = tail(count, mean, phi), tail(count + 1, mean, phi)
    assert 0 <= more <= one * (1 + 1e-9) <= 1 + 1e-9


def test_silence() -> None:
    """The probability of nothing at all."""
    assert isclose(log_silence(5.0, 0.5), log(float(1 - exactly(1, 2, Fraction(5)))), rel_tol=1e-9)


@pytest.mark.parametrize(
    ("mean", "phi"), [(0.2, 1.0), (4.0, 0.3), (40.0, 0.1), (299.0, 0.5), (301.0, 0.5), (9e4, 0.03)]
)
@pytest.mark.parametrize("share", [0.05, 0.95, 0.999])
def test_a_quantile_splits_the_distribution(mean: float, phi: float, share: float) -> None:
    """The share lies at or below it, and less below it; a formula takes over without a jump at a mean of 300."""
    value = quantile(mean, phi, share)
    if mean <= 300:
        assert 1 - tail(int(value) + 1, mean, phi) >= share - 1e-9
        assert value == 0 or 1 - tail(int(value), mean, phi) < share
    near = quantile(300.0, phi, share), quantile(300.1, phi, share)
    assert near[1] == pytest.approx(near[0], rel=0.03, abs=4)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.213), (5, 10, 0.269, 0.731), (10, 10, 0.787, 1.0), (300, 1000, 0.277, 0.324)],
)
def test_the_interval_of_a_share(hits: int, total: int, low: float, high: float) -> None:
    """Wilson's, at 90 %: honest for small numbers, never outside 0 … 1."""
    assert share_interval(hits, total) == pytest.approx((low, high), abs=0.001)
