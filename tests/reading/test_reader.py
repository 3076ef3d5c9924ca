"""One reader for every language: which engine reads a text, and what happens where none does."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cmwatch.intake.query import tokens
from cmwatch.model import Mention, Reading
from cmwatch.reading.reader import Reader

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READER = Reader()


def read(
    text: str, *, expected: tuple[str, ...] = ("en", "fr"), handles: tuple[str, ...] = (), **fields: Any
) -> Reading:
    mention = Mention("net", "1", "jane", text, NOON, NOON, raw="{}", **fields)
    return READER.read(mention, tokens(text), expected=expected, handles=frozenset(handles))


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("I love how well this works, thank you very much", "positive"),
        ("This is the worst service that I have ever had, I hate it", "negative"),
        ("The shop is in the old town and it opens at nine", "neutral"),
    ],
)
def test_english_is_read(text: str, tone: str) -> None:
    """With a visible score."""
    reading = read(text)
    assert (reading.lang, reading.tone, reading.engine) == ("en", tone, "vader")
    assert reading.compound is not None


@pytest.mark.parametrize(
    "text",
    [
        "C'est super nul, la box ne marche plus et le support est une catastrophe",
        "Die Lampe ist nicht gut und der Service war eine Katastrophe, das ist so hell",
        "Es una vergüenza que no funcione y nadie me ayude con el problema",
        "三日も待っているのに誰も電話に出ません",
        "blorp fnord zork quux wibble hell",
    ],
)
def test_no_other_language_gets_an_english_score(text: str) -> None:
    """'gift' and 'rot' are German words: a lexicon read in the wrong language lies with confidence."""
    reading = read(text)
    assert reading.lang != "en"
    assert (reading.tone, reading.compound, reading.engine) == ("unsure", None, "")


def test_the_networks_word_keeps_a_short_foreign_text_from_the_english_lexicon() -> None:
    """'Mist' is no weather in German."""
    assert read("So ein Mist", lang="de").compound is None


@pytest.mark.parametrize(
    ("rating", "tone"), [(1.0, "negative"), (2.0, "negative"), (3.0, "neutral"), (5.0, "positive")]
)
@pytest.mark.parametrize("text", ["I love it, it is great", "十分です", ""])
def test_stars_outrank_words(rating: float, tone: str, text: str) -> None:
    """What an author says with stars, no engine may overrule, in whatever language."""
    reading = read(text, rating=rating)
    assert (reading.tone, reading.engine) == (tone, "stars")


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("@Lumo my lamp is dark", True),
        ("hey @LUMO!", True),
        ("@lumo@example.social hello", True),
        ("@lumofan hello", False),
        ("mail me at jane@lumo", True),
        ("lumo is dark", False),
    ],
)
def test_a_tag_of_the_brand_addresses_it(text: str, addressed: bool) -> None:
    """Without regard to case or to the server; a longer name is somebody else."""
    assert read(text, handles=("lumo",)).addressed is addressed
    assert not read(text).addressed


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Is it down?", True),
        ("how do I reset the lamp", True),
        ("@lumo where is my parcel", True),
        ("Sorry to bother. Can you help me", True),
        ("Bonjour. Est-ce que ça marche", True),
        ("pourquoi je n'ai plus rien", True),
        ("quelqu'un sait ce qui se passe", True),
        ("I know how it works", False),
        ("https://example.org/?id=3", False),
        ("see https://example.org/?id=3 ok?", True),
        ("La lampe est belle.", False),
        ("", False),
    ],
)
def test_questions(text: str, asks: bool) -> None:
    """A question mark outside an address, or a sentence that begins as a question does."""
    assert read(text).question is asks


def test_scoring_one_text_gives_its_reasons() -> None:
    """What `cmwatch score` prints."""
    text = "The lamp is great but the box was broken"
    found = READER.score(text, tokens(text), None)
    assert found["reasons"] == ["+great", "−broken"]
    assert found["label"] in ("negative", "neutral", "positive")
    french = "la lampe est superbe mais la boîte est cassée"
    assert READER.score(french, tokens(french), None) == {
        "lang": "fr", "label": "unsure", "compound": None, "engine": "", "reasons": [],
    }  # fmt: skip


def test_the_risks_it_speaks_of_are_read() -> None:
    """Their classes, in the language of the text; nothing for everyday talk."""
    assert read("The lamp caught fire and she was rushed to hospital").risks == ("injury", "safety")
    assert read("La lampe a pris feu, je vais porter plainte contre vous").risks == ("safety", "legal")
    assert read("The shop is in the old town and it opens at nine").risks == ()
