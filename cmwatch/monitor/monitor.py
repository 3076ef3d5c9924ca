"""The monitor: what a front end sees of a session, and what a person can do in it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cmwatch.alarm.lookout import Change
from cmwatch.archive import Archive, Selection
from cmwatch.errors import UsageError
from cmwatch.intake.listening.probe import Probed
from cmwatch.intake.query import Probe, parse
from cmwatch.model import Alert, Item, Mode, PulseBin, Severity, SourceHealth, Tone, Unreadable, Version, View
from cmwatch.model.case import Case
from cmwatch.monitor.acts import Acts, declaration, first_mention_at
from cmwatch.monitor.guard import Guard
from cmwatch.monitor.opening import opened
from cmwatch.monitor.picture import Picture
from cmwatch.monitor.teaching import Explainer, Told
from cmwatch.monitor.telling import Listener, Telling
from cmwatch.monitor.unanswered import Unanswered
from cmwatch.response.casebook import CaseBook
from cmwatch.response.templates import Shelf
from cmwatch.words import _

STORY_SHOWN = 2_000
"""Items of a story that are listed at most."""

STORY_REACH = timedelta(hours=72)
"""How far back a story is looked for whose first mention is no longer kept."""


class Engine(Protocol):
    """What keeps the session going: a collector, or a follower of one."""

    mode: Mode
    acts: Acts
    picture: Picture
    unanswered: Unanswered
    unreadable: list[Unreadable]

    @property
    def now(self) -> datetime:
        """Event time."""
        ...

    @property
    def progress(self) -> float | None:
        """0 … 1 of a recording, if known."""
        ...

    def health(self) -> tuple[SourceHealth, ...]:
        """How each source is."""
        ...

    def retry_source(self, name: str) -> None:
        """Try a source at once."""
        ...

    def pause_source(self, name: str, actor: str) -> None:
        """Stop listening to a source until it is tried again, also after a restart."""
        ...

    async def test_source(self, name: str) -> Probed:
        """One fetch from a source, of which nothing is kept."""
        ...

    async def run(self) -> None:
        """Go on until stopped or the recording ends."""
        ...

    async def close(self) -> None:
        """Stop within a second."""
        ...


class Monitor:
    """One session, as the desk and the command line see it. All methods belong to the event loop's thread."""

    def __init__(
        self,
        engine: Engine,
        *,
        archive: Archive,
        guard: Guard,
        telling: Telling,
        folder: Path,
        shelf: Shelf,
    ) -> None:
        self.data_folder = folder
        self.cases = CaseBook(folder / "cases")
        self.shelf = shelf
        self._engine, self._archive, self._guard, self._telling = engine, archive, guard, telling
        self._explainer = Explainer(archive)

    async def run(self) -> None:
        """Collect until stopped or the recording ends. What was filed is on the disk when this returns."""
        await self._engine.run()

    async def close(self) -> None:
        """Stop within a second; what was filed is on the disk when this returns."""
        await self._engine.close()

    @property
    def unreadable(self) -> list[Unreadable]:
        """The first reports on what could not be read."""
        return self._engine.unreadable

    def view(self) -> View:
        """The picture; the same object while nothing changed."""
        engine = self._engine
        now = engine.now
        waiting, oldest = engine.unanswered.standing(now)
        return engine.picture.view(
            now,
            mode=engine.mode,
            watches=self._guard.watches,
            alerts=self._guard.standing(),
            sources=engine.health(),
            gaps=self._guard.gaps(),
            unanswered=waiting,
            oldest_unanswered=oldest,
            progress=engine.progress,
            notice=self._telling.notice,
        )

    def pulse(self, watch: str | None, minutes: int, count: int, until: datetime | None = None) -> tuple[PulseBin, ...]:
        """`count` bins of `minutes` each, the last one ending at `until` or now; oldest first."""
        return self._guard.pulse(watch, minutes, count, until or self._engine.now)

    def search(
        self,
        query: str,
        since: datetime | None = None,
        until: datetime | None = None,
        watch: str | None = None,
        limit: int = 1000,
    ) -> tuple[Item, ...]:
        """Archived mentions that match, newest first. Raises QueryError."""
        asked = parse(query, self._engine.now)
        bounds = [bound for bound in (since, asked.since()) if bound], [b for b in (until, asked.until()) if b]
        selection = Selection(
            prefilter=asked.prefilter(),
            since=max(bounds[0], default=None),
            until=min(bounds[1], default=None),
            watch=watch,
            newest_first=True,
            limit=limit,
            predicate=lambda item: asked.matches(Probe.of(item)),
        )
        return tuple(self._archive.items(selection))

    def behind(self, alert: Alert, figure: str = "observed") -> tuple[Item, ...]:
        """The mentions that a figure of an alert counts, oldest first; none if it has no figure of this name."""
        return opened(self._archive, alert, figure)

    def alert(self, alert_id: str) -> Alert | None:
        """The alert of an id, closed or not."""
        return self._guard.find(alert_id) or next((one for one in self._archive.alerts() if one.id == alert_id), None)

    def alerts(self) -> tuple[Alert, ...]:
        """Every alert, closed or not, oldest first, as it is now."""
        known = {one.id: one for one in self._archive.alerts()} | {one.id: one for one in self._guard.known()}
        return tuple(sorted(known.values(), key=lambda one: (one.opened_at, one.id)))

    def story(self, item: Item) -> tuple[Item, ...]:
        """Every archived item of this item's story, oldest first."""
        first = self.item(item.story)
        since = first.mention.at if first else item.mention.at - STORY_REACH
        wanted = Selection(since=since, limit=STORY_SHOWN, predicate=lambda other: other.story == item.story)
        return tuple(self._archive.items(wanted))

    def waiting(self) -> tuple[Item, ...]:
        """Who waits for an answer, the longest first: as many as the view says."""
        now = self._engine.now
        return tuple(self._archive.items(Selection(keys=self._engine.unanswered.keys(now))))

    def item(self, key: str) -> Item | None:
        """The mention `source:id`."""
        return self._archive.item(key)

    def versions(self, item: Item) -> tuple[Version, ...]:
        """The edits and the deletion of a mention, oldest first."""
        return self._archive.versions(item.mention.source, item.mention.id)

    def correct(self, item: Item, tone: Tone, actor: str) -> None:
        """Say what the tone of a mention is; later texts with its words are read with that in mind."""
        self._archive.correct(f"{item.mention.source}:{item.mention.id}", tone, actor, self._engine.now)
        self._engine.picture.correct(item, tone)

    def told(self, item: Item) -> Told:
        """What made the reading of a mention, and how often readings of its watch were right."""
        return self._explainer.told(item)

    def subscribe(self, callback: Listener) -> None:
        """Be told of each change of an alert, and whether to notify of it."""
        self._telling.subscribe(callback)

    def retry_source(self, name: str) -> None:
        """Try this source now rather than at its next try."""
        self._engine.retry_source(name)
        self._engine.picture.touch()

    def pause_source(self, name: str, actor: str) -> None:
        """Stop listening to this source until `retry_source`, also after a restart."""
        self._engine.pause_source(name, actor)
        self._engine.picture.touch()

    async def test_source(self, name: str) -> Probed:
        """One fetch from this source beside the one that goes on; nothing of it is kept."""
        return await self._engine.test_source(name)

    def acknowledge(self, alert_id: str, actor: str) -> None:
        """Say that a person looks at it."""
        self._told(self._engine.acts.do(alert_id, "acknowledge", actor, self._engine.now))

    def snooze(self, alert_id: str, until: datetime, actor: str) -> None:
        """Stay silent about it until then, unless it worsens."""
        self._told(self._engine.acts.do(alert_id, "snooze", actor, self._engine.now, until.isoformat()))

    def lower(self, alert_id: str, actor: str) -> None:
        """Agree to the milder level that is proposed. Raises UsageError if none is."""
        self._told(self._engine.acts.do(alert_id, "lower", actor, self._engine.now))

    def close_alert(self, alert_id: str, reason: str, actor: str) -> None:
        """End it: `true`, `false`, `planned`, `duplicate` or `late`."""
        self._told(self._engine.acts.do(alert_id, "close", actor, self._engine.now, reason))

    def undo(self, alert_id: str, actor: str) -> None:
        """Take back the last act on it."""
        self._told(self._engine.acts.undo(alert_id, actor, self._engine.now))

    def declare(self, alert_id: str, title: str, severity: Severity, actor: str) -> Case:
        """Open an incident from an alert. Raises UsageError if it already has one."""
        alert, at = self._guard.alert(alert_id), self._engine.now
        if alert.incident:
            raise UsageError(_("The alert already has an incident."), f"#{alert.incident}")
        watch = next(watch for watch in self._guard.watches if watch.name == alert.watch)
        first = self.item(alert.explanation.first) if alert.explanation.first else None
        since = first_mention_at(alert, first)
        case = self.cases.declare(declaration(alert, title, severity, watch, since), actor, at)
        self._told(self._engine.acts.do(alert_id, "declare", actor, at, case.id))
        return case

    def _told(self, changes: list[Change]) -> None:
        self._engine.picture.touch()
        self._telling.tell(changes)
