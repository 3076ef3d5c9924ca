"""Every number on an alert's card, counted again from the archive: on a seeded stream of ours, and on two real ones."""

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import cos, pi
from pathlib import Path
from random import Random

import pytest

from cmwatch import assembly
from cmwatch.alarm.figures import figures, shift_name
from cmwatch.archive import Archive
from cmwatch.model import Alert
from cmwatch.monitor.monitor import Monitor
from cmwatch.monitor.opening import opened
from cmwatch.reading.shares import negative_share
from cmwatch.response.templates import Shelf

START = datetime(2026, 3, 2, tzinfo=UTC)
CALM = ("The lamp came on Tuesday", "Nice light from Lumo", "Where is the Lumo shop?", "My Lumo lamp is fine, thanks")
ANGRY = (
    "My Lumo lamp went dark again #lumofail", "Refund now, Lumo! This lamp is terrible #lumofail",
    "Lumo lamp broken, awful support https://ex.org/outage", "Third broken lamp from Lumo, I hate this",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """Every state in which an alert was told, and the archive that was left."""

    folder: Path
    versions: tuple[Alert, ...]

    def at(self, day: str) -> tuple[Alert, ...]:
        """Those of alerts that opened on a day, and how each of them stands at the end."""
        with Archive.open(self.folder) as archive:
            found = [one for one in (*self.versions, *archive.alerts()) if one.opened_at.date().isoformat() == day]
        assert found, f"no alert was opened on {day}"
        return tuple(found)


def replayed(file: Path, folder: Path) -> Told:
    """A recording through the whole pipeline."""
    versions: list[Alert] = []

    async def run(monitor: Monitor) -> None:
        monitor.subscribe(lambda alert, _notify: versions.append(alert))
        await monitor.run()
        versions.extend(monitor.view().alerts)
        await monitor.close()

    with assembly.replay([str(file)], None, folder, Shelf.load(), "test", None) as monitor:
        asyncio.run(run(monitor))
    return Told(folder, tuple(versions))


def lines(minutes: int, crisis: int, seed: int = 5) -> Iterator[dict[str, object]]:
    """A quiet brand with nights and days, and an hour in which its lamps fail: originals, reposts, large accounts."""
    random, number = Random(seed), 0
    for minute in range(minutes):
        wrong = crisis <= minute < crisis + 60
        rate = 0.2 * (1 - 0.6 * cos(2 * pi * (minute % 1440 - 180) / 1440)) + (1.6 if wrong else 0.0)
        while random.random() < rate:
            rate -= 1
            number += 1
            bad = wrong and random.random() < 0.85
            yield {
                "source": random.choice(("x", "x", "forum")), "id": str(number),
                "author": f"user{random.randrange(120 if wrong else 2000)}",
                "text": f"{random.choice(ANGRY if bad else CALM)} {number if random.random() < 0.7 else ''}",
                "brand": "Lumo",
                "created_at": (START + timedelta(minutes=minute, seconds=random.randrange(60))).isoformat(),
                "lang": "en",
                "followers": 120_000 if wrong and random.random() < 0.03 else random.randrange(900),
            }  # fmt: skip


def written(folder: Path, told: Iterable[dict[str, object]]) -> Path:
    """A recording on the disk, in order of time."""
    path = folder / "lumo.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in sorted(told, key=lambda one: str(one["created_at"]))))
    return path


def recounted(told: Told, day: str) -> set[str]:
    """Count every figure of every card of a day again; the names of the figures."""
    names: set[str] = set()
    with Archive.open(told.folder) as archive:
        for alert in told.at(day):
            found = figures(alert)
            names |= found.keys()
            wrong = {
                name: (figure.count, len(items))
                for name, figure in found.items()
                if len(items := opened(archive, alert, name)) != figure.count
            }
            assert wrong == {}, f"{alert.id} {alert.state} at {alert.updated_at}"
            _derived(alert)
    return names


def _derived(alert: Alert) -> None:
    """What is no count follows from the counts."""
    assert alert.factor == pytest.approx(alert.observed / max(alert.expected, 0.05))
    assert alert.band[0] <= alert.expected <= alert.band[1] or alert.expected < 1
    if alert.negative_share is not None:
        assert negative_share(alert.negatives, alert.read) == (alert.negative_share, *(alert.negative_band or ()))
    for shift in alert.explanation.shifts:
        assert {shift_name(shift), shift_name(shift, before=True)} <= figures(alert).keys()


def test_every_number_of_a_crisis_of_ours_counts_to_what_the_card_says(tmp_path: Path) -> None:
    """From the opening to the end: the window, what changed, the level's cells, and what would make it nothing."""
    crisis = 9 * 1440 + 14 * 60
    told = replayed(written(tmp_path, lines(10 * 1440, crisis)), tmp_path)
    names = recounted(told, (START + timedelta(minutes=crisis)).date().isoformat())
    assert {"observed", "originals", "authors", "read", "negatives", "compared.now", "compared.before"} <= names
    assert {"copies", "few_authors", "unread", "relay", "cell.V"} <= names
    assert any(name.startswith("now.") for name in names)
    assert any(name.startswith("says.") for name in names)


@pytest.mark.parametrize(
    ("stream", "day"), [("free_fr_2024_07", "2024-07-19"), ("robinhood_2021_01", "2021-01-27")], ids=str
)
def test_every_number_of_a_real_crisis_counts_to_what_the_card_says(
    shared: Path, tmp_path: Path, stream: str, day: str
) -> None:
    """The outage of 19 July 2024, and the one of 27 January 2021."""
    recounted(replayed(shared / f"data/streams/{stream}.jsonl.gz", tmp_path), day)
