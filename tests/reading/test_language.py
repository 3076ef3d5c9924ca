"""Which language a text is in; above all, that no other language is taken for English or French."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import tokens
from cmwatch.reading.language import LanguageFinder
from cmwatch.reading.language.table import content, parse, shipped

FINDER = LanguageFinder()

HELD_OUT: dict[str, list[str]] = defaultdict(list)
"""Sixty sentences a language that nothing was learnt from."""
for _line in Path(__file__).with_name("languages_held_out.tsv").read_text(encoding="utf-8").splitlines():
    _code, _tab, _text = _line.partition("\t")
    HELD_OUT[_code].append(_text)


def find(text: str, network: str | None = None, expected: tuple[str, ...] = ("en", "fr")) -> str:
    return FINDER.find(text, tokens(text), network, expected)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "I have been waiting for three days and nobody answers the phone, this is a disgrace"),
        ("en", "why is the app down again"),
        ("en", "WORST AIRLINE EVER NEVER FLYING WITH THEM AGAIN"),
        ("en", "@LumoAir still no bag http://lumo.example/track #lumo"),
        ("en", "The café on rue Lepic was lovely, such a naïve idea though"),
        ("fr", "Ça fait trois jours que j'attends et personne ne répond, c'est une honte"),
        ("fr", "la box ne marche plus depuis hier"),
        ("fr", "Bonjour, je suis sans internet, pouvez-vous m'aider ?"),
        ("fr", "ca fait 3 jours que j'attends mon colis et personne repond"),
        ("fr", "INADMISSIBLE TROIS SEMAINES SANS RÉPONSE JE RÉSILIE"),
        ("fr", "Faque là chu pogné avec un cell qui marche pu, c'est ben plate"),
        ("fr", "Septante euros pour une réparation, ça va pas une fois !"),
        ("fr", "jsuis degoute ya plus de reseau dans tout le quartier mdr"),
        ("fr", "Le community manager a posté un tweet et le feedback est top"),
        ("es", "Llevo tres días esperando y nadie me contesta, es una vergüenza para todos"),
        ("de", "Ich warte seit drei Tagen und niemand antwortet, das ist eine Schande"),
        ("it", "Sono tre giorni che aspetto e non risponde nessuno, è una vergogna per tutti"),
        ("pt", "Estou esperando há três dias e ninguém responde, isso é uma vergonha para todos"),
        ("nl", "Ik wacht al drie dagen en niemand geeft antwoord, dit is een schande voor het bedrijf"),
        ("es", "Las tarjetas están bloqueadas desde ayer https://t.co/link"),
        ("it", "@LumoHelp la carta è bloccata da ieri https://t.co/link"),
        ("ca", "Avui no m'ha funcionat res i ningú no m'ha trucat per explicar-ho"),
        ("ro", "Nu am primit nimic până acum și nimeni nu vrea să îmi explice de ce"),
        ("ht", "Mwen pa gen limyè depi twa jou e pèsonn pa di nou anyen"),
        ("sv", "Jag förstår inte varför ingen kan hjälpa mig med den här räkningen"),
        ("pl", "Dlaczego nikt nie odbiera telefonu od trzech dni"),
        ("tr", "Üç gündür kimse telefona bakmıyor, bu ne biçim hizmet"),
        ("id", "Kenapa tidak ada yang mengangkat telepon sejak kemarin"),
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
    """By script, else by the letters inside the words."""
    assert find(text) == code


@pytest.mark.parametrize("code", HELD_OUT)
def test_sentences_never_seen_are_named(code: str) -> None:
    """Whole sentences of two to eleven words, without the network's word and without a watch's language."""
    found = [find(text, None, ()) for text in HELD_OUT[code]]
    assert len(found) == 60
    assert found.count(code) >= 57


@pytest.mark.parametrize("code", ["es", "pt", "it", "de", "nl"])
def test_third_languages_are_not_read_with_either_lexicon(code: str) -> None:
    """A text of four words or more is itself or `und`, whatever the watch's language is."""
    long = [text for text in HELD_OUT[code] if len(tokens(text)) >= 4]
    taken = [text for text in long if find(text, None, ("en", "fr")) in {"en", "fr"}]
    assert len(long) > 50
    assert len(taken) <= 1


