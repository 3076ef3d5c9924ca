"""What a rise is made of: the public, a few who repeat themselves, or good news."""

import pytest
from scenes import item

from cmwatch.alarm.nature import nature_of
from cmwatch.model import Item, Tone


def said(authors: int, mentions: int, text: str = "Win a lamp now", tone: Tone = "neutral") -> list[Item]:
    """So many mentions by so many authors; `{n}` in the text makes each its own."""
    return [
        item(n / 10, n, author=f"user{n % authors}", text=text.format(n=n, word=chr(97 + n % 26) * 5),
             tone=tone)
        for n in range(mentions)
    ]  # fmt: skip


def test_nine_authors_of_sixty_eight_copies_are_spam_and_forty_of_forty_one_are_not() -> None:
    """Both are known from real streams. Numbers, tags, handles and links do not make a copy another text."""
    assert nature_of("mentions", said(9, 68, "Win a lamp at https://x.org/{n} #{n} @user{n} {n}"), None) == "spam"
    assert nature_of("mentions", said(40, 41), None) == "rise"


def test_few_who_quarrel_in_their_own_words_are_no_spam() -> None:
    """A heated thread has few authors and many texts."""
    assert nature_of("mentions", said(4, 24, "The {word} is what I mean"), None) == "rise"


@pytest.mark.parametrize(("negative", "nature"), [(0, "good_news"), (2, "good_news"), (8, "rise")])
def test_good_news_is_mostly_positive_and_hardly_negative(negative: int, nature: str) -> None:
    """By the intervals, so that a handful says nothing."""
    items = [*said(100, 30, tone="positive"), *said(100, negative, tone="negative")]
    assert nature_of("mentions", items, 0.3) == nature
    assert nature_of("mentions", items[:4], 0.3) == "rise"


def test_what_was_found_among_the_negatives_is_no_good_news() -> None:
    """Nor is a mood that is worse than usual."""
    items = [*said(300, 200, tone="positive"), *said(300, 52, tone="negative")]
    assert nature_of("mentions", items, 0.3) == "good_news"
    assert nature_of("negative", items, 0.3) == "rise"
    assert nature_of("mentions", items, 0.01) == "rise"
