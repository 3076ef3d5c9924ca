"""Logistic regressions over the hashed matrix: two readers, and what tells which of them to believe."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from cmwatch.reading.tone.hashing import CELLS
from cmwatch.reading.tone.table import Lane, Table
from training.figures import Numbers

SEEN_TWICE = 2
"""A feature met in one text only is that text's own: it teaches nothing and would fill the cells of others."""

STRENGTH = 1.0
"""Inverse of the penalty on squared weights. Between ½ and 2, cross-validation over the sources hardly changes."""

LEAN, SMOOTH = 0.5, 0.1
"""How far a feature of the public reader counts by what it says by itself (see `_leaning`): half, midway between what
does so wholly and what does not; and the count that each feature has to begin with."""

FOLDS = 5

OTHERS = 0.5
"""What a text of public talk weighs for the reader of brands: half, since it is half about something else. The other
way round ours weigh nothing, for they outnumber the tweets and were labelled by other hands."""


DIGITS = 4
"""Of weights that are no bytes: a ten-thousandth of log-odds changes nothing."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows with all that is known of them, each array of the same length."""

    rows: sparse.csr_matrix
    labels: NDArray[np.int64]
    weights: Numbers
    """How much a text of its source counts."""
    ours: NDArray[np.bool_]
    """Whether it was written for this."""
    public: NDArray[np.bool_]
    """Whether it is about public affairs or everyday life, not about a brand."""
    drill: NDArray[np.bool_]
    """Whether it is one of many of the same way of writing."""
    groups: Sequence[str]

    def part(self, places: NDArray[np.int64]) -> "Examples":
        """Some of them."""
        groups = [self.groups[place] for place in places]
        return Examples(
            self.rows[places], self.labels[places], self.weights[places], self.ours[places], self.public[places],
            self.drill[places], groups,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Apart:
    """What each reader says by itself, a row a text."""

    public: Numbers
    """Logits of the three classes, neutral being 0."""
    brand: Numbers
    gate: Numbers
    """How much of the public reader is believed, 0 … 1, in a column."""

    def mixed(self) -> Numbers:
        """Logits of both together."""
        return self.gate * self.public + (1 - self.gate) * self.brand


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of the lanes (`table.LANES`) over the columns, and their intercepts."""

    lanes: Numbers
    intercepts: Numbers

    def apart(self, rows: sparse.csr_matrix) -> Apart:
        """What each reader says of some rows."""
        calm, glad, cross, pleased, gate = (rows @ self.lanes.T + self.intercepts).T
        neutral = np.zeros_like(calm)
        public = 1 / (1 + np.exp(-np.clip(gate, -50, 50)))
        return Apart(
            np.stack([calm, neutral, glad], axis=1), np.stack([cross, neutral, pleased], axis=1), public[:, np.newaxis]
        )

    def sharpened(self, public: float, brand: float) -> "Fitted":
        """The same with each reader as sure as its factor says."""
        factors = np.array([public, public, brand, brand, 1.0])
        return Fitted(self.lanes * factors[:, np.newaxis], self.intercepts * factors)


def fit(taught: Examples) -> Fitted:
    """Learn all lanes.

    What is learnt from tweets is learnt from few of them, so there a feature also counts by itself; a reader with
    ten thousand texts is better off without. The gate goes by what a text is about and not by who wrote it: otherwise
    whatever real people write would be public talk, complaints to brands as well.
    """
    tweets = taught.part(np.flatnonzero(~taught.ours))
    brand_weights = np.where(taught.ours, taught.weights, OTHERS * taught.weights)
    lanes, intercepts = [], []
    for coefficients, constants in (
        _leaning(tweets.rows, tweets.labels, tweets.weights),
        _regression(taught.rows, taught.labels, brand_weights),
    ):
        for label in (0, 2):
            lanes.append(coefficients[label] - coefficients[1])
            intercepts.append(constants[label] - constants[1])
    gate, constant = _regression(taught.rows, taught.public.astype(np.int64), np.ones(len(taught.labels)))
    return Fitted(np.stack([*lanes, gate[0]]), np.array([*intercepts, constant[0]]))


def foreseen(taught: Examples) -> Apart:
    """What is said of each row by readers that saw no text of its group."""
    size = len(taught.labels)
    found = Apart(np.zeros((size, 3)), np.zeros((size, 3)), np.zeros((size, 1)))
    for seen, unseen in GroupKFold(FOLDS).split(taught.rows, taught.labels, taught.groups):
        said = fit(taught.part(seen)).apart(taught.rows[unseen])
        found.public[unseen], found.brand[unseen], found.gate[unseen] = said.public, said.brand, said.gate
    return found


def calibrated(said: Apart, taught: Examples) -> tuple[Apart, float, float]:
    """What unseen texts were said to be, by readers that are as sure as they are right, and the factors of both.

    Each is measured on what it is for, public talk on tweets and brands on ours: what is learnt from few is too sure.
    """
    public, brand = (
        sharpness(logits[rows], taught.labels[rows], taught.weights[rows])
        for logits, rows in ((said.public, ~taught.ours), (said.brand, taught.ours))
    )
    return Apart(said.public * public, said.brand * brand, said.gate), public, brand


def probabilities(found: Numbers) -> Numbers:
    """Softmax over the classes."""
    raised = np.exp(found - found.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def sharpness(found: Numbers, labels: NDArray[np.int64], weights: Numbers) -> float:
    """The factor on logits under which unseen labels are likeliest (temperature scaling, Guo et al. 2017)."""

    def loss(factor: float) -> float:
        chances = probabilities(found * factor)[np.arange(len(labels)), labels]
        return float(-(weights * np.log(np.maximum(chances, 1e-12))).sum())

    return float(minimize_scalar(loss, bounds=(0.2, 3.0), method="bounded").x)


def quantised(fitted: Fitted, lang: str, classes: Sequence[str], errors: Sequence[float]) -> Table:
    """The lanes with their hashed weights as signed bytes; `classes` are the names of the word classes.

    The scale leaves out the largest in ten thousand, which would make every other weight coarse.
    """
    lanes = []
    for weights, intercept in zip(fitted.lanes, fitted.intercepts, strict=True):
        hashed = weights[:CELLS]
        scale = float(np.quantile(np.abs(hashed[hashed != 0]), 0.9999)) / 127
        steps = np.clip(np.rint(hashed / scale), -127, 127).astype(np.int8)
        others = [round(float(weight), DIGITS) for weight in weights[CELLS:]]
        signs, of_classes = others[: -2 * len(classes)], others[-2 * len(classes) :]
        lanes.append(Lane(steps.tobytes(), scale, tuple(signs), tuple(of_classes), float(intercept)))
    hit, false, hit_sd, false_sd = errors
    return Table(tuple(lanes), lang, tuple(classes), (hit, false, hit_sd, false_sd))


def _regression(rows: sparse.csr_matrix, labels: NDArray[np.int64], weights: Numbers) -> tuple[Numbers, Numbers]:
    met = _met(rows)
    model = _model().fit(rows[:, met], labels, sample_weight=weights)
    whole = np.zeros((len(model.coef_), rows.shape[1]))
    whole[:, met] = model.coef_
    return whole, model.intercept_


def _leaning(rows: sparse.csr_matrix, labels: NDArray[np.int64], weights: Numbers) -> tuple[Numbers, Numbers]:
    """A regression for each class against the others, whose penalty is eased for features that tell it by themselves.

    They are scaled by their log-count ratios, mixed with 1, as in NBSVM (Wang and Manning 2012).
    """
    met = _met(rows)
    seen = rows[:, met]
    counted = abs(seen).T
    whole, constants = np.zeros((3, rows.shape[1])), np.zeros(3)
    for label in range(3):
        within = SMOOTH + counted @ (weights * (labels == label))
        without = SMOOTH + counted @ (weights * (labels != label))
        ratio = np.abs(np.log(within / within.sum()) - np.log(without / without.sum()))
        scale = LEAN * ratio / ratio.mean() + 1 - LEAN
        model = _model().fit(seen @ sparse.diags(scale), labels == label, sample_weight=weights)
        whole[label, met], constants[label] = model.coef_[0] * scale, model.intercept_[0]
    return whole, constants


def _met(rows: sparse.csr_matrix) -> NDArray[np.int64]:
    return np.flatnonzero(np.diff(rows.tocsc().indptr) >= SEEN_TWICE)


def _model() -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=300, tol=2e-3)
