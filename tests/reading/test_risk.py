"""Terms of risk: met in both languages, in their inflections, and not in what people say every day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import tokens
from cmwatch.reading.risk import KINDS, Risk, RiskFinder

FINDER = RiskFinder()


def kinds(text: str, lang: str = "und") -> list[str]:
    return [risk.kind for risk in FINDER.find(tokens(text), lang)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My charger caught fire last night", "safety"),
        ("The lamp's battery has just exploded", "safety"),
        ("There is a burning smell from the box", "safety"),
        ("We cannot even call 112 from this network", "safety"),
        ("Ma lampe a pris feu cette nuit", "safety"),
        ("ATTENTION risque d'incendie, débranchez tout", "safety"),
        ("Impossible de joindre les pompiers avec votre réseau", "safety"),
        ("My son burned his fingers on it", "injury"),
        ("Two passengers were injured on the stairs", "injury"),
        ("She was rushed to the hospital after the meal", "injury"),
        ("Food poisoning again, thank you so much", "injury"),
        ("Je me suis brûlé la main en la débranchant", "injury"),
        ("Ma fille est aux urgences à cause de votre produit", "injury"),
        ("Deux personnes blessées dans votre magasin", "injury"),
        ("The driver made racist remarks", "discrimination"),
        ("They refused my wheelchair at the gate", "discrimination"),
        ("Refusée à l'entrée parce qu'elle est voilée", "discrimination"),
        ("Propos homophobes de votre vendeur", "discrimination"),
        ("Looks like a data breach: I see someone else's orders", "data"),
        ("My account was hacked and nobody answers", "data"),
        ("Nos données personnelles ont fuité", "data"),
        ("Mon compte a été piraté", "data"),
        ("A class action is on its way", "legal"),
        ("We will sue you", "legal"),
        ("Je vais porter une plainte", "legal"),
        ("Mise en demeure envoyée ce matin", "legal"),
        ("A driver threatened me in front of my kids", "staff"),
        ("J'ai été insultée par un de vos vendeurs", "staff"),
        ("Total scam", "fraud"),
        ("An unauthorised charge of 400 euros", "fraud"),
        ("Bande d'escrocs", "fraud"),
        ("Quelle arnaque, on m'a arnaquée", "fraud"),
        ("#BoycottLumen until they answer", "boycott"),
        ("N'achetez plus chez eux", "boycott"),
        ("I'm a reporter with the Gazette, who can answer me?", "press"),
        ("Bonjour, journaliste à la Gazette des Collines", "press"),
    ],
)
def test_terms_of_risk_are_met(text: str, kind: str) -> None:
    """Folded, inflected, with articles between, in the language that it was read as or in none."""
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I hate this delay",
        "dead battery again",
        "This new album is fire, you are on fire tonight",
        "This wait is killing me, I'm dying here",
        "Slept like the dead",
        "That was a brand suicide, nothing less",
        "There was a death in the family, I must rebook",
        "My broken leg and I would like an aisle seat",
        "Toxic community and hackers everywhere",
        "Counter-strike players shoot each other",
        "I recall that it was better before",
        "My fraud department says the card is fine",
        "No injuries, everybody is fine",
        "It is not a scam, it just takes a while",
        "Any news on my parcel?",
        "Je suis mort de rire",
        "Ce n'est pas une arnaque, juste un retard",
        "Aucun blessé, tout le monde va bien",
        "La fracture numérique, parlons-en",
        "L'alarme incendie s'est tue",
        "Les prix explosent",
        "Un avocat mûr dans ma salade",
        "Je suis pressé",
        "Un peu de pain et de fromage",
        "Dead pixels on day one",
        "Thank you, Sue from the help desk",
    ],
)
def test_everyday_speech_is_no_risk(text: str) -> None:
    """What people say in anger, in fun, or of themselves."""
    assert kinds(text) == []


def test_a_word_counts_only_in_its_own_language() -> None:
    """`man die` is German grammar, `blessés` are hurt, and `blesses` is what God does."""
    assert kinds("wenn man die Gruppe", "de") == []
    assert kinds("trois blesses dans le magasin", "fr") == ["injury"]
    assert kinds("God blesses this shop", "en") == []


def test_several_classes_are_told_gravest_first_with_their_words() -> None:
    """Each class once, with the words it was met in."""
    found = FINDER.find(tokens("Scam! Scam! It caught fire and burned my hand, boycott them"))
    assert found == (
        Risk("injury", "burned my hand"),
        Risk("safety", "caught fire"),
        Risk("fraud", "scam"),
        Risk("boycott", "boycott"),
    )


@given(st.lists(st.text("abcdefgsu_é中", min_size=1, max_size=12), max_size=30))
def test_any_words_can_be_asked(words: list[str]) -> None:
    """No sequence of words breaks it, and the classes are known, each once, in order."""
    found = [KINDS.index(risk.kind) for risk in FINDER.find(words)]
    assert found == sorted(set(found))


@given(st.permutations(["boycott", "porter", "plainte", "caught", "fire", "no", "the", "injuries", "data", "breach"]))
def test_asking_again_gives_the_same(words: list[str]) -> None:
    """What is remembered of words changes no answer."""
    assert RiskFinder().find(words) == FINDER.find(words)
