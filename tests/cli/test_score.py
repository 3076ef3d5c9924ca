"""`cmwatch score`: the tone of each line of standard input, or of an archived mention."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cmwatch.cli import run

TEXTS = "I love this lamp, it is great\nLa lampe est nulle et je suis très déçu\n\nbad \x1b[31mred lamp\nJ'aime 😡\n"


@pytest.fixture(autouse=True)
def _standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXTS.encode() + b"caf\xff\n")))


def _objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_for_each_line_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """With label, score, chance of negative and the words that made it."""
    assert run(["score", "--json"]) == 0
    found = _objects(capsys)
    assert len(found) == 6
    english, french = found[:2]
    assert (english["lang"], english["label"], english["engine"]) == ("en", "positive", "vader+linear")
    assert {"+love", "+great"} <= set(english["reasons"])  # type: ignore[call-overload]
    assert (french["lang"], french["label"]) == ("fr", "negative")
    assert float(str(french["p_negative"])) > 0.8
    assert float(str(french["compound"])) < 0
    wanted = {"text", "lang", "label", "compound", "p_negative", "engine", "reasons"}
    assert all(wanted <= set(one) for one in found)


def test_the_language_may_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang` is the language of the texts, not of the interface."""
    assert run(["score", "--lang", "fr", "--json"]) == 0
    assert {one["engine"] for one in _objects(capsys)} == {"lexicon-fr+linear"}


def test_plain_lines_are_safe_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, without what a terminal would obey."""
    assert run(["score"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 6
    assert "\x1b" not in out
    assert "positive" in out


def test_an_archived_mention_is_explained_and_corrected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the desk does with `i` and `t`."""
    recording = tmp_path / "said.jsonl"
    recording.write_text(
        json.dumps({"id": "7", "source": "net", "text": "My glowcase again", "created_at": "2026-03-02T12:00:00Z"})
    )
    data = ["--data", str(tmp_path / "data")]
    assert run(["replay", str(recording), "--json", *data]) == 0
    capsys.readouterr()
    assert run(["score", "--mention", "net:7", "--correct", "negative", "--json", *data]) == 0
    told = _objects(capsys)[0]
    assert (told["text"], told["corrected"]) == ("My glowcase again", "negative")
    assert run(["score", "--mention", "net:7", *data]) == 0
    assert "A person says: negative." in capsys.readouterr().out
    assert run(["score", "--mention", "net:8", *data]) == 2
    assert "net:8" in capsys.readouterr().err


def test_correcting_needs_a_mention(capsys: pytest.CaptureFixture[str]) -> None:
    """A line of standard input is kept nowhere."""
    assert run(["score", "--correct", "negative"]) == 2
    assert "--mention" in capsys.readouterr().err
