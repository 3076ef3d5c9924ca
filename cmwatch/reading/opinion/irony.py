"""Praise that a failure follows: 'Great, another delay' praises nobody."""

from collections.abc import Sequence

from cmwatch.reading.french.grammar import word_set
from cmwatch.reading.french.irony import ANGRY, TURNED
from cmwatch.reading.french.units import Unit
from cmwatch.reading.french.words import Word

CUES = word_set(
    "great thanks thank nice brilliant fantastic lovely wonderful awesome cheers congrats congratulations bravo done "
    "job work service love super perfect excellent amazing fab good way enjoy glad kudos clap classy you to go so "
    "much a lot oh just real start timing 👏 👍 🎉 🙏 😂 🤣 🙌 👌 😊"
)
"""Words of the praise that is said to mock, when nothing else is praised."""

FAILURES = (
    "delay", "cancel", "hold", "wait", "lost", "lose", "losing", "broke", "down", "crash", "outage", "late", "stuck",
    "strand", "missed", "miss", "charg", "overcharg", "bill", "fail", "error", "rude", "hung", "ignor", "nothing",
    "never", "again", "another", "bug", "damag", "ruin", "wrong", "useless", "fault", "queue", "refus", "voided", "no",
    "dump", "bump", "cut", "leak", "expired", "price", "closed", "joke", "wast", "not", "still", "without",
    "disconnect",
)  # fmt: skip
"""How what went wrong begins."""


def turn_mocking(words: Sequence[Word], units: Sequence[Unit]) -> None:
    """Turn praise round where nothing else is positive and a failure or an angry emoji follows; in place."""
    praise = [unit for unit in units if unit.value > 0]
    if not praise or not all(_mocks(words, unit) for unit in praise):
        return
    after = praise[0].last
    if any(word.role == "but" or word.key == "despite" for word in words[after:]):
        return
    if any(unit.first > after and unit.value < 0 and _fails(words, unit) for unit in units):
        for unit in praise:
            unit.value *= TURNED


def _mocks(words: Sequence[Word], unit: Unit) -> bool:
    return all(word.key in CUES for word in words[unit.first : unit.last + 1])


def _fails(words: Sequence[Word], unit: Unit) -> bool:
    return unit.shown in ANGRY or any(word.key.startswith(FAILURES) for word in words[unit.first : unit.last + 1])
