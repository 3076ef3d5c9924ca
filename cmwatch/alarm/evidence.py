"""The facts of a window that a level and an explanation are made from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cmwatch.alarm.detector import EACH_COUNTS, STANDS_OUT, Detector, Judgement
from cmwatch.alarm.explain import gap_doubt, how_sure, reason
from cmwatch.alarm.nature import nature_of
from cmwatch.alarm.pulse import instant_of
from cmwatch.alarm.severity import Inputs, doubling
from cmwatch.alarm.tails import quantile, share_interval, tail
from cmwatch.model import Gap, Gate, Item, Nature, Reason, Shift

SHARE_NEEDS = 5
"""Readable originals below which no share is said."""

VOLUME_MINUTES = 30
"""Shortest window over which a volume makes a level (PRODUCT 8): a few minutes of a small brand jump."""

MILD = 0.2
"""Negative share below which a spike may well be good news or a contest."""

ONE_STORY = 0.5
"""Share of the window in one story from which the story is named as the cause."""

ONE_TERM = 0.6
"""Share of the window that carries one new hashtag from which the tag is named as the cause."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a window holds. `items` are those of the window, oldest first, without the brand's own voice."""

    items: Sequence[Item]
    authors: int
    originals: int
    negative_share: float | None
    negative_band: tuple[float, float] | None
    unread_share: float
    usual_negative: float | None
    doubling_minutes: float | None
    biggest_story: float
    half_authors: int
    """How many authors wrote half of the window."""
    networks: int
    nature: Nature


def gather(detector: Detector, judged: Judgement, items: Sequence[Item], now: int) -> Evidence:
    """The evidence in the items of the window that was judged."""
    originals = [item for item in items if item.original]
    readable = [item for item in originals if item.reading.tone != "unsure"]
    negative = sum(item.reading.tone == "negative" for item in readable)
    known = len(readable) >= SHARE_NEEDS
    per_author = Counter(_who(item) for item in items)
    stories = Counter(item.story for item in items)
    networks = Counter(item.mention.source for item in items)
    return Evidence(
        items=items,
        # The people behind the number: those of originals, unless it counts the copies too.
        authors=len(per_author) if judged.channel == "story" else len({_who(item) for item in originals}),
        originals=len(originals),
        negative_share=negative / len(readable) if known else None,
        negative_band=share_interval(negative, len(readable)) if known else None,
        unread_share=1 - len(readable) / len(originals) if originals else 0.0,
        usual_negative=detector.usual_negative,
        doubling_minutes=doubling(*_half_hours(detector, now), 30),
        biggest_story=max(stories.values(), default=0) / max(len(items), 1),
        half_authors=_half(per_author),
        networks=sum(count >= 3 for count in networks.values()),
        nature=nature_of(judged.channel, items, detector.usual_negative),
    )


def inputs(
    detector: Detector,
    judged: Judgement,
    seen: Evidence,
    hour: Sequence[Item],
    now: int,
    opened: int,
    *,
    many: bool,
    gates: Sequence[Gate],
) -> Inputs:
    """What the level is suggested from; `hour` are the items of the last hour, `many` whether people are behind it."""
    # Volume is judged on originals, whatever channel fired: a repost wave is not many opinions, and a rise of negatives
    # that made both the volume and the tone would count as two inputs.
    since = instant_of(now - VOLUME_MINUTES)
    items = seen.items if judged.window >= VOLUME_MINUTES else [one for one in hour if one.mention.at >= since]
    volume = _of_many(detector.volume(max(VOLUME_MINUTES, judged.window), now), items)
    reaches = {_who(item): item.mention.followers for item in seen.items if item.mention.followers is not None}
    stands = many and judged.evidence > 0 and judged.channel != "story"
    rise = stands or volume.p_value < STANDS_OUT
    before, after = _half_hours(detector, now)
    return Inputs(
        factor=volume.factor,
        p_value=volume.p_value,
        authors_in_hour=len({_who(item) for item in hour if item.original}),
        small_or_young=detector.small(now),
        negative_low=seen.negative_band[0] if seen.negative_band else None,
        negative_usual=seen.usual_negative,
        doubling_minutes=doubling(before, after, 30, sure=True) if rise else None,
        reaches=tuple(reaches.values()),
        press=len({_who(item) for item in seen.items if item.mention.source == "rss"}),
        sources=seen.networks if rise else 1,
        minutes_open=now - opened,
        gates=tuple(gate.severity for gate in gates),
        stands=stands,
        harmless=seen.nature != "rise",
    )


