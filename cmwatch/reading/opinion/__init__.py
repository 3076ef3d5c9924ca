"""English opinion: a lexicon of ours for what VADER misses, and the rules by which words change each other's valence.

It is evidence for the model and the reasons; the compound that people see is VADER's.
"""

from cmwatch.reading.opinion.tone import EnglishOpinion

__all__ = ["EnglishOpinion"]
