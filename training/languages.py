"""`python -m training.languages`: learn which n-grams tell which language, and write `languages.table`.

English and French are learnt from `texts/en` and `texts/fr`, the others from `texts/other`, all from the little words
as well. Nothing but this repository is read; the same texts give the same bytes.
"""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from cmwatch.intake.query import tokens
from cmwatch.reading.language import LITTLE_WORDS
from cmwatch.reading.language.grams import ACCENTED, grams, weight
from cmwatch.reading.language.table import LANES, NOTHING, Table, content
from training.corpora import OURS, lines

TABLE = Path(__file__).parents[1] / "cmwatch" / "reading" / "language" / "languages.table"

KEPT = 8_500
"""N-grams that are kept: as many as fit into 64 kB with a byte for each of fifteen languages."""

CUTS = {"en": 6, "fr": 6, "und": 12}
"""Pieces cut of each text; `OTHER_CUTS` of a language that has a hundredth of the texts."""
OTHER_CUTS = 16

SHORT = range(1, 9)
"""Words of a piece: what is hard are short texts, and a table that is sure of them is sure of long ones."""

BALLOTS = 300
"""Pieces made of little words of one language, three to six at random."""

NONSENSE = 600
"""Pieces of made-up words, that a name of a brand be no French."""

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ONSETS = "b bl br c cl d dr f fl fn g gl gr h j k kr l m n p pl qu r s sk sn st t tr v vr w wh x z zw"
CODAS = "b d f g k l m n p r s t x z ck mp nd nk rd rk rp rt st"
"""What made-up words are built of."""

STEPS = 31
"""Steps of a weight to either side. Finer ones change nothing but the size: a word is a sum of twenty."""

STRENGTH = 3.0
"""Inverse of the L2 penalty."""

Piece = tuple[str, tuple[str, ...]]
"""A language and words in it."""


def main() -> int:
    """Learn and write the table."""
    pieces = list(examples(random.Random(0)))
    table = learn(pieces)
    written = content(table, "cmwatch languages, learnt by python -m training.languages from texts of its own")
    TABLE.write_bytes(written)
    print(f"{len(pieces):,} pieces, {len(table.grams):,} n-grams, {len(written):,} bytes", file=sys.stderr)
    return 0


def examples(chance: random.Random) -> Iterator[Piece]:
    """Pieces of texts with their language."""
    for lang in LANES:
        for text in _texts(lang):
            words = tokens(text)
            letters = tuple(sorted(ACCENTED.intersection(text.lower())))
            for _cut in range(CUTS.get(lang, OTHER_CUTS)):
                length = chance.choice(SHORT)
                at = chance.randrange(max(1, len(words) - length + 1))
                # Half of all people leave accents out.
                spelt = tuple(letter for letter in letters if chance.random() < length / max(length, len(words)))
                yield lang, (*words[at : at + length], *(spelt if chance.random() < 0.5 else ()))
        little = LITTLE_WORDS.get(lang, "").replace("'", " ").split()
        for _ballot in range(BALLOTS if little else 0):
            yield lang, tuple(chance.sample(little, chance.randint(3, 6)))
    for _piece in range(NONSENSE):
        yield "und", tuple(_made_up(chance) for _word in range(chance.choice(SHORT)))


def learn(pieces: Sequence[Piece]) -> Table:
    """The table of some pieces: fitted on all n-grams, cut to the most telling, fitted again."""
    met = Counter(gram for _lang, words in pieces for gram in {gram for word in words for gram in grams(word)})
    names = sorted(gram for gram, count in met.items() if count >= 8)
    fitted = _fit(pieces, names)
    telling = np.abs(fitted).max(axis=0) * np.sqrt([met[name] for name in names])
    kept = sorted(names[place] for place in np.argsort(-telling, kind="stable")[:KEPT])
    weights = _fit(pieces, kept)
    # The largest in ten thousand would make every other weight coarse.
    scale = float(np.quantile(np.abs(weights), 0.9999)) / STEPS
    steps = np.clip(np.rint(weights / scale), -STEPS, STEPS) + NOTHING
    return Table(tuple(kept), tuple(column.tobytes() for column in steps.astype(np.uint8)), scale)


def _fit(pieces: Sequence[Piece], names: Sequence[str]) -> np.ndarray:
    places = {name: place for place, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, (_lang, words) in enumerate(pieces):
        held: defaultdict[int, float] = defaultdict(float)
        for word in words:
            told = grams(word)
            for gram in told:
                if gram in places:
                    held[places[gram]] += weight(told)
        rows += [row] * len(held)
        columns += list(held)
        values += list(held.values())
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(pieces), len(names)))
    labels = np.array([LANES.index(lang) for lang, _words in pieces])
    counts = np.bincount(labels, minlength=len(LANES))
    # Each language counts alike: a text of a third that is taken for English or French would be scored.
    balance = counts.max() / counts
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=2e-4, fit_intercept=False)
    model.fit(matrix, labels, sample_weight=balance[labels])
    return np.asarray(model.coef_)


def _texts(lang: str) -> Iterator[str]:
    if (OURS / lang).is_dir():
        for path in sorted((OURS / lang).glob("*.tsv")):
            for line in lines(path):
                yield line.partition("\t")[2]
    else:
        yield from lines(OURS / "other" / f"{lang}.txt")


def _made_up(chance: random.Random) -> str:
    """A word as a brand might have it: half of them can be spoken."""
    if chance.random() < 0.5:
        return "".join(chance.choice(ALPHABET) for _letter in range(chance.randint(3, 9)))
    onsets, codas = ONSETS.split(), ["", *CODAS.split()]
    syllables = [chance.choice(onsets) + chance.choice("aeiouy") for _syllable in range(chance.randint(1, 3))]
    return "".join(syllables) + chance.choice(codas)


if __name__ == "__main__":
    sys.exit(main())
