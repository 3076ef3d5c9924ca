"""What the desk asks of the core: the Monitor's methods, so that a fake can stand in for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cmwatch.intake.listening.probe import Probed
from cmwatch.model import Alert, Item, PulseBin, Severity, Tone, Version, View
from cmwatch.model.case import Case
from cmwatch.monitor.teaching import Told
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf


class Core(Protocol):
    """The monitor as the desk sees it. Acts raise CmwatchError, and nothing else, when they cannot be done."""

    @property
    def data_folder(self) -> Path:
        """Where drafts and exports are saved."""
        ...

    @property
    def cases(self) -> CaseBook:
        """The incidents."""
        ...

    @property
    def shelf(self) -> Shelf:
        """The reply templates."""
        ...

    async def run(self) -> None:
        """Collect until stopped; return when a recording has ended."""
        ...

    async def close(self) -> None:
        """Stop and write what is unwritten, within a second."""
        ...

    def view(self) -> View:
        """The picture; the same object while nothing changed."""
        ...

    def pulse(self, watch: str | None, minutes: int, count: int, until: datetime | None = None) -> tuple[PulseBin, ...]:
        """`count` bins of `minutes` each, the last one ending at `until` or now; oldest first."""
        ...

    def search(
        self,
        query: str,
        since: datetime | None = None,
        until: datetime | None = None,
        watch: str | None = None,
        limit: int = 1000,
    ) -> tuple[Item, ...]:
        """Archived mentions that match. Raises UsageError for a query that cannot be read."""
        ...

    def behind(self, alert: Alert, figure: str = "observed") -> tuple[Item, ...]:
        """Exactly the mentions that a figure of an alert counts (`alarm.figures`)."""
        ...

    def alert(self, alert_id: str) -> Alert | None:
        """The alert of an id, closed or not."""
        ...

    def alerts(self) -> tuple[Alert, ...]:
        """Every alert, closed or not, oldest first."""
        ...

    def story(self, item: Item) -> tuple[Item, ...]:
        """Every archived item of this item's story, oldest first."""
        ...

    def waiting(self) -> tuple[Item, ...]:
        """Who waits for an answer, the longest first: as many as `view().unanswered` says."""
        ...

    def correct(self, item: Item, tone: Tone, actor: str) -> object:
        """Say what the tone of a mention is."""
        ...

    def told(self, item: Item) -> Told:
        """What made the reading of a mention."""
        ...

    def item(self, key: str) -> Item | None:
        """The mention `source:id`."""
        ...

    def versions(self, item: Item) -> tuple[Version, ...]:
        """The edits and the deletion of a mention, oldest first."""
        ...

    def acknowledge(self, alert_id: str, actor: str) -> object:
        """Say that a person looks at it."""
        ...

    def snooze(self, alert_id: str, until: datetime, actor: str) -> object:
        """Stay silent about it until then, unless it worsens."""
        ...

    def lower(self, alert_id: str, actor: str) -> object:
        """Agree to the milder level that is proposed."""
        ...

    def close_alert(self, alert_id: str, reason: str, actor: str) -> object:
        """End it: `true`, `false`, `planned`, `duplicate` or `late`."""
        ...

    def undo(self, alert_id: str, actor: str) -> object:
        """Take back the last act on it."""
        ...

    def declare(self, alert_id: str, title: str, severity: Severity, actor: str) -> Case:
        """Open an incident from an alert."""
        ...

    def retry_source(self, name: str) -> None:
        """Try this source now rather than at its next try."""
        ...

    def pause_source(self, name: str, actor: str) -> None:
        """Stop listening to this source until `retry_source`, also after a restart."""
        ...

    async def test_source(self, name: str) -> Probed:
        """One fetch from this source, of which nothing is kept."""
        ...

    def subscribe(self, callback: Callable[[Alert, bool], None]) -> object:
        """Be told of each change of an alert, and whether to notify of it."""
        ...


@dataclass(frozen=True, slots=True)
class DeskOptions:
    """How this person's desk behaves."""

    actor: str
    """Who acts, as the log will say."""
    zone: str = "UTC"
    """IANA name used where no watch names one."""
    refresh_hz: int = 4
    """How often the desk looks at the view, 1 to 10 times a second."""
    bell: bool = True
    """Whether a new or worsened alert rings the terminal's bell."""
    title: bool = True
    """Whether the terminal's title tells the gravest alert."""
