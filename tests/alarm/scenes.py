"""Seeded streams for the alarm: weeks of calm with a rhythm, and what happens in them, minute by minute."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import cos, exp, pi
from random import Random
from typing import Any

from msgspec.structs import replace

from cmwatch.alarm.lookout import Change, Lookout
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Alert, Item, Mention, Reading, Tone, Watch

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
"""The first minute of most scenes."""

DAY, WEEK = 1440, 7 * 1440
WATCH = Watch("Lumo", "Lumo", "lumo", handles=("lumo",))


def item(minute: float, number: int, *, tone: Tone = "neutral", original: bool = True, **fields: Any) -> Item:
    """A filed mention `minute` minutes after the beginning; fields of the mention or of the item."""
    at = MONDAY + timedelta(minutes=minute)
    mention = Mention("net", str(number), f"user{number}", "The lamp and the shop", at, at, raw="{}")
    mention = replace(mention, **{name: fields.pop(name) for name in list(fields) if hasattr(mention, name)})
    filed = Item(
        mention,
        Reading("en", tone, 0.0, "vader", question=False, addressed=False),
        ("Lumo",),
        f"net:{number}",
        original,
    )
    return replace(filed, **fields)


def poisson(random: Random, mean: float) -> int:
    """A count with this mean (Knuth)."""
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def calm(
    days: float, *, per_hour: float = 12, seed: int = 13, start: float = 0, negative: float = 0.2
) -> Iterator[Item]:
    """Quiet weeks: nights at a fifth of the afternoons, everyone a stranger."""
    random = Random(seed)
    for minute in range(int(start), int(start + days * DAY)):
        rate = per_hour / 60 * (1 - 0.67 * cos(2 * pi * (minute % DAY - 180) / DAY))
        for _each in range(poisson(random, rate)):
            tone: Tone = "negative" if random.random() < negative else "neutral"
            yield item(minute + random.random() * 0.99, random.randrange(10**9), tone=tone)


def burst(start: int, minutes: int, per_minute: float, *, first: int = 10**9, **fields: Any) -> Iterator[Item]:
    """Evenly spread mentions by as many strangers."""
    for number in range(int(minutes * per_minute)):
        yield item(start + number / per_minute, first + number, **fields)


def together(*streams: Iterable[Item]) -> list[Item]:
    """By event time."""
    return sorted((one for stream in streams for one in stream), key=lambda one: one.mention.at)


@dataclass
class Post:
    """A lookout on duty, and what it reported."""

    infer_holes: bool = False
    watch: Watch = WATCH
    before: Sequence[Item] = ()
    past: Sequence[Alert] = ()
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lookout = Lookout(
            self.watch, lambda _watch, _minute: self.before, infer_holes=self.infer_holes, past=lambda: self.past
        )

    def sees(self, items: Iterable[Item]) -> "Post":
        """Show it items in the order in which they arrive."""
        for one in items:
            self.changes += self.lookout.observe(one)
        return self

    def waits_until(self, minute: float, step: int = 1) -> "Post":
        """Let time pass."""
        now = self.lookout._now or 0
        for later in range(now + 1, minute_of(MONDAY + timedelta(minutes=minute)) + 1, step):
            self.changes += self.lookout.tick(later)
        return self

    def copy(self) -> "Post":
        """Another one that has seen the same."""
        return deepcopy(self)

    @property
    def alert(self) -> Alert:
        """The alert it holds."""
        assert self.lookout.alert is not None
        return self.lookout.alert

    def told(self) -> list[tuple[str, float]]:
        """Each change of state as its name and its minute."""
        return [(alert.state, minutes(alert.changed_at or alert.opened_at)) for alert, _notify in self.changes]

    def notified(self) -> list[str]:
        """The states that reached the person."""
        return [alert.state for alert, notify in self.changes if notify]


def minutes(at: datetime) -> float:
    """Minutes since the beginning."""
    return (at - MONDAY) / timedelta(minutes=1)


def between(items: Iterable[Item], since: float, until: float) -> list[Item]:
    """Those said in minutes [since, until)."""
    return [one for one in items if since <= minutes(one.mention.at) < until]


def watched(calmly: Post, quiet: Iterable[Item], start: float, *streams: Iterable[Item], until: float) -> Post:
    """A copy of a lookout that has seen quiet weeks up to `start`, which then sees more of them and these streams."""
    post = calmly.copy()
    post.changes.clear()
    return post.sees(between(together(quiet, *streams), start, until)).waits_until(until)
