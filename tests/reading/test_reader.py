"""One reader for every language: which engine reads a text, and what happens where none does."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cmwatch import words
from cmwatch.intake.query import tokens
from cmwatch.model import Mention, Reading
from cmwatch.reading.reader import Addressee, Asked, Reader
from cmwatch.reading.tone.reasons import engine_in_words, language_in_words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READER = Reader()


def read(
    text: str, *, expected: tuple[str, ...] = ("en", "fr"), handles: tuple[str, ...] = (), **fields: Any
) -> Reading:
    mention = Mention("net", "1", "jane", text, NOON, NOON, raw="{}", **fields)
    return READER.read(mention, tokens(text), Addressee(expected, frozenset(handles), (("maison", "lumo"),)))


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
    assert (reading.lang, reading.tone, reading.engine) == ("en", tone, "vader+linear")
    assert reading.compound is not None
    assert 0 <= (reading.p_negative or 0) <= 1


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("C'est super nul, la box ne marche plus et le support est une catastrophe", "negative"),
        ("Merci à toute l'équipe, livraison rapide et lampe superbe", "positive"),
        ("Le magasin se trouve dans la vieille ville et ouvre à neuf heures", "neutral"),
    ],
)
def test_french_is_read(text: str, tone: str) -> None:
    """With a score of its own."""
    reading = read(text)
    assert (reading.lang, reading.tone, reading.engine) == ("fr", tone, "lexicon-fr+linear")
    assert reading.compound is not None


@pytest.mark.parametrize(
    "text",
    [
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
    assert (reading.tone, reading.compound, reading.p_negative, reading.engine) == ("unsure", None, None, "")


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
        ("Bonjour Maison Lumo, ma lampe est en panne", True),
        ("La Maison Lumo ouvre un magasin", False),
    ],
)
def test_a_tag_of_the_brand_addresses_it(text: str, addressed: bool) -> None:
    """Without regard to case or to the server, or by its name; a longer handle is somebody else."""
    assert read(text, handles=("lumo",)).addressed is addressed


def test_an_answer_to_a_post_of_the_brand_addresses_it() -> None:
    """Though it names nobody."""
    mention = Mention("net", "2", "jane", "still dark here", NOON, NOON, raw="{}", in_reply_to="1")
    assert READER.read(mention, tokens(mention.text), answers=True).addressed
    assert not READER.read(mention, tokens(mention.text)).addressed


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


def test_explaining_a_text_gives_its_reasons() -> None:
    """What `cmwatch score` and the desk show: VADER's word, the words of the rules, what was learnt, cues."""
    text = "Great, another delay 😡"
    found = READER.explain(text, tokens(text))
    assert found.toned.tone in ("negative", "unsure")
    assert found.toned.doubtful
    assert "VADER +0.42" in found.reasons
    assert "?irony" in found.reasons
    french = "Je n’aime pas ce produit"
    found = READER.explain(french, tokens(french))
    assert (found.lang, found.toned.tone, found.engine) == ("fr", "negative", "lexicon-fr+linear")
    assert found.reasons[:2] == ("−aime", "×ne…pas")


def test_what_it_wants_is_read() -> None:
    """What cannot wait first."""
    assert read("I am switching to another provider, two weeks without internet and no answer").intents[:2] == (
        "threat_to_leave",
        "complaint",
    )
    assert "question" in read("Bonjour, vous livrez en Belgique ?").intents
    assert read("The shop is in the old town and it opens at nine").intents == ()


def test_the_risks_it_speaks_of_are_read() -> None:
    """Their classes, in the language of the text; nothing for everyday talk."""
    assert read("The lamp caught fire and she was rushed to hospital").risks == ("injury", "safety")
    assert read("La lampe a pris feu, je vais porter plainte contre vous").risks == ("safety", "legal")
    assert read("The shop is in the old town and it opens at nine").risks == ()


def test_a_batch_reads_as_each_of_its_mentions_does() -> None:
    """In whatever languages they are, and with whatever is known of each."""
    texts = [
        "I love how well this works, thank you very much", "Le service est nul, je ne suis pas content du tout",
        "Das Paket ist schon wieder nicht angekommen", "", "Hey Maison Lumo, when will my parcel arrive?",
        "Bravo la livraison, encore deux heures de retard 😡",
    ]  # fmt: skip
    asked = [
        Asked(
            Mention("net", str(place), "jane", text, NOON, NOON, raw="{}", rating=1.0 if place == 3 else None),
            tokens(text),
            Addressee(("fr", "en") if place % 2 else (), names=(("maison", "lumo"),)),
            answers=place == 2,
        )
        for place, text in enumerate(texts)
    ]
    together = READER.read_all(asked)
    assert (
        together
        == [READER.read(one.mention, one.words, one.addressee, answers=one.answers) for one in reversed(asked)][::-1]
    )
    assert [reading.lang for reading in together[:3]] == ["en", "fr", "de"]
    assert READER.read_all([]) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_by_what_a_text_was_read_is_said_in_words(language: str) -> None:
    """Every engine that a reading may name, in both languages; the name itself is for programs."""
    words.use(language)
    reader = Reader()
    texts = {"en": "The lamp is broken and I am angry", "fr": "La lampe est en panne, je suis en colère"}
    names = {reader.explain(text, tokens(text), lang).engine for lang, text in texts.items()} | {"stars"}
    told = {engine_in_words(name) for name in names}
    assert len(told) == len(names) == 3
    assert not any(name in text for text in told for name in ("lexicon-fr", "linear", "+"))
    assert engine_in_words("lexicon-xx") == "lexicon-xx"
    assert language_in_words("fr") == {"en": "French", "fr": "français"}[language]
    assert language_in_words("nl") == "nl"
