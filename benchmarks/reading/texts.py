"""The texts that are read: real ones, which lie beside the project."""

import csv
import gzip
import json
from datetime import UTC, datetime

from benchmarks.detection.beside import data
from cmwatch.model import Mention

ENGLISH_STREAM, FRENCH_STREAM = "robinhood_2021_01", "free_fr_2024_07"

UMSAB_FRENCH = ("train_text.txt", "val_text.txt", "test_even_text.txt")

AT = datetime(2026, 1, 5, tzinfo=UTC)
"""When they were said does not matter to how they are read."""


def baseline() -> list[str]:
    """English texts of a stream and of the airlines, on which the English score is compared with VADER's."""
    with data("airline", "Tweets.csv").open(encoding="utf-8", newline="") as file:
        airline = [row["text"] for row in csv.DictReader(file)]
    return [mention.text for mention in _stream(ENGLISH_STREAM)] + airline


def mentions() -> list[Mention]:
    """What is read as a whole: both streams and the French tweets of UMSAB, as a source would hand them over."""
    folder = data("sentiment", "umsab", "french")
    lines = [line for name in UMSAB_FRENCH for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    tweets = [_mention(f"umsab-{place}", line, None) for place, line in enumerate(lines)]
    return [*_stream(ENGLISH_STREAM), *_stream(FRENCH_STREAM), *tweets]


def _stream(name: str) -> list[Mention]:
    with gzip.open(data("streams", f"{name}.jsonl.gz"), "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [_mention(str(row["id"]), row["text"], row.get("lang")) for row in rows]


def _mention(identity: str, text: str, lang: str | None) -> Mention:
    return Mention(source="measured", id=identity, author="", text=text, at=AT, created_at=AT, raw="", lang=lang)
