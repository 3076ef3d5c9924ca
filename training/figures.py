"""What the field reports of a reader of tone, from labels and probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PRECISE = 0.85
"""Precision of negatives at which their recall is asked for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Measures on one labelled set; shares are 0 … 1."""

    texts: int
    macro_f1: float
    auc: float
    """Of negatives against the rest (area under the ROC curve)."""
    precision: float
    recall: float
    """Of the class negative."""
    recall_at_precision: float
    """The largest recall of negatives at which their precision is still 0.85."""
    calibration_error: float
    """Expected |P(negative) − share of negatives| over ten bins of equal width."""

    def line(self) -> str:
        """All of it, short."""
        return (
            f"n {self.texts}, mF1 {100 * self.macro_f1:.1f}, AUC {self.auc:.3f}, nP {100 * self.precision:.0f}, "
            f"nR {100 * self.recall:.0f}, nR at nP .85 {100 * self.recall_at_precision:.0f}, "
            f"calibration error {100 * self.calibration_error:.1f} points"
        )


def figures(labels: Sequence[int] | NDArray[np.int64], chances: Numbers) -> Figures:
    """Measures of class probabilities (rows: negative, neutral, positive) against labels 0, 1, 2."""
    truth = np.asarray(labels)
    negative, named = truth == 0, chances.argmax(axis=1)
    right = float(((named == 0) & negative).sum())
    return Figures(
        len(truth), macro_f1(truth, named), auc(negative, chances[:, 0]),
        right / max(1, int((named == 0).sum())), right / max(1, int(negative.sum())),
        recall_at_precision(negative, chances[:, 0]), calibration_error(negative, chances[:, 0]),
    )  # fmt: skip


def macro_f1(truth: NDArray[np.int64], named: NDArray[np.int64]) -> float:
    """Mean of the F1 of the three classes; a class that is nowhere counts 0."""
    scores = []
    for label in range(3):
        both = ((truth == label) & (named == label)).sum()
        scores.append(2 * both / max(1, (truth == label).sum() + (named == label).sum()))
    return float(np.mean(scores))


def auc(positives: NDArray[np.bool_], scores: Numbers) -> float:
    """Probability that a positive scores above a negative, ties half (Mann and Whitney 1947)."""
    _values, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    many, others = int(positives.sum()), int((~positives).sum())
    return float((ranks[positives].sum() - many * (many + 1) / 2) / max(1, many * others))


def recall_at_precision(positives: NDArray[np.bool_], scores: Numbers, precision: float = PRECISE) -> float:
    """The largest recall of a threshold whose precision is at least `precision`; 0 where none is."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(positives[order])
    good = found / np.arange(1, len(found) + 1) >= precision
    return float(found[good].max(initial=0) / max(1, positives.sum()))


def calibration_error(happened: NDArray[np.bool_], chances: Numbers) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    bins = np.minimum((chances * 10).astype(int), 9)
    return float(
        sum(abs((chances[bins == one] - happened[bins == one]).sum()) for one in range(10)) / max(1, len(chances))
    )
