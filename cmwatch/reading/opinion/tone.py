"""English opinion by rules: evidence for the model beside VADER, with a lexicon of ours."""

from cmwatch.reading.opinion.grammar import BEHIND
from cmwatch.reading.opinion.lexicon import lexicon
from cmwatch.reading.opinion.rules import weigh
from cmwatch.reading.opinion.words import EnglishWords
from cmwatch.reading.valence.scoring import exclaimed
from cmwatch.reading.valence.tone import LexiconTone


class EnglishOpinion(LexiconTone):
    """The English rule scorer of ours."""

    def __init__(self) -> None:
        super().__init__(EnglishWords(lexicon()), BEHIND, weigh, exclaimed)
