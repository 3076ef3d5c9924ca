"""What holds for every query and every text."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import Probe, QueryError, fold, parse, tokens
from cmwatch.intake.query.spelling import _any_script
from cmwatch.model import Mention

WORDS = st.sampled_from(
    ["free", "Free_Mobile", "panne*", "pan*", '"free mobile"', '"la panne*"', "@free", "#free", "l'été", "cœur", "ß",
     "Страна", "我爱", "😡", "a", "x_*", "2024", "free-mobile", "@free.fr", "lang:fr", "is:original", "-free"]
)  # fmt: skip
QUERIES = st.recursive(
    WORDS,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        part.map(lambda one: f"NOT {one}"),
    ),
    max_leaves=6,
)
FRAGMENTS = [
    "free", "Free_Mobile", "mobile", "panne", "pannes", "la", "@free", "#FREE", "l’ÉTÉ", "CŒUR", "straße", "ss",
    "страна", "我爱你", "😡", "a", "x_y", "½", "𝐅𝐑𝐄𝐄", "2024", "e\u0301te", "@free.fr", "_", "ﬁn", "\u200d",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=8).map(" ".join)


def _mention(text: str) -> Mention:
    at = datetime(2024, 7, 19, tzinfo=UTC)
    return Mention(source="x", id="1", author="a", text=text, at=at, created_at=at, raw="")


PROBE = Probe(_mention("@free la #free"))


@given(st.text(st.one_of(st.characters(), st.sampled_from('()"-*:@# «»“”ORNTAD<>=')), max_size=60))
def test_any_text_is_understood_or_refused_as_a_query(text: str) -> None:
    """Nothing else is ever raised, by reading it or by asking it."""
    with suppress(QueryError):
        assert parse(text, datetime(2024, 7, 19, tzinfo=UTC)).matches(PROBE) in (True, False)


@given(st.text())
def test_words_are_the_same_when_cut_again(text: str) -> None:
    """What is kept of a text by its words stays found by them."""
    found = tokens(text)
    assert tokens(" ".join(found)) == found
    assert tokens(fold(text)) == found
    assert all(word and " " not in word for word in found)


@given(TEXTS)
def test_the_fast_way_to_words_is_the_thorough_one(text: str) -> None:
    """Western European texts take a short cut, to the same place."""
    assert tokens(text) == _any_script(text)


@given(TEXTS)
def test_case_does_not_count(text: str) -> None:
    """However it is shouted."""
    assert tokens(text.casefold()) == tokens(text)


@pytest.mark.parametrize("tokenizer", ["unicode61 remove_diacritics 2", "ascii tokenchars '_'"])
@pytest.mark.parametrize("detail", ["full", "none"])
def test_the_index_never_hides_a_match(tokenizer: str, detail: str) -> None:
    """The prefilter selects every match, in a real full-text index of the words, with or without their positions."""
    index = sqlite3.connect(":memory:")
    index.execute(f'CREATE VIRTUAL TABLE words USING fts5 (said, detail={detail}, tokenize="{tokenizer}")')

    @given(QUERIES, TEXTS)
    def selects_every_match(text: str, said: str) -> None:
        query = parse(text)
        match = query.prefilter()
        if match is None:
            return
        index.execute("DELETE FROM words")
        index.execute("INSERT INTO words VALUES (?)", (" ".join(tokens(said)),))
        selected = index.execute("SELECT 1 FROM words WHERE words MATCH ?", (match,)).fetchone() is not None
        assert selected or not query.matches(Probe(_mention(said)))

    selects_every_match()
    index.close()


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("Été", '"ete"'),
        ("arnaque*", '"arnaque"*'),
        ('"free mobile"', '("free" AND "mobile")'),
        ("free -sfr lang:fr", '"free"'),
        ("free OR sfr", '("free" OR "sfr")'),
        ("free OR lang:fr", None),
        ("@free.fr OR #box", '(("free" AND "fr") OR "box")'),
        ("free_mobile", None),
        ("-free", None),
        ("почта", None),
        ("😡", None),
        ("", None),
    ],
)
def test_the_index_is_asked_only_for_what_must_be_there(query: str, expression: str | None) -> None:
    """In doubt, for nothing."""
    assert parse(query).prefilter() == expression


def test_a_long_choice_stays_within_the_engine() -> None:
    """A list of five hundred words is one flat expression."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE words USING fts5 (said)")
    query = parse(" OR ".join(f"word{n} other{n}" for n in range(500)))
    assert index.execute("SELECT 1 FROM words WHERE words MATCH ?", (query.prefilter(),)).fetchall() == []
    assert query.matches(Probe(_mention("other499 word499")))
    index.close()
