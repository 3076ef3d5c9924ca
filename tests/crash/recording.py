"""A recording of ours: a calm morning, an hour in which a lamp fails everywhere, and the hours after it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)

PHASES = ((10 * 60, 4), (60, 40), (22 * 60, 4))
"""Minutes, and mentions in each: 10,080 in all."""

CALM = ("The Lumo {n} lights my desk", "Reading by a Lumo lamp, night {n}", "Is there a Lumo lamp in colour {n}?")
BURST = (
    "My Lumo lamp {n} is broken, terrible",
    "Lumo lamp {n} failed and support is awful",
    "Worst lamp ever, Lumo {n}",
)


def write(path: Path) -> int:
    """Write it, the same each time, and return how many mentions it holds."""
    rows = list(_rows(Random(20260302)))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def _rows(chance: Random) -> Iterator[dict[str, object]]:
    number, minute = 0, 0
    for phase, (minutes, each) in enumerate(PHASES):
        texts = BURST if phase == 1 else CALM
        for _minute in range(minutes):
            for second in sorted(chance.sample(range(60), each)):
                number += 1
                repeated = phase == 1 and chance.random() < 0.2
                text = "RT the Lumo lamp broke again, says everyone" if repeated else chance.choice(texts)
                yield {
                    "id": f"m{number}",
                    "source": "mastodon",
                    "text": text.format(n=number),
                    "created_at": (BEGIN + timedelta(minutes=minute, seconds=second)).isoformat(),
                    "author": f"user{chance.randrange(3000)}",
                    "lang": "en",
                    "brand": "Lumo",
                    "is_repost": repeated,
                }
            minute += 1
