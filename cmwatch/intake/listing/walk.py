"""One walk through a list, from the newest entry back to what is known."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from cmwatch.intake.listing.marks import Mark
from cmwatch.intake.listing.page import Entry, Lane, Page
from cmwatch.intake.wire.transport import Wire
from cmwatch.model import Delivery, RawMention, Revision

HISTORY_PAGES = 3
"""Pages read at the first look, for the baseline to begin with."""

OLD = timedelta(hours=24)
"""What was said longer ago than this, found while catching up, is history."""

TOGETHER = 100
"""Most mentions delivered at once."""


class Walk:
    """Gathers a list's pages. May be interrupted between two of them and gone on with later.

    Page numbers shift between two pages: what is said then brings entries twice, which is seen; what is deleted then
    hides one entry for each, which is only found if it is on the first page next time.
    """

    def __init__(self, lane: Lane, mark: Mark | None, began: datetime) -> None:
        self.lane = lane
        self.began = began
        self.entries: dict[str, Entry] = {}
        """All that was listed, by id."""
        self.done = False
        self._mark = mark
        self._waiting: list[Entry] = []
        self._token = ""
        self._pages = 0
        self._cut = False

    @property
    def is_first(self) -> bool:
        """Whether this list was never read before: what it holds is history."""
        return self._mark is None

    async def step(self, wire: Wire) -> datetime | None:
        """Fetch and take one page; returns before when the network wants no other, if it said so."""
        page = await self.lane.page(wire, self._token)
        self._take(page)
        return page.again_at

    def _take(self, page: Page) -> None:
        self._pages += 1
        self._token = page.older
        for entry in page.entries:
            if entry.id not in self.entries:
                self.entries[entry.id] = entry
                self._waiting.append(entry)
        if self._mark is None:
            self.done = not page.older or self._pages >= min(HISTORY_PAGES, self.lane.pages)
        elif page.entries and self._mark.is_reached_by(page.entries):
            self.done = True
        elif not page.older or self._pages >= self.lane.pages:
            # A network that gives no more does not always say that there is more.
            self.done, self._cut = True, page.cut or self._pages >= self.lane.pages

    @property
    def blind(self) -> tuple[tuple[datetime, datetime], ...]:
        """The time that lies between what was known and the oldest page that could be had."""
        if not self._cut or self._mark is None:
            return ()
        until = min(
            (entry.at for entry in self.entries.values() if entry.at is not None), default=self.began.timestamp()
        )
        # What was said before the last look was seen then, unless it was listed late.
        since = self._mark.asked if self._mark.asked < until else self._mark.upto
        return ((datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC)),) if since < until else ()

    def deliveries(self, source: str) -> Iterator[Delivery]:
        """What was not delivered yet, oldest first; the last one has what else there is to say."""
        order = self._waiting[::-1]
        order.sort(key=lambda entry: entry.at or self.began.timestamp())
        self._waiting = []
        for history in (True, False):
            entries = [entry for entry in order if self._is_past(entry) is history]
            mentions = tuple(self._mentions(entries))
            for first in range(0, len(mentions), TOGETHER):
                yield Delivery(source, mentions[first : first + TOGETHER], history=history)
            if revisions := tuple(self._revisions(entries)):
                # A list tells of everybody's, also of what no watch asked for.
                yield Delivery(source, revisions=revisions, history=history, is_firehose=True)
        blind = self.blind if self.done else ()
        unreadable = tuple(entry.unreadable for entry in order if entry.unreadable and not self._is_known(entry))
        if unreadable or blind:
            yield Delivery(source, unreadable=unreadable, history=self.is_first, blind=blind)

    def _mentions(self, entries: Iterable[Entry]) -> Iterator[tuple[RawMention, str]]:
        for entry in entries:
            if entry.mention is not None and not self._is_known(entry):
                yield entry.mention

    def _revisions(self, entries: Iterable[Entry]) -> Iterator[Revision]:
        for entry in entries:
            revision = None if self._is_known(entry) else entry.revision
            if self._mark is not None and self._mark.is_changed(entry):
                revision = entry.changed()
            if revision is not None:
                yield revision

    def _is_known(self, entry: Entry) -> bool:
        return self._mark is not None and self._mark.is_known(entry)

    def _is_past(self, entry: Entry) -> bool:
        old = entry.at is not None and self.began.timestamp() - entry.at > OLD.total_seconds()
        return self._mark is None or old
