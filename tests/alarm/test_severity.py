"""The matrix of PRODUCT 8: the suggestion is the second gravest of the measured inputs."""

from dataclasses import replace

import pytest

from cmwatch import words
from cmwatch.alarm.severity import Inputs, doubling, label, suggest

QUIET = Inputs(
    factor=1.0, p_value=0.5, authors_in_hour=2, small_or_young=False, negative_low=None, negative_usual=None,
    doubling_minutes=None, reaches=(), press=0, sources=1, minutes_open=0,
)  # fmt: skip
VOLUME = {
    1: {"factor": 10.0, "p_value": 1e-9},
    2: {"factor": 4.0, "p_value": 1e-6},
    3: {"factor": 2.0, "p_value": 1e-4},
}
TONE = {1: {"negative_low": 0.7}, 2: {"negative_low": 0.5}, 3: {"negative_low": 0.31, "negative_usual": 0.2}}
GROWTH = {1: {"doubling_minutes": 20.0}, 2: {"doubling_minutes": 60.0}, 3: {"doubling_minutes": 240.0}}
RELAYS = {1: {"press": 3}, 2: {"reaches": (100_000,)}, 3: {"reaches": (10_000,)}}
SPREAD = {2: {"sources": 3}, 3: {"sources": 2}}


@pytest.mark.parametrize("fields", [VOLUME[1], TONE[1], GROWTH[1], RELAYS[1], SPREAD[2]], ids=str)
def test_one_input_alone_is_green(fields: dict[str, object]) -> None:
    """However grave: a level needs two that agree."""
    assert suggest(replace(QUIET, **fields)) == 4


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("other", [TONE, GROWTH, RELAYS], ids=["tone", "growth", "relays"])
def test_two_inputs_make_a_level(level: int, other: dict[int, dict[str, object]]) -> None:
    """Volume with tone, growth or relays, each at the edge of its cell."""
    assert suggest(replace(QUIET, **VOLUME[level], **other[level])) == level


def test_the_second_gravest_counts() -> None:
    """Red volume and yellow growth are yellow; a third input of amber makes it amber."""
    yellow = replace(QUIET, **VOLUME[1], **GROWTH[3])
    assert suggest(yellow) == 3
    assert suggest(replace(yellow, **RELAYS[2])) == 2


def test_tone_speaks_only_together_with_volume() -> None:
    """A gloomy trickle is no crisis, even where an influencer takes part."""
    assert suggest(replace(QUIET, negative_low=0.9, reaches=(200_000,))) == 4


def test_amber_volume_that_lasts_two_hours_is_red() -> None:
    """Sustained counts."""
    lasting = replace(QUIET, **VOLUME[2], **GROWTH[1])
    assert suggest(lasting) == 2
    assert suggest(replace(lasting, minutes_open=120)) == 1


@pytest.mark.parametrize(("authors", "level"), [(5, 4), (6, 3), (15, 2), (40, 1)])
def test_small_and_young_watches_are_judged_by_the_crowd(authors: int, level: int) -> None:
    """Ten times nearly nothing is nothing: people in an hour count instead."""
    small = replace(QUIET, factor=30.0, p_value=1e-12, small_or_young=True, authors_in_hour=authors, **GROWTH[1])
    assert suggest(small) == level


@pytest.mark.parametrize(
    ("before", "after", "minutes"), [(10, 20, 30.0), (10, 40, 15.0), (0, 16, 7.5), (20, 20, None), (2, 9, None)]
)
def test_doubling_time(before: int, after: int, minutes: float | None) -> None:
    """From two half hours; a handful is no growth."""
    assert doubling(before, after, 30) == (None if minutes is None else pytest.approx(minutes))


def test_a_level_is_never_colour_alone() -> None:
    """Shape, number and word."""
    assert [label(level) for level in (1, 2, 3, 4)] == ["■1 RED", "▲2 AMBER", "◆3 YELLOW", "●4 GREEN"]
    words.use("fr")
    assert label(1) in ("■1 ROUGE", "■1 RED")
