"""What an alert is about now, where something else has joined what opened it: since when, and who said it first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from cmwatch.alarm import changes
from cmwatch.alarm.counting import key, who
from cmwatch.alarm.detector import Judgement
from cmwatch.alarm.witnesses import Witnesses
from cmwatch.model import Alert, Gate, Item, Matter, Shift

TELLING = 4
"""What is new that is shown with an alert: a mention that holds none of it is hardly what the alert is about."""

SURELY = 2
"""How many of them a complaint holds that is taken for the first although it came before the counts rose; and people
who speak of a risk, before a rise is said to go on with it."""

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


def apart(alert: Alert, judged: Judgement, onset: datetime, shifts: Sequence[Shift], items: Iterable[Item]) -> bool:
    """Whether what is judged, and began at `onset`, is another matter than an alert has been about so far.

    Own words after copies, spam or good news are. What a green rise becomes is the same one, unless it began after
    that was told; and what words had opened, if it began before them or goes on with them.
    """
    words = [gate for gate in alert.gates if not gate.harmless]
    if alert.severity == 4 and not words:
        opened = any(gate.at <= alert.opened_at for gate in alert.gates)  # whatever has come to carry it since
        copies = opened or alert.channel in ("story", "gate") or alert.nature != "rise"
        return copies or onset > alert.detected_at
    return onset > alert.onset and not _goes_on(words, judged, onset, shifts, items)


def _goes_on(
    words: Sequence[Gate], judged: Judgement, onset: datetime, shifts: Sequence[Shift], items: Iterable[Item]
) -> bool:
    """Whether the rise goes on with words: their story, or they hold what is new in it, or it speaks of their risk."""
    keys = {one for gate in words for one in gate.keys}
    codes = {gate.code for gate in words if gate.code}
    new, speak = _new(shifts), set[str]()
    for item in items:
        if key(item) in keys:
            if item.story == judged.subject or any(changes.holds(item, shift) for shift in new):
                return True
        elif item.original and item.mention.at >= onset and codes.intersection(item.reading.risks):
            speak.add(who(item))
    return len(speak) >= SURELY


def joined(before: Alert, after: Alert, onset: datetime, items: Iterable[Item]) -> Alert:
    """The alert `after` something began at `onset` that is not what it was about `before`.

    Who acknowledged or snoozed that has said nothing of this; the acknowledgement is kept with what it was for.
    """
    harmless = {one for gate in before.gates if gate.harmless for one in gate.keys}
    stories = {item.story for item in items if key(item) in harmless}
    if before.channel == "story":
        stories.add(before.subject)
    known = Matter(
        before.channel, before.subject, before.severity, before.onset, before.detected_at, after.updated_at,
        before.explanation.first, tuple(sorted(stories)), before.acknowledged_by, before.acknowledged_at,
    )  # fmt: skip
    if after.state == "acknowledged":
        after = replace(after, state="worsened", changed_at=after.updated_at)
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
    words = {one for gate in alert.gates if not gate.harmless for one in gate.keys}
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
