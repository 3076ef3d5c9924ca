"""Stories: reposts and copies are one voice, people who agree are many."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.intake import stories
from cmwatch.intake.query import tokens
from cmwatch.intake.stories import JOINABLE, Stories
from cmwatch.model import Item, Mention, Reading

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READING = Reading("en", "neutral", 0.0, "vader", question=False, addressed=False)
LONG = "The new Lumo lamp went dark after two days and the shop refuses to take it back without the box"


def mention(number: int, text: str, *, after: timedelta = timedelta(0), **fields: Any) -> Mention:
    at = NOON + timedelta(seconds=number) + after
    return Mention("net", str(number), f"user{number}", text, at, at, raw="{}", **fields)


def place(known: Stories, one: Mention) -> tuple[str, bool, int]:
    return known.place(one, tokens(one.text))


def folds(first: str, second: str) -> bool:
    known = Stories()
    place(known, mention(1, first))
    return not place(known, mention(2, second))[1]


def test_a_repost_joins_what_it_reposts_and_counts_up() -> None:
    """By reference, whatever its text, and also through another repost."""
    known = Stories()
    assert place(known, mention(1, "Dark again")) == ("net:1", True, 1)
    assert place(known, mention(2, "", is_repost=True, repost_of="1")) == ("net:1", False, 2)
    assert place(known, mention(3, "RT", is_repost=True, repost_of="2")) == ("net:1", False, 3)


def test_a_repost_of_something_never_seen_is_nobodys_own_words() -> None:
    """It begins a story and is still no original; the same words later join it."""
    known = Stories()
    assert place(known, mention(1, LONG, is_repost=True, repost_of="77")) == ("net:1", False, 1)
    assert place(known, mention(2, LONG, is_repost=True)) == ("net:1", False, 2)


@pytest.mark.parametrize(
    "copy",
    [
        LONG,
        LONG.upper(),
        f"RT @jane: {LONG}",
        f"{LONG} https://t.co/abc",
        f"@lumo @shop {LONG}",
        LONG.replace("two days", "three days"),
        LONG[:70].rsplit(" ", 1)[0] + " refu…",
    ],
    ids=["same", "capitals", "rt", "link", "handles", "one word", "cut"],
)
def test_near_identical_long_texts_fold(copy: str) -> None:
    """What copying, quoting and cutting change does not make another opinion."""
    assert folds(LONG, copy)


@pytest.mark.parametrize(
    "other",
    [
        "The new Lumo lamp went dark after two days but the repair service was quick, friendly and free of charge",
        "The new Lumo lamp is the best thing that I bought this year and my children love it too",
        "My cat sleeps on the router and the network still works better than this company ever did",
        LONG[: LONG.index(" and the")],
    ],
    ids=["same beginning", "same opening words", "unrelated", "half of it"],
)
def test_different_posts_do_not_fold(other: str) -> None:
    """The same beginning, or the same product, is not the same message."""
    assert not folds(LONG, other)


@pytest.mark.parametrize("text", ["good", "Lumo is down", "même problème ici", "down again for me too…", "", "😡😡😡"])
def test_short_texts_never_fold(text: str) -> None:
    """'good' said by a thousand strangers is a thousand opinions."""
    known = Stories()
    assert all(place(known, mention(number, text))[1] for number in range(1000))


def test_a_story_is_over_after_three_quiet_days() -> None:
    """The same words later are a new matter; each copy keeps it alive."""
    known = Stories()
    place(known, mention(1, LONG))
    assert not place(known, mention(2, LONG, after=JOINABLE - timedelta(seconds=2)))[1]
    assert not place(known, mention(3, LONG, after=2 * JOINABLE - timedelta(seconds=5)))[1]
    assert place(known, mention(4, LONG, after=3 * JOINABLE + timedelta(minutes=1)))[1]


def test_a_late_copy_from_before_folds_too() -> None:
    """Networks deliver out of order."""
    known = Stories()
    place(known, mention(1, LONG))
    assert not place(known, mention(2, LONG, after=timedelta(hours=-5)))[1]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=30), st.integers(0, 30))
@settings(max_examples=50)
def test_a_restart_folds_as_before(posts: list[tuple[int, bool]], cut: int) -> None:
    """Recalled from what was archived, stories go on as if nothing had happened."""
    texts = (LONG, "The shop in the old town closed without a word to the people who paid in advance", "good", "")
    going, archived = Stories(), []
    restarted = Stories()
    for number, (text, repost) in enumerate(posts):
        one = mention(number, texts[text], is_repost=repost, repost_of=str(number // 2) if repost else None)
        story, original, fold = place(going, one)
        if number < cut:
            archived.append(Item(one, READING, ("Lumo",), story, original, fold))
            continue
        if number == cut:
            restarted.recall((item, tokens(item.mention.text)) for item in archived)
        assert place(restarted, one) == (story, original, fold)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least recently joined gives way, and what is left can still be joined."""
    monkeypatch.setattr(stories, "STORIES_KEPT", 50)
    known = Stories()
    for number in range(500):
        text = f"post {number} says that shop {number * 7} on street {number * 13} is closed"
        assert place(known, mention(number, text))[1]
        assert not place(known, mention(1000 + number, "", is_repost=True, repost_of="0"))[1]
    assert max(map(len, (known._stories, known._by_sketch, known._by_mention))) <= 151
    assert not place(known, mention(2000, "post 499 says that shop 3493 on street 6487 is closed"))[1]
    assert place(known, mention(2001, "post 3 says that shop 21 on street 39 is closed"))[1]
