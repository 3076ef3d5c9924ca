"""What people do to alerts, from any process: each act is written down first, then applied by whoever collects."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from cmwatch.alarm import episode
from cmwatch.alarm.lookout import Change
from cmwatch.archive import Archive, Batch
from cmwatch.archive.lock import collector
from cmwatch.errors import UsageError
from cmwatch.model import Alert, Item, Severity, Watch
from cmwatch.model.case import Declaration
from cmwatch.monitor.guard import Guard
from cmwatch.words import _

APPLIED = "acts applied"
"""Note in the archive: number of the last act that was applied."""


class Acts:
    """Applies acts to the alerts of a guard, each once; one for each session."""

    def __init__(
        self, archive: Archive, guard: Guard, write: Callable[[Batch], object], *, collects: bool = True
    ) -> None:
        """`write` returns when the batch is on the disk, and with it whatever was to be written before.

        Only who `collects` says which acts are applied: an act that it has not heard of yet must not be lost.
        """
        self._archive = archive
        self._guard = guard
        self._write = write
        self._collects = collects
        self._applied = _applied(archive)

    def taken(self) -> list[Change]:
        """Apply what was done since the last look, by other processes too."""
        changes: list[Change] = []
        if not self._collects:
            # What the collector has applied is in its alerts, which may have gone on since.
            self._applied = max(self._applied, _applied(self._archive))
        acts = self._archive.acts(after=self._applied)
        for act in acts:
            self._applied = act.row
            try:
                alert = episode.acted(self._guard.alert(act.alert_id), act.act, act.actor, act.at, act.detail)
            except UsageError:
                continue  # two people acted at once, and the first act made the second void
            changes += self._guard.take(alert)
        if acts:
            found = {act.alert_id: self._guard.find(act.alert_id) for act in acts}
            alerts = [alert for alert in found.values() if alert]
            self._write(Batch(alerts=alerts, notes={APPLIED: str(self._applied)} if self._collects else {}))
        return changes

    def do(self, alert_id: str, act: str, actor: str, at: datetime, detail: str = "") -> list[Change]:
        """Act on an alert now. Raises UsageError if it makes no sense; then nothing is written."""
        episode.acted(self._guard.alert(alert_id), act, actor, at, detail)
        self._archive.add_act(alert_id, at, actor, act, detail)
        return self.taken()

    def undo(self, alert_id: str, actor: str, at: datetime) -> list[Change]:
        """Take back the last act on an alert. Raises UsageError if there is none that can be taken back."""
        return self.do(alert_id, "restore", actor, at, last_act(self._archive, alert_id))


def last_act(archive: Archive, alert_id: str) -> str:
    """The last act on an alert, if it can be taken back; raises UsageError if not."""
    acts = [act.act for act in archive.acts() if act.alert_id == alert_id]
    if not acts or acts[-1] == "restore":
        raise UsageError(_("There is nothing to undo."), alert_id)
    return acts[-1]


def act_aside(
    archive: Archive, folder: Path, alert_id: str, act: str, actor: str, at: datetime, detail: str = ""
) -> Alert:
    """Act from outside a session: written down for whoever collects, applied here if nobody does.

    Returns the alert as it is after the act. Raises UsageError if the act makes no sense.
    """
    alerts = {alert.id: alert for alert in archive.alerts()}
    collected = collector(folder) is not None
    # What a collector that died had not heard of yet is as good as this act, and older.
    since = _applied(archive)
    overdue = [] if collected else [one for one in archive.acts(after=since) if one.alert_id in alerts]
    for one in overdue:
        with suppress(UsageError):
            alerts[one.alert_id] = episode.acted(alerts[one.alert_id], one.act, one.actor, one.at, one.detail)
    after = alerts[alert_id] = episode.acted(alerts[alert_id], act, actor, at, detail)
    number = archive.add_act(alert_id, at, actor, act, detail)
    if not collected:
        changed = {alert_id, *(one.alert_id for one in overdue)}
        archive.write(Batch(alerts=[alerts[one] for one in changed], notes={APPLIED: str(number)}))
    return after


def _applied(archive: Archive) -> int:
    """Number of the last act that whoever collects has applied."""
    return int(archive.note(APPLIED) or 0)


def first_mention_at(alert: Alert, first: Item | None) -> datetime:
    """When what an alert is about was first spoken of; `first` is its first mention, where that is still known."""
    return first.mention.at if first else alert.onset


def declaration(alert: Alert, title: str, severity: Severity, watch: Watch, first_mention_at: datetime) -> Declaration:
    """What is known of an incident that is declared from an alert."""
    return Declaration(
        title=title,
        severity=severity,
        suggested=alert.severity,
        watches=(alert.watch,),
        brand=watch.brand,
        zone=watch.zone,
        first_mention_at=first_mention_at,
        alert=alert,
    )
