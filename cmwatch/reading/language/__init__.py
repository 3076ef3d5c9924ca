"""Which language a text is in."""

from cmwatch.reading.language.finder import LanguageFinder
from cmwatch.reading.language.little_words import LITTLE_WORDS

__all__ = ["LITTLE_WORDS", "LanguageFinder"]
