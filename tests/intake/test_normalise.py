"""Hostile bytes in, a mention out: what is believed, what is dropped, what survives."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hostile import CORPUS, HANDLES, is_safe
from hypothesis import example, given
from hypothesis import strategies as st

from cmwatch.intake.normalise import NAME_LIMIT, TEXT_LIMIT, clean, normalise, one_line
from cmwatch.model import Mention, RawMention

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PIECES = st.lists(
    st.one_of(
        st.characters(exclude_categories=[]),
        st.sampled_from([text for _name, text in CORPUS if len(text) < 300]),
        st.sampled_from(
            ["\u200d", "\u200c", "\ufe0f", "\u0301", "\n", "\x1b[", "\x9d", "\ud83d", "👩", "e", "ن", "\r"]
        ),
    ),
    max_size=30,
).map("".join)


def read(*, recorded: bool = False, **fields: Any) -> Mention:
    known: dict[str, Any] = {"id": "1", "source": "test", "text": "bonjour", "created_at": NOW.isoformat()}
    raw = RawMention(**(known | fields))
    return normalise(raw, "{}", via="feed", arrived=NOW, recorded=recorded, history=False)


@given(PIECES)
@example("a\u200d\u0301\u200c\ufe0f\u0301")
@example("\x1b\x1b[[31m31m")
@example("e\u200b\u0301")
def test_clean_text_is_safe_composed_and_stays_as_it_is(text: str) -> None:
    """Safe by an oracle that knows nothing of the cleaning; cleaning twice changes nothing."""
    cleaned = clean(text)
    assert is_safe(cleaned)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert len(cleaned) <= TEXT_LIMIT


@given(PIECES, st.integers(2, 60))
@example("0\u200d0", 3)
@example("👩\u200d👧 both", 3)
@example("نمی\u200cخواهم", 5)
def test_no_limit_is_passed_and_a_cut_text_is_still_clean(text: str, limit: int) -> None:
    """Cutting is the last thing done to a text, and must not undo the rest."""
    cut = clean(text, limit)
    assert len(cut) <= limit
    assert is_safe(cut)
    assert clean(cut, limit) == cut


@given(PIECES)
def test_a_name_is_one_line(text: str) -> None:
    """No line break, no tab, no blank at its ends."""
    name = one_line(text)
    assert "\n" not in name
    assert "\t" not in name
    assert name == name.strip()
    assert len(name) <= NAME_LIMIT
    assert one_line(name) == name


@pytest.mark.parametrize("name", HANDLES, ids=ascii)
def test_an_author_is_safe_short_and_the_same_after_an_export(name: str) -> None:
    """A handle is shown beside every mention, and an exported one must come back as it was."""
    author = read(author=name).author
    assert is_safe(author)
    assert len(author) <= NAME_LIMIT
    assert not author.startswith("@")
    assert read(author=author).author == author


@pytest.mark.parametrize(
    "text", ["👨‍👩‍👧‍👦", "👩🏽‍🚒", "🏳️‍🌈", "❤️", "1️⃣", "🇫🇷", "نمی‌خواهم", "ﬁn №", "« l’été »\u00a0: 30\u202f%"]
)
def test_what_people_write_is_kept(text: str) -> None:
    """Emoji families, keycaps, French spaces, scripts that spell with a non-joiner."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("re\u0301clame", "réclame"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\n\n\n \t\n\nb", "a\n\nb"),
        ("  padded \n", "padded"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]52;c;cm0gLXJm\x07after", "after"),
        ("in\u202etxt", "intxt"),
        ("re\u00adpos\u200bter", "reposter"),
        ("x" * (TEXT_LIMIT + 5), "x" * (TEXT_LIMIT - 1) + "…"),
        ("", ""),
    ],
    ids=["accents", "line ends", "blank lines", "padding", "colour", "clipboard", "bidi", "invisible", "long", "empty"],
)
def test_cleaning(text: str, cleaned: str) -> None:
    """Each kind of thing that is taken out, and what is left."""
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("age", "believed"),
    [
        (timedelta(0), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(hours=24), True),
        (timedelta(hours=24, seconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
    ],
    ids=str,
)
def test_a_live_time_is_believed_from_a_day_before_to_five_minutes_after(age: timedelta, believed: bool) -> None:
    """Otherwise the arrival counts, and what the network said is kept beside it."""
    mention = read(created_at=(NOW - age).isoformat())
    assert mention.at == (NOW - age if believed else NOW)
    assert mention.created_at == NOW - age


def test_a_recording_keeps_its_own_time() -> None:
    """However old it is."""
    assert read(recorded=True, created_at="2017-10-31T22:10:47Z").at == datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T11:00:00Z", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("2026-03-02T11:00:00", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("2026-03-02T13:00:00+02:00", datetime(2026, 3, 2, 11, tzinfo=UTC)),
        ("2026-03-02 11:00:00.250", datetime(2026, 3, 2, 11, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_any_offset(text: str, instant: datetime) -> None:
    """Without an offset a time is UTC."""
    assert read(created_at=text).at == instant


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "0000-00-00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00Z",
        "1994-12-31", "2027-01-01", "12:00", "\x1b[2J",
    ],
    ids=ascii,
)  # fmt: skip
def test_a_time_that_cannot_be_is_refused_in_words(text: str) -> None:
    """A broken clock must not stretch a chart over two thousand years."""
    with pytest.raises(ValueError, match=r"Its time .*[.]$") as refusal:
        read(created_at=text, recorded=True)
    assert is_safe(str(refusal.value))


@pytest.mark.parametrize(
    ("given", "stars"),
    [
        ("up", 5.0), ("down", 1.0), (3, 3.0), (4.5, 4.5), ("4", 4.0), (0, None), (6, None), ("bad", None),
        ("nan", None), (float("inf"), None), (None, None),
    ],
    ids=str,
)  # fmt: skip
def test_ratings(given: Any, stars: float | None) -> None:
    """One to five, or a thumb; anything else is unknown, not zero."""
    assert read(rating=given).rating == stars


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a?b=1#c", True),
        ("HTTP://EXAMPLE.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/a b", False),
        ("https://example.org/\u202egnp", False),
        ("https://example.org/\x1b[31m", False),
        ("https://example.org/" + "a" * 3000, False),
        ("--help", False),
        ("", False),
    ],
    ids=ascii,
)
def test_an_address_is_kept_only_if_a_browser_may_be_given_it(given: str, kept: bool) -> None:
    """A cut or cleaned address would lead elsewhere, so it is all or nothing."""
    assert read(url=given).url == (given if kept else None)


