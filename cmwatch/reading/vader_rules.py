"""VADER's rules for one word with valence, over words that were looked up once.

The library (vaderSentiment 3.3.2) lower-cases every word of the sentence again for each rule; the arithmetic and
its order are the library's, so the result is the same to the last digit (tests/reading compares them).
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Literal

import msgspec
from vaderSentiment.vaderSentiment import BOOSTER_DICT, C_INCR, N_SCALAR, NEGATE, SPECIAL_CASES

REACH = ((0, 1.0), (1, 0.95), (2, 0.9))
"""How many words back a modifier still counts, and how much of it."""

NEGATES = frozenset(NEGATE)

_IDIOM_MARKS = frozenset(max(phrase.split(), key=len) for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase)
"""The longest word of each idiom: without it, the idiom is not there."""


Bearing = Literal["", "turns", "but"]
"""What a word can do to the valence of others: nothing; turn or strengthen that of a near one; divide the text."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a sentence, with what the rules ask of it."""

    low: str
    valence: float | None
    """From the lexicon; None if it is not in it."""
    laden: bool
    """Whether it counts: in the lexicon, and no mere booster."""
    upper: bool
    booster: float
    negates: bool
    idiom: bool
    """Whether it may be part of an idiom."""
    bearing: Bearing


PLAIN = Word("", None, laden=False, upper=False, booster=0.0, negates=False, idiom=False, bearing="")
"""Stands for every word that no rule asks about, so that a cache of words holds no copies of nothing."""

_NAMED = frozenset(
    ["no", "or", "nor", "never", "so", "this", "without", "doubt", "least", "at", "very", "kind", "of", "but"]
).union(*(phrase.split() for phrase in (*SPECIAL_CASES, *BOOSTER_DICT)))
"""Words that a rule calls by their name."""

_TURNING = frozenset(["no", "so", "this", "least"])
"""Words that change the valence of a word behind them, boosters and negations apart."""

_ASKED_ABOUT = _NAMED | NEGATES


def look_up(text: str, lexicon: dict[str, float]) -> Word:
    """What the rules need to know of a word."""
    low = text.lower()
    if low not in lexicon and low not in _ASKED_ABOUT and "n't" not in low:
        return PLAIN
    booster = BOOSTER_DICT.get(low, 0.0)
    negates = low in NEGATES or "n't" in low
    idiom = low in _IDIOM_MARKS or low in SPECIAL_CASES
    turns = bool(booster) or negates or idiom or low in _TURNING
    return Word(
        low,
        lexicon.get(low),
        low in lexicon and low not in BOOSTER_DICT,
        text.isupper(),
        booster,
        negates,
        idiom,
        "but" if low == "but" else "turns" if turns else "",
    )


def valences(words: Sequence[Word], tokens: Sequence[str]) -> list[float]:
    """The valence of each word of a sentence among the others; `tokens` are the words as they are written."""
    laden = [place for place, word in enumerate(words) if word.laden]
    bearings = [word.bearing for word in words]
    capitals_differ = _capitals_differ(words, tokens)
    weighed: list[float] = [0] * len(words)
    for place in laden:
        if "turns" in bearings[max(0, place - 3) : place + 3]:
            word = words[place]
            if word.low != "kind" or place + 1 == len(words) or words[place + 1].low != "of":
                weighed[place] = _valence(words, place, capitals_differ)
        else:
            # Most words stand among words that no rule asks about.
            weighed[place] = _plain_valence(words[place], capitals_differ)
    if "but" in bearings:
        _contrast(bearings.index("but"), weighed)
    return weighed


def _capitals_differ(words: Sequence[Word], tokens: Sequence[str]) -> bool:
    """Whether some of a sentence is written in capitals, and some is not; asked only where a rule needs to know."""
    return any([word.upper for word in words]) and not all(map(str.isupper, tokens))  # noqa: C419 - a list is faster


def _plain_valence(word: Word, capitals_differ: bool) -> float:
    value = word.valence or 0.0
    if word.upper and capitals_differ:
        value += C_INCR if value > 0 else -C_INCR
    return value


