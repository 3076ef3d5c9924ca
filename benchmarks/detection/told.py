"""The measurements as text: one table beside the published peers, then what stands behind our row."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from benchmarks.detection.cost import Cost
from benchmarks.detection.delay import SHAPES, Delays
from benchmarks.detection.long import Long
from benchmarks.detection.nab import Nab
from benchmarks.detection.peers import PEERS, Peer
from benchmarks.detection.streams import Scored

HEAD = (
    "detector",
    "step",
    "ramp",
    "viral",
    "found",
    "NAB five",
    "official",
    "whole corpus",
    "µs/bin",
    "sees the future",
)


def table(delays: Sequence[Delays], nab: Sequence[Nab], costs: Sequence[Cost]) -> Iterator[str]:
    """Ours first."""
    by_shape = {shape: [one for one in delays if one.shape == shape] for shape in SHAPES}
    step, ramp, viral = (_geometric([one.calibrated for one in by_shape[shape]]) for shape in SHAPES)
    found = statistics.fmean(one.found for one in by_shape["step"]) if by_shape["step"] else None
    ours = Peer("cmwatch (this run)", step, ramp, viral, found, future="no")
    if nab:
        ours = replace(ours, nab_five=nab[0].best, nab_official=nab[0].shipped)
    price = {cost.name: cost.micros for cost in costs}
    rows = [HEAD, _row(ours, price.pop("cmwatch", None)), *(_row(peer, None) for peer in PEERS)]
    rows += [_row(Peer(name, future="no"), micros) for name, micros in price.items()]
    yield from _columns(rows)
    yield "step, ramp, viral: delay over the oracle's; found: sudden bursts; ours at the threshold calibrated here"
    yield "NAB, standard profile: five brands at the best threshold; the same at the official one (ours: the shipped);"
    yield "the whole corpus as published"


def behind_delays(delays: Sequence[Delays]) -> Iterator[str]:
    """Each seed and shape, with the false alarms a week of each size."""
    sizes = sorted({size for one in delays for size in one.quiet})
    head = ("shape", "seed", "calibrated", "found", "shipped", "found", "later", *(f"{size:g}/min" for size in sizes))
    rows: list[tuple[str, ...]] = [head]
    for one in delays:
        later = f"{(one.shipped / one.calibrated - 1) * 100:+.0f} %"
        quiet = (f"{one.quiet[size]:.2f}" for size in sizes)
        ratios = (f"{one.calibrated:.2f}", f"{one.found:.0%}", f"{one.shipped:.2f}", f"{one.shipped_found:.0%}")
        rows.append((one.shape, str(one.seed), *ratios, later, *quiet))
    if delays:
        quiet_of = {one.seed: one.quiet for one in delays}.values()
        mean = (f"{statistics.fmean(quiet[size] for quiet in quiet_of):.2f}" for size in sizes)
        rows.append(("all", "", "", "", "", "", "", *mean))
    yield "1. Delay over the oracle's, and false alarms a week at the shipped threshold by size of brand (budget 1)"
    yield from _columns(rows)


def behind_nab(nab: Sequence[Nab]) -> Iterator[str]:
    """Each profile."""
    rows = [("profile", "shipped", "best", "windows", "false rows", "364 days later")]
    rows += [
        (one.profile, f"{one.shipped:.1f}", f"{one.best:.1f}", one.found, str(one.false_rows), f"{one.shifted:.1f}")
        for one in nab
    ]
    yield "2. NAB realTweets, five brands"
    yield from _columns(rows)


def behind_streams(scored: Sequence[Scored]) -> Iterator[str]:
    """Each stream and sensitivity."""
    rows = [("stream", "sensitivity", "alarms", "a week", "pages", "found", "delays (min)", "false", "a week")]
    for one in scored:
        score = one.score
        delays = [
            "early" if outcome.early else "missed" if outcome.minutes is None else str(ceil(outcome.minutes))
            for outcome in score.outcomes
        ]
        found = f"{score.found}/{len(score.outcomes)}" if score.outcomes else "–"
        rows.append(
            (
                one.stream, score.sensitivity, str(len(score.alarms)), f"{score.a_week:.2f}", str(score.pages), found,
                ", ".join(delays) or "–", str(len(score.false)), f"{score.false_a_week:.2f}",
            )
        )  # fmt: skip
    yield "3. Real streams"
    yield from _columns(rows)


def behind_cost(costs: Sequence[Cost]) -> Iterator[str]:
    """As ratios to the peers."""
    ours = next((cost.micros for cost in costs if cost.name == "cmwatch"), None)
    if ours is not None:
        told = [f"{cost.name} {cost.micros:.1f} µs (ratio {ours / cost.micros:.2f})" for cost in costs[1:]]
        yield f"Cost a bin: cmwatch {ours:.1f} µs; {'; '.join(told)}"


def lasting(long: Long) -> Iterator[str]:
    """How memory stood."""
    alarms = ", ".join(f"{sensitivity} {count}" for sensitivity, count in long.alarms.items())
    yield (
        f"A back-test of {long.minutes:,} minutes, {long.mentions:,} mentions: {long.seconds:.0f} s; "
        f"highest memory {long.early} MB at a tenth, {long.late} MB at the end; alarms over the whole: {alarms}"
    )


def _row(peer: Peer, micros: float | None) -> tuple[str, ...]:
    ratios = (peer.step, peer.ramp, peer.viral)
    found = "–" if peer.found is None else f"{peer.found:.0%}"
    scores = (peer.nab_five, peer.nab_official, peer.nab_corpus)
    return (
        peer.name,
        *("–" if value is None else f"{value:.2f}" for value in ratios),
        found,
        *("–" if value is None else f"{value:.1f}" for value in scores),
        "–" if micros is None else f"{micros:.1f}",
        peer.future or "–",
    )


def _geometric(values: Sequence[float]) -> float | None:
    return math.exp(statistics.fmean(map(math.log, values))) if values else None


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{row[0]:<{widths[0]}}",
            *(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        yield "  ".join(cells).rstrip()
