"""The series of counts that a watch is guarded by, and the share of its false-alarm budget that each may spend.

A share costs a series ln(1/share) of evidence: what has 0.4 of the budget is called a minute later than if it were
alone, what has 0.04 some minutes later. So the shares follow from how often a crisis shows in a series *first*.
"""

from cmwatch.alarm.sequential import Series

MENTIONS = Series("mentions", 0.40, minutes=1)
"""All originals, to the minute: nearly every burst shows here, and here first."""

AUTHORS = Series("authors", 0.16)
"""People rather than messages: a flood by a few does not move it, a crowd moves it as it moves the mentions, so that it
says most where some authors are noisy."""

NEGATIVE = Series("negative", 0.16)
"""Negative originals: rarer than all of them, so that a rise of complaints shows while the volume hides it."""

SHARE = Series("share", 0.08, of="read")
"""Negatives of those that could be read: says that the mood turns at an unchanged volume, which is slow to see."""

REACH = Series("reach", 0.06)
"""Originals weighed by followers, where any are known: large accounts take part before the many do."""

STORY = Series("story", 0.06)
"""Mentions of the largest story, reposts and copies too: one post that spreads."""

SOURCES_SHARE = 0.08
"""All sources together, where there are several: a burst on a small network drowns in the noise of a large one."""

FROM_THE_START = (MENTIONS, NEGATIVE, SHARE)
"""Series that every archive has counted; the others begin where they were first counted."""


def of_source(name: str, place: int) -> Series:
    """The series of a source, the k-th to appear with a share of 2⁻ᵏ of theirs, whatever their number."""
    return Series(f"source:{name}", SOURCES_SHARE * 0.5**place)
