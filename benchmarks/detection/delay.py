"""Section 1: how late, against the best that any detector could do, and how often for nothing."""

import math
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from benchmarks.detection.beside import DETECTOR, scorer, threshold

SHAPES = ("step", "ramp", "viral")


@dataclass(frozen=True, slots=True)
class Delays:
    """One shape of burst with one seed."""

    seed: int
    shape: str
    calibrated: float
    """Delay over the oracle's, geometric mean over sizes and factors, at the threshold that keeps the budget here."""
    found: float
    """Share of bursts found at that threshold."""
    shipped: float
    """The same ratio at the shipped threshold."""
    shipped_found: float
    quiet: dict[float, float]
    """False alarms a week at the shipped threshold, by mentions a minute."""


def measure(seeds: Sequence[int], shapes: Sequence[str], streams: int, jobs: int) -> list[Delays]:
    """All shapes with all seeds; seeds run side by side."""
    threshold()  # says so at once if there is nothing to measure
    tasks = [(seed, tuple(shapes), streams) for seed in seeds]
    if jobs <= 1 or len(tasks) == 1:
        return [one for task in tasks for one in of_seed(*task)]
    with ProcessPoolExecutor(jobs) as pool:
        return [one for some in pool.map(of_seed, *zip(*tasks, strict=True)) for one in some]


def of_seed(seed: int, shapes: Sequence[str], streams: int) -> list[Delays]:
    """All shapes with one seed. Quiet streams are the same for all shapes, so each is scored once."""
    bench = scorer("delay_bench")
    plain = bench.scores_of
    bench.scores_of = _remembering(plain)
    try:
        return [_of_shape(bench, seed, shape, streams) for shape in shapes]
    finally:
        bench.scores_of = plain


def _of_shape(bench: Any, seed: int, shape: str, streams: int) -> Delays:
    found = {}
    for fixed in (None, threshold()):
        # The scorer remembers thresholds by the detector's name alone.
        bench._thresholds.clear()
        bench._quiet_alarms.clear()
        rows = bench.run([DETECTOR], seed, streams, 1, shape, 1.0, fixed)
        oracle = {(row["base"], row["factor"]): row for row in rows if row["detector"] == "oracle"}
        ours = [row for row in rows if row["detector"] == DETECTOR]
        ratios = [row["mean_delay"] / oracle[row["base"], row["factor"]]["mean_delay"] for row in ours]
        geometric = math.exp(statistics.fmean(math.log(ratio) for ratio in ratios))
        found[fixed] = (geometric, statistics.fmean(row["found"] for row in ours))
    quiet = dict(bench._quiet_alarms[DETECTOR])
    return Delays(seed, shape, *found[None], *found[threshold()], quiet)


def _remembering(scores_of: Callable[[str, Any, float], Any]) -> Callable[[str, Any, float], Any]:
    """The same scores, computed once for each stream: they do not depend on the threshold."""
    known: dict[tuple[str, float, bytes], Any] = {}

    def remembered(name: str, stream: Any, factor: float) -> Any:
        told = factor if name == "oracle" else 0.0
        counts = blake2b(stream.counts.tobytes(), digest_size=16, salt=f"{stream.base:g}".encode()).digest()
        key = (name, told, counts)
        if key not in known:
            known[key] = scores_of(name, stream, factor)
        return known[key]

    return remembered
