"""Intents of a mention: met in both languages, in their inflections, and not in what only sounds like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import tokens
from cmwatch.model import Tone
from cmwatch.reading.intent import INTENTS, IntentFinder, Meant

FINDER = IntentFinder()


def meant(text: str, lang: str, tone: Tone = "neutral") -> list[str]:
    return [one.intent for one in FINDER.find(text, tokens(text), lang, tone)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I'm leaving you after twelve years"),
        ("en", "How do I cancel my subscription?"),
        ("en", "Just cancelled our membership, enough is enough"),
        ("en", "We're switching to another provider next week"),
        ("en", "Time to take my business elsewhere"),
        ("en", "You just lost a loyal customer"),
        ("en", "This is the last time I fly with Pelican Air"),
        ("en", "I will never buy from this shop again"),
        ("en", "Never again."),
        ("en", "I won't be back"),
        ("en", "I'm so done with this company"),
        ("en", "going to close my account on Monday"),
        ("en", "Not renewing my contract with you"),
        ("en", "Fed up with you. Cancelling my contract tomorrow."),
        ("en", "After ten years I'm off to another bank"),
        ("fr", "Je résilie mon abonnement dès demain"),
        ("fr", "Comment faire pour résilier ?"),
        ("fr", "J'ai résilié, bon débarras"),
        ("fr", "Ma demande de résiliation est partie ce matin"),
        ("fr", "Je change d’opérateur la semaine prochaine"),
        ("fr", "On va changer de banque"),
        ("fr", "Je pars à la concurrence"),
        ("fr", "je vais aller voir ailleurs"),
        ("fr", "Vous venez de perdre une cliente"),
        ("fr", "Plus jamais chez vous"),
        ("fr", "C'est la dernière fois que je commande ici"),
        ("fr", "Je ne reviendrai pas"),
        ("fr", "Je vous quitte après dix ans"),
        ("fr", "Je veux fermer mon compte"),
        ("fr", "Je me désabonne"),
    ],
)
def test_a_threat_to_leave_needs_no_tone(lang: str, text: str) -> None:
    """Whatever the engine made of it: customers who go are mostly calm."""
    assert "threat_to_leave" in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I won't leave you"),
        ("en", "I'm not leaving this bank, they are great"),
        ("en", "We would never switch to another provider"),
        ("en", "I don't want to cancel my subscription"),
        ("en", "You cancelled my subscription without asking"),
        ("en", "I'm leaving the office now"),
        ("en", "I'll leave you a nice review"),
        ("en", "They closed my account"),
        ("en", "Pelican Air cancelled its contract with the airport"),
        ("en", "You lost my suitcase"),
        ("en", "The last time I flew with you it was lovely"),
        ("en", "I deleted the app and reinstalled it, now it works"),
        ("en", "I'm thinking of switching to you"),
        ("fr", "je ne résilie pas"),
        ("fr", "Je ne change pas d'opérateur, ça marche bien"),
        ("fr", "Pas question de résilier, je suis content"),
        ("fr", "Je n'ai pas envie de changer de banque"),
        ("fr", "Vous avez résilié ma ligne sans me prévenir"),
        ("fr", "Norvia a résilié son contrat avec la ville"),
        ("fr", "Je n'ai plus jamais eu de problème"),
        ("fr", "La dernière fois que j'ai commandé, tout allait bien"),
        ("fr", "Je passe chez vous demain matin"),
        ("fr", "Vous avez perdu mon colis"),
        ("fr", "Je vais partir en vacances, d'ailleurs il fait beau"),
        ("fr", "Je quitte le bureau à six heures"),
    ],
)
def test_whoever_stays_does_not_threaten(lang: str, text: str) -> None:
    """What is denied, what others did, and the same verbs of other things."""
    assert "threat_to_leave" not in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "When does the shop in Leeds open?"),
        ("en", "@lumen how do I reset the box"),
        ("en", "Terrible evening. Can someone tell me when it will be back?"),
        ("fr", "Vous êtes ouverts le samedi ?"),
        ("fr", "Bonjour, comment faire pour réinitialiser la box"),
        ("fr", "C'est une blague ? Quand est-ce que le technicien passe ?"),
        ("es", "¿Abren mañana?"),
    ],
)
def test_questions_that_want_an_answer(lang: str, text: str) -> None:
    """Also beside a reproach, and in other languages."""
    assert "question" in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Are you kidding me?"),
        ("en", "How hard can it be to send an invoice?"),
        ("en", "Do you even read your emails?"),
        ("en", "You call this customer service?"),
        ("en", "What is wrong with you people??"),
        ("en", "How is this acceptable?!"),
        ("en", "So you raise the price again? Are you serious?"),
        ("en", "Why should I pay for a service that does not work?"),
        ("fr", "C'est une blague ?"),
        ("fr", "Vous vous moquez de nous ?"),
        ("fr", "Vous appelez ça un service client ?"),
        ("fr", "Combien de fois faut-il vous le répéter ?"),
        ("fr", "Vous trouvez ça normal ?"),
        ("fr", "Vous augmentez encore les prix ? Vous n'avez pas honte ?"),
        ("fr", "Sérieusement, Norvia ?"),
    ],
)
def test_a_question_that_reproaches_complains(lang: str, text: str) -> None:
    """Nobody waits for its answer."""
    found = meant(text, lang)
    assert "complaint" in found
    assert "question" not in found


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Need a new phone? Come and see our offers"),
        ("en", "Did you know? Our shop opens on Sundays"),
        ("en", "See https://example.org/?id=3"),
        ("en", "I know how it works"),
        ("en", "???"),
        ("fr", "Envie de soleil ? Réservez dès maintenant"),
        ("fr", "Le saviez-vous ? La box est recyclée"),
        ("fr", "Prêt pour la rentrée ? Découvrez nos cartables"),
        ("fr", "La lampe est belle."),
    ],
)
def test_not_every_question_mark_asks_the_brand(lang: str, text: str) -> None:
    """Advertising answers itself, and addresses have their own."""
    assert meant(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "I've been waiting for my refund since May"),
        ("en", "The delivery was late and the driver rude"),
        ("fr", "J'attends mon remboursement depuis mai"),
        ("fr", "Livraison en retard et livreur désagréable"),
    ],
)
def test_a_complaint_needs_a_negative_tone(lang: str, text: str) -> None:
    """The same words told calmly complain of nothing."""
    assert meant(text, lang, "negative") == ["complaint"]
    for tone in ("neutral", "positive", "unsure"):
        assert "complaint" not in meant(text, lang, tone)


@pytest.mark.parametrize(
    ("lang", "text", "tone"),
    [
        ("en", "Sad day for the town: the old cinema burned down", "negative"),
        ("en", "Happy Friday everyone", "positive"),
        ("en", "Good morning everyone, have a lovely weekend", "positive"),
        ("en", "Great prizes to win: like and share", "positive"),
        ("fr", "Triste journée pour la ville", "negative"),
        ("fr", "Joyeux anniversaire à tous", "positive"),
        ("fr", "Superbe concours : participez et gagnez un vélo", "positive"),
    ],
)
def test_tone_alone_is_neither_complaint_nor_praise(lang: str, text: str, tone: Tone) -> None:
    """Somebody must complain of something, or like it."""
    assert meant(text, lang, tone) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thank you so much, the technician was brilliant"),
        ("en", "Highly recommended"),
        ("fr", "Merci à toute l'équipe, c'est réparé"),
        ("fr", "Je recommande, livraison rapide"),
    ],
)
def test_praise_needs_a_positive_tone(lang: str, text: str) -> None:
    """Irony, read as negative, is none."""
    assert meant(text, lang, "positive") == ["praise"]
    assert "praise" not in meant(text, lang, "negative")


def test_thanks_with_a_question_are_manners() -> None:
    """Not praise; but praise with a question is both."""
    assert meant("What are your opening hours? Thanks", "en", "positive") == ["question"]
    assert meant("Vous êtes ouverts le lundi ? Merci", "fr", "positive") == ["question"]
    assert meant("Excellent service! When will you open in Lille?", "en", "positive") == ["question", "praise"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rumour has it that they are closing the Leeds plant"),
        ("en", "I heard that Lumen is selling its network"),
        ("en", "Allegedly they hid it for months"),
        ("en", "Can anyone confirm that the app is down on purpose?"),
        ("en", "Is it true that you are raising prices?"),
        ("fr", "Il paraît que Norvia ferme l'usine de Lens"),
        ("fr", "J'ai entendu dire que vous alliez augmenter les prix"),
        ("fr", "La rumeur d'une vente enfle"),
        ("fr", "Norvia aurait caché la panne pendant un mois"),
        ("fr", "C'est vrai que vous fermez la boutique ?"),
        ("fr", "Info ou intox, ce rachat"),
    ],
)
def test_rumours(lang: str, text: str) -> None:
    """What is passed on without being known."""
    assert "rumour" in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It is true that the box is slow"),
        ("en", "I hear you"),
        ("fr", "C'est vrai que le service est bon"),
        ("fr", "Le site paraît lent aujourd'hui"),
        ("fr", "Il aurait pu prévenir"),
    ],
)
def test_what_is_known_is_no_rumour(lang: str, text: str) -> None:
    """The same words where nothing is passed on."""
    assert "rumour" not in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Thinking of buying the new Lumen box"),
        ("en", "Should I get the blue one or the red one?"),
        ("en", "Is the premium plan worth it?"),
        ("en", "Do you ship to Belgium?"),
        ("en", "Is the X2 back in stock?"),
        ("en", "Can anyone recommend a good router?"),
        ("en", "How much does the annual plan cost?"),
        ("en", "One thing before I order: which size should I choose?"),
        ("fr", "J’hésite entre les deux modèles"),
        ("fr", "Je pense acheter la nouvelle console"),
        ("fr", "Ça vaut le coup ?"),
        ("fr", "Vous livrez en Belgique ?"),
        ("fr", "Combien coûte l'abonnement annuel ?"),
        ("fr", "Quelqu'un a un avis sur ce casque ?"),
        ("fr", "Une question avant de commander : lequel me conseillez-vous ?"),
        ("fr", "Le X2 est de nouveau en stock ?"),
    ],
)
def test_questions_before_a_purchase(lang: str, text: str) -> None:
    """Who might become a customer."""
    assert "pre_purchase" in meant(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It is so worth it"),
        ("en", "Should I get a refund by now?"),
        ("en", "When will you deliver my parcel?"),
        ("en", "I would recommend it to anyone"),
        ("fr", "Ça vaut le coup !"),
        ("fr", "N'hésitez pas à nous écrire"),
        ("fr", "Vous livrez mon colis quand ?"),
        ("fr", "Je vous recommande cette boutique"),
    ],
)
def test_who_has_bought_asks_nothing_before_a_purchase(lang: str, text: str) -> None:
    """The same words of customers."""
    assert "pre_purchase" not in meant(text, lang)


def test_the_words_that_made_it_are_told() -> None:
    """What cannot wait first; a question as it was asked."""
    text = "I'm leaving you! When will I get my refund?"
    assert FINDER.find(text, tokens(text), "en", "negative") == (
        Meant("threat_to_leave", "m leaving you"),
        Meant("complaint", "refund"),
        Meant("question", "When will I get my refund?"),
    )


def test_phrases_count_only_in_their_language() -> None:
    """`on change` is no threat in German, and an unknown language may be either."""
    assert meant("Plus jamais", "und") == ["threat_to_leave"]
    assert meant("Never again", "und") == ["threat_to_leave"]
    assert meant("Plus jamais, never again", "de") == []


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "und", "es"]), st.sampled_from(["negative", "positive"]))
def test_any_text_can_be_asked(text: str, lang: str, tone: Tone) -> None:
    """Nothing breaks it; each intent once, in order."""
    found = [INTENTS.index(one.intent) for one in FINDER.find(text, tokens(text), lang, tone)]
    assert found == sorted(set(found))
