"""The hostile corpus is what it says, and its oracle can be relied upon."""

import json

import hostile
import msgspec
import pytest

from cmwatch.intake.normalise import clean
from cmwatch.model import RawMention

REFUSED = [
    "\x1b[0m", "\x9b2J", "\x9d", "a\x00", "\x7f", "\r", "\v", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f",
    "\u061c", "\ufeff", "a\u200bb", "a\u200db", "a\u200cb", "a\ufe0f", "\U000e0041", "\ufffe", "\U0010ffff", "\ufdd0",
    "\ud800", "👨\u200d", "\u200d👨",
]  # fmt: skip
ACCEPTED = ["", "plain", "two\nlines\tand a tab", "déçu", "«\u00a0oui\u00a0»", "👨‍👩‍👧‍👦", "❤️", "1️⃣", "🏳️‍🌈", "نمی‌خواهم"]


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_the_oracle_refuses_what_a_terminal_obeys_or_a_reader_cannot_see(text: str) -> None:
    """One forbidden character is enough."""
    assert not hostile.is_safe(f"before {text} after")


@pytest.mark.parametrize("text", ACCEPTED, ids=ascii)
def test_the_oracle_accepts_text_as_people_write_it(text: str) -> None:
    """An oracle that refuses emoji would only teach us to delete them."""
    assert hostile.is_safe(text)


def test_names_are_unique_and_most_of_the_attacks_are_really_unsafe() -> None:
    """A corpus of harmless texts would prove nothing."""
    names = [name for name, _text in hostile.CORPUS]
    assert len(names) == len(set(names)) >= 120
    assert all(not hostile.is_safe(text) for _name, text in hostile.ESCAPES)


@pytest.mark.parametrize(("name", "text"), hostile.CORPUS, ids=[name for name, _text in hostile.CORPUS])
def test_whatever_comes_in_what_is_shown_is_safe(name: str, text: str) -> None:
    """The program's cleaning agrees with an oracle that was written without looking at it."""
    assert hostile.is_safe(clean(text)), name


@pytest.mark.parametrize(("name", "text"), hostile.LEGITIMATE, ids=[name for name, _text in hostile.LEGITIMATE])
def test_legitimate_text_survives(name: str, text: str) -> None:
    """Other scripts and emoji come through as they were, but for a joiner that joins nothing."""
    if name != "half a flag, a joiner at the end":
        assert clean(text) == text


def test_rows_are_rows_of_a_recording_and_cover_every_field_that_is_shown() -> None:
    """Each line parses, except that no JSON reader must accept half a surrogate pair."""
    written = hostile.lines().splitlines()
    assert len(written) == len(list(hostile.rows())) > len(hostile.CORPUS) + 20
    assert len({json.loads(line)["id"] for line in written}) == len(written)
    for line in written:
        if b"surrogates" not in line:
            msgspec.json.decode(line, type=RawMention)
