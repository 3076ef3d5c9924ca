"""The words that speak of a risk, by class and language, in the notation of `cmwatch.reading.phrases`."""

from cmwatch.reading.risk_terms.fairness import FAIRNESS
from cmwatch.reading.risk_terms.harm import HARM
from cmwatch.reading.risk_terms.outcry import OUTCRY
from cmwatch.reading.risk_terms.trust import TRUST

TERMS = HARM | FAIRNESS | TRUST | OUTCRY
"""Phrases of each (class, language)."""

__all__ = ["TERMS"]
