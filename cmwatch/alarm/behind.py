"""The mentions that are counted in the figure of an alert, so that every number can be opened and counted again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cmwatch.alarm.crowd import AuthorHour, author_hour
from cmwatch.alarm.pulse import minute_of
from cmwatch.model import Alert, AlertChannel, Item

AUTHOR_REACH = timedelta(hours=1)
"""How far before a window its authors may have been counted: an author counts once in an hour."""


def counts_for(channel: AlertChannel, subject: str, item: Item) -> bool:
    """Whether an item that others than the brand wrote may count in a channel."""
    match channel:
        case "story":
            return item.story == subject
        case "source":
            return item.original and item.mention.source == subject
        case "negative" | "share":
            return item.original and item.reading.tone == "negative"
        case "mentions" | "authors" | "reach" | "gate":
            return item.original


def asked(alert: Alert) -> tuple[datetime, datetime]:
    """From when to when mentions must be known to tell what is behind an alert."""
    since = window(alert)[0]
    return since - AUTHOR_REACH if alert.channel == "authors" else since, alert.updated_at


def window(alert: Alert) -> tuple[datetime, datetime]:
    """The window that an alert counted."""
    return alert.updated_at - timedelta(minutes=alert.window_minutes), alert.updated_at


def behind(alert: Alert, items: Iterable[Item]) -> tuple[Item, ...]:
    """Exactly the mentions counted in `alert.observed`, of all those in the time that `asked` names, oldest first.

    Of authors, the mention with which each was counted.
    """
    since = window(alert)[0]
    told = (one for one in items if not one.mention.from_brand and counts_for(alert.channel, alert.subject, one))
    if alert.channel == "authors":
        first: dict[AuthorHour, Item] = {}
        for item in told:
            first.setdefault(author_hour(item.mention, minute_of(item.mention.at)), item)
        return tuple(item for item in first.values() if item.mention.at >= since)
    return tuple(item for item in told if item.mention.at >= since)
