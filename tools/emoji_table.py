"""Make the table of emoji valences from the Emoji Sentiment Ranking: `python tools/emoji_table.py RANKING.csv`."""

import csv
import sys
from pathlib import Path

TABLE = Path(__file__).parents[1] / "cmwatch" / "reading" / "emoji" / "ranking.tsv"

TRUSTED = 20
"""Occurrences from which on the authors' share of moods says something."""

DRAWINGS = {
    "Arrows", "Block Elements", "Box Drawing", "Braille Patterns", "Enclosed Alphanumeric Supplement",
    "Enclosed Ideographic Supplement", "Geometric Shapes", "Latin-1 Supplement", "Specials",
}  # fmt: skip
"""Blocks of rules, bullets, letters and flags: they set a text out, they say nothing."""

HEADER = """\
# Valences of emoji, made from the Emoji Sentiment Ranking 1.0 by tools/emoji_table.py.
# Source: Kralj Novak, Smailović, Sluban, Mozetič, "Sentiment of Emojis", PLoS ONE 10(12): e0144296, 2015;
#   http://hdl.handle.net/11356/1048
# Licence of this file: Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0),
#   https://creativecommons.org/licenses/by-sa/4.0/ ; the rest of cmwatch has a licence of its own.
# Changes: (positive - negative) / occurrences, where an emoji occurs at least 20 times; no drawings, letters or flags.
# emoji<TAB>valence, -1 ... 1
"""


def main() -> None:
    """Write the table; the ranking's own order (most frequent first) is kept."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = []
    for row in rows:
        occurrences = int(row["Occurrences"])
        if occurrences >= TRUSTED and row["Unicode block"] not in DRAWINGS:
            lines.append(f"{row['Emoji']}\t{(int(row['Positive']) - int(row['Negative'])) / occurrences:.3f}\n")
    TABLE.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
