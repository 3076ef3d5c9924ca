"""How fast English is scored and any text is read, as ratios to bare VADER.

.venv/bin/python -m benchmarks.reading [--repetitions 5]

Each repetition measures all three, one right after the other: `polarity_scores` and our English score over the same
English texts, then everything that is read of a mention (language, tone, question, address, risks, and the words that
these need) over English and French ones. Times are of the processor, so that other programs count little; loading is
left out, but nothing is remembered from one repetition to the next. Needs the shared data beside the project.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from benchmarks.reading.texts import baseline, mentions
from cmwatch.intake.query import tokens
from cmwatch.model import Mention
from cmwatch.reading.english import EnglishTone
from cmwatch.reading.reader import Addressee, Reader

ADDRESSEE = Addressee(("en", "fr"), frozenset({"robinhoodapp", "free"}), (("robinhood",), ("free",)))
"""The languages, handles and names of a watch, which a reading asks for."""

BARS = "At least 3 times VADER for the English score (aim: 4), 0.3 for the whole reading (aim: 0.6)."


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Texts a second, and the ratios to bare VADER.")
    parser.add_argument("--repetitions", type=int, default=5)
    options = parser.parse_args()
    english, read = baseline(), mentions()
    print(f"English score: {len(english):,} texts; whole reading: {len(read):,}; texts a second\n{BARS}")
    print(f"{'':>8} {'VADER':>9} {'English score':>15} {'ratio':>7} {'whole reading':>15} {'ratio':>7}")
    rows = []
    for repetition in range(1, options.repetitions + 1):
        bare = speed(SentimentIntensityAnalyzer().polarity_scores, english)
        score = speed(EnglishTone().compound, english)
        whole = speed(reading(Reader()), read)
        rows.append((bare, score, score / bare, whole, whole / bare))
        show(str(repetition), rows[-1])
    for name, pick in (("median", statistics.median), ("min", min), ("max", max)):
        show(name, [pick(column) for column in zip(*rows, strict=True)])


def show(name: str, row: Sequence[float]) -> None:
    """One line of the table."""
    bare, score, by_score, whole, by_whole = row
    print(f"{name:>8} {bare:>9,.0f} {score:>15,.0f} {by_score:>7.2f} {whole:>15,.0f} {by_whole:>7.2f}", flush=True)


def reading(reader: Reader) -> Callable[[Mention], object]:
    """Reads a mention as the pipeline does, from its words on."""

    def read(mention: Mention) -> object:
        return reader.read(mention, tokens(mention.text), ADDRESSEE)

    return read


def speed(run: Callable[[Any], object], texts: Sequence[str] | Sequence[Mention]) -> float:
    """Texts a second."""
    gc.collect()
    began = time.process_time()
    for text in texts:
        run(text)
    return len(texts) / (time.process_time() - began)


if __name__ == "__main__":
    main()
