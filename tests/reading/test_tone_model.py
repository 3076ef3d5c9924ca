"""What was learnt about tone: probabilities that are some, texts that are hostile, people who know better."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cmwatch.reading.tone.engines import Engine, engines
from cmwatch.reading.tone.hashing import CELLS
from cmwatch.reading.tone.linear import LinearTone, Odds
from cmwatch.reading.tone.local import MOST, LocalWords
from cmwatch.reading.tone.rules import rules_of
from cmwatch.reading.tone.table import LANES, content, parse, shipped
from cmwatch.reading.tone.tokens import LONGEST, marked, tokens
from cmwatch.reading.tone.verdict import verdict

ENGINES = engines(LocalWords())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_table_is_small_enough_to_ship(lang: str) -> None:
    """300 kB each, and it reads back as it was written."""
    table = shipped(lang)
    assert len(content(table, "x")) <= 300_000
    assert parse(content(table, "x")) == table


def test_a_table_that_was_cut_is_refused() -> None:
    """Half a model would read everything, wrongly."""
    with pytest.raises(ValueError, match=str(len(LANES) * CELLS)):
        parse(content(shipped("fr"), "x")[:-1])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["en", "fr"]))
def test_any_text_has_probabilities(text: str, lang: str) -> None:
    """Three that sum to one, the same each time."""
    model, scored = LinearTone(shipped(lang)), rules_of(lang).scores([text])[0]
    odds = model.odds(text, scored, model.told([text])[0])
    assert abs(sum(odds) - 1) < 1e-9
    assert all(0 <= chance <= 1 for chance in odds)
    assert model.odds(text, scored, model.told([text])[0]) == odds


@pytest.mark.parametrize(
    "text", ["", " ", "😡" * 5_000, "but " * 4_000, "a" * 10_000, "\u0000\u202e", "@" * 999, "!" * 9_999]
)
def test_hostile_texts_are_read(text: str) -> None:
    """Without an error, and with no more tokens than are looked at."""
    assert len(tokens(text)) <= LONGEST
    for engine in ENGINES.values():
        assert engine.read(text).p_negative is not None
        assert isinstance(engine.reasons(text), list)


def test_both_apostrophes_say_the_same() -> None:
    """A phone writes the curly one."""
    for engine, text in ((ENGINES["fr"], "Je n'aime pas cette appli"), (ENGINES["en"], "It doesn't work")):
        assert engine.read(text).p_negative == engine.read(text.replace("'", "’")).p_negative


def test_a_negation_covers_four_words_and_no_sign() -> None:
    """`marked` is what the model was taught with."""
    assert marked(tokens("not one two three four five")) == ["not", "one~", "two~", "three~", "four~", "five"]
    assert marked(tokens("never again! great")) == ["never", "again~", "!", "great"]


def test_handles_addresses_and_numbers_have_no_tone() -> None:
    """Whom a text names must not decide how it is read."""
    for name in ("@horribleplace", "@wonderfulone1"):
        assert ENGINES["en"].read(f"{name} where is branch 12? https://a.b") == ENGINES["en"].read(
            "@otherwisename where is branch 77? https://c.d"
        )


class TestPeopleKnowBetter:
    """Corrections teach words."""

    def _engine(self, local: LocalWords) -> Engine:
        return Engine(rules_of("en"), LinearTone(shipped("en")), local)

    def test_four_corrections_move_a_word(self) -> None:
        """The same word in a new text then says what people said, and stands among the reasons."""
        local = LocalWords()
        engine = self._engine(local)
        text = "the glowcase arrived today"
        before = engine.read(text).p_negative or 0
        for n in range(4):
            local.learn(tokens(f"my glowcase and number {n}"), "negative")
        assert (engine.read(text).p_negative or 0) > 2 * before
        assert "taught −glowcase" in engine.reasons(text)

    def test_taking_a_word_back_leaves_nothing(self) -> None:
        """Whoever changes their mind has said one thing, not two."""
        local, untaught = LocalWords(), LocalWords()
        words = tokens("glowcase again")
        odds = Odds(0.3, 0.4, 0.3)
        for _n in range(3):
            local.learn(words, "positive")
            local.forget(words, "positive")
        assert local.shift(odds, words) == untaught.shift(odds, words)

    def test_one_correction_moves_nothing_yet(self) -> None:
        """One opinion on one text is no vocabulary."""
        local = LocalWords([(tokens("glowcase"), "negative")])
        assert local.shift(Odds(0.2, 0.5, 0.3), tokens("glowcase")) == Odds(0.2, 0.5, 0.3)

    def test_all_words_together_move_a_text_by_a_bounded_amount(self) -> None:
        """People teach the model, they do not replace it."""
        words = tokens("one two three four five six seven eight nine ten")
        local = LocalWords([(words, "negative")] * 500)
        odds = local.shift(Odds(0.01, 0.5, 0.49), words)
        assert odds.negative / odds.neutral <= 0.01 / 0.5 * 2.72 ** (2 * MOST)


def test_no_class_is_named_where_none_is_safe() -> None:
    """A near draw is `unsure`; beside a cue of irony a weak majority is too."""
    assert verdict(Odds(0.34, 0.33, 0.33)) == "unsure"
    assert verdict(Odds(0.2, 0.3, 0.5)) == "positive"
    assert verdict(Odds(0.2, 0.3, 0.5), doubtful=True) == "unsure"
