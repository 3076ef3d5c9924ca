"""Which language a text is in; above all, that no other language is taken for English."""

import gzip
import json
from pathlib import Path

import pytest

from cmwatch.intake.query import tokens
from cmwatch.reading.language import LanguageFinder

FINDER = LanguageFinder()


def find(text: str, network: str | None = None, expected: tuple[str, ...] = ("en", "fr")) -> str:
    return FINDER.find(text, tokens(text), network, expected)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "I have been waiting for three days and nobody answers the phone, this is a disgrace"),
        ("en", "why is the app down again"),
        ("fr", "Ça fait trois jours que j'attends et personne ne répond, c'est une honte"),
        ("fr", "la box ne marche plus depuis hier"),
        ("fr", "Bonjour, je suis sans internet, pouvez-vous m'aider ?"),
        ("es", "Llevo tres días esperando y nadie me contesta, es una vergüenza para todos"),
        ("de", "Ich warte seit drei Tagen und niemand antwortet, das ist eine Schande"),
        ("it", "Sono tre giorni che aspetto e non risponde nessuno, è una vergogna per tutti"),
        ("pt", "Estou esperando há três dias e ninguém responde, isso é uma vergonha para todos"),
        ("nl", "Ik wacht al drie dagen en niemand geeft antwoord, dit is een schande voor het bedrijf"),
        ("ja", "三日も待っているのに誰も電話に出ません"),
        ("zh", "等了三天没有人回复"),
        ("ko", "사흘째 기다리고 있는데 아무도 대답하지 않아요"),
        ("ru", "Жду уже три дня, никто не отвечает"),
        ("ar", "أنتظر منذ ثلاثة أيام ولا أحد يجيب"),
        ("he", "אני מחכה שלושה ימים ואף אחד לא עונה"),
        ("el", "Περιμένω τρεις μέρες και κανείς δεν απαντά"),
        ("hi", "तीन दिन से इंतज़ार कर रहा हूँ"),
        ("th", "รอมาสามวันแล้วไม่มีใครตอบ"),
    ],
)
def test_sentences_are_told_apart(code: str, text: str) -> None:
    """By script, else by the little words that every sentence needs."""
    assert find(text) == code


@pytest.mark.parametrize(
    ("text", "network", "expected", "code"),
    [
        ("Lumo!", None, ("fr", "en"), "fr"),
        ("Lumo!", None, ("en", "fr"), "en"),
        ("Lumo!", "de", ("en",), "de"),
        ("", None, ("fr",), "fr"),
        ("merci beaucoup", None, ("en", "fr"), "fr"),
        ("I am so happy that they have been able to help me", "fr", ("fr",), "en"),
        ("je suis sans box depuis trois jours et personne ne répond", "en", ("en",), "fr"),
        ("blorp zork fnord quux wibble", None, ("en",), "und"),
        ("blorp zork fnord quux wibble", "sv", ("en",), "sv"),
        ("I saw 電 on the box and it was very good for the price", None, ("en",), "en"),
    ],
    ids=str,
)
def test_what_decides_where_words_do_not(text: str, network: str | None, expected: tuple[str, ...], code: str) -> None:
    """Clear words outvote the network, the network outvotes a guess, and a short text is in the watch's language."""
    assert find(text, network, expected) == code


def test_french_of_the_real_stream_is_not_taken_for_english(shared: Path) -> None:
    """Short tweets with slang, without the network's word on the language."""
    with gzip.open(shared / "data/streams/free_fr_2024_07.jsonl.gz") as file:
        rows = [json.loads(line) for line in file]
    found = [find(row["text"], None, ("fr", "en")) for row in rows]
    assert found.count("en") / len(rows) < 0.02
    assert found.count("fr") / len(rows) > 0.85
