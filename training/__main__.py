"""`python -m training [--data DIR]`: learn the tables of tone and write their model card.

The same texts give the same bytes.
"""

import argparse
import sys
from pathlib import Path

from training.card import write_card
from training.corpora import LANGUAGES
from training.learn import learn

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "cmwatch" / "reading" / "tone"


def main() -> int:
    """Learn both languages."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the labelled sets"
    )
    data: Path = parser.parse_args().data
    if not (data / "sentiment").is_dir():
        print(f"No labelled sets in {data}. Name their folder with --data.", file=sys.stderr)
        return 2
    learnt = []
    for lang in LANGUAGES:
        print(f"{lang}: learning", file=sys.stderr)
        learnt.append(learn(lang, data))
        (TABLES / f"{lang}.table").write_bytes(learnt[-1].content)
        print(learnt[-1].summary(), file=sys.stderr)
    write_card(ROOT / "docs" / "model-card.md", learnt)
    return 0


if __name__ == "__main__":
    sys.exit(main())
