"""Section 2: NAB realTweets, at the shipped threshold and at the best one."""

from dataclasses import dataclass
from datetime import timedelta

from benchmarks.detection.beside import DETECTOR, data, scorer, threshold

SHIFT = timedelta(days=364)
"""An honest detector scores the same in another year, weekdays kept."""


@dataclass(frozen=True, slots=True)
class Nab:
    """One profile."""

    profile: str
    shipped: float
    """Score at the shipped threshold: the one that counts."""
    best: float
    """Score at the best threshold, as NAB itself takes it."""
    found: str
    """Windows found at the shipped threshold."""
    false_rows: int
    shifted: float
    """Score at the shipped threshold, a year later."""


def measure() -> list[Nab]:
    """All profiles."""
    bench = scorer("nab_score")
    corpus = bench.load_corpus(data("nab"))
    factory = bench.load_factory(DETECTOR)
    scores, later = bench.stream(factory, corpus), bench.stream(factory, corpus, SHIFT)
    shipped, best = bench.evaluate(corpus, scores, threshold()), bench.evaluate(corpus, scores)
    shifted = bench.evaluate(corpus, later, threshold())
    return [
        Nab(one.profile, one.score, top.score, f"{one.detected}/{one.windows}", one.fp_points, again.score)
        for one, top, again in zip(shipped, best, shifted, strict=True)
    ]
