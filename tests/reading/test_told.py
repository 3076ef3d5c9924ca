"""What the words of a text say to the model: the same whether its cells are added one by one or as they are read."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cmwatch.reading.tone.hashing import PAIR_WEIGHT, cells, mark, pair_cell
from cmwatch.reading.tone.irony import may_mock
from cmwatch.reading.tone.table import Table, shipped
from cmwatch.reading.tone.tokens import beside_praise, marked, plain, tokens
from cmwatch.reading.tone.told import END, START, Tokens
from cmwatch.reading.word_classes import Membership

TABLES = {lang: shipped(lang) for lang in ("en", "fr")}
TOKENS = {lang: Tokens(table) for lang, table in TABLES.items()}

_PIECES = st.sampled_from([
    "great", "thanks", "not", "never", "n'est", "pas", "retard", "late", "delay", "😡", "👍🏽", ",", ".", "!!", "?!",
    "…", "@lumo", "https://a.b/c", "12h", "#NotHappy", "don’t", "sooooo", "~", "^", "<url>", ":(", "merci", "bravo",
    "but", "mais",
])  # fmt: skip


def added(table: Table, text: str) -> list[float]:
    """Cell by cell, as `training.matrix` lays them out."""
    words = tokens(text)
    seen = marked(words)
    weights = [(cell, weight) for word in beside_praise(words, seen) for weight, found in cells(word) for cell in found]
    weights += [(pair_cell(*pair), PAIR_WEIGHT) for pair in pairwise(map(mark, (START, *seen, END)))]
    membership = Membership(table.lang, table.classes)
    classes = [place for word in seen for place in membership.columns(*plain(word))]
    return [
        sum(memoryview(lane.cells).cast("b")[cell] * weight for cell, weight in weights) * lane.scale
        + sum(map(lane.classes.__getitem__, classes))
        for lane in table.lanes
    ]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=60).map(" ".join)), st.sampled_from(["en", "fr"]))
def test_a_text_says_what_its_cells_say(text: str, lang: str) -> None:
    """With negation, praise, signs and placeholders, short and long; and whether it may mock is told beside."""
    told = TOKENS[lang].told([text])[0]
    assert told.lanes == pytest.approx(added(TABLES[lang], text), abs=1e-6)
    assert (told.length, told.mocking) == (len(tokens(text)), may_mock(tokens(text)))


@pytest.mark.parametrize("text", ["a" * 5_000, "terrible " * 400, "not " * 299 + "good", "😡" * 300])
def test_however_long_a_text_is_no_lane_runs_over(text: str) -> None:
    """The lanes of the table lie near each other; many cells of one sign are the worst that they meet."""
    assert TOKENS["en"].told([text])[0].lanes == pytest.approx(added(TABLES["en"], text), abs=1e-6)