@pytest.mark.parametrize(
    ("text", "network", "expected", "code"),
    [
        ("Lumo!", None, ("fr", "en"), "fr"),
        ("Lumo!", None, ("en", "fr"), "en"),
        ("Lumo!", "de", ("en",), "de"),
        ("😡", None, (), "und"),
        ("", None, ("fr",), "fr"),
        ("😡😡😡", None, ("fr",), "fr"),
        ("😡😡😡", "es", ("fr",), "es"),
        ("lol", None, ("fr",), "fr"),
        ("hahaha LOOOOL", None, ("en",), "en"),
        ("3 2 1 2024 50", None, ("fr",), "fr"),
        ("@LumoAir @LumoHelp @LumoCare @LumoFR 😡", "fr", ("en",), "fr"),
        ("merci beaucoup", None, ("en", "fr"), "fr"),
        ("merci beaucoup", "en", ("fr",), "en"),
        ("muchas gracias", None, ("en",), "es"),
        ("Great, thanks", None, (), "en"),
        ("c'est nul", None, (), "fr"),
        ("I am so happy that they have been able to help me", "fr", ("fr",), "en"),
        ("je suis sans box depuis trois jours et personne ne répond", "en", ("en",), "fr"),
        ("llevo tres días sin internet y nadie contesta", "en", ("en",), "es"),
        ("blorp zork fnord quux wibble", None, ("en",), "und"),
        ("blorp zork fnord quux wibble", "sv", ("en",), "sv"),
        ("I saw 電 on the box and it was very good for the price", None, ("en",), "en"),
    ],
    ids=str,
)
def test_what_decides_where_words_do_not(text: str, network: str | None, expected: tuple[str, ...], code: str) -> None:
    """From four words on the text decides, else the network, else the watch, unless a short text says otherwise."""
    assert find(text, network, expected) == code


@given(st.text(max_size=400), st.sampled_from([None, "fr", "sv"]))
def test_any_text_gets_a_language(text: str, network: str | None) -> None:
    """Whatever the net sends has a code of two letters, or `und`."""
    assert len(find(text, network)) in {2, 3}


def test_a_long_text_of_letters_does_not_overflow() -> None:
    """Every accented letter there is, and a word as long as a book."""
    letters = "".join(chr(code) for code in range(0xC0, 0x250))
    assert find(letters * 200 + " " + "ñ" * 100_000)
    assert find("a http://a\u0301a\u0301a " * 5_000)
    assert find("a" * 100_000 + "://")
    assert find("@a @b http://t.co/a " * 12)
    assert find("que " * 50_000, None, ("en",)) != "en"


def test_a_table_of_other_languages_is_refused() -> None:
    """A file that is none of ours is named, not read wrongly."""
    written = content(shipped(), "a copy")
    assert parse(written) == shipped()
    with pytest.raises(ValueError, match="tells apart"):
        parse(written.replace(b'"nl"', b'"xx"', 1))


def test_the_table_is_small() -> None:
    """What lies in the package is at most 64 kB."""
    assert len(content(shipped(), "cmwatch languages, learnt by python -m training.languages")) <= 64_000


def test_french_of_the_real_stream_is_not_taken_for_english(shared: Path) -> None:
    """Short tweets with slang, without the network's word on the language."""
    with gzip.open(shared / "data/streams/free_fr_2024_07.jsonl.gz") as file:
        rows = [json.loads(line) for line in file]
    found = [find(row["text"], None, ("fr", "en")) for row in rows]
    assert found.count("en") / len(rows) < 0.02
    assert found.count("fr") / len(rows) > 0.95