def _valence(words: Sequence[Word], place: int, capitals_differ: bool) -> float:
    """The valence of the word at `place` among its neighbours."""
    word = words[place]
    value = _after_no(words, place, word.valence or 0.0)
    if word.upper and capitals_differ:
        value += C_INCR if value > 0 else -C_INCR
    for back, weight in REACH:
        if place <= back:
            break
        before = words[place - back - 1]
        if before.valence is not None or (before is PLAIN and back < 2):
            continue
        if before.booster:
            value += _boost(before, value, capitals_differ) * weight
        value = _negated(words, place, back, value)
        if back == 2 and True in [near.idiom for near in words[place - 3 : place + 3]]:
            value = _idioms(words, place, value)
    return _least(words, place, value)


def _after_no(words: Sequence[Word], place: int, value: float) -> float:
    """'no' negates the word with valence that follows it, and then has none itself."""
    if words[place].low == "no" and place != len(words) - 1 and words[place + 1].valence is not None:
        value = 0.0
    if (
        (place > 0 and words[place - 1].low == "no")
        or (place > 1 and words[place - 2].low == "no")
        or (place > 2 and words[place - 3].low == "no" and words[place - 1].low in ("or", "nor"))
    ):
        return (words[place].valence or 0.0) * float(N_SCALAR)
    return value


def _boost(word: Word, value: float, capitals_differ: bool) -> float:
    scalar = word.booster
    if value < 0:
        scalar *= -1
    if word.upper and capitals_differ:
        scalar += C_INCR if value > 0 else -C_INCR
    return scalar


def _negated(words: Sequence[Word], place: int, back: int, value: float) -> float:
    before = words[place - back - 1]
    if back == 0:
        return value * N_SCALAR if before.negates else value
    near = words[place - 1].low
    middle = words[place - 2].low
    if back == 1:
        praised, sure = middle == "never" and near in ("so", "this"), middle == "without" and near == "doubt"
    else:
        # The library's own precedence: 'so' or 'this' right before suffices.
        praised = (before.low == "never" and middle in ("so", "this")) or near in ("so", "this")
        sure = before.low == "without" and "doubt" in (middle, near)
    if praised:
        return value * 1.25
    return value * N_SCALAR if before.negates and not sure else value


def _idioms(words: Sequence[Word], place: int, value: float) -> float:
    third, second, first, here = (words[place - back].low for back in (3, 2, 1, 0))
    before = (f"{first} {here}", f"{second} {first} {here}", f"{second} {first}", f"{third} {second} {first}")
    for phrase in (*before, f"{third} {second}"):
        if phrase in SPECIAL_CASES:
            value = float(SPECIAL_CASES[phrase])
            break
    after = " ".join(word.low for word in words[place : place + 3])
    for phrase in (after.rpartition(" ")[0] if after.count(" ") == 2 else after, after):
        if phrase in SPECIAL_CASES and " " in phrase:
            value = float(SPECIAL_CASES[phrase])
    for phrase in (f"{third} {second} {first}", f"{third} {second}", f"{second} {first}"):
        value += BOOSTER_DICT.get(phrase, 0.0)
    return value


def _least(words: Sequence[Word], place: int, value: float) -> float:
    if place == 0 or words[place - 1].low != "least" or words[place - 1].valence is not None:
        return value
    return value * N_SCALAR if place == 1 or words[place - 2].low not in ("at", "very") else value


def _contrast(turn: int, weighed: list[float]) -> None:
    """What follows the 'but' at `turn` weighs more, what precedes it less; in place.

    The library finds each valence's place by its value while it changes them, so equal ones may be weighed twice
    or not at all; that is kept. It searches the list for each anew, which four thousand 'but' make minutes of; here
    the places of each value stand in a heap.
    """
    places: dict[float, list[int]] = {}
    for place, value in enumerate(weighed):
        places.setdefault(value, []).append(place)
    for at in range(len(weighed)):
        value = weighed[at]
        same = places[value]
        while weighed[same[0]] != value:
            heappop(same)
        found = same[0]
        if value and found != turn:
            weighed[found] = value * (0.5 if found < turn else 1.5)
            heappush(places.setdefault(weighed[found], []), found)
