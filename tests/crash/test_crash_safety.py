"""Killed at any moment, in the middle of writes too, the program keeps what it said it kept, and goes on from there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import recording
from mortal import Orders

from cmwatch.archive import Archive, BinRow
from cmwatch.model.case import Declaration
from cmwatch.response.casebook import CaseBook

HERE = Path(__file__).parent
SEED = 20261122
TORN = 6
"""Writes torn at a byte of the file, beside the kills."""

WAYS = ("moment", "call", "moment", "transaction", "call")
"""How the fifty die, in turn: when the test says so, inside a system call of the log, inside a transaction."""

KILLS = 50
PATIENCE_SECONDS = 20.0


class Nursery:
    """Brings up one process after the other, and hears what they say."""

    def __init__(self) -> None:
        command = [sys.executable, str(HERE / "mortal.py")]
        environment = os.environ | {"PYTHONPATH": str(HERE.parents[1])}
        self._parent = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self._pid = 0
        self.heard: list[list[str]] = []
        self.alive = False

    def close(self) -> None:
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        assert self._parent.wait(PATIENCE_SECONDS) == 0
        self._parent.stdout.close()

    def begin(self, orders: Orders) -> None:
        """A new life."""
        assert self._parent.stdin
        self._parent.stdin.write(msgspec.json.encode(orders).decode() + "\n")
        self._parent.stdin.flush()
        self.heard, self.alive = [], True
        self._pid = int(self.until("born")[1])

    def until(self, word: str) -> list[str]:
        """What is said up to this word, or to the end of the life."""
        assert self._parent.stdout
        while self.alive:
            words = self._parent.stdout.readline().split()
            assert words, "the nursery is gone"
            self.heard.append(words)
            assert words[0] != "failed", words
            if words[0] == "dead":
                self.alive = False
            if words[0] in (word, "dead"):
                break
        return self.heard[-1]

    def kill(self) -> None:
        """At once; then hear what was said before."""
        if self.alive:
            os.kill(self._pid, signal.SIGKILL)
            self.until("dead")


@pytest.fixture
def nurseries() -> Iterator[tuple[Nursery, Nursery]]:
    """One for what collects, one for what writes beside it."""
    both = Nursery(), Nursery()
    yield both
    for nursery in both:
        nursery.close()


@dataclass
class Promises:
    """What was acknowledged, over all lives."""

    mentions: set[str] = field(default_factory=set)
    entries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Hashes by case, in the order of the acknowledgements."""
    alerts: set[str] = field(default_factory=set)
    ends: Counter[str] = field(default_factory=Counter)

    def take(self, heard: list[list[str]]) -> None:
        """Add what one life said."""
        for word, *rest in heard:
            match word:
                case "filed":
                    assert not self.mentions.intersection(rest), "filed twice"
                    self.mentions.update(rest)
                case "wrote":
                    self.entries[rest[0]].append(rest[1])
                case "acknowledged":
                    self.alerts.add(rest[0])

    @property
    def written(self) -> int:
        return sum(map(len, self.entries.values()))


