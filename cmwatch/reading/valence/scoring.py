"""VADER's arithmetic (Hutto and Gilbert 2014), which the rules of both languages follow."""

from math import sqrt

STEP = 0.293
"""What a booster adds to the size of a valence."""

FADES = (1.0, 0.95)
"""What is left of a booster one and two words back."""

CAPITALS = 0.733
"""What is added to a word in capitals among others that are not."""

STRETCHED = 0.5
"""What repeated letters add, of ours: more than a booster, less than capitals."""

NEGATED = -0.74
"""The factor for a negated word."""

BEFORE_CONTRAST, AFTER_CONTRAST = 0.5, 1.5
"""Weights around 'but'."""

EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
"""What an exclamation mark adds, and how many count."""

ALPHA = 15
"""The normalising constant: about the largest sum of valences expected."""


def sized(valence: float, added: float) -> float:
    """A valence whose size grew by so much; it never changes its sign."""
    size = max(0.0, abs(valence) + added)
    return size if valence > 0 else -size


def exclaimed(text: str) -> float:
    """What the exclamation marks of a text add."""
    return min(text.count("!"), MOST_EXCLAMATIONS) * EXCLAMATION


def normalised(total: float) -> float:
    """A sum of valences as −1 … 1, with four digits."""
    return round(total / sqrt(total * total + ALPHA), 4)
