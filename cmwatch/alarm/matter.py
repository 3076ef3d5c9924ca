"""What an alert is about now, where something else has joined what opened it: since when, and who said it first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cmwatch.alarm import changes
from cmwatch.alarm.counting import key
from cmwatch.alarm.detector import Judgement
from cmwatch.alarm.witnesses import Witnesses
from cmwatch.model import Alert, Item, Matter, Shift

TELLING = 4
"""What is new that is shown with an alert: a mention that holds none of it is hardly what the alert is about."""

SURELY = 2
"""How many of them a complaint holds that is taken for the first although it came before the counts rose."""

BEFORE = timedelta(minutes=30)
"""How long before that it is looked for: the counts rise when many have noticed."""

SETTLES = timedelta(hours=1)
"""How long after it joined the first mention of a matter may still be found to be another one."""

MOSTLY = 0.5
"""Negative share from which what an alert is about are complaints."""


def may_join(before: Alert, after: Alert, judged: Judgement) -> bool:
    """Whether what is judged may be another matter than the alert was about: it was harmless and is grave now, or it
    stood by words and is carried by counts.
    """
    if before.explanation.at is None:
        return False
    if before.severity == 4:
        return after.severity < 4
    return before.channel == "gate" != judged.channel


def same(alert: Alert, judged: Judgement, shifts: Sequence[Shift], items: Iterable[Item]) -> bool:
    """Whether what rises goes on with the words that an alert stood by: one story, or they hold what is new in it."""
    words = {one for gate in alert.gates if gate.severity < 4 for one in gate.keys}
    new = _new(shifts)
    return any(
        item.story == judged.subject or any(changes.holds(item, shift) for shift in new)
        for item in items
        if key(item) in words
    )


def joined(before: Alert, after: Alert, onset: datetime, items: Iterable[Item]) -> Alert:
    """The alert `after` something began at `onset` that is not what it was about `before`.

    Who acknowledged or snoozed that has said nothing of this.
    """
    harmless = {one for gate in before.gates if gate.severity == 4 for one in gate.keys}
    stories = {item.story for item in items if key(item) in harmless}
    if before.channel == "story":
        stories.add(before.subject)
    known = Matter(
        before.channel, before.subject, before.severity, before.onset, before.detected_at, after.updated_at,
        before.explanation.first, tuple(sorted(stories)),
    )  # fmt: skip
    return replace(
        after, onset=onset, earlier=(*before.earlier, known), acknowledged_by=None, acknowledged_at=None,
        snoozed_until=None,
    )  # fmt: skip


def first(alert: Alert, witnesses: Witnesses, shifts: Sequence[Shift]) -> Item | None:
    """The first original since the onset; of a matter that joined, the first that is about it."""
    if not alert.earlier:
        return witnesses.first_since(alert.onset)
    own = _own(alert)
    fits = _fits(alert, shifts, own)
    sure = witnesses.first_since(alert.onset - BEFORE, lambda item: own(item) and _speaks_of(item, shifts))
    found = [item for item in (sure, witnesses.first_since(alert.onset, fits)) if item]
    return min(found, key=lambda item: item.mention.at, default=None) or witnesses.first_since(alert.onset, own)


def _own(alert: Alert) -> Callable[[Item], bool]:
    """Whether a mention is none of what the alert was about before."""
    known = {one.first for one in alert.earlier}
    stories = {story for one in alert.earlier for story in one.stories}
    known |= stories

    def own(item: Item) -> bool:
        answered = f"{item.mention.source}:{item.mention.in_reply_to}"
        return key(item) not in known and item.story not in stories and answered not in known

    return own


def _fits(alert: Alert, shifts: Sequence[Shift], own: Callable[[Item], bool]) -> Callable[[Item], bool]:
    """Whether a mention shows what the alert is about: it opened a gate, holds what is new, or complains as most do."""
    words = {one for gate in alert.gates if gate.severity < 4 for one in gate.keys}
    new, complaints = _new(shifts), (alert.negative_share or 0.0) >= MOSTLY

    def fits(item: Item) -> bool:
        if not own(item):
            return False
        told = any(changes.holds(item, shift) for shift in new) or (complaints and item.reading.tone == "negative")
        return told or key(item) in words

    return fits


def _speaks_of(item: Item, shifts: Sequence[Shift]) -> bool:
    """Whether a mention surely is about what is new: a word alone may be said by anyone."""
    return item.reading.tone == "negative" and sum(changes.holds(item, shift) for shift in _new(shifts)) >= SURELY


def _new(shifts: Sequence[Shift]) -> list[Shift]:
    named = [shift for shift in shifts if shift.kind in ("term", "hashtag", "link") and shift.log_odds > 0]
    return named[:TELLING]
