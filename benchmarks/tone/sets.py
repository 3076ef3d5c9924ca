"""The labelled sets that are only ever measured on: texts and labels 0 negative, 1 neutral, 2 positive."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from training.corpora import CLASSES, umsab

DATA = Path(__file__).parents[3] / "shared" / "data"


class Labelled(NamedTuple):
    """Texts with their labels, in the order of the file."""

    lang: str
    texts: Sequence[str]
    labels: Sequence[int]


def umsab_even(lang: str) -> Labelled:
    """The even half of UMSAB's test set."""
    rows = umsab(lang, "test_even", DATA)
    return Labelled(lang, [text for text, _label in rows], [label for _text, label in rows])


def insurance() -> Labelled:
    """French insurance reviews with stars."""
    with (DATA / "sentiment" / "insurance-fr" / "reviews_even.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return Labelled("fr", [row["text"] for row in rows], [int(row["label"]) for row in rows])


def airline() -> Labelled:
    """Complaints to airlines, in the order of the file."""
    with (DATA / "airline" / "Tweets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Labelled("en", [row["text"] for row in rows], [CLASSES.index(row["airline_sentiment"]) for row in rows])
