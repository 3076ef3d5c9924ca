"""The model card (Mitchell et al. 2019): what was learnt, from what, how well, and where it must not be trusted."""

from collections.abc import Sequence
from pathlib import Path

from cmwatch.reading.tone.hashing import CELLS
from cmwatch.reading.tone.table import LANES
from training.corpora import CLASSES
from training.learn import Learnt

SOURCES = {
    "umsab": "UMSAB train and validation (Barbieri et al. 2022; tweets, Apache-2.0 with the restrictions of its origins)",
    "deft": "DEFT 2017 task 1, even half, without mixed (Benamara et al. 2017; tweets, CeCILL)",
    "vader": "VADER's ground truth (Hutto and Gilbert 2014; tweets, MIT)",
    "ours": "written for cmwatch: mentions of brands that do not exist, and everyday posts (MIT)",
}
"""Where examples come from, and under which licence."""

HEAD = """# Model card: tone

A model for English and one for French, each {kb} kB of int8 weights in `cmwatch/reading/tone`. They are made by
`make tone` (`python -m training`) from the sources below; the same sources give the same bytes. This page is written by the same command.

**What they do.** For a public post: the chances that its author is negative, neutral or positive, and the class, or `unsure` where none is safe.
A text is a sum over its words, the character n-grams inside them (3 to 5) and its neighbours, hashed into {cells:,} cells, over the word classes of ours
that its words belong to (`cmwatch/reading/word_classes`: 'inaugurates' counts as 'launches' does), with the scores of the
rules (VADER and a lexicon of ours in English, a lexicon of ours in French), how praise and blame are spread over the text, and how it is written. What a negation covers is marked. Two readers,
logistic regressions with an L2 penalty, one learnt on public talk (with the log-count ratios of NBSVM, Wang and Manning 2012) and one on mentions of brands, are made as sure as they are right by a factor each (temperature, on texts by hands that were left out) and mixed by a third that tells what a text is about.

**What they are for.** Counting how much of what is said of a brand is negative, and sorting a feed. Not for judging a person, not for other languages.
"""

MEASURED = """
## Measured on texts that nobody trained on

By `python -m benchmarks.tone --write`, with 95 % intervals by the bootstrap.

{begin}
{table}
{end}
"""

BEGIN, END = "<!-- tone figures -->", "<!-- end of tone figures -->"
"""Between them stands the table of `benchmarks.tone`, here and in the README."""

LANGUAGE = """
## Which language

`cmwatch/reading/language/languages.table`, {kb} kB: multinomial logistic regression (L2) over n-grams of 1 to 4 letters and whole words, int8, learnt by
`python -m training.languages` from texts of ours only; thirteen short lists of other languages hold 36 to 212 lines each. Names and lists of hashtags
mislead it; close relatives (Galician, Norwegian and Danish) come out as a neighbour or `und`; Catalan, Romanian and Haitian Creole rest on about 40 lines.
"""

LIMITS = """
## Limits

- Irony without a cue (no failure beside the praise, no angry emoji) is read as it stands.
- Long reviews in which good and bad are weighed are read less well than short posts; so are headlines whose tone lies in what they report.
- Sport, games and slang change faster than this table; what people of your desk correct teaches words of its own (`t` on the desk).
- The texts of ours were written by few hands in 2026, with brands that do not exist; no person reread all labels. So were the word
  classes, about 28,000 English and 32,000 French forms; inflections were made by rules, and rare wrong ones remain among them.
- UMSAB and DEFT are tweets of 2011 to 2018, the French ones largely about ecology and politics.
- Chances are calibrated over these sources together. Where a stream is far more or far less negative than they are, single chances are
  off in that direction; the share of a window is corrected for it (`cmwatch/reading/shares.py`).
"""


def write_card(path: Path, learnt: Sequence[Learnt]) -> None:
    """Write the card of all languages."""
    parts = [HEAD.format(kb=round(len(LANES) * CELLS / 1000), cells=CELLS)]
    for one in learnt:
        parts.append(_taught(one))
        parts.append(_unseen(one))
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    table = known.partition(BEGIN)[2].partition(END)[0].strip()
    parts.append(MEASURED.format(begin=BEGIN, table=table, end=END))
    table_of_languages = path.parents[1] / "cmwatch" / "reading" / "language" / "languages.table"
    parts.append(LANGUAGE.format(kb=round(table_of_languages.stat().st_size / 1000)))
    parts.append(LIMITS)
    path.write_text("\n".join(parts), encoding="utf-8")


def with_table(text: str, table: str) -> str:
    """A page with this table between its marks. Raises ValueError for a page without them."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the page has no place for the table: {BEGIN} … {END}")
    return f"{before}{begin}\n{table}\n{end}{after}"


def _taught(one: Learnt) -> str:
    rows = [f"\n## Learnt from: {one.lang}\n", f"| source | {' | '.join(CLASSES)} |", "|---|---|---|---|"]
    for source in one.unseen:
        counts = " | ".join(f"{one.counts.get((source, label), 0):,}" for label in CLASSES)
        rows.append(f"| {SOURCES[source]} | {counts} |")
    return "\n".join(rows)


def _unseen(one: Learnt) -> str:
    rows = [
        "\nCross-validated, each text by a model that saw none by the same hand (of tweets, none of the same run):\n",
        "| source | macro-F1 | AUC of negatives | precision, recall of negatives | calibration error |",
        "|---|---|---|---|---|",
    ]
    for source, found in one.unseen.items():
        rows.append(
            f"| {source} | {100 * found.macro_f1:.1f} | {found.auc:.3f} | {100 * found.precision:.0f}, "
            f"{100 * found.recall:.0f} | {100 * found.calibration_error:.1f} points |"
        )
    return "\n".join(rows)
