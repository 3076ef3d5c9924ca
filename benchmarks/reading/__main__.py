"""How fast English is scored and any text is read, as ratios to bare VADER.

.venv/bin/python -m benchmarks.reading [--repetitions 5]

Each repetition measures all three, one right after the other: `polarity_scores` and our English score over the same
English texts, then everything that is read of a mention (language, tone, question, address, risks, and the words that
these need) over English and French ones, in batches as the pipeline files a recording. Times are of the processor, so
that other programs count little; loading is left out, but nothing is remembered from one repetition to the next. Needs
the shared data beside the project.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.reading.texts import baseline, mentions
from cmwatch.intake.query import tokens
from cmwatch.model import Mention
from cmwatch.monitor.incoming import BATCH
from cmwatch.reading.english import EnglishTone
from cmwatch.reading.reader import Addressee, Asked, Reader

ADDRESSEE = Addressee(("en", "fr"), frozenset({"robinhoodapp", "free"}), (("robinhood",), ("free",)))
"""The languages, handles and names of a watch, which a reading asks for."""

BARS = "At least 3 times VADER for the English score (aim: 4), 0.3 for the whole reading (aim: 0.6)."


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Texts a second, and the ratios to bare VADER.")
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    english, said = baseline(), mentions()
    print(f"English score: {len(english):,} texts; whole reading: {len(said):,}; texts a second\n{BARS}")
    print(f"{'':>8} {'VADER':>9} {'English score':>15} {'ratio':>7} {'whole reading':>15} {'ratio':>7}")
    rows = []
    for repetition in range(1, options.repetitions + 1):
        bare = speed(each(SentimentIntensityAnalyzer().polarity_scores), english)
        score = speed(each(EnglishTone().compound), english)
        whole = speed(partial(read, Reader()), said)
        rows.append((bare, score, score / bare, whole, whole / bare))
        show(str(repetition), rows[-1])
    for name, pick in (("median", statistics.median), ("min", min), ("max", max)):
        show(name, [pick(column) for column in zip(*rows, strict=True)])


def show(name: str, row: Sequence[float]) -> None:
    """One line of the table."""
    bare, score, by_score, whole, by_whole = row
    print(f"{name:>8} {bare:>9,.0f} {score:>15,.0f} {by_score:>7.2f} {whole:>15,.0f} {by_whole:>7.2f}", flush=True)


def read(reader: Reader, mentions: Sequence[Mention]) -> None:
    """Read mentions as the pipeline does, from their words on, and as many at once."""
    for start in range(0, len(mentions), BATCH):
        batch = mentions[start : start + BATCH]
        reader.read_all([Asked(mention, tokens(mention.text), ADDRESSEE) for mention in batch])


def each(score: Callable[[str], object]) -> Callable[[Sequence[str]], None]:
    """Scores texts one by one."""

    def run(texts: Sequence[str]) -> None:
        for text in texts:
            score(text)

    return run


def speed(run: Callable[[Sequence[Any]], None], texts: Sequence[Any]) -> float:
    """Texts a second."""
    gc.collect()
    began = time.process_time()
    run(texts)
    return len(texts) / (time.process_time() - began)


if __name__ == "__main__":
    main()