@pytest.mark.parametrize(
    ("given", "code"),
    [("fr", "fr"), ("fr-CA", "fr"), ("EN_us", "en"), ("in", "id"), ("und", None), ("français", None), ("\x1b", None)],
    ids=ascii,
)
def test_languages_become_iso_codes(given: str, code: str | None) -> None:
    """Networks write them in many ways; what is no code is unknown."""
    assert read(lang=given).lang == code


def test_what_no_network_can_have_counted_is_unknown() -> None:
    """A negative number of followers would win or lose every comparison."""
    mention = read(followers=-1, likes=10**15, reposts=0, views=12)
    assert (mention.followers, mention.likes, mention.reposts, mention.views) == (None, None, 0, 12)


@pytest.mark.parametrize("fields", [{"id": ""}, {"id": "\u200b"}, {"source": " "}], ids=str)
def test_without_an_id_or_a_source_there_is_no_mention(fields: dict[str, str]) -> None:
    """It could neither be told from others nor be found again."""
    with pytest.raises(ValueError, match="no id or no source"):
        read(**fields)


def test_html_becomes_text_before_it_is_cleaned() -> None:
    """An entity may stand for a control character."""
    assert read(text="<p>a&#8238;b &amp; c</p>", is_html=True).text == "ab & c"
    assert read(text="<p>not html</p>").text == "<p>not html</p>"
