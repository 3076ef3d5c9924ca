"""Sentences that people notice: those on which every package blunders, and two hundred of ours."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from cmwatch.reading.tone.engines import engines
from cmwatch.reading.tone.local import LocalWords

FILE = Path(__file__).parent / "sentences.tsv"
ENGINES = engines(LocalWords())
RIGHT = 0.95
"""Share of the plain sentences that must be read as a person reads them."""


class Sentence(NamedTuple):
    lang: str
    kind: str
    expected: str
    text: str


def _sentences() -> list[Sentence]:
    rows = FILE.read_text(encoding="utf-8").splitlines()[1:]
    return [Sentence(*row.split("\t")) for row in rows]


KNOWN_BLUNDERS = [one for one in _sentences() if one.kind in ("section3", "irony")]
PLAIN = [one for one in _sentences() if one.kind not in ("section3", "irony")]


@pytest.mark.parametrize("sentence", KNOWN_BLUNDERS, ids=lambda one: f"{one.lang} {one.text}")
def test_what_every_package_gets_wrong_is_read(sentence: Sentence) -> None:
    """Irony may be left open, if it is said that it may be irony."""
    toned = ENGINES[sentence.lang].read(sentence.text)
    left_open = sentence.kind == "irony" and toned.tone == "unsure" and toned.doubtful
    assert toned.tone == sentence.expected or left_open


def test_plain_sentences_are_read_as_people_read_them() -> None:
    """Negation, contrast, intensity, irony cues, emoji, slang, in both languages."""
    counts = Counter((one.lang, one.kind) for one in PLAIN)
    assert min(counts.values()) >= 16
    wrong = [one for one in PLAIN if ENGINES[one.lang].read(one.text).tone != one.expected]
    assert 1 - len(wrong) / len(PLAIN) >= RIGHT, "\n".join(map(str, wrong))
