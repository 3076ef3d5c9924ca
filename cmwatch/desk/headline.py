"""The header: which watch, how grave, what can be seen, who waits, what time it is."""

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, cells, fit, spread
from cmwatch.desk.keys import key, sign
from cmwatch.desk.levels import gravest, level
from cmwatch.model import SourceHealth, View
from cmwatch.words import _, counted, percent

WELL = ("live", "waiting", "catching up", "ended")
"""States of a source that need nobody's attention."""


WITH_NAME = 100
"""Cells from which on the header also says which program this is."""


def listening(sources: tuple[SourceHealth, ...]) -> int:
    """How many sources are as they should be."""
    return sum(source.state in WELL for source in sources)


def _calm_or_not(view: View, clock: Clock) -> Line:
    alert = gravest(view.alerts)
    if alert is None:
        return ((_("no alert"), "good"),)
    return (level(alert.severity), (" " + _("since {time}", time=clock.time(alert.onset)), "text"))


def _sources(view: View) -> Line:
    if not view.sources:
        return ()
    well, total = listening(view.sources), len(view.sources)
    text = _("sources {well}/{total}", well=well, total=total)
    return ((text, "text"), (" ⚠", "warn")) if well < total else ((text, "dim"),)


def _unanswered(view: View, clock: Clock, *, hinted: bool) -> Line:
    if not view.unanswered:
        return ()
    count = counted("{n} unanswered", "{n} unanswered", view.unanswered)
    if not hinted:
        return ((count, "text"),)
    oldest = _(", oldest {age}", age=clock.age(view.oldest_unanswered)) if view.oldest_unanswered else ""
    return ((count, "text"), (oldest, "dim"), (f" {sign(key('unanswered'))}", "key"))


def _mode(view: View) -> Line:
    match view.mode:
        case "live":
            return ()
        case "demo":
            name = _("demo")
        case "replay":
            name = _("replay")
        case "follow":
            name = _("reading along")
    progress = "" if view.progress is None else " " + percent(view.progress)
    return ((name + progress, "accent"),)


def headline_of(view: View, clock: Clock, watch: str | None, width: int, trouble: str = "") -> Line:
    """The header at this width: the least telling parts go first when there is no room."""
    subject = watch or _all_watches(view)
    name: Line = ((" ", "dim"), (subject, "strong"))
    wide = width >= WITH_NAME
    if wide:
        name = ((" cmwatch", "heading"), (" · ", "dim"), (subject, "strong"))
    time: Line = ((f"{clock.local(clock.now):%H:%M:%S} {clock.offset(clock.now)} ", "text"),)
    grave = ((trouble, "level-1"),) if trouble else _calm_or_not(view, clock)
    middle = [part for part in (grave, _sources(view), _mode(view), _unanswered(view, clock, hinted=wide)) if part]
    while len(middle) > 1 and _length(name, middle, time) > width:
        middle.pop()
    right = tuple(span for part in middle for span in (*part, ("   ", "dim")))
    return spread(name, fit((*right, *time), max(8, width - 12)), width)


def _all_watches(view: View) -> str:
    match view.watches:
        case ():
            return _("no watch yet")
        case (only,):
            return only.name
        case many:
            return counted("{n} watch", "{n} watches", len(many))


def _length(name: Line, middle: list[Line], time: Line) -> int:
    return min(cells(name), 24) + sum(cells(part) + 3 for part in middle) + cells(time) + 2
