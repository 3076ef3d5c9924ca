"""The whole demo: five calm weeks with two decoys in them, then a bad buzz of 110 minutes."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from cmwatch.intake.demo.calm import CalmWeeks
from cmwatch.intake.demo.crisis import MINUTES, Crisis
from cmwatch.intake.demo.decoys import Decoys
from cmwatch.intake.demo.pen import Note, Pen
from cmwatch.intake.demo.people import CAT_OWNER, Crowd
from cmwatch.model import RawMention

CALM_DAYS = 35
"""Days of history."""

CONTEST_BEFORE = timedelta(days=12, hours=2)
"""How long before the start the contest opens."""

DOG_BEFORE, DOG_REPOSTS, DOG_MINUTES = timedelta(days=5, hours=3), 200, 25.0
"""The storm of the calm weeks: how long before the start, how often passed on, within how many minutes."""

CAT_AFTER, CAT_REPOSTS, CAT_MINUTES = timedelta(seconds=30), 110, 15.0
"""The storm that is seen live: it blows while the first complaint goes unnoticed."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The same seed and start give the same scenario on every machine."""

    seed: int
    start: datetime
    """When the live part begins (aware)."""
    history: tuple[RawMention, ...]
    """What was there before, oldest first."""
    live: tuple[tuple[float, RawMention], ...]
    """Seconds after the start, each with its mention, in order."""


def scenario(seed: int, start: datetime) -> Scenario:
    """Compose the demo around `start`, an aware datetime; ValueError if it is naive."""
    if start.tzinfo is None:
        raise ValueError("the start of the demo needs a time zone")
    rng = random.Random(seed)
    pen, crowd = Pen(rng), Crowd(rng)
    calm, decoys = CalmWeeks(pen, crowd, rng), Decoys(pen, crowd, rng)
    end = start + timedelta(minutes=MINUTES)
    history = [
        *calm.between(start - timedelta(days=CALM_DAYS), start, answered=True),
        *decoys.contest(start - CONTEST_BEFORE),
        *decoys.storm(start - DOG_BEFORE, CAT_OWNER, "dog", reposts=DOG_REPOSTS, minutes=DOG_MINUTES, laughs=6),
    ]
    live = [
        *calm.between(start, end, answered=False),
        *decoys.storm(start + CAT_AFTER, CAT_OWNER, "cat", reposts=CAT_REPOSTS, minutes=CAT_MINUTES, laughs=2),
        *Crisis(start, pen, crowd, rng).told(),
    ]
    return Scenario(
        seed=seed,
        start=start,
        history=tuple(note.mention for note in _in_order(history)),
        live=tuple(((note.at - start).total_seconds(), note.mention) for note in _in_order(live)),
    )


def _in_order(notes: list[Note]) -> list[Note]:
    return sorted(notes, key=lambda note: (note.at, str(note.mention.id)))
