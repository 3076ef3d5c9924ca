"""The distinct arguments of a story: what people say, by its most telling terms, authors counted once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import tokens
from cmwatch.reading.arguments import Cluster, Voice, arguments, place

FRENCH = {
    "panne": [
        "Toujours en panne, pas d'internet à Lyon", "La box clignote en rouge, plus d'internet",
        "Panne générale, la box ne répond plus", "Internet coupé depuis ce matin, quelle panne",
        "Ma box redémarre sans arrêt, c'est la panne", "Plus de réseau ni internet, la box est morte",
        "Panne de box à Nantes, internet coupé", "Impossible de travailler, internet en panne",
        "La box est en panne chez mes parents aussi", "Vous réparez la panne quand ? box hors service",
    ],
    "facture": [
        "J'ai été prélevé deux fois sur ma facture", "Facture doublée sans explication, je veux un remboursement",
        "Remboursement refusé pour une facture fausse", "Deux prélèvements ce mois-ci, ma facture est fausse",
        "On me facture un service résilié, remboursement svp", "Toujours pas de remboursement du prélèvement",
        "La facture est incompréhensible, prélèvement en trop",
    ],
    "conseiller": [
        "Conseiller désagréable au téléphone", "Le conseiller m'a raccroché au nez",
        "Une heure au téléphone et le conseiller raccroche", "Le conseiller au téléphone s'est moqué de moi",
        "Conseillère malpolie, elle a raccroché",
    ],
}  # fmt: skip
ENGLISH = {
    "router": [
        "Internet down again, router blinking red", "No connection since morning, the router is dead",
        "Whole street has no internet, outage again", "The outage killed my router",
        "Router rebooting all day, internet down", "Internet outage in Leeds, router offline",
        "Down in York too, no internet connection", "Router offline, internet down here",
    ],
    "bill": [
        "You charged me twice on my bill", "Double charge and no refund", "My bill doubled, refund it",
        "Refund refused, charged for nothing", "Bill is wrong again, charged for a cancelled plan",
        "Charged twice, bill is a mess", "Still waiting for the refund of my bill",
    ],
    "agent": [
        "The agent hung up on me", "Rude agent on the phone", "Agent laughed and hung up",
        "On the phone for ages, then the agent hung up", "Phone agent was rude to my mother",
    ],
}  # fmt: skip


def voices(story: Mapping[str, Sequence[str]]) -> list[Voice]:
    """Each text by somebody else, in any order."""
    told = [
        Voice(f"{topic}:{n}", f"{topic}{n}", tokens(text))
        for topic, texts in story.items()
        for n, text in enumerate(texts)
    ]
    Random(7).shuffle(told)
    return told


def topics(cluster: Cluster) -> Counter[str]:
    return Counter(key.partition(":")[0] for key in cluster.keys)


@pytest.mark.parametrize("story", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_outage_billing_and_staff_are_three_arguments(story: dict[str, list[str]]) -> None:
    """Each named by a word of its own, with most of those who say it and nobody else."""
    found = arguments(voices(story))
    assert len(found) == len(story)
    for topic, texts in story.items():
        cluster = next(one for one in found if topic in one.terms)
        assert set(topics(cluster)) == {topic}
        assert cluster.authors == len(cluster.keys) >= 0.6 * len(texts)


def test_both_languages_in_one_story() -> None:
    """Nobody's bill is mixed with somebody's router."""
    found = arguments(voices(FRENCH | ENGLISH), most=8)
    assert len(found) >= 5
    subjects = {"panne": "outage", "router": "outage", "facture": "bill", "bill": "bill"}
    for cluster in found:
        assert len({subjects.get(topic, "staff") for topic in topics(cluster)}) == 1


def test_little_words_and_the_brand_name_no_argument() -> None:
    """`Lumen` is in every text, `the` and `merci` too."""
    texts = [f"Lumen, {text}, merci" for text in FRENCH["panne"] + FRENCH["facture"]]
    told = [Voice(str(n), str(n), tokens(text)) for n, text in enumerate(texts)]
    terms = {term for one in arguments(told, {"lumen"}) for term in one.terms}
    assert terms
    assert not terms & {"lumen", "merci", "les", "sur", "est", "plus"}


def test_an_author_counts_once() -> None:
    """However often they say it; all their texts can be opened."""
    told = voices(ENGLISH)
    loud = [Voice(f"bill:loud{n}", "loud", tokens(f"{text}, day {n}")) for n, text in enumerate(ENGLISH["bill"] * 3)]
    found = next(one for one in arguments([*told, *loud]) if "bill" in one.terms)
    authors = {"loud" if "loud" in key else key for key in found.keys}
    assert found.authors == len(authors) < len(found.keys)


def test_a_text_pasted_by_many_does_not_name_the_others() -> None:
    """Forty copies are one text in what it is called; those who pasted it say it all the same."""
    pasted = "Sign the petition against the new antenna behind the school playground"
    copies = [Voice(f"copy:{n}", f"copy{n}", tokens(f"{pasted} {n}")) for n in range(40)]
    found = arguments([*voices(ENGLISH), *copies])
    for topic in ENGLISH:
        cluster = next(one for one in found if topic in one.terms)
        assert set(topics(cluster)) == {topic}


def test_what_everybody_names_is_the_argument_of_those_who_say_nothing_else() -> None:
    """A story with one subject has one argument."""
    told = [Voice(str(n), str(n), ("panne", "lyon", f"rue{n}")) for n in range(12)]
    (only,) = arguments(told)
    assert only.authors == 12
    assert "panne" in only.terms


@pytest.mark.parametrize(
    "told", [[], [Voice("1", "a", ("panne",))], [Voice(str(n), str(n), (f"word{n}",)) for n in range(30)]], ids=len
)
def test_where_nobody_agrees_there_is_no_argument(told: list[Voice]) -> None:
    """Nothing, one voice, thirty strangers about thirty things."""
    assert arguments(told) == ()


def test_words_thrown_together_are_no_argument() -> None:
    """A thousand texts of the same forty words in any order."""
    random = Random(11)
    vocabulary = [f"word{n}" for n in range(40)]
    told = [Voice(str(n), str(n), tuple(random.sample(vocabulary, 12))) for n in range(1000)]
    assert arguments(told) == ()


def test_at_most_so_many_and_enough_authors() -> None:
    """The largest stay."""
    found = arguments(voices(FRENCH | ENGLISH), most=2)
    assert len(found) == 2
    assert min(one.authors for one in found) >= 6


words = st.sampled_from(
    ["panne", "pannes", "box", "internet", "facture", "agent", "phone", "rude", "refund", "the", "x", "12"]
)
said = st.lists(st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), st.lists(words, max_size=8)), max_size=40)


@given(said, st.randoms())
def test_placing_the_texts_again_gives_the_same_and_their_order_does_not_matter(
    spoken: list[tuple[str, list[str]]], random: Random
) -> None:
    """So that what an argument counts can be counted again from its terms alone."""
    told = [Voice(str(n), author, tuple(text)) for n, (author, text) in enumerate(spoken)]
    found = arguments(told)
    for at, cluster in enumerate(found):
        again = [voice for voice in told if place(voice.words, [one.terms for one in found]) == at]
        assert tuple(voice.key for voice in again) == cluster.keys
        assert len({voice.author for voice in again}) == cluster.authors
    shuffled = told[:]
    random.shuffle(shuffled)
    assert [(one.terms, one.authors) for one in arguments(shuffled)] == [(one.terms, one.authors) for one in found]
