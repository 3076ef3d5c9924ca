"""The card of an alert on the command line: the lines of the desk, and the mentions behind each figure."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from cmwatch.alarm import card as told
from cmwatch.alarm.card import Told
from cmwatch.alarm.explain import Stamp
from cmwatch.alarm.figures import figures
from cmwatch.alarm.wire import instant
from cmwatch.archive import Archive
from cmwatch.errors import UsageError
from cmwatch.model import Alert, Item
from cmwatch.monitor.opening import opened
from cmwatch.words import _


def card(alert: Alert, zone: str) -> Iterator[str]:
    """What the desk's card says, in its order; beside each line the names of the figures that it tells."""
    known = figures(alert)

    def stamp(at: datetime) -> str:
        return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z")

    for title, lines in _parts(alert, stamp):
        if title:
            yield f"{title}:"
        for line in lines:
            names = " ".join(name for name in line.figures if name in known)
            sign = "" if line.holds else "✓ "
            yield f"  {sign}{line.text}" + (f"  [{names}]" if names else "")


def quotes(archive: Archive, alert: Alert) -> Iterator[str]:
    """The first mention, the biggest relay, and originals."""
    why = alert.explanation
    keys = dict.fromkeys(key for key in (why.first, why.relay, *why.samples) if key)
    labels = {why.relay: _("biggest relay"), why.first: _("first")}
    found = [(key, item) for key in keys if (item := archive.item(key))]
    if found:
        yield _("In their words:")
    for key, item in found:
        label = f"{labels[key]} · " if key in labels else ""
        yield f"  {label}{key}  @{item.mention.author}  {' '.join(item.mention.text.split())}"


def figure_objects(alert: Alert) -> list[dict[str, object]]:
    """Every figure with its count and the time it was counted in."""
    return [
        {"name": figure.name, "count": figure.count, "since": instant(figure.since), "until": instant(figure.until)}
        for figure in figures(alert).values()
    ]


def shown(archive: Archive, alert: Alert, name: str) -> tuple[Item, ...]:
    """The mentions behind a figure. Raises UsageError if the alert has none of this name."""
    known = figures(alert)
    if name not in known:
        raise UsageError(_("The alert has no figure '{name}'.", name=name), alert.id, " · ".join(known))
    return opened(archive, alert, name)


def _parts(alert: Alert, stamp: Stamp) -> Iterator[tuple[str, tuple[Told, ...]]]:
    level, *rule = told.level_lines(alert, stamp)
    observed = Told(told.observed_text(alert), ("observed",))
    compared = told.compared_line(alert, stamp)
    changes = tuple(told.shift_line(alert, shift) for shift in alert.explanation.shifts)
    yield "", (observed, *told.people_lines(alert), level, *told.outlook_lines(alert, stamp))
    yield _("How sure"), told.sure_lines(alert, stamp)
    yield _("Since"), told.since_lines(alert, stamp)
    yield _("What changed"), (*((compared,) if compared else ()), *changes)
    if said := told.argument_lines(alert):
        yield _("What people say"), said
    yield _("What would make it nothing"), told.doubt_lines(alert, stamp)
    yield _("What we cannot see"), told.unseen_lines(alert, stamp)
    yield _("What is counted"), (told.channel_line(alert), *rule)
    if alert.gates:
        yield _("Gates"), told.gate_lines(alert, stamp)
    yield _("Planned"), (Told(", ".join(alert.planned) or _("nothing at this time")),)
    yield _("Similar past alerts"), told.similar_lines(alert, stamp) or (Told(_("none in the archive")),)
    yield _("Playbook"), (told.playbook_line(alert),)
