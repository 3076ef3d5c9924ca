"""French tone: a lexicon of ours, and the rules by which French words change each other's valence."""

from cmwatch.reading.french.tone import FrenchTone

__all__ = ["FrenchTone"]
