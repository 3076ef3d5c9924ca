"""One language from its examples to its table, with what cross-validation says of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cmwatch.reading.tone.rules import rules_of
from cmwatch.reading.tone.hashing import BITS
from cmwatch.reading.tone.table import CELLS, Table, content
from training.corpora import CLASSES, Example, examples
from training.figures import Figures, figures
from training.fit import Weights, fit, foreseen, probabilities, quantised, sharpness
from training.matrix import matrix

WEIGHTS = {"umsab": 1.0, "ours": 1.0, "deft": 0.5, "vader": 1.0}
"""What a text of a source weighs. DEFT's tweets come in runs on a few persons and trials: two say about as much as one."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A table and how it was come by."""

    lang: str
    content: bytes
    table: Table
    counts: dict[tuple[str, str], int]
    """Examples by source and class."""
    unseen: dict[str, Figures]
    """By source: figures on texts whose group was left out."""

    def summary(self) -> str:
        """A line a source."""
        return "\n".join(f"  {name}: {found.line()}" for name, found in self.unseen.items())


def learn(lang: str, data: Path, *, without: frozenset[str] = frozenset()) -> Learnt:
    """Learn the table of a language; `without` leaves whole sources out, for tests on what was never seen."""
    taught = examples(lang, data, without=without)
    labels = [example.label for example in taught]
    scores = rules_of(lang).scores
    rows = matrix([example.text for example in taught], [scores(example.text) for example in taught])
    weights = np.array([WEIGHTS[example.source] for example in taught])
    apart = foreseen(rows, labels, weights, [example.group for example in taught])
    sharp = sharpness(apart, labels, weights)
    coefficients, intercepts = fit(rows, labels, weights)
    negative, positive, scale = quantised(coefficients)
    signs = coefficients[:, CELLS:] - coefficients[1:2, CELLS:]
    bias = intercepts - intercepts[1]
    table = Table(
        negative, positive, scale,
        tuple(complex(float(down), float(up)) for down, up in zip(signs[0], signs[2], strict=True)),
        complex(float(bias[0]), float(bias[2])), sharp,
    )  # fmt: skip
    about = f"cmwatch tone {lang}, {1 << BITS} cells, learnt by python -m training"
    return Learnt(lang, content(table, about), table, _counts(taught), _by_source(taught, probabilities(apart * sharp)))


def _counts(taught: Sequence[Example]) -> dict[tuple[str, str], int]:
    return dict(Counter((example.source, CLASSES[example.label]) for example in taught))


def _by_source(taught: Sequence[Example], chances: Weights) -> dict[str, Figures]:
    found = {}
    for source in dict.fromkeys(example.source for example in taught):
        rows = [place for place, example in enumerate(taught) if example.source == source]
        found[source] = figures([taught[row].label for row in rows], chances[rows])
    return found
