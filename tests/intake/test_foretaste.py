"""What a text alone says of a query: never less than the query itself."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.normalise import clean
from cmwatch.intake.query import Matchers, Probe
from cmwatch.intake.query.foretaste import Foretaste
from cmwatch.model import Mention, Watch

AT = datetime(2026, 11, 26, 18, tzinfo=UTC)
WORDS = [
    *(
        "aubelune",
        "Aubelune",
        "AUBELUNE",
        "café",
        "cafe\u0301",
        "ＡＵＢＥＬＵＮＥ",
        "lune",
        "#aube",
        "@aubelune",
        "日本",
    ),
    *("œuvre", "oeuvre", "😡", "aube\u200blune", "\x1b[31mrien\x1b[0m", "l'aubelune", "\n\n\n", "un", "❤️"),
]
QUERIES = [
    *("aubelune", '"aube lune"', "aubelune OR cafe", "aubelune -lune", "aube*", "#aube", "@aubelune", "日本", "oeuvre"),
    *("😡", "(aubelune OR lune) (cafe OR un)", "aubelune lang:fr", "aubelune from:noor", "aubelune -from:noor"),
    *("from:noor OR lune", "aubelune is:question", "aubelune followers:>10", "lune -(cafe lang:en)", "l'aubelune"),
    "aubelune -(lune OR from:x)",
]


def mention(text: str, author: str = "noor") -> Mention:
    return Mention("bluesky", "1", author, clean(text), AT, AT, "", lang="fr", followers=20)


def watch(query: str) -> Watch:
    return Watch(query, "Aubelune", query)


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.sampled_from(QUERIES))
def test_it_lets_through_whatever_the_query_matches(text: str, query: str) -> None:
    """A firehose must not lose what a watch would have wanted; an alternative that names only an author excepted."""
    if Matchers([watch(query)]).names(Probe(mention(text, "nobody"))):
        assert Foretaste([watch(query)]).could_match(text)


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    """Whatever the network sends."""
    whole = f"{text} aubelune"
    if Matchers([watch("aubelune")]).names(Probe(mention(whole))):
        assert Foretaste([watch("aubelune")]).could_match(whole)


@pytest.mark.parametrize(
    ("query", "text", "could"),
    [
        ("aubelune", "une panne", False),
        ("aubelune", "aubelunes", False),
        ("aubelune -job", "aubelune job", False),
        ("aubelune -(job from:hr)", "aubelune job", True),
        ("from:noor", "anything", False),
        ("from:noor OR aubelune", "anything", False),
        ("from:noor OR aubelune", "aubelune", True),
        ("-(from:noor OR job) aubelune", "aubelune job", False),
        ("lang:fr", "anything", False),
    ],
)
def test_what_it_decides_by_words_alone(query: str, text: str, could: bool) -> None:
    """What names no word would let everything through: its watch is left out."""
    assert Foretaste([watch(query)]).could_match(text) is could


def test_several_watches_are_asked_together_and_none_wants_nothing() -> None:
    """One is enough."""
    both = Foretaste([watch("aubelune"), watch("café")])
    assert both.could_match("un cafe")
    assert both.could_match("Aubelune!")
    assert not both.could_match("rien")
    assert not Foretaste([]).could_match("aubelune")
