"""The log for others: Markdown for a reviewer, JSON Lines for a program."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import msgspec

from cmwatch.alarm.severity import label
from cmwatch.model import Gap
from cmwatch.model.case import Case, Entry
from cmwatch.response.casefile import CaseFile, entries_of
from cmwatch.response.markdown import fenced, inline
from cmwatch.response.telling import clock, kind_label, role_label, status_label, told
from cmwatch.words import _, counted

GAPS_LISTED = 50
"""Gaps that the document lists."""


def jsonl(case: Case) -> str:
    """The entries exactly as stored, one per line: the chain can be recomputed from them without this program.

    Raises StoreError if the case file is gone.
    """
    stored = entries_of(CaseFile(Path(case.folder)).tables())[: len(case.entries)]
    return "".join(msgspec.json.encode(entry).decode() + "\n" for entry in stored)


def markdown(case: Case, at: datetime, by: str, gaps: Iterable[Gap]) -> str:
    """A document for a reviewer: who, when, what, what could not be seen, the evidence, and how to verify it.

    `gaps` are those of the archive, of any watch and time.
    """
    parts = (
        _head(case), _people(case), _clocks(case, at), _unseen(case, at, gaps), _timeline(case), _evidence(case),
        _proof(case, at, by),
    )  # fmt: skip
    return "\n".join(chain.from_iterable(parts)) + "\n"


def _head(case: Case) -> Iterator[str]:
    yield f"# {inline(f'#{case.id} {case.title}')}"
    yield ""
    if case.drill:
        yield f"**{_('This was a drill.')}**"
        yield ""
    suggested = _("not suggested") if case.suggested is None else label(case.suggested)
    rows = (
        (_("Brand"), case.brand),
        (_("Watches"), ", ".join(case.watches)),
        (_("Level"), label(case.severity)),
        (_("Suggested level"), suggested),
        (_("Status"), status_label(case.status)),
        (_("Time zone"), case.zone),
    )
    yield from (f"- **{name}**: {inline(value)}" for name, value in rows if value)
    yield ""


def _people(case: Case) -> Iterator[str]:
    yield f"## {_('People')}"
    yield ""
    yield from (f"- **{role_label(role)}**: {inline(person)}" for role, person in case.roles)
    others = sorted({entry.actor for entry in case.entries} - {person for _role, person in case.roles})
    if others:
        yield f"- {_('also in the log')}: {inline(', '.join(others))}"
    yield ""


def _clocks(case: Case, at: datetime) -> Iterator[str]:
    clocks = case.clocks
    yield f"## {_('Clocks')}"
    yield ""
    rows = (
        (_("first mention"), clocks.first_mention_at),
        (_("detected"), clocks.detected_at),
        (_("acknowledged"), clocks.acknowledged_at),
        (_("declared"), clocks.declared_at),
        (_("first capture"), clocks.first_capture_at),
        (_("first public word"), clocks.first_reply_at),
        (_("contained"), clocks.contained_at),
        (_("closed"), clocks.closed_at),
    )
    start = next((time for _name, time in rows if time), clocks.declared_at)
    for name, time in rows:
        yield f"- **{name}**: {_since(time, start, case.zone) if time else _('not known')}"
    yield f"- **{_('duration')}**: {lasted(clocks.duration(at))}"
    yield ""


def _unseen(case: Case, at: datetime, gaps: Iterable[Gap]) -> Iterator[str]:
    """Gaps of its watches from its first mention to its end: unknown time, which is not calm."""
    since, until = case.clocks.first_mention_at or case.clocks.declared_at, case.clocks.closed_at or at
    found = [
        gap for gap in gaps
        if gap.watch in case.watches and gap.since < until and (gap.until is None or gap.until > since)
    ]  # fmt: skip
    yield f"## {_('What could not be seen')}"
    yield ""
    for gap in found[:GAPS_LISTED]:
        end = clock(gap.until, case.zone) if gap.until else _("it lasts")
        yield f"- {clock(gap.since, case.zone)} – {end}: {inline(gap.cause or _('an unbelievable silence'))}"
    if len(found) > GAPS_LISTED:
        yield "- " + counted("{n} more", "{n} more", len(found) - GAPS_LISTED)
    if not found:
        yield _("No gap is known that has ended. What is said on networks that are not watched is never seen.")
    yield ""


def _since(time: datetime, start: datetime, zone: str) -> str:
    return f"{clock(time, zone)} (+{lasted(time - start)})"


def lasted(span: timedelta) -> str:
    """A stretch of time, such as `1 d 02 h 05 min`."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, hours = divmod(minutes // 60, 24)
    day = f"{_('{n} d', n=days)} " if days else ""
    hour = f"{hours:02d} h " if days or hours else ""
    return f"{day}{hour}{minutes % 60:02d} min"


def _timeline(case: Case) -> Iterator[str]:
    yield f"## {_('Timeline')}"
    yield ""
    for entry in case.entries:
        yield from _entry(entry, struck=entry.seq in case.superseded)
    yield ""


def _entry(entry: Entry, *, struck: bool) -> Iterator[str]:
    hat = f" ({role_label(entry.hat)})" if entry.hat else ""
    about = "" if entry.occurred_precision == "exact" else f" [{entry.occurred_precision}]"
    head = f"{entry.seq}. {clock(entry.occurred_at, entry.tz)}{about} · **{kind_label(entry.kind)}** · "
    yield head + inline(f"{entry.actor}{hat}")
    if abs(entry.recorded_at - entry.occurred_at) >= timedelta(minutes=1):
        yield f"   - {_('recorded')} {clock(entry.recorded_at, entry.tz)}"
    if entry.clock_back_seconds:
        late = counted("{n} second", "{n} seconds", entry.clock_back_seconds)
        yield f"   - {_('the clock of the writer stood behind by {time}', time=late)}"
    said = told(entry)
    quoted = entry.kind in ("evidence", "reply", "comms_external", "comms_internal") and not entry.withheld
    if quoted or "\n" in said:
        yield ""
        yield from (f"   {line}".rstrip() for line in fenced(said))
        if struck:
            yield f"   - ~~{_('superseded by a correction')}~~"
        yield ""
    elif said:
        yield f"   - ~~{inline(said)}~~" if struck else f"   - {inline(said)}"


def _evidence(case: Case) -> Iterator[str]:
    found = [(entry.seq, evidence) for entry in case.entries for evidence in entry.evidence]
    yield f"## {_('Evidence')}"
    yield ""
    if not found:
        yield _("No capture was kept.")
    for seq, evidence in found:
        url = f" · {inline(evidence.url)}" if evidence.url else ""
        whose = inline(f"{evidence.source} @{evidence.author}")
        yield f"- {_('entry {seq}', seq=seq)}: {whose}{url}"
        yield f"  - `captures/{evidence.capture}` · SHA-256 `{evidence.sha256}`"
    yield ""


def _proof(case: Case, at: datetime, by: str) -> Iterator[str]:
    yield f"## {_('How to verify')}"
    yield ""
    yield f"- {counted('{n} entry', '{n} entries', len(case.entries))} · {_('chain head')} `{case.head}`"
    yield f"- `cmwatch incidents verify {case.id} --head {case.head[:16]}`"
    yield "- " + _(
        "The chain proves that no entry was altered, removed or inserted since this head was noted; "
        "it does not prove that what was written is true."
    )
    yield "- " + inline(_("Exported {time} by {person}.", time=clock(at, case.zone), person=by))
