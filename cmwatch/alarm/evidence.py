"""The facts of a window that a level and an explanation are made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cmwatch.alarm import counting
from cmwatch.alarm.census import Census
from cmwatch.alarm.detector import STANDS_OUT, Detector, Judgement
from cmwatch.alarm.explain import reason
from cmwatch.alarm.nature import nature_of
from cmwatch.alarm.pulse import instant_of
from cmwatch.alarm.sequential.habit import STRONG
from cmwatch.alarm.severity import Inputs, doubling
from cmwatch.alarm.tails import quantile, tail
from cmwatch.model import Gate, Item, Nature, Reason
from cmwatch.reading.shares import Share

VOLUME_MINUTES = 30
"""Shortest window over which a volume makes a level (PRODUCT 8): a few minutes of a small brand jump."""


STILL = 0.05
"""Tail probability from which a window shows nothing any more, whatever stood in an earlier one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a window holds. `items` are those of the window, oldest first, without the brand's own voice."""

    items: Sequence[Item]
    counted: Census
    usual: Share | None
    """The usual share of negatives."""
    networks: int
    nature: Nature


def gather(detector: Detector, judged: Judgement, items: Sequence[Item], counted: Census) -> Evidence:
    """The evidence in the items of the window that was judged."""
    usual = detector.usual_negative
    return Evidence(
        items=items,
        counted=counted,
        usual=usual,
        networks=len(counting.networks(items)),
        nature=nature_of(judged.channel, items, usual.share if usual else None),
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
    volume = detector.volume(max(VOLUME_MINUTES, judged.window), now)
    items = seen.items if judged.window >= VOLUME_MINUTES else _lately(hour, now - volume.window)
    volume = _of_many(volume, items)
    stands = many and judged.evidence > 0 and judged.channel != "story" and judged.p_value <= STILL
    rise = stands or volume.p_value < STANDS_OUT
    return Inputs(
        factor=volume.factor,
        p_value=volume.p_value,
        authors_in_hour=len(counting.one_each(counting.originals(hour))),
        small_or_young=detector.small(now),
        negative_low=(seen.counted.negative_band or (None,))[0],
        negative_usual=seen.usual.share if seen.usual else None,
        doubling_minutes=doubling(*seen.counted.half_hours, 30, sure=True) if rise else None,
        reaches=tuple(_reaches(seen.items).values()),
        press=len(counting.outlets(seen.items)),
        sources=seen.networks if rise else 1,
        minutes_open=now - opened,
        heard=volume.observed,
        volume_minutes=volume.window,
        half_hours=seen.counted.half_hours,
        negatives=seen.counted.negatives,
        gates=tuple(gate.severity for gate in gates),
        stands=stands,
        beyond_chance=judged.evidence >= detector.opens + STRONG,
        harmless=seen.nature != "rise",
    )


def band(judged: Judgement) -> tuple[float, float]:
    """The 90 % band of what was expected in the window."""
    return quantile(judged.expected, judged.phi, 0.05), quantile(judged.expected, judged.phi, 0.95)


def reasons(seen: Evidence) -> list[Reason]:
    """What the figures of the alert do not say themselves: relays, networks."""
    found = []
    large = counting.of_reach(seen.items, counting.LARGE_REACH)
    if large:
        found.append(reason("relay", n=len(large), followers=max(item.mention.followers or 0 for item in large)))
    if seen.networks > 1:
        found.append(reason("networks", n=seen.networks))
    return found


def _lately(items: Sequence[Item], minute: int) -> list[Item]:
    since = instant_of(minute)
    return [item for item in items if item.mention.at >= since]


def _of_many(volume: Judgement, items: Sequence[Item]) -> Judgement:
    """The volume without what a few authors wrote over and over; `items` are those of its window."""
    heard = min(volume.observed, len(counting.few_each(counting.originals(items))))
    return replace(volume, observed=heard, p_value=tail(heard, volume.expected, volume.phi))


def _reaches(items: Sequence[Item]) -> dict[str, int]:
    """The largest known following of each author, where one is known."""
    largest: dict[str, int] = {}
    for item in items:
        if (followers := item.mention.followers) is not None:
            largest[counting.who(item)] = max(followers, largest.get(counting.who(item), 0))
    return largest
