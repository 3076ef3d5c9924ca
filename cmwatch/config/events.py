"""Planned events: campaigns, contests and launches during which more is said than usual."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from cmwatch.config.brands import OWN_NAME, zone
from cmwatch.config.table import Table
from cmwatch.model import PlannedEvent, Watch
from cmwatch.words import _

EXPECTED, LEAST, MOST = 3.0, 1.0, 100.0
"""How many times the usual volume an event makes: three for a contest, as a first guess that a back-test corrects."""


def events(top: Table, default_zone: str, watches: tuple[Watch, ...]) -> tuple[PlannedEvent, ...]:
    """All that could be read; problems are reported."""
    read = [_event(table, default_zone, watches) for table in top.tables("event")]
    return tuple(event for event in read if event)


def _event(table: Table, default_zone: str, watches: tuple[Watch, ...]) -> PlannedEvent | None:
    name = table.required("name", _('Name what is planned: name = "Winter contest"'))
    brand, watch = _whom(table, watches)
    own_zone = ZoneInfo(zone(table, default_zone))
    since, until = _moment(table, "since", own_zone), _moment(table, "until", own_zone)
    expect = table.number("expect", EXPECTED, LEAST, MOST)
    table.close()
    if since and until and since >= until:
        table.wrong("until", _("It ends before it begins."), _("Give a later date in until than in since."))
    return PlannedEvent(name, since, until, expect, brand, watch) if since and until else None


def _whom(table: Table, watches: tuple[Watch, ...]) -> tuple[str, str]:
    """Brand and watch that it concerns. A watch may be called by its own name, as it stands in its table."""
    brand, called = table.text("brand"), table.text("watch")
    brands = dict.fromkeys(watch.brand for watch in watches)
    if brand and brand not in brands:
        table.wrong("brand", _("There is no brand {name}.", name=brand), _known(brands))
        return brand, ""
    if not called:
        return brand, ""
    ours = [watch for watch in watches if brand in ("", watch.brand)]
    for watch in ours:
        if called in (watch.name, watch.name.partition(OWN_NAME)[2]):
            return watch.brand, watch.name
    table.wrong("watch", _("There is no watch {name}.", name=called), _known([watch.name for watch in ours]))
    return brand, called


def _known(names: Iterable[str]) -> str:
    return _("Known are {names}; leave the option out for all of them.", names=", ".join(names) or "–")


def _moment(table: Table, key: Literal["since", "until"], own_zone: ZoneInfo) -> datetime | None:
    """A date, or a date and time, in UTC. A date alone is the whole of that day, so `until` includes it."""
    value = table.value(key)
    if isinstance(value, str):
        value = _read(value.strip())
    try:
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=own_zone)).astimezone(UTC)
        if isinstance(value, date):
            day = value + timedelta(days=1) if key == "until" else value
            return datetime.combine(day, time(), own_zone).astimezone(UTC)
    except OverflowError:  # the first or the last day there is
        pass
    remedy = _("Write {key} = 2026-12-01, or with a time: {key} = 2026-12-01 09:00:00", key=key)
    missing = not table.has(key)
    table.wrong(key, _("This is missing.") if missing else _("This is no date."), remedy)
    return None


def _read(text: str) -> datetime | date | None:
    """What stands between quotes, which is how a time without seconds has to be written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
