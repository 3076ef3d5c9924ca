"""Opening a number: the archived mentions that a figure of an alert counts."""

from cmwatch.alarm.figures import figures
from cmwatch.archive import Archive, Selection
from cmwatch.model import Alert, Item


def opened(archive: Archive, alert: Alert, name: str) -> tuple[Item, ...]:
    """The mentions behind the figure of this name, oldest first; none if the alert has no such figure."""
    figure = figures(alert).get(name)
    if figure is None:
        return ()
    if figure.keys:
        return tuple(archive.items(Selection(keys=figure.keys)))
    return figure.of(tuple(archive.items(Selection(since=figure.since, until=figure.until, watch=alert.watch))))
