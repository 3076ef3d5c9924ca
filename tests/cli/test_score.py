"""`cmwatch score`: the tone of each line of standard input."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from cmwatch.cli import run

TEXTS = "I love this lamp, it is great\nLa lampe est nulle et je suis très déçu\n\nbad \x1b[31mred lamp\nJ'aime 😡\n"


@pytest.fixture(autouse=True)
def _standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXTS.encode() + b"caf\xff\n")))


def test_one_object_for_each_line_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """With the score, the language and the words that made it; a text that no engine reads gets no score."""
    assert run(["score", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == 6
    english, french = found[:2]
    assert (english["lang"], english["label"], english["reasons"]) == ("en", "positive", ["+love", "+great"])
    assert (french["lang"], french["label"], french["compound"]) == ("fr", "unsure", None)
    assert all({"text", "lang", "label", "compound", "engine", "reasons"} <= set(one) for one in found)


def test_the_language_may_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang` is the language of the texts, not of the interface."""
    assert run(["score", "--lang", "fr", "--json"]) == 0
    assert {json.loads(line)["compound"] for line in capsys.readouterr().out.splitlines()} == {None}


def test_plain_lines_are_safe_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, without what a terminal would obey."""
    assert run(["score"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 6
    assert "\x1b" not in out
    assert "positive" in out
