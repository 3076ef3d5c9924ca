"""The one way a string reaches a person."""

import pytest

from cmwatch import words
from cmwatch.errors import CmwatchError, ConfigError, Problem, UsageError


def test_values_are_put_in_as_they_are() -> None:
    """A brand named {n} or {0.__class__} is a name, never a template."""
    assert words._("Nothing matches {query}.", query="{n} {0.__class__}") == "Nothing matches {n} {0.__class__}."
    assert words._("100 % {of it}") == "100 % {of it}"


@pytest.mark.parametrize(
    ("language", "whole", "number", "percent"),
    [("en", "12,345", "1,234.5", "47 %"), ("fr", "12\u202f345", "1\u202f234,5", "47\u202f%")],
)
def test_numbers_are_written_as_the_language_writes_them(language: str, whole: str, number: str, percent: str) -> None:
    """Thousands and decimals; in French with narrow blanks that do not break."""
    words.use(language)
    assert (words.whole(12_345), words.number(1234.5), words.percent(0.471)) == (whole, number, percent)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0.0"), (0.001, "<0.1"), (5.62, "5.6"), (36.57, "36.6"), (1120.0, "1,120")]
)
def test_an_amount_has_the_digits_that_tell_something(value: float, written: str) -> None:
    """A factor of 1,120.0 boasts, and an expected 0.0 could not be gone over so many times."""
    words.use("en")
    assert words.amount(value) == written


def test_the_plural_fits_the_number() -> None:
    """None takes the plural in English and the singular in French."""
    texts = [words.counted("{n} mention", "{n} mentions", n) for n in (0, 1, 2000)]
    assert texts == ["0 mentions", "1 mention", "2,000 mentions"]


@pytest.mark.parametrize(
    ("value", "language"), [("fr_FR.UTF-8", "fr"), ("en_GB.UTF-8", "en"), ("C", "en"), ("de_DE", "en")]
)
def test_the_systems_language_is_ours_or_english(value: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """LC_ALL outranks LANG."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8" if language == "en" else "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", value)
    assert words.system_language() == language


def test_an_error_says_what_where_and_what_to_do() -> None:
    """With the exit code that scripts see."""
    error = UsageError("There is no such file.", "a.jsonl", "Check the name.")
    assert str(error) == "There is no such file. · a.jsonl · Check the name."
    assert (error.exit_code, CmwatchError("x").exit_code) == (2, 1)
    assert str(ConfigError((Problem("f", "k", "r", "m"), Problem("f", "", "s", "")))) == "f · k · r · m\nf · s"
