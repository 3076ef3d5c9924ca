"""One language from its examples to its table, with what cross-validation says of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cmwatch.reading.tone.rules import rules_of
from cmwatch.reading.tone.table import Table, content
from cmwatch.reading.tone.verdict import SAFE
from cmwatch.reading.word_classes import Membership, class_names
from training.corpora import CLASSES, Example, examples
from training.figures import Figures, Numbers, figures
from training.fit import Examples, calibrated, fit, foreseen, probabilities, quantised
from training.matrix import matrix

WEIGHTS = {"umsab": 1.0, "ours": 1.0, "deft": 0.25, "vader": 0.2}
"""What a text of a source weighs. DEFT's tweets come in runs on a few persons: four say about as much as one. VADER's
ground truth teaches to believe VADER, which misses most complaints to brands. How far down, cross-validation says:
what is left out of the other sources is read better so."""

FEWEST_OF_SUBJECT = 20
"""Texts of a subject below which its own hits say nothing."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A table and how it was come by."""

    lang: str
    content: bytes
    table: Table
    counts: dict[tuple[str, str], int]
    """Examples by source and class."""
    unseen: dict[str, Figures]
    """By source: figures on texts whose writer (of tweets, whose run) was left out."""

    def summary(self) -> str:
        """A line a source."""
        return "\n".join(f"  {name}: {found.line()}" for name, found in self.unseen.items())


def learn(lang: str, data: Path, *, without: frozenset[str] = frozenset()) -> Learnt:
    """Learn the table of a language; `without` leaves whole sources out, for tests on what was never seen."""
    told = examples(lang, data, without=without)
    classes = class_names(lang)
    taught = prepared(lang, told, Membership(lang, classes))
    by_hand = replace(taught, groups=[example.hand or example.group for example in told])
    unseen, *sharp = calibrated(foreseen(by_hand), by_hand)
    chances = probabilities(unseen.mixed())
    table = quantised(fit(taught).sharpened(*sharp), lang, classes, errors(taught, chances))
    about = f"cmwatch tone {lang}, learnt by python -m training"
    return Learnt(lang, content(table, about), table, _counts(told), _by_source(told, chances))


def prepared(lang: str, told: Sequence[Example], membership: Membership) -> Examples:
    """Examples as rows of a matrix, with their weights."""
    texts = [example.text for example in told]
    return Examples(
        matrix(texts, rules_of(lang).scores(texts), membership),
        np.array([example.label for example in told]),
        np.array(_weights(told)),
        np.array([example.source == "ours" for example in told]),
        np.array([example.public for example in told]),
        np.array([example.drill for example in told]),
        [example.group for example in told],
    )


def _weights(told: Sequence[Example]) -> list[float]:
    """What each text weighs; of tweets each class of a source weighs the same.

    How many of each somebody collected says nothing of a stream.
    """
    of_source = Counter(example.source for example in told)
    of_class = Counter((example.source, example.label) for example in told)
    even = {
        (source, label): WEIGHTS[source] * of_source[source] / len(CLASSES) / count
        for (source, label), count in of_class.items()
    }
    return [WEIGHTS["ours"] if example.source == "ours" else even[example.source, example.label] for example in told]


def errors(taught: Examples, chances: Numbers) -> tuple[float, float, float, float]:
    """Hits and false ones on mentions of brands, and how much both differ from trade to trade beyond chance.

    `chances` are by models that saw no text by the same hand, as a stream is written by hands that nobody trained on.
    Drills count among the hits, for streams are harder than what is written at a desk; but a window holds all ways of
    writing, so that they are left out where trades are told apart.
    """
    named = chances.max(axis=1) >= SAFE
    called = chances.argmax(axis=1) == 0
    negative = taught.labels == 0
    groups, brand = np.array(taught.groups), ~taught.public
    found = []
    for truly in (negative, ~negative):
        chosen = brand & named & truly
        rate = float(called[chosen].mean())
        parts = [called[chosen & (groups == group)] for group in set(groups[brand & ~taught.drill])]
        shares = [(part.mean(), len(part)) for part in parts if len(part) >= FEWEST_OF_SUBJECT]
        spread = float(np.mean([(share - rate) ** 2 - rate * (1 - rate) / size for share, size in shares]))
        found.append((rate, max(0.0, spread) ** 0.5))
    (hit, hit_sd), (false, false_sd) = found
    return round(hit, 4), round(false, 4), round(hit_sd, 4), round(false_sd, 4)


def _counts(taught: Sequence[Example]) -> dict[tuple[str, str], int]:
    return dict(Counter((example.source, CLASSES[example.label]) for example in taught))


def _by_source(taught: Sequence[Example], chances: Numbers) -> dict[str, Figures]:
    found = {}
    for source in dict.fromkeys(example.source for example in taught):
        rows = [place for place, example in enumerate(taught) if example.source == source]
        found[source] = figures([taught[row].label for row in rows], chances[rows])
    return found
