"""The labelled texts that a table may be learnt from, and nothing else."""

import csv
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLASSES = ("negative", "neutral", "positive")
"""In the order of `Odds`."""

OURS = Path(__file__).parent / "texts"
"""Texts written for this: a label, a tab, a text."""

LANGUAGES = {"en": "english", "fr": "french"}

HANDS = (1, 21, 41, 61, 62, 70, 85)
"""The first number of each writer's files, in both languages."""

PUBLIC = {
    "en": frozenset([*range(21, 33), *range(55, 60)]),
    "fr": frozenset([*range(21, 32), *range(48, 52), 59]),
}
"""Numbers of our files about public affairs, news and everyday life; the others are about brands."""

DRILLS = {
    "en": frozenset([20, *range(41, 55), *range(60, 70)]),
    "fr": frozenset([20, *range(40, 48), *range(52, 59), *range(60, 70), *range(80, 85)]),
}
"""Numbers of our files that drill one way of writing: irony, negation, kind words, long reviews. No brand's mentions
are of one kind only."""

ADDRESSED, LINKED = 0.3, 0.35
"""Share of our texts that get a handle before them or an address behind them, whatever their tone: people who write
examples leave both out where they are angry, and a model would take an address for calm."""

GRADED, FLAT = 0.8, 0.4
"""Mean of twenty ratings, −4 … 4, from which a text of VADER's ground truth counts as toned, and up to which as flat.
What lies between is left out: the raters did not agree."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text."""

    text: str
    label: int
    source: str
    """`umsab`, `deft`, `vader` or `ours`."""
    group: str
    """Texts of one group are alike: what is tested on one of them is not trained on another."""
    public: bool = True
    """Whether it is about public affairs or everyday life, not about a brand."""
    drill: bool = False
    """Whether it is one of many of the same way of writing."""
    hand: str = ""
    """Who wrote it, of ours: a reader meets new hands more often than new subjects."""


def examples(lang: str, data: Path, *, without: frozenset[str] = frozenset()) -> list[Example]:
    """All examples of a language. Raises FileNotFoundError where `data` does not hold them."""
    sources = {"umsab": _umsab, "ours": _ours, "deft" if lang == "fr" else "vader": _deft if lang == "fr" else _vader}
    return [one for name, read in sources.items() if name not in without for one in read(lang, data)]


def lines(path: Path) -> list[str]:
    """Lines of a file that ends each with a line feed; a text may hold other signs that Python splits at."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def umsab(lang: str, part: str, data: Path) -> list[tuple[str, int]]:
    """Texts of a part of UMSAB with their labels."""
    folder = data / "sentiment" / "umsab" / LANGUAGES[lang]
    labels = lines(folder / f"{part}_labels.txt")
    return [(text, int(label)) for text, label in zip(lines(folder / f"{part}_text.txt"), labels, strict=False)]


def deft(data: Path) -> list[tuple[str, int]]:
    """DEFT 2017 task 1 in three classes: objective is neutral, mixed is left out."""
    classes = {"negative": 0, "objective": 1, "positive": 2}
    with (data / "sentiment" / "deft2017" / "task1_even.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["text"], classes[row["label"]]) for row in rows if row["label"] in classes]


def ground_truth(data: Path) -> list[tuple[str, float]]:
    """Tweets of VADER's ground truth, each with the mean of twenty ratings, −4 … 4."""
    rows = [line.split("\t") for line in lines(data / "sentiment" / "vader-icwsm" / "tweets_GroundTruth.txt")]
    return [(text, float(mean)) for _id, mean, text in rows]


def _umsab(lang: str, data: Path) -> Iterator[Example]:
    both = [*umsab(lang, "train", data), *umsab(lang, "val", data)]
    for place, (text, label) in enumerate(both):
        # The file's order is cyclic by label, so that every fifth would see only some labels: shuffled by its hash.
        yield Example(text, label, "umsab", f"umsab {random.Random(place).randrange(10)}")


def _deft(_lang: str, data: Path) -> Iterator[Example]:
    rows = deft(data)
    for place, (text, label) in enumerate(rows):
        # Tweets come in runs on one subject: a run stays together.
        yield Example(text, label, "deft", f"deft {place * 10 // len(rows)}")


def _vader(_lang: str, data: Path) -> Iterator[Example]:
    for place, (text, mean) in enumerate(ground_truth(data)):
        if abs(mean) >= GRADED or abs(mean) <= FLAT:
            label = 1 if abs(mean) <= FLAT else 0 if mean < 0 else 2
            yield Example(text, label, "vader", f"vader {random.Random(place).randrange(10)}")


def _ours(lang: str, _data: Path) -> Iterator[Example]:
    for path in sorted((OURS / lang).glob("*.tsv")):
        for line in lines(path):
            label, _tab, text = line.partition("\t")
            public, drill = int(path.stem[:2]) in PUBLIC[lang], int(path.stem[:2]) in DRILLS[lang]
            yield Example(_dressed(text), CLASSES.index(label), "ours", path.stem, public, drill, _hand(path.stem))


def _hand(stem: str) -> str:
    """Files are numbered by their writer."""
    return f"hand {bisect_right(HANDS, int(stem[:2]))}"


def _dressed(text: str) -> str:
    chance = random.Random(text)
    if chance.random() < LINKED and "http" not in text:
        text = f"{text} http"
    return f"@user {text}" if chance.random() < ADDRESSED and not text.startswith(("@", "RT ")) else text
