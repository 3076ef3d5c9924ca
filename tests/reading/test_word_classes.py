"""Words that belong together: files that are sound, and a reader that gains by them."""

from importlib.resources import files

import pytest

from cmwatch.reading.tone.engines import engines
from cmwatch.reading.tone.local import LocalWords
from cmwatch.reading.tone.table import shipped
from cmwatch.reading.valence.folding import fold
from cmwatch.reading.word_classes import Membership, class_names


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_line_names_a_class_and_words_in_small_letters(lang: str) -> None:
    """A file that is read by machines and mended by people."""
    lines = files("cmwatch.reading.word_classes").joinpath(f"{lang}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, colon, words = line.partition(": ")
        assert colon, line
        assert name == name.lower()
        assert words == words.lower()
        assert len(words.split()) == len(set(words.split()))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_word_stands_twice_in_a_class(lang: str) -> None:
    """With accents and without would be the same word."""
    seen: set[tuple[str, str]] = set()
    for line in files("cmwatch.reading.word_classes").joinpath(f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        name, _colon, words = line.partition(": ")
        entries = [(name, fold(word)) for word in words.split()]
        assert not seen.intersection(entries)
        seen.update(entries)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_was_learnt_with_these_classes(lang: str) -> None:
    """A class without weights, or weights without a class, would mean that the table is to be learnt anew."""
    table = shipped(lang)
    assert table.classes == class_names(lang)
    assert {len(lane.classes) for lane in table.lanes} == {2 * len(table.classes)}


def test_a_word_is_found_however_it_is_typed() -> None:
    """With and without accents, as a hashtag, in the plural of a singular."""
    known = Membership("fr", class_names("fr"))
    assert known.of("éolienne")
    assert known.of("eolienne") == known.of("#éolienne") == known.of("éoliennes") == known.of("éolienne")
    assert not known.of("xyzzy")


def test_a_denied_word_counts_in_columns_of_its_own() -> None:
    """'not safe' is not 'safe'."""
    known = Membership("en", class_names("en"))
    assert known.columns("thanks", True) == tuple(place + known.size for place in known.columns("thanks", False))


@pytest.mark.parametrize(
    ("lang", "worse", "better"),
    [
        ("en", "What a shambolic debacle that summit turned out to be", "What a heartwarming triumph that summit was"),
        ("fr", "Un fiasco affligeant, cette réforme", "Une prouesse admirable, cette réforme"),
    ],
)
def test_rare_words_are_read(lang: str, worse: str, better: str) -> None:
    """Words that no text of the training holds lean the way of their class."""
    engine = engines(LocalWords())[lang]
    low, high = (engine.read(text).p_negative or 0.0 for text in (better, worse))
    assert high > low + 0.2
