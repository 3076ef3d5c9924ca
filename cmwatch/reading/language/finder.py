"""Which language a text is in: by its script, else by the letters inside its words."""

import re
from collections.abc import Sequence
from math import log
from struct import Struct

from cmwatch.reading.kept import Kept
from cmwatch.reading.language.grams import ACCENTED, grams, weight
from cmwatch.reading.language.little_words import LITTLE_WORDS
from cmwatch.reading.language.scripts import by_script
from cmwatch.reading.language.table import LANES, NOTHING, Table, shipped

NAT = 64
"""Steps of a score to one nat of log-odds."""

CLEAR = round(log(2) * NAT)
"""Lead over the next language from which a text decides: odds of two to one; below, it is undecided."""

SURE = round(log(1000) * NAT)
"""Lead among the little words from which no other word can turn it: odds of a thousand to one."""

CERTAIN = round(log(10) * NAT)
"""Lead with which a text of two or three words is in none of the watch's languages: odds of ten to one."""

ENOUGH = 4
"""Words from which a text speaks for itself: under it, tools of every kind are often wrong."""

FEW = 8
"""Words under which handles are looked for and left out; in a longer text they change nothing."""

WORDS_SEEN = 40
"""Words of a text that are looked at: a language shows within two sentences."""

LETTERS_SEEN = 14
"""Different accented letters of a text that are looked at."""

MOST = 500
"""Score that one word can have for or against a language; all words and letters together fit into a lane."""

WORDS_KEPT = 32_768
"""Words whose votes are remembered. Nothing of a whole text is."""

_LANE_BITS = 16
_PLACES = len(LANES) + 1
ZERO = 1 << (_LANE_BITS - 1)
_ZEROS = sum(ZERO << (_LANE_BITS * place) for place in range(_PLACES))
_LANES = Struct(f"<{_PLACES}H")
UNKNOWN = "und"

_LITTLE = frozenset(" ".join(LITTLE_WORDS.values()).replace("'", " ").split())

_NAME = re.compile(r"(?:https?://|@)\S+")
_PIECE = re.compile(r"\w+")
_ASCII = bytes(range(128))


class _Votes(Kept[int]):
    """What each word says: a lane a language side by side in one number, and one for whether it counts as a word."""

    def __init__(self, table: Table) -> None:
        super().__init__(WORDS_KEPT)
        size, width = len(table.grams), 2 * _PLACES
        rows = bytearray(size * width)
        for place, column in enumerate(table.columns):
            rows[2 * place :: width] = column
        lanes = (int.from_bytes(rows[at : at + width], "little") for at in range(0, size * width, width))
        self._weights = dict(zip(table.grams, lanes, strict=True))
        self._step = table.scale * NAT

    def worked_out(self, key: str) -> int:
        """A sum over the n-grams inside a word."""
        told = grams(key)
        known = [*filter(None, map(self._weights.get, told))]
        step, nothing = weight(told) * self._step, NOTHING * len(known)
        sums = _LANES.unpack(sum(known).to_bytes(_LANES.size, "little"))
        scores = [round((lane - nothing) * step) for lane in sums[:-1]]
        if max(scores) > MOST or min(scores) < -MOST:
            scores = [max(-MOST, min(MOST, score)) for score in scores]
        # One of the words from which a text may speak for itself: no letter, number or laughter.
        spoken = len(key) > 1 and bool(told)
        lanes = _LANES.pack(*[ZERO + score for score in scores], ZERO + spoken)
        return int.from_bytes(lanes, "little") - _ZEROS


class LanguageFinder:
    """A linear model over the n-grams inside words, and what decides where it does not."""

    def __init__(self) -> None:
        self._votes = _Votes(shipped())

    def find(self, text: str, words: Sequence[str], network: str | None, expected: tuple[str, ...]) -> str:
        """ISO 639-1 of a text, `und` if unknown.

        `words` are its tokens (folded); `network` is the network's own word on it, `expected` the
        languages of the watch, the likeliest first.
        """
        plain = text.isascii()
        # Another script is not among folded words that are all ASCII.
        if not plain and not "".join(words).isascii() and (script := by_script(text)):
            return script
        if (sure := self._by_little_words(words)) is not None:
            return sure
        total = sum(map(self._votes.__getitem__, words[:WORDS_SEEN]))
        if not plain:
            beyond = text.encode("utf-8", "ignore").translate(None, _ASCII).decode()
            total += sum(map(self._votes.__getitem__, sorted(ACCENTED.intersection(beyond))[:LETTERS_SEEN]))
        scores = _scores(total)
        if len(words) <= WORDS_SEEN and ("://" in text or ("@" in text and scores[-1] - ZERO < FEW)):
            scores = _scores(total - self._of_names(text, words))
        return _decided(scores, network, expected)

    def _by_little_words(self, words: Sequence[str]) -> str | None:
        """What the little words alone leave no doubt of: most sentences are told by them, and they are at hand."""
        little = [word for word in words[:WORDS_SEEN] if word in _LITTLE]
        if len(little) < ENOUGH:
            return None
        *named, unknown, _spoken = _scores(sum(map(self._votes.__getitem__, little)))
        best = max(named)
        place = named.index(best)
        named[place] = unknown
        return LANES[place] if best - max(named) >= SURE else None

    def _of_names(self, text: str, words: Sequence[str]) -> int:
        """What the words in handles and addresses say, which are in no language."""
        names = " ".join(_NAME.findall(text)).lower()
        found = set(_PIECE.findall(names))
        return sum([self._votes[word] for word in words if word in found])


def _scores(total: int) -> tuple[int, ...]:
    """The lanes of a sum, each from ZERO: a score for each of LANES, and the number of words."""
    return _LANES.unpack((total + _ZEROS).to_bytes(_LANES.size, "little"))


def _decided(scores: Sequence[int], network: str | None, expected: tuple[str, ...]) -> str:
    """The language of a text with these scores: by itself, by the network's word, or by the watch's languages."""
    *named, unknown, spoken = scores
    spoken -= ZERO
    best = max(named)
    place = named.index(best)
    named[place] = 0
    found = LANES[place] if best - max(named) >= CLEAR and best >= unknown else None
    if spoken >= ENOUGH:
        return found or network or UNKNOWN
    if network:
        return network
    if not expected:
        return found or UNKNOWN
    # A single word may be a name, and a name may look like anything.
    own = scores[LANES.index(expected[0])] if expected[0] in LANES else ZERO
    lead = CLEAR if LANES[place] in expected else CERTAIN
    if spoken < 2 or best < max(unknown, own + lead):
        return expected[0]
    return found or UNKNOWN