def band(judged: Judgement) -> tuple[float, float]:
    """The 90 % band of what was expected in the window."""
    return quantile(judged.expected, judged.phi, 0.05), quantile(judged.expected, judged.phi, 0.95)


def reasons(judged: Judgement, seen: Evidence) -> list[Reason]:
    """Why the alert stands, strongest first."""
    low, high = band(judged)
    about = {"source": judged.subject} if judged.channel == "source" else {}
    found = [
        reason(
            f"spike.{judged.channel}", observed=judged.observed, window=judged.window, low=low, high=high,
            expected=round(judged.expected, 2), factor=round(judged.factor, 1), **about,
        ),
        *([how_sure(judged.evidence)] if judged.evidence else []),
        reason("authors", n=seen.authors, originals=seen.originals),
    ]  # fmt: skip
    if seen.negative_share is not None and seen.negative_band is not None:
        values = {"share": seen.negative_share, "low": seen.negative_band[0], "high": seen.negative_band[1]}
        if seen.usual_negative is not None:
            values["usual"] = seen.usual_negative
        found.append(reason("negative", **{name: round(value, 3) for name, value in values.items()}))
    if seen.doubling_minutes is not None and seen.doubling_minutes <= 240:
        found.append(reason("growing", minutes=max(1, round(seen.doubling_minutes))))
    reach = max((item.mention.followers or 0 for item in seen.items), default=0)
    if reach >= 10_000:
        found.append(reason("relay", followers=reach))
    if seen.networks > 1:
        found.append(reason("networks", n=seen.networks))
    return found


def doubts(
    detector: Detector, judged: Judgement, seen: Evidence, changed: Sequence[Shift], gaps: Sequence[Gap], now: datetime
) -> list[Reason]:
    """What would make it nothing."""
    found = []
    if seen.nature != "rise":
        found.append(reason(f"nature.{seen.nature}"))
    if detector.immature_days is not None:
        found.append(reason("immature", n=detector.immature_days))
    if seen.biggest_story >= ONE_STORY and len(seen.items) >= 10:
        found.append(reason("copies", share=round(seen.biggest_story, 3)))
    volume = detector.volume(judged.window, int(now.timestamp()) // 60)
    if judged.channel == "story" and volume.p_value >= STANDS_OUT:
        found.append(reason("originals_usual"))
    if seen.authors > 1 and seen.half_authors <= 2 < len(seen.items) / 2:
        found.append(reason("few_authors", n=seen.half_authors))
    tag = next((shift for shift in changed if shift.kind == "hashtag"), None)
    if tag and tag.now >= ONE_TERM * len(seen.items):
        found.append(reason("one_term", term=f"#{tag.value}", share=round(tag.now / len(seen.items), 3)))
    if seen.nature == "rise" and seen.negative_share is not None and seen.negative_share < MILD:
        found.append(reason("mild", share=round(seen.negative_share, 3)))
    if seen.unread_share > 0.5:
        found.append(reason("unread", share=round(seen.unread_share, 3)))
    found += [gap_doubt(gap) for gap in gaps if gap.until is None or now - gap.until < timedelta(hours=24)][-2:]
    return found


def _of_many(volume: Judgement, items: Sequence[Item]) -> Judgement:
    """The volume without what a few authors wrote over and over; `items` are those of its window."""
    said = Counter(_who(item) for item in items if item.original)
    heard = min(volume.observed, sum(min(count, EACH_COUNTS) for count in said.values()))
    return replace(volume, observed=heard, p_value=tail(heard, volume.expected, volume.phi))


def _who(item: Item) -> str:
    """An author; a mention without one counts as its own."""
    return item.mention.author or item.mention.id


def _half_hours(detector: Detector, now: int) -> tuple[int, int]:
    """Originals of the two half hours before now: shorter ones jump, longer ones come late."""
    pulse = detector.pulse
    return pulse.over(now - 60, now - 30).originals, pulse.over(now - 30, now).originals


def _half(per_author: Counter[str]) -> int:
    total, reached = sum(per_author.values()), 0
    for rank, (_author, count) in enumerate(per_author.most_common(), 1):
        reached += count
        if reached * 2 >= total:
            return rank
    return 0
