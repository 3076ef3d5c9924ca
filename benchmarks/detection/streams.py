"""Section 3: real streams with labels, by the back-test's own scoring."""

from dataclasses import dataclass

from benchmarks.detection.beside import data
from cmwatch import assembly
from cmwatch.alarm.backtest.labels import of_recordings, read_labels
from cmwatch.alarm.backtest.score import Score
from cmwatch.alarm.backtest.verdict import verdict

STREAMS = ("free_fr_2024_07", "robinhood_2021_01", "cs2_steam_2024_04")
"""`twcs_threads_2017_10` is not scored: its volume comes from how it was cut."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One stream with one sensitivity."""

    stream: str
    days: float
    score: Score


def measure() -> list[Scored]:
    """Each stream with each sensitivity."""
    path = data("streams", "labels.json")
    labels = read_labels(path.read_bytes(), str(path))
    found = []
    for stream in STREAMS:
        file = str(data("streams", f"{stream}.jsonl.gz"))
        mine = of_recordings(labels, [file])
        run = assembly.backtest([file], None, None, mine)
        for _progress in run.run():
            pass
        judged = verdict({key: journal.alarms for key, journal in run.journals.items()}, mine, run.spans)
        found += [Scored(stream, score.weeks * 7, score) for score in judged.scores]
    return found
