"""Everything about detection in one command: delay against the limit, NAB, real streams, cost.

.venv/bin/python -m benchmarks.detection [--quick] [--seed 1 --seed 2] [--only nab|cost|…]
"""

import argparse
import os
import sys

from benchmarks.detection import cost, delay, long, nab, streams, told

PARTS = ("delay", "nab", "streams", "cost")

LONG = "long"
"""A back-test of a million minutes: only when it is asked for, since it takes long."""


def main() -> None:
    """Measure, then print the table and what stands behind it."""
    options = _options()
    parts = options.only or PARTS
    seeds, each = options.seed or ([1] if options.quick else [1, 2, 3]), options.streams or (2 if options.quick else 6)
    delays, profiles, scored, costs = [], [], [], []
    if "cost" in parts:  # first, while nothing else runs
        _say("cost …")
        costs = cost.measure(20_000 if options.quick else 50_000, 2 if options.quick else 5)
    if "nab" in parts:
        _say("NAB …")
        profiles = nab.measure()
    if "streams" in parts:
        _say("real streams …")
        scored = streams.measure()
    if "delay" in parts:
        _say(f"delay: {len(seeds)} seeds, {each} streams a cell; minutes …")
        delays = delay.measure(seeds, delay.SHAPES, each, options.jobs)
    if LONG in parts:
        _say("a million minutes …")
        print("\n".join(told.lasting(long.measure(100_000 if options.quick else long.MINUTES))))
    if parts == [LONG]:
        return
    print("\n".join(told.table(delays, profiles, costs)))
    for lines in (
        told.behind_delays(delays) if delays else (), told.behind_nab(profiles) if profiles else (),
        told.behind_streams(scored) if scored else (), told.behind_cost(costs),
    ):  # fmt: skip
        text = "\n".join(lines)
        if text:
            print(f"\n{text}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How good the alarm is, beside the published peers.")
    parser.add_argument("--quick", action="store_true", help="one seed, two streams a cell: a look, not a measurement")
    parser.add_argument("--seed", type=int, action="append", help="may be repeated (default: 1, 2 and 3)")
    parser.add_argument("--streams", type=int, help="simulated streams a cell (default: 6)")
    parser.add_argument("--only", choices=(*PARTS, LONG), action="append", help="may be repeated")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="seeds that run side by side")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
