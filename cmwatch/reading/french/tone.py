"""French tone by rules: VADER's twin, with a lexicon and a grammar of its own."""

from cmwatch.reading.french.grammar import BEHIND
from cmwatch.reading.french.lexicon import lexicon
from cmwatch.reading.french.rules import weigh
from cmwatch.reading.french.words import FrenchWords
from cmwatch.reading.valence.scoring import exclaimed
from cmwatch.reading.valence.tone import LexiconTone


class FrenchTone(LexiconTone):
    """The French rule scorer."""

    def __init__(self) -> None:
        super().__init__(FrenchWords(lexicon()), BEHIND, weigh, _emphasis)


def _emphasis(text: str) -> float:
    """What exclamation marks and repeated question marks add, as in VADER."""
    questions = text.count("?")
    return exclaimed(text) + (0.0 if questions <= 1 else questions * 0.18 if questions <= 3 else 0.96)
