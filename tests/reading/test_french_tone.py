"""French tone by rules: what people write about brands, and how French turns a word round."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.reading.french import FrenchTone
from tests.hostile import CORPUS

TONE = FrenchTone()


def _mood(text: str) -> str:
    compound = TONE.compound(text)
    return "negative" if compound <= -0.05 else "positive" if compound >= 0.05 else "neutral"


NEGATIVE = [
    # What every French package misses (LANGUAGE.md, section 3).
    "Je n'aime pas ce produit",
    "Je n’aime pas ce produit",
    "Le produit est excellent mais le service est nul",
    "C'est nuuuuul",
    "trop cher",
    "plus jamais chez vous",
    "Bravo la SNCF, 2h de retard",
    # Negation around the verb, and the spoken one without 'ne'.
    "Je ne recommande absolument pas",
    "je recommande pas du tout",
    "J'ai jamais été satisfait de leurs réponses",
    "Votre application ne fonctionne plus",
    "ça marche pas",
    "On ne nous a rien remboursé",
    "Personne ne répond au téléphone",
    "Je ne pense pas que ce soit une bonne idée",
    "c'est pas top",
    "C’est loin d’être parfait",
    "Aucun respect pour les clients",
    "un accueil peu aimable",
    "sans intérêt",
    "Pas rapide et pas efficace",
    "ni fiable ni rapide",
    "ne résout pas le problème",
    "on ne peut pas dire que ce soit rapide",
    "personne de compétent au guichet",
    "absence totale de communication",
    "Il n'y a pas plus nul",
    "je n'ai jamais vu un service aussi nul",
    "le site plante",
    "plus rien depuis 15 minutes",
    "Il ne tient vraiment pas parole",
    # Negative by itself.
    "pas terrible",
    "toujours pas livré",
    "Jamais reçu ma commande",
    "toujours aucune nouvelle de mon colis",
    "#ServiceNul",
    "#servicenul",
    "#lumenarnaque",
    # Complaints to brands.
    "Service client injoignable depuis 3 semaines",
    "Encore en panne ce matin",
    "On m'a raccroché au nez",
    "Surfacturé deux mois de suite, je résilie",
    "des chaussures en carton",
    "Foutage de gueule",
    "Je demande le remboursement, ils font la sourde oreille",
    # Spoken, verlan, Québec, SMS.
    "trop relou ce site",
    "c chelou votre histoire de frais",
    "C'est plate en criss",
    "Chu tanné d'attendre",
    "jpp de leur appli, osef des clients",
    "tjs pas recu mon colis",
    "ils m'ont crossé",
    # Irony a failure gives away.
    "Merci de m'avoir raccroché au nez",
    "Super, encore un train annulé",
    "bravo 😡",
    "quel bonheur, encore un retard",
    # Emoji and emoticons.
    "ma box 🤬",
    "livraison de demain :(",
]

POSITIVE = [
    "C'est super",
    "Aucun problème, livraison rapide",
    "trop bien",
    "je n'ai que du bien à en dire",
    "Je n’ai que des compliments à faire",
    "pas mal",
    "pas mal du tout !",
    "rien à redire",
    "pas de souci",
    "pas de problème de leur côté",
    "plus jamais de problème depuis le changement",
    "zéro souci",
    "0 souci",
    "je suis pas déçu",
    "Pas cher et nickel",
    "j'ai jamais vu une équipe aussi efficace",
    "#jadoreLumen",
    "au top",
    "impeccable, rapide et efficace, je recommande",
    "je kiffe grave",
    "un truc de ouf",
    "Cette poutine est écœurante de bonne",
    "C'est le fun",
    "Le service est cher mais excellent",
    "Merci Lumen ❤️",
    "livré 👍🏽",
    "reçu en 2 jours :)",
    "sans hésiter",
    "pas loin d'être parfait",
    "une personne de confiance",
    "votre SAV assure grave",
    "on ne s'ennuie jamais avec eux",
    "Merci pour votre réactivité pendant la panne",
]

NEUTRAL = [
    "",
    "   ",
    "Le magasin ouvre à neuf heures.",
    "La tâche est prévue mardi",
    "du poisson salé",
    "La pêche ouvre samedi",
    "Quels sont vos horaires le samedi ?",
    "https://example.org/nul @nul_et_archinul",
    "sans doute, bien sûr",
    "La nuit, les plantes de la ferme",
    "en cas de panne, appelez le 3900",
    "si vous avez un souci, voici le formulaire",
    "#bonjour #santé",
    "s'il vous plaît",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_complaints_are_negative(text: str) -> None:
    """With negation, contrast, slang, spelling of the telephone, hashtags and irony."""
    assert _mood(text) == "negative", (TONE.compound(text), TONE.laden(text))


@pytest.mark.parametrize("text", POSITIVE)
def test_praise_is_positive(text: str) -> None:
    """Also where it is said with a negation."""
    assert _mood(text) == "positive", (TONE.compound(text), TONE.laden(text))


@pytest.mark.parametrize("text", NEUTRAL)
def test_what_says_nothing_is_neutral(text: str) -> None:
    """Addresses and handles, words that differ from laden ones by an accent, expressions of no tone."""
    assert TONE.compound(text) == 0.0, TONE.laden(text)
    assert TONE.laden(text) == []


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Je n'aime pas ce produit", ["−aime", "×ne…pas"]),
        ("Merci mais quelle arnaque", ["+merci", "−arnaque", "×mais"]),
        ("Il ne tient jamais parole", ["−tient parole", "×ne…jamais"]),
        ("foutage de gueule", ["−foutage de gueule"]),
        ("rien à redire", ["+rien à redire"]),
        ("3 semaines d'attente", ["−3 semaines d'attente"]),
        ("Bravo pour la panne", ["−bravo", "−panne"]),
        ("super 👍🏽", ["+super", "+👍"]),
        ("l'application est lente, par contre jolie", ["−lente", "+jolie", "×par contre"]),
    ],
)
def test_the_reasons_are_the_words_that_made_it(text: str, reasons: list[str]) -> None:
    """Each with the sign it has in its place, then what turned them."""
    assert TONE.laden(text) == reasons


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("c'est nul", "c'est vraiment nul"),
        ("c'est nul", "c'est hyper nul"),
        ("c'est nul", "c'est super nul"),
        ("c'est nul", "c'est nuuul"),
        ("c'est nul", "c'est NUL"),
        ("c'est nul", "c'est nul !!"),
        ("un peu déçu", "déçu"),
        ("plutôt déçu", "déçu"),
        ("déçu", "vachement déçu"),
        ("déçu", "grave déçu"),
        ("déçu", "plus que déçu"),
        ("arnaque", "arnaque totale"),
        ("merci", "merci beaucoup"),
        ("c'est bien", "c'est trop bien"),
        ("excellent mais lent", "lent mais excellent"),
    ],
)
def test_boosters_and_emphasis_count(weaker: str, stronger: str) -> None:
    """Intensifiers, dampeners, repeated letters, capitals, exclamation marks and the place of 'mais'."""
    low, high = TONE.compound(weaker), TONE.compound(stronger)
    assert abs(low) < abs(high) if low * high > 0 else low < high


@pytest.mark.parametrize(
    ("accented", "bare"),
    [
        ("Je suis déçu", "Je suis decu"),
        ("DÉÇUE DE VOUS", "DECUE DE VOUS"),
        ("réactivité impeccable", "reactivite impeccable"),
        ("c'est écœurant", "c'est ecoeurant"),
        ("énervée et dégoûtée", "enervee et degoutee"),
        ("un problème de qualité", "un probleme de qualite"),
        ("jamais reçu, sans réponse", "jamais recu, sans reponse"),
    ],
)
def test_accents_may_be_missing(accented: str, bare: str) -> None:
    """Telephones and capitals leave them out."""
    assert TONE.compound(accented) == TONE.compound(bare) != 0.0


def test_the_exact_form_comes_before_the_one_without_accents() -> None:
    """'sale' is dirty, 'salé' is salted; 'tache' a stain, 'tâche' a task; 'ferme' a farm, 'fermée' closed."""
    assert TONE.compound("un train sale") < 0.0 == TONE.compound("un plat salé")
    assert TONE.compound("une tache") < 0.0 == TONE.compound("une tâche")
    assert TONE.compound("agence fermee") < 0.0 == TONE.compound("la ferme")


_WORDS = st.sampled_from(
    [
        "n'aime", "n'est", "n'ai", "jamais", "pas", "plus", "rien", "aucun", "sans", "que", "qu'un", "mais", "super",
        "nul", "déçu", "merci", "bravo", "arnaque", "panne", "retard", "trop", "très", "peu", "un", "vraiment",
        "j'adore", "d'accord", "l'horreur", "toujours", "service", "client", "en", "au", "top", "bien", "mal", "à",
        "redire", "ne", "je", "le", "recommande", "NUL", "déçuuuu", "#ServiceNul", ":(", "😡", "❤️", ",", ".", "!", "?",
        "et", "ou", "ni", "si", "moins", "zéro", "0", "2h", "bon", "goût",
    ]
)  # fmt: skip
_SENTENCES = st.lists(_WORDS, max_size=25).map(" ".join)


@given(_SENTENCES)
@settings(max_examples=300)
def test_both_apostrophes_are_one(text: str) -> None:
    """Typewriter and typographic."""
    curly = text.replace("'", "’")
    assert TONE.compound(text) == TONE.compound(curly)
    assert TONE.laden(text) == TONE.laden(curly)


@given(
    st.one_of(_SENTENCES, st.text(max_size=200), st.text(alphabet=string.printable + "éçàœ’😡❤️\u200d🏽#@", max_size=80))
)
@settings(max_examples=300)
def test_no_text_breaks_it(text: str) -> None:
    """The score stays in its range, and is zero exactly where nothing is named or all names cancel out."""
    compound, reasons = TONE.compound(text), TONE.laden(text)
    assert -1.0 <= compound <= 1.0
    assert reasons or compound == 0.0
    if compound:
        assert any(reason[0] == ("+" if compound > 0 else "−") for reason in reasons)


@pytest.mark.parametrize(
    "text",
    [
        "nul" * 4_000,
        "nul " * 25_000,
        "mais " * 4_000,
        "pas " * 4_000 + "content",
        "ne pas que plus " * 3_000 + "super",
        "n'" * 5_000,
        "u" * 10_000,
        "#" + "nul" * 5_000,
        "#" * 10_000,
        "😡" * 10_000,
        "👩‍❤️‍👨" * 3_000,
        ":(" * 10_000,
        "1" * 10_000,
        "super, " * 10_000,
        "à " * 10_000 + "jeter",
        "é" * 10_000,
        "e\u0301" * 10_000,
        "!" * 100_000,
        *(text for _name, text in CORPUS),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_are_read(text: str) -> None:
    """Floods of one word, towers, escapes: whatever comes, it comes back as a score."""
    assert -1.0 <= TONE.compound(text) <= 1.0


def test_one_emoji_repeated_is_one_opinion() -> None:
    """Ten hearts weigh no more than two."""
    assert TONE.compound("❤️" * 10) == TONE.compound("❤️❤️") > TONE.compound("❤️") > 0.0


def test_decomposed_accents_are_composed() -> None:
    """Some keyboards send the accent as a sign of its own."""
    assert TONE.compound("de\u0301c\u0327u") == TONE.compound("déçu") < 0.0


def test_a_flood_of_new_words_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look-ups are remembered, within a bound."""
    monkeypatch.setattr("cmwatch.reading.valence.words.CHUNKS_KEPT", 100)
    tone = FrenchTone()
    assert all(tone.compound(f"mot{number} est nul") == TONE.compound("x est nul") for number in range(500))
    assert len(tone._words) <= 100
