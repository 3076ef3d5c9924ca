"""From probabilities to a word: the class, or that neither is safe."""

from cmwatch.model import Tone
from cmwatch.reading.tone.linear import Odds

SAFE = 0.42
"""Probability below which no class is named: what is chosen then is wrong three times in five."""

SAFE_DOUBTFUL = 0.55
"""The same where praise and failure stand side by side: likelier right than wrong, with room for what the cue adds."""


def verdict(odds: Odds, *, doubtful: bool = False) -> Tone:
    """The likeliest class, or `unsure`. A doubtful text is never called positive on a weak majority.

    >>> verdict(Odds(0.7, 0.2, 0.1)), verdict(Odds(0.35, 0.33, 0.32))
    ('negative', 'unsure')
    >>> verdict(Odds(0.4, 0.1, 0.5), doubtful=True)
    'unsure'
    """
    most = max(odds)
    if most < (SAFE_DOUBTFUL if doubtful else SAFE):
        return "unsure"
    return "negative" if most == odds.negative else "positive" if most == odds.positive else "neutral"
