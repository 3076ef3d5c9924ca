"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from cmwatch.cli import COMMANDS
from cmwatch.desk.keys import KEYS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SIGNS = {
    "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<", "greater_than_sign": ">",
    "slash": "/", "question_mark": "?", "left": "←", "right": "→", "escape": "esc",
}  # fmt: skip


def test_the_readme_shows_every_key_of_the_desk_and_no_other() -> None:
    """The table of keys equals the bindings."""
    section = README.split("## Keys")[1].split("\n## ")[0]
    shown = [line.split(" | ") for line in section.splitlines() if line.startswith("| `")]
    wanted = [(" ".join(f"`{SIGNS.get(key, key)}`" for key in row.keys), row.label()) for row in KEYS]
    assert [(keys.removeprefix("| "), does.removesuffix(" |")) for keys, does in shown] == wanted


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    """A command nobody is told of is not there."""
    assert re.search(rf"`cmwatch {command}\b", README)


def test_the_changelog_tells_of_this_version() -> None:
    """The version that is shipped has its section."""
    from cmwatch import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_decisions_are_short() -> None:
    """A decision record of more than twenty lines is an essay."""
    for record in (ROOT / "docs" / "decisions").glob("*.md"):
        assert len(record.read_text(encoding="utf-8").splitlines()) <= 20, record.name


def test_readme_and_model_card_quote_the_same_figures_of_tone() -> None:
    """One command writes both tables."""
    card = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    tables = [
        page.partition("<!-- tone figures -->")[2].partition("<!-- end of tone figures -->")[0]
        for page in (README, card)
    ]
    assert tables[0] == tables[1]
    assert "UMSAB-fr" in tables[0]
