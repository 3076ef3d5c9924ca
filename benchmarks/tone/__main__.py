"""How well tone is read, each figure with its bootstrap interval, beside VADER on the same texts.

.venv/bin/python -m benchmarks.tone [--write]

Needs ../shared/data, numpy and scikit-learn (one row is learnt without DEFT). The sets of these rows are
measured on and nothing else. mF1 takes the likeliest class; `unsure` says how often none is safe.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.tone.bootstrap import Rows, interval
from benchmarks.tone.sentences import sentence_rows
from benchmarks.tone.sets import DATA, Labelled, airline, insurance, umsab_even
from cmwatch.reading.english import EnglishTone
from cmwatch.reading.shares import FEWEST, negative_share
from cmwatch.reading.tone.linear import FLAT, LinearTone
from cmwatch.reading.tone.rules import rules_of
from cmwatch.reading.tone.table import Table, shipped
from cmwatch.reading.tone.verdict import SAFE
from training.card import with_table
from training.corpora import deft, ground_truth
from training.figures import Numbers, auc, macro_f1, recall_at_precision
from training.learn import learn

ROOT = Path(__file__).parents[2]

WINDOW = 60
"""Mentions of a window whose share of negatives is asked for."""


class Row(NamedTuple):
    """A line of the table."""

    measure: str
    vader: str
    ours: str
    bar: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How well tone is read, beside VADER.")
    parser.add_argument("--write", action="store_true", help="put the table into the README and the model card")
    write = parser.parse_args().write
    print("95 % intervals by the bootstrap over texts (windows for shares), 1,000 resamples\n")
    lines = ["| measure | VADER | cmwatch | aim |", "|---|---|---|---|"]
    print("\n".join(lines))
    for row in rows():
        lines.append(f"| {' | '.join(row)} |")
        print(lines[-1], flush=True)
    for page in (ROOT / "README.md", ROOT / "docs" / "model-card.md") if write else ():
        page.write_text(with_table(page.read_text(encoding="utf-8"), "\n".join(lines)), encoding="utf-8")


def rows() -> Iterator[Row]:
    """All lines."""
    french, english, insured, flown = umsab_even("fr"), umsab_even("en"), insurance(), airline()
    yield from _classes("UMSAB-fr even half", french, 64, 0.85)
    yield from _classes("UMSAB-en even half", english, 64, None)
    unseen = deft(DATA)
    labelled = Labelled("fr", [text for text, _label in unseen], [label for _text, label in unseen])
    yield from _classes(
        "DEFT17, never trained on", labelled, 50, None, learn("fr", DATA, without=frozenset({"deft"})).table
    )
    toned = [place for place, label in enumerate(insured.labels) if label != 1]
    clear = Labelled("fr", [insured.texts[place] for place in toned], [insured.labels[place] for place in toned])
    yield _row("insurance, negative against positive, AUC", clear, _auc, ">= 0.90", digits=3)
    yield _row("airline, recall of negatives at precision 0.85", flown, _recall, ">= 75", scale=100)
    yield _row("airline, AUC of negatives", flown, _auc, ">= 0.86", digits=3)
    yield from _shares(flown)
    yield from (Row(*row) for row in sentence_rows())
    yield _pearson()


def _classes(name: str, data: Labelled, bar: float, bar_auc: float | None, table: Table | None = None) -> Iterator[Row]:
    yield _row(f"{name}, macro-F1", data, _macro, f">= {bar}", scale=100, table=table)
    yield _row(f"{name}, AUC of negatives", data, _auc, f">= {bar_auc}" if bar_auc else "", digits=3, table=table)
    chances = _chances(data, table)
    yield Row(f"{name}, unsure", "", f"{100 * (chances.max(axis=1) < SAFE).mean():.1f} %", "")


def _row(
    name: str, data: Labelled, measure: Callable[[NDArray[np.int64], Numbers], float], bar: str, *,
    scale: float = 1, digits: int = 1, table: Table | None = None,
) -> Row:  # fmt: skip
    truth = np.array(data.labels)
    said = []
    for chances in (_vader(data), _chances(data, table)):
        found = interval(lambda rows, of=chances: measure(truth[rows], of[rows]), len(truth))  # type: ignore[misc]
        middle, low, high = (f"{scale * value:.{digits}f}" for value in found)
        said.append(f"{middle} [{low}, {high}]")
    return Row(name, said[0], f"**{said[1]}**", bar)


def _macro(truth: NDArray[np.int64], chances: Numbers) -> float:
    return macro_f1(truth, chances.argmax(axis=1))


def _auc(truth: NDArray[np.int64], chances: Numbers) -> float:
    return auc(truth == 0, chances[:, 0])


def _recall(truth: NDArray[np.int64], chances: Numbers) -> float:
    return recall_at_precision(truth == 0, chances[:, 0])


def _chances(data: Labelled, table: Table | None = None) -> Numbers:
    model = LinearTone(table or shipped(data.lang))
    scored = rules_of(data.lang).scores(data.texts)
    return np.array(list(map(model.odds, data.texts, scored, model.told(data.texts))))


def _vader(data: Labelled) -> Numbers:
    """VADER's compound as if it were probabilities: the class at its authors' cut, negatives ranked by the score."""
    compounds = np.array([_compound(text) for text in data.texts])
    neutral = np.abs(compounds) < FLAT
    negative = (1 - compounds) / 2
    return np.stack([negative, neutral * 2.0, 1 - negative], axis=1)


def _compound(text: str, analyser: SentimentIntensityAnalyzer = SentimentIntensityAnalyzer()) -> float:  # noqa: B008
    return float(analyser.polarity_scores(text)["compound"])


def _shares(data: Labelled) -> Iterator[Row]:
    """Windows of the airline set: the share that is seen, against the true one."""
    truth = np.array(data.labels) == 0
    chances, vader = _chances(data), np.array([_compound(text) <= -FLAT for text in data.texts])
    named, called = chances.max(axis=1) >= SAFE, chances.argmax(axis=1) == 0
    true, seen, corrected, inside = [], [], [], []
    for start in range(0, len(truth) - WINDOW + 1, WINDOW):
        window = slice(start, start + WINDOW)
        share = negative_share(int((called & named)[window].sum()), int(named[window].sum()))
        assert share is not None, f"a window of {WINDOW} has more than {FEWEST} texts that were read"
        true.append(truth[window].mean())
        seen.append(vader[window].mean())
        corrected.append(share.share)
        inside.append(share.low <= true[-1] <= share.high)
    measures = (("mean error, points", _error, "<= 9", 100, 1), ("correlation", _correlation, ">= 0.90", 1, 2))
    for name, measure, bar, scale, digits in measures:
        said = []
        for estimates in (seen, corrected):
            found = interval(partial(measure, np.array(true), np.array(estimates)), len(true))
            middle, low, high = (f"{scale * value:.{digits}f}" for value in found)
            said.append(f"{middle} [{low}, {high}]")
        yield Row(f"airline, negative share in windows of {WINDOW}, {name}", said[0], f"**{said[1]}**", bar)
    yield Row("airline, truth inside the 90 % interval of the share", "", f"**{100 * np.mean(inside):.0f} %**", "90 %")


def _error(true: Numbers, estimates: Numbers, rows: Rows) -> float:
    return float(np.abs(true[rows] - estimates[rows]).mean())


def _correlation(true: Numbers, estimates: Numbers, rows: Rows) -> float:
    return float(np.corrcoef(true[rows], estimates[rows])[0, 1])


def _pearson() -> Row:
    texts, means = zip(*ground_truth(DATA), strict=True)
    both = [[score(text) for text in texts] for score in (_compound, EnglishTone().compound)]
    said = [f"{np.corrcoef(scores, means)[0, 1]:.3f}" for scores in both]
    different = Counter(one != other for one, other in zip(*both, strict=True))[True]
    return Row(
        "VADER's ground truth, Pearson of the visible score", said[0], f"**{said[1]}**, {different} differ", "equal"
    )


if __name__ == "__main__":
    main()
