"""Emoji valences: by grapheme, the same in every language."""

from importlib.resources import files

import pytest

from cmwatch.reading.emoji import emoji_valences


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("👍🏽", ["👍"]),
        ("❤️", ["❤"]),
        ("❤", ["❤"]),
        ("❤️‍🔥", ["❤\u200d🔥"]),
        ("🤦🏽‍♀️", ["🤦"]),
        ("nul😡!🤮", ["😡", "🤮"]),
        ("🇫🇷 🇺🇸", []),
        ("→ ■ © 1️⃣", []),
        ("", []),
        ("rien du tout", []),
    ],
)
def test_graphemes_are_looked_up_without_skin_tone_and_selectors(text: str, signs: list[str]) -> None:
    """Joined sequences whole, else by their first part; flags, arrows and boxes say nothing."""
    assert [sign for sign, _valence in emoji_valences(text)] == signs


@pytest.mark.parametrize("sign", "😡🤬🤮👎🙄🤡💔😒")
def test_angry_ones_are_negative(sign: str) -> None:
    """Also those the ranking of 2015 does not have."""
    assert emoji_valences(sign)[0][1] < -0.3


@pytest.mark.parametrize("sign", "❤😍👏👍🥰🤩🫶🎉")
def test_kind_ones_are_positive(sign: str) -> None:
    """Old and new."""
    assert emoji_valences(sign)[0][1] > 0.3


def test_every_valence_is_within_its_range_and_the_ranking_names_its_licence() -> None:
    """The table made from other people's work carries their name and licence."""
    tables = {
        name: files("cmwatch.reading.emoji").joinpath(name).read_text("utf-8") for name in ("ranking.tsv", "ours.tsv")
    }
    for table in tables.values():
        rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
        assert len(rows) > 100
        assert all(-1.0 <= float(valence) <= 1.0 for _sign, valence in rows)
        assert len({sign for sign, _valence in rows}) == len(rows)
    assert "CC BY-SA 4.0" in tables["ranking.tsv"]
    assert "Kralj Novak" in tables["ranking.tsv"]


def test_a_flood_of_emoji_is_read_once_through() -> None:
    """Ten thousand, joined or not."""
    assert len(emoji_valences("😡" * 10_000)) == 10_000
    assert emoji_valences("\u200d" * 10_000 + "🏽" * 10_000) == []
