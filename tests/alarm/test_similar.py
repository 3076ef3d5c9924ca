"""What resembles an alert: by its words first, and how it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import DAY, Post, burst, calm, together

from cmwatch.alarm.similar import ALIKE, SHOWN, likeness, similar
from cmwatch.model import Alert, Explanation, Shift

SCENE = together(calm(2), burst(2 * DAY, 30, 6, text="The login of the app fails everywhere"))
SEEN = Post().sees(SCENE).alert


def past(identity: str, days: float, words: dict[str, float], **fields: object) -> Alert:
    """An alert so many days before, about these words."""
    at = SEEN.opened_at - timedelta(days=days)
    shifts = tuple(Shift("term", word, 9, 0, weight) for word, weight in words.items())
    known = replace(
        SEEN, id=identity, opened_at=at, onset=at, state="closed", close_reason="true",
        explanation=Explanation(shifts=shifts),
    )  # fmt: skip
    return replace(known, **fields)  # type: ignore[arg-type]


NOW = past("now", 0, {"outage": 6.0, "login": 4.0}, state="open", close_reason=None)


def test_the_same_matter_is_found_with_its_end_and_what_both_have_in_common() -> None:
    """The weightiest word first."""
    (found,) = similar(NOW, [past("a", 7, {"outage": 5.0, "login": 4.0, "app": 2.0}, incident="2026-0001")])
    assert (found.id, found.ended, found.incident) == ("a", "true", "2026-0001")
    assert found.terms == ("outage", "login")
    # 9 of 12 in weight; same channel, level and hour.
    assert found.likeness == pytest.approx(0.55 * 9 / 12 + 0.45, abs=0.01)


def test_another_matter_at_the_same_hour_is_not_similar() -> None:
    """Channel, level and hour alone are not enough."""
    assert similar(NOW, [past("a", 7, {"price": 5.0}), past("b", 14, {})]) == ()


def test_most_alike_first_and_few_of_them() -> None:
    """Of equals the newest; never the alert itself, nor one that came later."""
    same = {"outage": 6.0, "login": 4.0}
    others = [past(f"w{n}", 7 * n, same) for n in range(1, 6)]
    late = past("later", -1, same)
    found = similar(NOW, [*others, past("half", 7, {"outage": 6.0}), late, NOW])
    assert [one.id for one in found] == ["w1", "w2", "w3"]
    assert len(found) == SHOWN


LIKE = st.builds(
    lambda days, words, channel, severity: past("x", days, words, channel=channel, severity=severity),
    st.floats(0, 400),
    st.dictionaries(st.sampled_from("abcd"), st.floats(0, 9)),
    st.sampled_from(["mentions", "negative", "story", "gate"]),
    st.sampled_from([1, 2, 3, 4]),
)


@given(one=LIKE, other=LIKE)
def test_likeness_lies_between_nothing_and_the_same(one: Alert, other: Alert) -> None:
    """It is the same whichever comes first, and an alert about something is most like itself."""
    assert 0 <= likeness(one, other) <= 1 + 1e-9
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    if any(shift.log_odds for shift in one.explanation.shifts) and one.channel != "gate":
        assert likeness(one, one) == pytest.approx(1.0)
        assert likeness(one, one) > ALIKE


def test_an_alert_that_opens_knows_what_resembles_it() -> None:
    """From those that the guard remembers."""
    words = {shift.value: shift.log_odds for shift in SEEN.explanation.shifts if shift.kind == "term"}
    post = Post(past=(past("before", 700, words),))
    opened = post.sees(SCENE).alert
    assert [one.id for one in opened.similar] == ["before"]
