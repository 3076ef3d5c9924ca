"""What a bin costs, as a ratio to river's scorers in the same run."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, tzinfo=UTC)

TURN = 500
"""Bins: some milliseconds, shorter than a busy machine stays alike."""

Run = Callable[[int, int], None]
"""Takes in the bins from one place up to another."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds a bin of one detector, the best of the repetitions."""

    name: str
    micros: float


def measure(bins: int, repetitions: int) -> list[Cost]:
    """Ours, then the peers with their defaults, over the same counts; the best of the repetitions of each.

    All of them take turns every `TURN` bins, so that whatever else runs on the machine slows them alike.
    """
    try:
        from river.anomaly import GaussianScorer, HalfSpaceTrees
    except ImportError:
        raise SystemExit("river is not installed: it is in the group 'bench' of pyproject.toml.") from None
    from cmwatch.alarm import streaming_detector

    counts = _counts(bins)
    times = [START + timedelta(minutes=n) for n in range(bins)]

    def ours() -> Run:
        update = streaming_detector().update

        def run(since: int, until: int) -> None:
            for place in range(since, until):
                update(times[place], counts[place])

        return run

    def gaussian() -> Run:
        scorer = GaussianScorer()

        def run(since: int, until: int) -> None:
            for place in range(since, until):
                scorer.score_one(None, counts[place])
                scorer.learn_one(None, counts[place])

        return run

    def trees() -> Run:
        scorer = HalfSpaceTrees()

        def run(since: int, until: int) -> None:
            for place in range(since, until):
                scorer.score_one({"count": counts[place]})
                scorer.learn_one({"count": counts[place]})

        return run

    makers = {"cmwatch": ours, "river GaussianScorer": gaussian, "river HalfSpaceTrees": trees}
    best = dict.fromkeys(makers, float("inf"))
    for _repetition in range(repetitions):
        for name, seconds in _turns({name: make() for name, make in makers.items()}, bins).items():
            best[name] = min(best[name], seconds / bins * 1e6)
    return [Cost(name, micros) for name, micros in best.items()]


def _turns(runs: dict[str, Run], bins: int) -> dict[str, float]:
    """Seconds that each took in all."""
    taken = dict.fromkeys(runs, 0.0)
    for since in range(0, bins, TURN):
        for name, run in runs.items():
            began = time.perf_counter()
            run(since, min(bins, since + TURN))
            taken[name] += time.perf_counter() - began
    return taken


def _counts(bins: int) -> list[float]:
    """Over-dispersed counts of a brand with five mentions a minute, the same every time."""
    dice = random.Random(1)
    return [float(round(dice.gammavariate(8, 5 / 8))) for _bin in range(bins)]
