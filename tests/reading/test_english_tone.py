"""English tone: VADER's own compound, to the last digit, only faster."""

import gzip
import json
import string
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from cmwatch.reading.english import EnglishTone

VADER = SentimentIntensityAnalyzer()
OURS = EnglishTone()

_LADEN = sorted(VADER.lexicon)[::25]
_WORDS = st.sampled_from(
    [
        *_LADEN, *(word.upper() for word in _LADEN[::5]), *BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, "but", "BUT", "no",
        "kind", "of", "at", "least", "very", "never", "so", "this", "without", "doubt", "lamp", "LAMP", ":)", ":-(",
        "good!!!", "(bad)", "great?", "'good'", "not.", "isn't", "n't", "😡", "❤", "x😀y", "!", "??", "...", "a",
    ]
)  # fmt: skip
_SENTENCES = st.lists(_WORDS, max_size=14).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\n", " ! ", "? "]).map(lambda blank: blank.join(words))
)


@given(st.one_of(_SENTENCES, st.text(alphabet=string.printable + "é😡❤️😀", max_size=60)))
@settings(max_examples=400)
@example("The lamp isn't bad, but the service was not at all good!!!")
@example("never so good, without doubt the least bad")
@example("it is the shit? NO kind of GREAT")
def test_the_compound_is_vaders_own(text: str) -> None:
    """Whatever rules the sentence triggers: negation, boosters, capitals, 'but', idioms, emoji, punctuation."""
    assert OURS.compound(text) == VADER.polarity_scores(text)["compound"]


@pytest.mark.parametrize("stream", ["robinhood_2021_01", "twcs_threads_2017_10", "cs2_steam_2024_04"])
def test_the_compound_is_vaders_own_on_real_texts(shared: Path, stream: str) -> None:
    """Three networks, with their slang and their typing errors."""
    with gzip.open(shared / "data/streams" / f"{stream}.jsonl.gz") as file:
        texts = [json.loads(line)["text"] for line in file][::11][:700]
    assert [OURS.compound(text) for text in texts] == [VADER.polarity_scores(text)["compound"] for text in texts]


def test_the_laden_words_are_named_with_their_sign() -> None:
    """The reasons behind a score; a negated word counts with the sign it has in its place."""
    assert OURS.laden("The lamp is great but the box was broken") == ["+great", "−broken"]
    assert OURS.laden("not good") == ["−good"]
    assert OURS.laden("a lamp") == []


def test_a_flood_of_new_words_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look-ups are remembered, within a bound."""
    monkeypatch.setattr("cmwatch.reading.english.TOKENS_KEPT", 100)
    tone = EnglishTone()
    assert all(
        tone.compound(f"word{number} is good") == VADER.polarity_scores("x is good")["compound"]
        for number in range(500)
    )
    assert len(tone._known) <= 100


@pytest.mark.parametrize(
    "text", ["but not great " * 300, "good but bad but great but " * 60, "great but great but great"]
)
def test_many_contrasts_are_weighed_as_the_library_weighs_them(text: str) -> None:
    """Its way to find the place of a valence by its value is kept, in linear time."""
    assert EnglishTone().compound(text) == SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
