"""The French lexicon as data: large enough, within its scale, and of one mind about each form."""

from collections import defaultdict
from importlib.resources import files

import pytest

from cmwatch.reading.french.inflection import inflect
from cmwatch.reading.french.lexicon import lexicon

ROOM = files("cmwatch.reading.french")
ENTRIES = [
    line.split("\t")
    for line in ROOM.joinpath("lexicon.tsv").read_text(encoding="utf-8").splitlines()
    if "\t" in line and not line.startswith("# ")
]


def test_it_is_large_and_within_its_scale() -> None:
    """At least 2,500 entries, each with one valence from −4 to 4, none twice."""
    assert len(ENTRIES) >= 2_500
    assert all(len(entry) == 2 and -4.0 <= float(entry[1]) <= 4.0 for entry in ENTRIES)
    assert len({entry for entry, _valence in ENTRIES}) == len(ENTRIES)


def test_no_form_has_two_valences() -> None:
    """Patterns of one rank never disagree: else the order of lines would decide."""
    valences: dict[tuple[int, bool, str], set[str]] = defaultdict(set)
    for entry, valence in ENTRIES:
        word = entry.removeprefix("(ne) ")
        if not set(" '’-<") & set(word):
            rank = 2 if ":v" in word else 1 if set(":{") & set(word) else 0
            for form in inflect(word).every:
                valences[rank, entry != word, form].add(valence)
    assert {form: found for form, found in valences.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("forms", "sign"),
    [
        ("déçu déçue déçues déçois décevra décevait décevant", -1),
        ("adore adorons adoraient adorerais adoré", 1),
        ("nulle nulles injoignables défectueuse menteuses agressive", -1),
        ("géniale géniaux ravies chaleureuse fière satisfaites", 1),
        ("arnaquez escroque mentent plantait bugguait galère résilie", -1),
        ("plate tanné crosseurs niaiseux chialer", -1),
    ],
)
def test_words_are_inflected(forms: str, sign: int) -> None:
    """Gender, number, persons and tenses."""
    known = lexicon().forms
    assert all(known[form].valence * sign > 0 for form in forms.split())


def test_what_only_denial_makes_negative_says_nothing_by_itself() -> None:
    """'répond' is no praise; 'ne répond pas' complains."""
    entry = lexicon().forms["répond"]
    assert entry.valence == 0.0
    assert entry.denied is not None
    assert entry.denied < -1.0
