"""How much more one group says a term than another: z-scores of log-odds (Monroe, Colaresi, Quinn 2008)."""

from math import log, sqrt

PRIOR_WEIGHT, PRIOR_FLOOR = 50.0, 0.5
"""Pseudo-counts of the informative Dirichlet prior, as strong as a small window, so that chance words stay in; and half
a count for a word never seen (Jeffreys), whose odds would else be infinitely uncertain."""


def log_odds(here: int, texts_here: int, there: int, texts_there: int, total: int) -> float:
    """z-score of the log-odds ratio of a term that `here` and `there` texts have; `total`: of all terms, both groups.

    >>> log_odds(30, 40, 0, 200, 500) > 1.96
    True
    """
    prior = PRIOR_WEIGHT * (here + there) / total + PRIOR_FLOOR
    odds_here = (here + prior) / max(texts_here + PRIOR_WEIGHT - here - prior, 0.5)
    odds_there = (there + prior) / max(texts_there + PRIOR_WEIGHT - there - prior, 0.5)
    return (log(odds_here) - log(odds_there)) / sqrt(1 / (here + prior) + 1 / (there + prior))
