"""Sentences of ours that a person labelled (tests/reading/sentences*.tsv), as lines of the table."""

import csv
from collections.abc import Iterator
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cmwatch.reading.tone.engines import engines
from cmwatch.reading.tone.linear import FLAT
from cmwatch.reading.tone.local import LocalWords

FOLDER = Path(__file__).parents[2] / "tests" / "reading"


def sentence_rows() -> Iterator[tuple[str, str, str, str]]:
    """Measure, VADER, cmwatch, bar; irony that is left open as doubtful counts as read where section 3 allows it."""
    readers, vader = engines(LocalWords()), SentimentIntensityAnalyzer()
    for path in sorted(FOLDER.glob("sentences*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for name, known in (("what every package gets wrong", True), ("plain sentences", False)):
            chosen = [row for row in rows if (row["kind"] in ("section3", "irony")) is known]
            if not chosen:
                continue
            ours = theirs = 0
            for row in chosen:
                toned = readers[row["lang"]].read(row["text"])
                left_open = row["kind"] == "irony" and toned.tone == "unsure" and toned.doubtful
                ours += toned.tone == row["expected"] or left_open
                score = vader.polarity_scores(row["text"])["compound"]
                theirs += row["expected"] == (
                    "negative" if score <= -FLAT else "positive" if score >= FLAT else "neutral"
                )
            bar = f"all {len(chosen)}" if known else f">= {0.95 * len(chosen):.0f}"
            yield f"{path.stem}, {name} of {len(chosen)}", str(theirs), f"**{ours}**", bar
