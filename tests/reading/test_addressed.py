"""Whom a mention is addressed to: the brand, or people who speak of it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmwatch.intake.query import tokens
from cmwatch.model import Mention
from cmwatch.reading.addressed import OwnPosts, called

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAMES = (("lumen",), ("maison", "lumen"), ("la", "poste"))


def call(text: str) -> str | None:
    return called(text, tokens(text), handles=frozenset({"lumen"}), names=NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Hey Lumen, my lamp is dark",
        "hey lumen when is the network back",
        "Dear Lumen: an idea for you",
        "Thanks Lumen!",
        "Well done Lumen",
        "Lumen, why do you not answer?",
        "Bonjour Maison Lumen, ma lampe ne marche plus",
        "Bonjour à toute l'équipe de Maison Lumen, merci",
        "Chère Maison Lumen, je vous écris",
        "Merci Lumen",
        "Allô La Poste ? Mon colis !",
        "La Poste, vous exagérez",
        "@jane Hey Lumen, she is right",
        "@a @b @c @d @e @f @g @h @i @j @k @l Hey Lumen, stop it",
        "Salut Lumen pourquoi ça coupe",
    ],
)
def test_a_name_called_at_the_beginning_addresses_the_brand(text: str) -> None:
    """After a greeting, or with a sign behind it and a `you`."""
    assert call(text) == "name"


@pytest.mark.parametrize("text", ["@Lumen my lamp is dark", "my lamp is dark @lumen", "hey @LUMEN!"])
def test_a_tag_addresses_the_brand(text: str) -> None:
    """Wherever it stands."""
    assert call(text) == "tag"


@pytest.mark.parametrize(
    "text",
    [
        "Lumen, the maker of lamps, opens a shop",
        "Lumen: results of the quarter",
        "Lumen is down again",
        "Hey Lumen fans, have you seen this",
        "Hi, Lumen is down again",
        "Bonjour, Lumen est en panne chez moi",
        "Hello everyone, does Lumen work for you?",
        "I love my Lumen lamp",
        "Maison Lumen ouvre une boutique à Lyon",
        "Bonjour, quelqu'un chez Lumen ?",
        "La Poste augmente ses tarifs",
        "@lumenfan look",
        "",
        "!!!",
    ],
)
def test_who_speaks_of_the_brand_does_not_address_it(text: str) -> None:
    """Headlines, fans, other people asked."""
    assert call(text) is None


def test_a_reply_to_a_post_of_the_brand_addresses_it() -> None:
    """As far as the post is known, on its own network."""
    posts = OwnPosts()
    ours = Mention("net", "1", "lumen", "New lamps", NOON, NOON, raw="{}", from_brand=True)
    theirs = Mention("net", "2", "jane", "Nice", NOON, NOON, raw="{}")
    for post in (ours, theirs):
        posts.hear(post)

    def answers(to: str | None, source: str = "net") -> bool:
        return posts.answered(Mention(source, "9", "joe", "too dear", NOON, NOON, raw="{}", in_reply_to=to))

    assert answers("1")
    assert not any([answers("2"), answers("3"), answers(None), answers("1", "forum")])
    assert called("too dear", ("too", "dear"), handles=frozenset(), names=(), answers=True) == "reply"


@given(st.text(max_size=200), st.sampled_from(["", "Hey ", "Lumen, ", "@lumen ", "La Poste "]))
def test_any_text_can_be_asked(text: str, before: str) -> None:
    """Nothing breaks it."""
    assert call(before + text) in (None, "reply", "tag", "name")
