"""A multinomial logistic regression over the hashed matrix, and how sure it may be."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from cmwatch.reading.tone.table import CELLS

Weights = NDArray[np.float64]

SEEN_TWICE = 2
"""A feature met in one text only is that text's own: it teaches nothing and would fill the cells of others."""

STRENGTH = 1.0
"""Inverse of the penalty on squared weights. Chosen among ½, 1, 2 by cross-validation over the training sources."""

FOLDS = 5


def fit(rows: sparse.csr_matrix, labels: Sequence[int], weights: Weights) -> tuple[Weights, Weights]:
    """Coefficients, classes by columns, and intercepts of the three classes."""
    by_column = rows.tocsc()
    met = np.flatnonzero(np.diff(by_column.indptr) >= SEEN_TWICE)
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=2e-3)
    model.fit(by_column[:, met].tocsr(), labels, sample_weight=weights)
    whole = np.zeros((3, rows.shape[1]))
    whole[:, met] = model.coef_
    return whole, model.intercept_


def logits(rows: sparse.csr_matrix, coefficients: Weights, intercepts: Weights) -> Weights:
    """Logits of the rows, neutral being 0."""
    raw = rows @ coefficients.T + intercepts
    return np.asarray(raw - raw[:, 1:2])


def foreseen(rows: sparse.csr_matrix, labels: Sequence[int], weights: Weights, groups: Sequence[str]) -> Weights:
    """Logits of each row by a model that saw no text of its group."""
    found = np.zeros((rows.shape[0], 3))
    truth = np.asarray(labels)
    for taught, tested in GroupKFold(FOLDS).split(rows, truth, groups):
        found[tested] = logits(rows[tested], *fit(rows[taught], truth[taught], weights[taught]))
    return found


def probabilities(found: Weights) -> Weights:
    """Softmax over the classes."""
    raised = np.exp(found - found.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def sharpness(found: Weights, labels: Sequence[int], weights: Weights) -> float:
    """The factor on logits under which unseen labels are likeliest (temperature scaling)."""
    truth = np.asarray(labels)

    def loss(factor: float) -> float:
        chances = probabilities(found * factor)[np.arange(len(truth)), truth]
        return float(-(weights * np.log(np.maximum(chances, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.2, 3.0), method="bounded").x)


def quantised(coefficients: Weights) -> tuple[bytes, bytes, float]:
    """Hashed weights against neutral as signed bytes, and what a step weighs.

    The scale leaves out the largest in ten thousand, which would make every other weight coarse.
    """
    apart = coefficients[:, :CELLS] - coefficients[1:2, :CELLS]
    pair = apart[[0, 2]]
    scale = float(np.quantile(np.abs(pair[pair != 0]), 0.9999)) / 127
    steps = np.clip(np.rint(pair / scale), -127, 127).astype(np.int8)
    return steps[0].tobytes(), steps[1].tobytes(), scale
