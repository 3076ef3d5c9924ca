"""The journal of a trial: which alerts called the person on call, when, how gravely, and how long they stood."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cmwatch.model import Alert, AlertChannel, Severity

PAGES: Severity = 2
"""The mildest level that wakes someone: red and amber page."""


@dataclass(frozen=True, slots=True)
class Call:
    """One notification."""

    at: datetime
    severity: Severity


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alert that called. One alert is one alarm, however often it calls again."""

    id: str
    watch: str
    opened_at: datetime
    calls: tuple[Call, ...]
    """In their order; never empty."""
    channel: AlertChannel = "mentions"
    """What carried it at its first call."""
    ended_at: datetime | None = None
    """When it fell quiet; None: it stood to the end of the recording."""

    @property
    def at(self) -> datetime:
        """The first call."""
        return self.calls[0].at

    @property
    def severity(self) -> Severity:
        """The gravest level that it called with."""
        return min(call.severity for call in self.calls)

    @property
    def pages(self) -> bool:
        """Whether it would have woken someone."""
        return self.severity <= PAGES


class Journal:
    """The alarms of one sensitivity, in the order of their first call. Alerts that never call are not in it."""

    def __init__(self) -> None:
        self._alarms: dict[str, Alarm] = {}

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """All of them."""
        return tuple(sorted(self._alarms.values(), key=lambda alarm: (alarm.at, alarm.watch, alarm.id)))

    def note(self, changes: Iterable[tuple[Alert, bool]]) -> None:
        """Note changes of alerts, each with whether it notifies."""
        for alert, notify in changes:
            at = alert.changed_at or alert.opened_at
            known = self._alarms.get(alert.id)
            if notify:
                call = Call(at, alert.severity)
                before = known or Alarm(alert.id, alert.watch, alert.opened_at, (), alert.channel)
                self._alarms[alert.id] = replace(before, calls=(*before.calls, call), ended_at=None)
            elif known is not None:
                over = alert.state in ("quiet", "closed")
                self._alarms[alert.id] = replace(known, ended_at=(known.ended_at or at) if over else None)
