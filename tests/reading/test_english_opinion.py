"""English opinion by rules: what people say to brands and about their day, and what turns it round."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmwatch.reading.opinion import EnglishOpinion
from cmwatch.reading.opinion.lexicon import lexicon

OPINION = EnglishOpinion()

BLAME = [
    "2 hours on hold", "Still waiting for my parcel", "no reply to four emails", "You double charged me for the ferry",
    "the lift is out of order", "your app keeps crashing", "He hung up on me", "passed from pillar to post",
    "they lost my bag in Porto", "the ticket was voided", "That's me switching to another bank", "the last straw",
    "third time this week the tram skipped our stop", "cancelled my train at 6am", "engineer no-show", "we were robbed",
    "what a snoozefest", "the sequel is so mid", "gutted about the final", "not fit for purpose", "seen better days",
    "my points expired", "the whole thing is a rip-off", "never again", "stuck on the tarmac", "wild goose chase",
    "nobody answers the phone", "the porridge was inedible", "they moved the goalposts", "down again since noon",
]  # fmt: skip
PRAISE = [
    "sorted in minutes", "quick reply and a refund", "the crew went above and beyond", "arrived early", "spotless room",
    "seamless check-in", "shout-out to Dilys at the desk", "props to the driver", "kudos to the night team",
    "what a lifesaver", "a hassle-free return", "delivered as promised", "worth every penny", "can't wait for Friday",
    "looking forward to the derby", "so hyped for the tour", "that album is a banger", "criminally underrated",
    "she smashed it", "spot on", "does what it says on the tin", "hats off to the ward staff", "chef's kiss",
    "without a hitch", "no problem at all", "not bad", "couldn't fault them", "this tune slaps", "on cloud nine",
    "well done the guards",
]  # fmt: skip
NOTHING = [
    "The 14:05 leaves from platform 3", "What time do you open on Sunday?", "Oakmere Council meets on Tuesday",
    "", "   ", "@tidewell", "https://example.org/great-awful",
]  # fmt: skip


@pytest.mark.parametrize("text", BLAME)
def test_blame_is_negative(text: str) -> None:
    """Complaints that hold no word of feeling."""
    assert OPINION.compound(text) <= -0.05


@pytest.mark.parametrize("text", PRAISE)
def test_praise_is_positive(text: str) -> None:
    """Praise of service, and the slang of gladness."""
    assert OPINION.compound(text) >= 0.05


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing_weighs_nothing(text: str) -> None:
    """Facts, handles and addresses."""
    assert OPINION.compound(text) == 0.0
    assert OPINION.laden(text) == []


@pytest.mark.parametrize("written", ["isn't", "isn’t", "isnt", "ISN’T", "is not", "ain't"])
def test_negation_however_it_is_typed(written: str) -> None:
    """Both apostrophes and none."""
    assert OPINION.compound(f"The new ferry {written} very reliable") < -0.05


@pytest.mark.parametrize(
    "text",
    [
        "I wouldn’t call it good", "no longer reliable", "never helpful", "anything but helpful", "less helpful by far",
        "the heating does not work", "the card didnt arrive", "not fast or reliable", "hardly comfortable",
    ],
)  # fmt: skip
def test_denied_praise_is_blame(text: str) -> None:
    """Within four words, over a joined pair, and verbs that only speak where they are denied."""
    assert OPINION.compound(text) < -0.05


@pytest.mark.parametrize(
    "text",
    [
        "not only quick but friendly", "never been so happy", "couldn't have been more helpful", "isn't it lovely",
        "can't recommend this bakery enough", "no this is great", "nothing but praise", "she was never rude",
    ],
)  # fmt: skip
def test_what_only_looks_denied(text: str) -> None:
    """Negations that deny nothing, or deny blame."""
    assert OPINION.compound(text) > 0.05


def test_a_negation_ends_with_its_sentence() -> None:
    """A full stop, a comma and 'because' end its reach."""
    for text in ("I did not ring. Great staff", "No, great staff", "didn't stay because it was awful"):
        assert "×" not in " ".join(OPINION.laden(text))


def test_denial_is_named_once_and_what_is_denied_is_weaker() -> None:
    """The reasons show the turned sign and the word that turned it."""
    assert OPINION.laden("not rude or unhelpful") == ["+rude", "+unhelpful", "×not"]
    assert 0 < OPINION.compound("not rude") < -OPINION.compound("rude")


def test_boosters_dampeners_capitals_and_drawing_out() -> None:
    """Each strengthens or weakens what it stands by."""
    plain = OPINION.compound("the clerk was rude")
    assert OPINION.compound("the clerk was extremely rude") < plain
    assert plain < OPINION.compound("the clerk was slightly rude") < 0
    assert OPINION.compound("the clerk was RUDE") < plain
    assert OPINION.compound("the clerk was ruuuude") < plain
    assert OPINION.compound("the clerk was rude!!!") < plain
    assert OPINION.compound("sooo gooood") > 0.05
    assert OPINION.compound("THE CLERK WAS RUDE") == plain


def test_contrast() -> None:
    """What follows 'but' counts more than what precedes it, what 'although' opens counts less."""
    assert OPINION.compound("lovely soup but rude waiters") < 0 < OPINION.compound("rude waiters but lovely soup")
    assert OPINION.laden("lovely soup but rude waiters") == ["+lovely", "−rude", "×but"]
    assert OPINION.compound("Although the soup was lovely, the waiters were rude") < 0
    assert OPINION.compound("rude waiters, although lovely soup") < 0
    assert OPINION.laden("Not only late but rude") == ["−late", "−rude"]
    assert OPINION.laden("nothing but rude") == ["−rude"]


def test_mocking_praise() -> None:
    """Praise alone before a failure or an angry face praises nobody; praise among other praise stays."""
    for text in ("Great, another delay 😡", "Thanks for cancelling my flight", "way to go, lost my bag", "slow clap"):
        assert OPINION.compound(text) < -0.05
    assert OPINION.laden("Great, another delay") == ["−great", "−another delay"]
    assert "+lovely crew" in OPINION.laden("Great flight, lovely crew, shame about the delay")


def test_hashtags_and_emoji() -> None:
    """Tags are split by their capitals or by what is known; emoji count whatever their skin."""
    for tag in ("#WorstFerryEver", "#neveragain", "#lostbag", "#norvexfail", "#StillWaiting"):
        assert OPINION.compound(f"{tag} at pier 4") < -0.05
    assert OPINION.compound("#bestservice") > 0.05
    assert OPINION.compound("👍🏽") == OPINION.compound("👍") > 0
    assert OPINION.compound("😡😡") < OPINION.compound("😡") < 0


def test_an_expression_takes_its_words() -> None:
    """Words of an expression have no valence of their own, whatever hyphens and blanks stand between them."""
    assert OPINION.laden("a hassle-free return") == OPINION.laden("a hassle free return") == ["+hassle free"]
    assert OPINION.laden("No doubt") == []


def test_the_lexicon_is_large_and_in_range() -> None:
    """Thousands of entries, none past ±4, and every part of an expression can be found."""
    known = lexicon()
    assert len(known.forms) >= 2500
    assert all(-4 <= entry.valence <= 4 for entry in known.forms.values())
    assert all(-4 <= phrase.entry.valence <= 4 for one in known.anchored.values() for phrase in one.phrases)
    assert all(word in phrase.slots[phrase.anchor] for word, one in known.anchored.items() for phrase in one.phrases)


@given(st.text(alphabet=string.printable + "é😡❤️👍🏽’‘\u200d\ufe0f#@*", max_size=120))
@settings(max_examples=300)
def test_any_text_is_read(text: str) -> None:
    """Within bounds, the same each time, and with reasons exactly where there is a score to explain."""
    compound = OPINION.compound(text)
    assert -1 <= compound <= 1
    assert OPINION.compound(text) == compound
    assert compound == 0 or OPINION.laden(text)


@pytest.mark.parametrize(
    "text",
    [
        "but " * 4000, "a" * 10_000, "#" + "worst" * 2000, "not good " * 1200, "although good, " * 700, "😡" * 10_000,
        "still waiting " * 800, "can't get through to " * 500, "!" * 10_000, "n't'" * 2500, "\n" * 10_000, ":(" * 5000,
        "\x00" * 10_000, "👩‍" * 5000, "\u202egood" * 2000, "o" * 59 + " " + "lol" * 3000,
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_hostile_text_is_read(text: str) -> None:
    """Floods of one word, sign or emoji."""
    assert -1 <= OPINION.compound(text) <= 1


def test_a_flood_of_new_words_empties_the_memory() -> None:
    """The cache of words stays bounded and the readings the same."""
    reader = EnglishOpinion()
    before = reader.compound("still on hold")
    for start in range(0, 70_000, 1000):
        reader.compound(" ".join(f"x{number}" for number in range(start, start + 1000)))
    assert len(reader._words) <= 65_536
    assert reader.compound("still on hold") == before
