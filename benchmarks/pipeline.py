"""How fast the plain pipeline is: mentions a second, and as a ratio to a bare loop of VADER over the same texts.

.venv/bin/python -m benchmarks.pipeline [FILE] [--repetitions 5]

Each repetition measures both, one right after the other, so that a busy machine slows both. A mention counts from
the first byte read to the summary (its `seconds`), archive on disk; starting Python and loading VADER is left out of
both. Without a file, the shared stream is taken if it lies beside the project, else a recording made here.
"""

import argparse
import gzip
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

SHARED = Path(__file__).parents[1].parent / "shared" / "data" / "streams" / "robinhood_2021_01.jsonl.gz"

MADE = 26_000
"""Mentions of the recording that is made where there is no other."""

WORDS = [
    "the", "a", "my", "your", "this", "it", "is", "was", "not", "never", "so", "very", "really", "and", "but",
    "because", "when", "after", "today", "again", "still", "they", "have", "service", "network", "box", "line",
    "internet", "price", "support", "app", "update", "phone", "answer", "help", "hours", "days", "week", "money",
    "refund", "good", "great", "love", "thanks", "happy", "nice", "bad", "worst", "broken", "slow", "down",
    "terrible", "hate", "angry", "lost", "waiting", "fix", "please",
]  # fmt: skip
"""Of these the made texts are built: little words, things, and words with a tone."""


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Mentions a second, and the ratio to bare VADER.")
    parser.add_argument("file", nargs="?", type=Path, help="a recording (default: the shared stream, or one made here)")
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.file or (SHARED if SHARED.exists() else made(Path(folder) / "made.jsonl.gz"))
        texts = texts_of(file)
        print(f"{file.name}: {len(texts):,} mentions")
        print(f"{'':>10} {'mentions/s':>12} {'VADER texts/s':>14} {'ratio':>7}")
        rows = []
        for repetition in range(1, options.repetitions + 1):
            bare = bare_seconds(texts)
            seconds, mentions = replay_seconds(file, Path(folder) / f"data{repetition}")
            rows.append((mentions / seconds, len(texts) / bare, (mentions / seconds) / (len(texts) / bare)))
            show(str(repetition), rows[-1])
        for name, pick in (("median", statistics.median), ("min", min), ("max", max)):
            show(name, [pick(column) for column in zip(*rows, strict=True)])


def show(name: str, row: Sequence[float]) -> None:
    """One line of the table."""
    print(f"{name:>10} {row[0]:>12,.0f} {row[1]:>14,.0f} {row[2]:>7.3f}", flush=True)


def bare_seconds(texts: Sequence[str]) -> float:
    """What VADER alone takes, loaded beforehand."""
    polarity = SentimentIntensityAnalyzer().polarity_scores
    began = time.perf_counter()
    for text in texts:
        polarity(text)
    return time.perf_counter() - began


def replay_seconds(file: Path, data: Path) -> tuple[float, int]:
    """What the command itself says it took, in a process of its own as a user runs it, and how many were filed."""
    command = [sys.executable, "-m", "cmwatch", "replay", str(file), "--speed", "max", "--json", "--data", str(data)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    summary = json.loads(run.stdout.splitlines()[-1])
    return summary["seconds"], summary["mentions"]


def texts_of(file: Path) -> list[str]:
    """The texts of a recording."""
    whole = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [json.loads(line)["text"] for line in whole.split(b"\n") if line.strip()]


def made(file: Path) -> Path:
    """A recording of invented texts, the same every time; every tenth is a repost."""
    dice = random.Random(2)
    at = datetime(2026, 1, 5, tzinfo=UTC)
    with gzip.open(file, "wt", encoding="utf-8", compresslevel=1) as lines:
        text = ""
        for number in range(MADE):
            at += timedelta(seconds=dice.expovariate(1 / 20))
            again = number % 10 == 9
            text = text if again else f"@brand {' '.join(dice.choices(WORDS, k=dice.randint(5, 25)))}…"
            row = {
                "id": f"made-{number}", "source": "made", "text": text, "created_at": at.isoformat(), "lang": "en",
                "author": f"user{dice.randrange(9000)}", "brand": "Brand", "is_repost": again,
            }  # fmt: skip
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


if __name__ == "__main__":
    main()
