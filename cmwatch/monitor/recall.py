"""What a restart takes up again from the archive: counts, gaps, alerts, stories, and who still waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cmwatch.alarm.pulse import MINUTES_KEPT, instant_of
from cmwatch.alarm.witnesses import COMPARED, COMPARED_ITEMS, Before
from cmwatch.archive import Archive, Selection
from cmwatch.intake.stories import JOINABLE, STORIES_KEPT
from cmwatch.model import Item
from cmwatch.monitor.guard import STATE, Guard
from cmwatch.monitor.pipeline import Pipeline
from cmwatch.monitor.unanswered import WAITING, Unanswered

LEARNT_FROM = timedelta(days=28)
"""Minutes that are heard again where no checkpoint says what was learnt: four of each hour of the week."""


def recall(archive: Archive, guard: Guard, pipeline: Pipeline, unanswered: Unanswered) -> datetime | None:
    """Take up where the last session ended; returns the newest event time in the archive, if there is one."""
    newest = archive.size().newest
    if newest is None:
        return None
    for watch in guard.watches:
        # What a checkpoint knows need not be heard again, but is still drawn.
        known = timedelta(minutes=MINUTES_KEPT) if archive.checkpoints(watch.name) else LEARNT_FROM
        guard.recall(archive.bins(watch.name, newest - known), (), ())
    guard.recall((), archive.gaps(), archive.alerts())
    recent = Selection(since=newest - JOINABLE, newest_first=True, limit=STORIES_KEPT)
    items = sorted(archive.items(recent), key=lambda item: item.mention.at)
    pipeline.recall(items)
    for item in items:
        if newest - item.mention.at <= WAITING:
            unanswered.observe(item)
    guard.recall_items(items, whole=len(items) < STORIES_KEPT)
    for watch in guard.watches:
        guard.resume(watch.name, archive.checkpoints(watch.name), archive.note(f"{STATE}{watch.name}"))
    return newest


def before(archive: Archive) -> Before:
    """Looks up the newest originals of a watch from the week before a minute, for comparison."""

    def look(watch: str, minute: int) -> Sequence[Item]:
        until = instant_of(minute)
        wanted = Selection(
            watch=watch, since=until - COMPARED, until=until, newest_first=True, limit=COMPARED_ITEMS,
            predicate=lambda item: item.original and not item.mention.from_brand,
        )  # fmt: skip
        return tuple(archive.items(wanted))

    return look
