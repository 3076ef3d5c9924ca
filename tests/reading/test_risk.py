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


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "The heater started smoking and nearly set the curtains alight", "safety"),
        ("en", "Found a piece of glass in the baby food this morning", "safety"),
        ("en", "A toddler swallowed a magnet from this toy and had surgery", "injury"),
        ("en", "The guard followed us around the shop because we are Black", "discrimination"),
        ("en", "Other people's invoices show up in my account", "data"),
        ("en", "My solicitor will be in touch with you", "legal"),
        ("en", "Let's all stop buying from them until they apologise", "boycott"),
        ("en", "They took 300 euros from my card without my permission", "fraud"),
        ("en", "The BBC is asking questions about your factory", "press"),
        ("en", "Your delivery man swore at my mother and pushed her", "staff"),
        ("fr", "Le radiateur s'est mis à fumer, on a failli avoir un incendie", "safety"),
        ("fr", "J'ai trouvé un bout de verre dans le petit pot de mon bébé", "safety"),
        ("fr", "Mon fils s'est coupé le doigt avec votre jouet, cinq points de suture", "injury"),
        ("fr", "Le vigile nous suit dans le magasin parce qu'on est noirs", "discrimination"),
        ("fr", "Je vois les factures d'autres clients dans mon espace", "data"),
        ("fr", "Mon avocat prendra contact avec vous", "legal"),
        ("fr", "Arrêtons tous d'acheter chez eux", "boycott"),
        ("fr", "On m'a débité 300 euros sans mon accord", "fraud"),
        ("fr", "France Inter enquête sur votre usine", "press"),
        ("fr", "Votre livreur a insulté ma mère et l'a bousculée", "staff"),
        ("en", "The gas hob leaked and the alarm went off all night", "safety"),
        ("en", "My grandmother slipped on your wet floor and broke her hip", "injury"),
        ("en", "The bouncer let white guests in and refused us", "discrimination"),
        ("en", "I got an email with another customer's home address and phone number", "data"),
        ("en", "I've contacted a lawyer about the contract", "legal"),
        ("en", "Nobody should buy from this company ever again, spread the word", "boycott"),
        ("en", "They sold me a counterfeit handbag", "fraud"),
        ("en", "Spoke to a journalist this morning, the story runs on Sunday", "press"),
        ("en", "The conductor screamed at a kid and grabbed his bag", "staff"),
        ("en", "The brakes on my new bike failed on the hill", "safety"),
        ("fr", "Fuite de gaz après le passage de votre technicien", "safety"),
        ("fr", "Ma grand-mère a glissé dans votre magasin et s'est cassé la hanche", "injury"),
        ("fr", "On nous a refusé l'entrée à cause de notre couleur de peau", "discrimination"),
        ("fr", "J'ai reçu par mail l'adresse et le téléphone d'un autre client", "data"),
        ("fr", "J'ai saisi le médiateur et je vais au tribunal", "legal"),
        ("fr", "N'allez plus chez eux, faites passer", "boycott"),
        ("fr", "Ils m'ont vendu un faux sac de marque", "fraud"),
        ("fr", "J'ai tout raconté à une journaliste, ça sort dimanche", "press"),
        ("fr", "Le contrôleur a hurlé sur un gamin et lui a arraché son sac", "staff"),
        ("fr", "Les freins de mon vélo neuf ont lâché dans la descente", "safety"),
    ],
)
def test_risks_are_met_as_people_tell_them(lang: str, text: str, kind: str) -> None:
    """In whole sentences, read in their language."""
    assert kind in kinds(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The new trailer gave me goosebumps, it is explosive"),
        ("en", "My phone battery died after an hour"),
        ("en", "The battery has not exploded so far, ha"),
        ("en", "The queue was a crime against patience"),
        ("en", "This price is daylight robbery but the cake is good"),
        ("en", "I would kill for their cheesecake"),
        ("en", "Their sale is fire, I burned through my budget"),
        ("en", "A journal and three pens, arrived today"),
        ("en", "The judges loved her dress on the show"),
        ("en", "I broke my phone screen, can you repair it?"),
        ("fr", "La bande-annonce est une bombe, j'ai hâte"),
        ("fr", "La batterie est morte au bout d'une heure"),
        ("fr", "La batterie n'a pas explosé, c'est déjà ça"),
        ("fr", "Je tuerais pour leur cheesecake"),
        ("fr", "Les soldes, c'est le feu, je me suis ruinée"),
        ("fr", "L'ambiance était électrique hier soir au stade"),
        ("fr", "Je suis cassé après cette journée"),
        ("fr", "Le prix a flambé depuis janvier"),
        ("fr", "Trois jus de fruits pressés, s'il vous plaît"),
        ("fr", "Ce film m'a brisé le cœur, un chef-d'œuvre"),
        ("en", "That plot twist hit me hard"),
        ("en", "The kids destroyed the cake in two minutes"),
        ("en", "I died laughing at your ad"),
        ("en", "Press the button twice to restart"),
        ("en", "The data on my plan runs out too fast"),
        ("en", "He shot a great film about trains"),
        ("en", "Legal size paper, please"),
        ("en", "The match was a massacre, five nil"),
        ("en", "My order is stuck, this is torture"),
        ("en", "Their chilli sauce burns, love it"),
        ("fr", "J'ai explosé mon forfait ce mois-ci"),
        ("fr", "Les enfants ont dévoré le gâteau, une tuerie"),
        ("fr", "Ton bouquet est à tomber par terre"),
        ("fr", "Le match était un massacre, cinq à zéro"),
        ("fr", "Une sauce qui brûle, j'adore"),
        ("fr", "Il a tiré un beau film de cette histoire"),
        ("fr", "Je suis accro, c'est une drogue ce chocolat"),
        ("fr", "La presse à jus est arrivée ce matin"),
        ("fr", "On s'est fait une soirée jeux, l'ambiance a pris feu"),
        ("fr", "Attaquer la semaine avec un bon café"),
    ],
)
def test_harmless_uses_are_no_risk(lang: str, text: str) -> None:
    """The same images in fun, in trade, of things."""
    assert kinds(text, lang) == []


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
