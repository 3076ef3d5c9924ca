"""Every number of an alert, with the mentions behind it: counting them again gives the number.

A figure is named so that the desk, the command line and a test ask for the same one:

- `observed`, `originals`, `authors`, `read`, `negatives`: the window of the alert, as of its last minute; `peak`;
- `says.0`, …: who make an argument;
- `now.KIND.VALUE`, `before.KIND.VALUE`: what changed (`compared.now`, `compared.before`: in how many originals);
- `cell.V`, `cell.N`, …: the cells of the severity matrix;
- `half_hour`, `half_hour.before`: the last half hour, and the one before it;
- `relay`, `networks`, and what would make it nothing by its code, such as `copies`;
- `gate.0`, …: the mentions that met a gate;
- `earlier.0`, …: the first mention of what the alert was about before.

Authors (also of an argument), outlets and networks are shown by one mention each.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from cmwatch.alarm import arguing, behind, changes, counting
from cmwatch.alarm.counting import LARGE_REACH, Items
from cmwatch.alarm.severity import LARGE, MIDDLING
from cmwatch.model import Alert, Argument, Item, Shift

Pick = Callable[[Sequence[Item]], Items]
"""Which of the mentions of a stretch of time are counted; in order of time, without the brand's own voice."""

HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and how to count it again."""

    name: str
    count: int
    since: datetime
    until: datetime
    pick: Pick
    keys: tuple[str, ...] = ()
    """The very mentions, where they are known by key rather than by time."""

    def of(self, items: Sequence[Item]) -> Items:
        """The mentions behind it, of all mentions of its watch in [since, until) in order of time."""
        return self.pick([item for item in items if not item.mention.from_brand])


def figures(alert: Alert) -> dict[str, Figure]:
    """All figures of an alert by name. What was not counted yet has none."""
    found = [*_window(alert), *_changes(alert), *_cells(alert), *_explained(alert), *_gates(alert), *_earlier(alert)]
    return {figure.name: figure for figure in found}


def shift_name(shift: Shift, *, before: bool = False) -> str:
    """The name of the figure of what changed, since the onset or before it."""
    return f"{'before' if before else 'now'}.{shift.kind}.{shift.value}"


def argument_name(place: int) -> str:
    """The name of the figure of an argument, by its place in the explanation."""
    return f"says.{place}"


def earlier_name(place: int) -> str:
    """The name of the figure of what an alert was about before, by its place: its first mention."""
    return f"earlier.{place}"


def _window(alert: Alert) -> Iterator[Figure]:
    since, until = behind.window(alert)
    asked, _until = behind.asked(alert)
    yield Figure("observed", alert.observed, asked, until, partial(behind.behind, alert))
    if alert.peak_at is not None:
        top = replace(alert, updated_at=alert.peak_at, window_minutes=alert.peak_minutes)
        yield Figure("peak", alert.peak, *behind.asked(top), partial(behind.behind, top))
    yield Figure("originals", alert.originals, since, until, counting.originals)
    people = partial(_of_story, alert.subject) if alert.channel == "story" else counting.originals
    yield Figure("authors", alert.authors, since, until, lambda items: counting.one_each(people(items)))
    yield Figure("read", alert.read, since, until, counting.read)
    yield Figure("negatives", alert.negatives, since, until, counting.negatives)
    if alert.half_hours is not None:
        middle = until - HALF_HOUR
        yield Figure("half_hour", alert.half_hours[1], middle, until, counting.originals)
        yield Figure("half_hour.before", alert.half_hours[0], middle - HALF_HOUR, middle, counting.originals)


def _changes(alert: Alert) -> Iterator[Figure]:
    compared = alert.explanation.compared
    if compared is None:
        return
    now = compared.since, compared.until
    before = compared.before_since, compared.before_until
    whole: Pick = tuple if compared.copies else counting.originals
    yield Figure("compared.now", compared.now, *now, whole)
    yield Figure("compared.before", compared.before, *before, counting.originals)
    told = alert.explanation.arguments
    for place, argument in enumerate(told):
        yield Figure(argument_name(place), argument.authors, *now, partial(_who_say, place, told, whole))
    for shift in alert.explanation.shifts:
        yield Figure(shift_name(shift), shift.now, *now, partial(_that_hold, shift, whole))
        old = partial(_that_hold, shift, counting.originals)
        yield Figure(shift_name(shift, before=True), shift.before, *before, old)


def _cells(alert: Alert) -> Iterator[Figure]:
    """Growth and networks are counted with the reasons, content with the gates; a doubling time is no count."""
    told = alert.explanation
    if told.cells_at is None:
        return
    until, since = told.cells_at, told.cells_at - timedelta(minutes=told.cells_minutes)
    for cell in told.cells:
        values = dict(cell.values)
        match cell.code:
            case "cell.V":
                start = until - timedelta(minutes=int(values["minutes"]))
                heard: Pick = lambda items: counting.few_each(counting.originals(items))  # noqa: E731 - a Pick
                yield Figure("cell.V", int(values["n"]), start, until, heard)
            case "cell.N":
                yield Figure("cell.N", int(values["n"]), since, until, counting.negatives)
            case "cell.G":
                yield Figure("cell.G", int(values["n"]), until - HALF_HOUR, until, counting.originals)
            case "cell.R":
                reach = LARGE if values["large"] else MIDDLING
                count = int(values["large"] or values["middling"])
                if count:
                    yield Figure("cell.R", count, since, until, partial(counting.of_reach, followers=reach))
                if values["press"]:
                    yield Figure("cell.R.press", int(values["press"]), since, until, counting.outlets)
            case "cell.X":
                yield Figure("cell.X", int(values["n"]), since, until, counting.networks)


_PICKS: Mapping[str, Pick] = {
    "relay": partial(counting.of_reach, followers=LARGE_REACH),
    "networks": counting.networks,
    "nature.spam": counting.most_alike,
    "nature.good_news": counting.positives,
    "copies": counting.largest_story,
    "few_authors": counting.by_loudest,
    "originals_usual": counting.originals,
    "mild": counting.negatives,
    "unread": counting.unread,
}
"""How the `n` of a reason is counted in the window of the explanation."""


def _explained(alert: Alert) -> Iterator[Figure]:
    told = alert.explanation
    if told.at is None:
        return
    since = told.at - timedelta(minutes=told.minutes)
    for reason in (*told.reasons, *told.doubts, *told.checked):
        values = dict(reason.values)
        if "n" not in values:
            continue
        if reason.code == "one_term":
            tagged = partial(counting.tagged, tag=str(values["term"]).removeprefix("#"))
            yield Figure("one_term", int(values["n"]), since, told.at, tagged)
        elif reason.code in _PICKS:
            yield Figure(reason.code, int(values["n"]), since, told.at, _PICKS[reason.code])


def _gates(alert: Alert) -> Iterator[Figure]:
    for place, gate in enumerate(alert.gates):
        keys = gate.keys
        yield Figure(f"gate.{place}", len(keys), alert.opened_at, alert.updated_at, tuple, keys)


def _earlier(alert: Alert) -> Iterator[Figure]:
    for place, one in enumerate(alert.earlier):
        if one.first is not None:
            yield Figure(earlier_name(place), 1, one.onset, one.until, tuple, (one.first,))


def _of_story(story: str, items: Sequence[Item]) -> Items:
    return tuple(item for item in items if item.story == story)


def _who_say(place: int, told: Sequence[Argument], whole: Pick, items: Sequence[Item]) -> Items:
    return arguing.saying(place, told, whole(items))


def _that_hold(shift: Shift, whole: Pick, items: Sequence[Item]) -> Items:
    return tuple(item for item in whole(items) if changes.holds(item, shift))
