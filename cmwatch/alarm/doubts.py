"""What would make an alert nothing: each hypothesis with its number, whether it holds or not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cmwatch.alarm import counting
from cmwatch.alarm.counting import one_each, who
from cmwatch.alarm.detector import STANDS_OUT, Detector, Judgement
from cmwatch.alarm.evidence import Evidence
from cmwatch.alarm.explain import gap_doubt, reason
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Gap, Reason, Shift

ONE_STORY, ENOUGH = 0.5, 10
"""Share of the window in one story from which the story is named as the cause, and mentions it takes."""

ONE_TERM = 0.6
"""Share of the window that carries one new hashtag from which the tag is named as the cause."""

MILD = 0.2
"""Negative share below which a spike may well be good news or a contest."""

UNREAD = 0.5
"""Share of originals that could not be read from which the tone says little."""

FEW = 2
"""Authors who wrote half of it: so few are no public."""

LATELY = timedelta(hours=24)
"""How long a gap is told."""

GAPS_TOLD = 2
"""The newest; the desk lists all."""

Doubt = tuple[bool, Reason]
"""Whether it holds, and what it says."""


def doubts(
    detector: Detector, judged: Judgement, seen: Evidence, changed: Sequence[Shift], gaps: Sequence[Gap], now: datetime
) -> tuple[list[Reason], list[Reason]]:
    """What would make it nothing: what holds, and what was checked and does not."""
    found = [
        *_nature(seen),
        _history(detector),
        *_spread(seen),
        *_copies_only(detector, judged, now),
        *_tag(seen, changed),
        *_tone(seen),
        *_coverage(gaps, now),
    ]
    return [one for holds, one in found if holds], [one for holds, one in found if not holds]


def _nature(seen: Evidence) -> list[Doubt]:
    if seen.nature == "spam":
        alike, authors = len(counting.most_alike(seen.items)), len(one_each(seen.items))
        return [(True, reason("nature.spam", n=alike, of=len(seen.items), authors=authors))]
    if seen.nature == "good_news":
        positive = len(counting.positives(seen.items))
        counted = seen.counted
        return [(True, reason("nature.good_news", n=positive, of=counted.read, negatives=counted.negatives))]
    return []


def _history(detector: Detector) -> Doubt:
    days = detector.immature_days
    return (True, reason("immature", n=days)) if days is not None else (False, reason("mature"))


def _spread(seen: Evidence) -> list[Doubt]:
    if not seen.items:
        return []
    story, loudest = counting.largest_story(seen.items), counting.by_loudest(seen.items)
    authors, of = len({who(item) for item in loudest}), len(seen.items)
    copies = len(story) >= ONE_STORY * of and of >= ENOUGH
    few = seen.counted.authors > 1 and authors <= FEW < of / 2
    said = reason("few_authors", n=len(loudest), of=of, authors=authors)
    return [(copies, reason("copies", n=len(story), of=of)), (few, said)]


def _copies_only(detector: Detector, judged: Judgement, now: datetime) -> list[Doubt]:
    """Of a story: whether anything is left without its copies."""
    if judged.channel != "story":
        return []
    volume = detector.volume(judged.window, minute_of(now))
    told = reason("originals_usual", n=volume.observed, expected=round(volume.expected, 2))
    return [(True, told)] if volume.p_value >= STANDS_OUT else []


def _tag(seen: Evidence, changed: Sequence[Shift]) -> list[Doubt]:
    tag = next((shift.value for shift in changed if shift.kind == "hashtag"), None)
    if tag is None or not seen.items:
        return []
    carry = len(counting.tagged(seen.items, tag))
    told = reason("one_term", term=f"#{tag}", n=carry, of=len(seen.items))
    return [(carry >= ONE_TERM * len(seen.items), told)]


def _tone(seen: Evidence) -> list[Doubt]:
    counted, found = seen.counted, list[Doubt]()
    if counted.negative_share is not None and seen.nature == "rise":
        told = reason("mild", n=counted.negatives, of=counted.read)
        found.append((counted.negative_share < MILD, told))
    if counted.originals:
        unread = counted.originals - counted.read
        found.append((unread > UNREAD * counted.originals, reason("unread", n=unread, of=counted.originals)))
    return found


def _coverage(gaps: Sequence[Gap], now: datetime) -> list[Doubt]:
    lately = [gap for gap in gaps if gap.until is None or now - gap.until < LATELY]
    if not lately:
        return [(False, reason("no_gap", hours=int(LATELY / timedelta(hours=1))))]
    return [(True, gap_doubt(gap)) for gap in lately[-GAPS_TOLD:]]
