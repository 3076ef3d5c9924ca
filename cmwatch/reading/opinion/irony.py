"""Praise that a failure follows: 'Great, another delay' praises nobody."""

from collections.abc import Sequence

from cmwatch.reading.valence import irony
from cmwatch.reading.valence.units import Unit
from cmwatch.reading.valence.words import Word, word_set

CUES = word_set(
    "great thanks thank nice brilliant fantastic lovely wonderful awesome cheers congrats congratulations bravo done "
    "job work service love super perfect excellent amazing fab good way enjoy glad kudos clap classy you to go so "
    "much a lot oh just real start timing 👏 👍 🎉 🙏 😂 🤣 🙌 👌 😊"
)
"""Words of the praise that is said to mock, when nothing else is praised."""

FAILURES = (
    "delay", "cancel", "hold", "wait", "lost", "lose", "losing", "broke", "down", "crash", "outage", "late", "stuck",
    "strand", "miss", "charg", "overcharg", "bill", "fail", "error", "rude", "hung", "ignor",
    "never", "again", "another", "bug", "damag", "ruin", "wrong", "useless", "fault", "queue", "refus", "voided", "no",
    "dump", "bump", "cut", "leak", "expired", "price", "closed", "joke", "wast", "still", "without",
    "disconnect",
)  # fmt: skip
"""How what went wrong begins."""


def turn_mocking(words: Sequence[Word], units: Sequence[Unit]) -> None:
    """Turn praise round where nothing else is positive and a failure or an angry emoji follows; in place."""
    irony.turn_mocking(words, units, mocks=_mocks, failures=FAILURES, meant=_meant)


def _mocks(praise: Sequence[Word]) -> bool:
    return all(word.key in CUES for word in praise)


def _meant(word: Word) -> bool:
    return word.role == "but" or word.key == "despite"
