"""The canonical spelling: RFC 8785, with the RFC's own examples."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.response.canonical import canonical

NUMBERS = [
    (0.0, "0"), (-0.0, "0"), (5e-324, "5e-324"), (-5e-324, "-5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (9007199254740992.0, "9007199254740992"),
    (295147905179352830000.0, "295147905179352830000"), (9.999999999999997e22, "9.999999999999997e+22"),
    (1e23, "1e+23"), (1.0000000000000001e23, "1.0000000000000001e+23"),
    (999999999999999700000.0, "999999999999999700000"),
    (999999999999999900000.0, "999999999999999900000"), (1e21, "1e+21"), (9.999999999999997e-7, "9.999999999999997e-7"),
    (0.000001, "0.000001"), (333333333.3333332, "333333333.3333332"), (333333333.33333325, "333333333.33333325"),
    (1424953923781206.2, "1424953923781206.2"), (0.1, "0.1"), (100.0, "100"), (-12.5, "-12.5"),
    (1e16, "10000000000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "spelt"), NUMBERS)
def test_numbers_are_spelt_as_the_rfc_lists_them(value: float, spelt: str) -> None:
    """The table of appendix B, and the corners between the notations."""
    assert canonical(value).decode() == spelt


def test_the_example_of_the_rfc() -> None:
    """Section 3.2.2: literals, escapes, numbers and key order at once."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(value).decode() == expected


def test_keys_sort_by_utf16_code_units() -> None:
    """Section 3.2.3: an emoji (a surrogate pair) comes before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    spelt = json.loads(canonical(dict.fromkeys(keys, 0)), object_pairs_hook=lambda pairs: [key for key, _ in pairs])
    assert spelt == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 2**53 + 1, "\ud800", {1: 2}, {"a": object()}, b"x"])
def test_what_json_cannot_carry_exactly_is_refused(value: object) -> None:
    """A hash of something ambiguous would prove nothing."""
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


def test_a_bottomless_value_is_refused() -> None:
    """Not a crash."""
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    leaves | texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)


@given(values)
def test_reading_it_back_and_spelling_it_again_changes_nothing(value: object) -> None:
    """The canonical form is a fixed point, and it is JSON of the same value."""
    spelt = canonical(value)
    # As in ECMAScript, a large number without an exponent is a double.
    read = json.loads(spelt, parse_int=lambda digits: int(digits) if abs(int(digits)) <= 2**53 else float(digits))
    assert read == value
    assert canonical(read) == spelt


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_survives(value: float) -> None:
    """The shortest digits that read back as the same number."""
    assert float(canonical(value)) == value