def recount(archive: Archive) -> dict[tuple[str, int], tuple[int, int, int, int]]:
    """The bins as the archived mentions give them."""
    counts: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for item in archive.items():
        for watch in item.watches if not item.mention.from_brand else ():
            count = counts[watch, int(item.mention.at.timestamp() // 60)]
            read = item.original and item.reading.tone != "unsure"
            negative = item.original and item.reading.tone == "negative"
            for place, one in enumerate((True, item.original, negative, read)):
                count[place] += one
    return {key: (count[0], count[1], count[2], count[3]) for key, count in counts.items()}


def kept(folder: Path, promised: Promises) -> None:
    """Whatever was acknowledged is there, whole, and agrees with the rest."""
    with Archive.open(folder) as archive:
        assert archive.faults() == ()
        keys = [(item.mention.source, item.mention.id) for item in archive.items()]
        assert len(keys) == len(set(keys))
        assert promised.mentions <= {number for _source, number in keys}
        bins = {(row.watch, row.minute): BinRow._make(row)[2:6] for row in archive.bins("Lumo") if row.total}
        assert bins == recount(archive)
        pending = {act.alert_id for act in archive.acts(after=int(archive.note("acts applied") or 0))}
        # Where something else has joined an alert since, that stands beside what it was for.
        acknowledged = {
            alert.id for alert in archive.alerts()
            if "Ana" in (alert.acknowledged_by, *(one.acknowledged_by for one in alert.earlier))
        }  # fmt: skip
        assert promised.alerts <= acknowledged | pending
    logged(folder, promised)


def logged(folder: Path, promised: Promises) -> None:
    """Every chain verifies and holds what was acknowledged, in that order."""
    book = CaseBook(folder / "cases")
    assert all(verdict.ok for verdict in book.verify()), [verdict for verdict in book.verify() if not verdict.ok]
    assert not book.damaged()
    for case_id, hashes in promised.entries.items():
        entries = iter([entry.hash for entry in book.load(case_id).entries])
        assert all(one in entries for one in hashes), f"an acknowledged entry of {case_id} is missing or out of order"


def killed(
    way: str, alone: bool, orders: dict[str, Any], nurseries: tuple[Nursery, Nursery], chance: random.Random
) -> list[list[str]]:
    """One life, or two beside each other, and its end; what they said."""
    collecting, writing = nurseries
    deaths = {
        "moment": {},
        "call": {"call": chance.randrange(1, 200)},
        "transaction": {"step": chance.randrange(1, 700)},
        "torn": {"size": chance.randrange(70_000, 700_000)},
    }[way]
    theirs = deaths if way != "call" or alone else {}
    collecting.begin(Orders(**orders, writes=alone, **theirs))
    collecting.until("filed")
    if not alone:
        writing.begin(Orders(**orders, collects=False, **(deaths if way == "call" else {})))
    if way == "moment":
        (collecting if alone else writing).until("wrote")
        time.sleep(chance.uniform(0, 0.18))
        collecting.kill()
    elif way == "call" and not alone:
        writing.until("dead")
    else:
        collecting.until("dead")
    for nursery in nurseries:
        nursery.kill()
    return collecting.heard + (writing.heard if not alone else [])


def filed(folder: Path) -> list[tuple[Any, ...]]:
    """What an archive holds of mentions, in its order of time."""
    with Archive.open(folder) as archive:
        return [
            (item.mention.id, item.mention.text, item.mention.at, item.reading, item.watches, item.story, item.original)
            for item in archive.items()
        ]


def alerted(folder: Path) -> list[tuple[Any, ...]]:
    """When alerts opened, and what became of them."""
    with Archive.open(folder) as archive:
        return [
            (alert.id, alert.opened_at, alert.state, alert.acknowledged_by, alert.peak) for alert in archive.alerts()
        ]


def to_the_end(orders: dict[str, Any], nursery: Nursery) -> list[list[str]]:
    """A life that nobody cuts short."""
    nursery.begin(Orders(**orders, writes=False))
    nursery.until("dead")
    assert nursery.heard[-2:] == [["ended"], ["dead", "0"]]
    return nursery.heard


def test_fifty_kills_lose_nothing_that_was_acknowledged(
    tmp_path: Path, nurseries: tuple[Nursery, Nursery], capsys: pytest.CaptureFixture[str]
) -> None:
    """During a replay with note-taking: entries, mentions, counts and alerts hold, and the replay ends well."""
    file, folder, chance, began = tmp_path / "recording.jsonl", tmp_path / "data", random.Random(SEED), time.monotonic()
    total = recording.write(file)
    cases = CaseBook(folder / "cases")
    names = tuple(cases.declare(Declaration(f"Lamp {n}", 3), "Ana", datetime.now(UTC)).id for n in range(4))
    orders = {"folder": str(folder), "recording": str(file), "cases": names}
    promised, unfinished = Promises(), 0
    for number in range(KILLS + TORN):
        way = WAYS[number % len(WAYS)] if number < KILLS else "torn"
        heard = killed(way, number % 2 == 0, orders, nurseries, chance)
        assert ["dead", "0"] not in heard, "the recording is too short: it ended before the kill"
        promised.take(heard)
        promised.ends.update(words[1] for words in heard if words[0] == "dead")
        unfinished += len(promised.mentions) < total
        if number % 2 or way == "torn":
            kept(folder, promised)  # else the next life finds the files as the kill left them
        else:
            logged(folder, promised)
    at_last = len(promised.mentions)
    left_over = len(cases.leftovers())
    promised.take(to_the_end(orders, nurseries[0]))
    kept(folder, promised)
    whole = tmp_path / "whole"
    to_the_end(orders | {"folder": str(whole)}, nurseries[0])
    assert len(promised.mentions) <= total == len(filed(folder))
    assert filed(folder) == filed(whole)
    assert alerted(folder) == alerted(whole) != []
    assert promised.alerts
    assert left_over > 0, "no kill fell into a write of the log"
    with capsys.disabled():
        print(
            f"\n{KILLS} kills and {TORN} torn writes ({dict(promised.ends)}), {unfinished} of them while mentions were "
            f"being filed ({at_last:,} of {total:,} at the last), {promised.written:,} acknowledged entries in "
            f"{len(promised.entries)} logs, {left_over} leftovers reported, {time.monotonic() - began:.0f} s"
        )
