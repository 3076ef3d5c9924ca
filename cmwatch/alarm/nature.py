"""What a rise is made of: many people with something to say, a few who repeat themselves, or good news."""

from collections.abc import Sequence

from cmwatch.alarm import counting
from cmwatch.alarm.counting import most_alike, who
from cmwatch.model import AlertChannel, Item, Nature
from cmwatch.reading.shares import negative_share, share_interval, shipped_errors

SAME = 0.5
"""Share of the mentions that say the same from which they are near-identical."""

REPEATED = 3
"""Mentions for each author from which a few repeat themselves: a wave of spam that is known had 68 by nine, and an hour
of a crisis 41 by forty."""

ENOUGH = 10
"""Mentions below which nothing is told from how they are spread."""

FEW_NEGATIVE, MOSTLY_POSITIVE = 0.2, 0.5
"""Good news: the 90 % intervals say fewer negatives than one in five, and more positives than half."""


def nature_of(channel: AlertChannel, items: Sequence[Item], usual_negative: float | None) -> Nature:
    """The nature of the rise that these items make."""
    if repeats(items):
        return "spam"
    if channel in ("negative", "share", "gate"):
        return "rise"
    return "good_news" if _good(items, usual_negative) else "rise"


def repeats(items: Sequence[Item]) -> bool:
    """Whether a few authors wrote nearly the same over and over."""
    if len(items) < ENOUGH or len({who(item) for item in items}) * REPEATED > len(items):
        return False
    return len(most_alike(items)) >= SAME * len(items)


def _good(items: Sequence[Item], usual_negative: float | None) -> bool:
    negative, positive, read = len(counting.negatives(items)), len(counting.positives(items)), len(counting.read(items))
    # Whether it is good news is a matter of these very texts: how readers err on other subjects is left out.
    angry = negative_share(negative, read, shipped_errors()._replace(hit_sd=0.0, false_sd=0.0))
    if angry is None or (usual_negative is not None and angry.share > usual_negative):
        return False
    return angry.high < FEW_NEGATIVE and share_interval(positive, read)[0] > MOSTLY_POSITIVE
