"""What a bin costs, as a ratio to river's scorers in the same run."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds a bin of one detector, the best of the repetitions."""

    name: str
    micros: float


def measure(bins: int, repetitions: int) -> list[Cost]:
    """Ours, then the peers with their defaults, over the same counts; each repetition runs all of them in turn."""
    try:
        from river.anomaly import GaussianScorer, HalfSpaceTrees
    except ImportError:
        raise SystemExit("river is not installed: it is in the group 'bench' of pyproject.toml.") from None
    from cmwatch.alarm import streaming_detector

    counts = _counts(bins)
    times = [START + timedelta(minutes=n) for n in range(bins)]

    def ours() -> None:
        update = streaming_detector().update
        for at, count in zip(times, counts, strict=True):
            update(at, count)

    def gaussian() -> None:
        scorer = GaussianScorer()
        for count in counts:
            scorer.score_one(None, count)
            scorer.learn_one(None, count)

    def trees() -> None:
        scorer = HalfSpaceTrees()
        for count in counts:
            scorer.score_one({"count": count})
            scorer.learn_one({"count": count})

    measured: dict[str, Callable[[], None]] = {
        "cmwatch": ours, "river GaussianScorer": gaussian, "river HalfSpaceTrees": trees,
    }  # fmt: skip
    best = dict.fromkeys(measured, float("inf"))
    for _repetition in range(repetitions):
        for name, run in measured.items():
            began = time.perf_counter()
            run()
            best[name] = min(best[name], (time.perf_counter() - began) / bins * 1e6)
    return [Cost(name, micros) for name, micros in best.items()]


def _counts(bins: int) -> list[float]:
    """Over-dispersed counts of a brand with five mentions a minute, the same every time."""
    dice = random.Random(1)
    return [float(round(dice.gammavariate(8, 5 / 8))) for _bin in range(bins)]
