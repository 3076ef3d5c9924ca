"""A long recording: how memory stands while a back-test of a million minutes goes on."""

import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import cos, exp, pi
from pathlib import Path

from cmwatch import assembly

START = datetime(2023, 1, 2, tzinfo=UTC)

MINUTES = 1_000_000
"""Almost two years."""

WORDS = [
    "my", "the", "a", "lamp", "room", "works", "broken", "again", "update", "help", "price", "app", "good", "bad",
    "box", "line", "is", "was", "not", "very", "today",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Long:
    """One run; memory in megabytes, the highest up to then."""

    minutes: int
    mentions: int
    seconds: float
    early: int
    """At a tenth of it."""
    late: int
    """At its end."""
    alarms: dict[str, int]


def measure(minutes: int = MINUTES) -> Long:
    """A mention a minute on average, by day more than by night, no crisis; all three sensitivities."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "long.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(_rows(minutes))
        run, early, began = assembly.backtest([str(file)], None, None, ()), 0, time.perf_counter()
        for progress in run.run():
            if not early and (progress or 0.0) >= 0.1:
                early = _megabytes()
        seconds = time.perf_counter() - began
    alarms = {sensitivity: len(journal.alarms) for sensitivity, journal in run.journals.items()}
    return Long(minutes, run.count.mentions, seconds, early, _megabytes(), alarms)


def _rows(minutes: int) -> Iterator[str]:
    dice, number = random.Random(4), 0
    for minute in range(minutes):
        for _each in range(_poisson(dice, 1 - 0.7 * cos(2 * pi * (minute % 1440 - 180) / 1440))):
            at = START + timedelta(minutes=minute, seconds=dice.randrange(60))
            number += 1
            row = {
                "id": number, "source": "made", "author": f"u{dice.randrange(50_000)}", "created_at": at.isoformat(),
                "text": " ".join(dice.choices(WORDS, k=8)), "brand": "Brand",
            }  # fmt: skip
            yield json.dumps(row) + "\n"


def _poisson(dice: random.Random, mean: float) -> int:
    limit, product, count = exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
