"""A case file read into a Case: the state of an incident is what its entries say, in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from cmwatch.errors import StoreError
from cmwatch.model.alert import Severity
from cmwatch.model.case import Case, CaseSummary, Entry, OpenAction, Role, Status
from cmwatch.response import chain
from cmwatch.response.clocks import clocks
from cmwatch.response.hats import given
from cmwatch.response.record import VERSION, entry
from cmwatch.words import _


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a case is about. It stands in the header, and in the entry that declares it."""

    title: str
    brand: str
    watches: tuple[str, ...]
    zone: str
    drill: bool
    severity: Severity
    suggested: Severity | None
    declared_at: datetime
    first_mention_at: datetime | None
    alert_id: str | None


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The first record of a case file."""

    v: int
    case: str
    about: About
    count: int
    head: str
    hash: str


def header(stored: Mapping[str, Any], where: Path) -> Header:
    """The header as a value; raises StoreError for a newer schema or a damaged one."""
    version = stored.get("v")
    if isinstance(version, int) and version > VERSION:
        raise StoreError(
            _("This case was written by a newer cmwatch (schema {version}).", version=version),
            str(where),
            _("Install the newer version to read it."),
        )
    try:
        return msgspec.convert(stored, Header)
    except (msgspec.ValidationError, ValueError) as error:
        raise StoreError(
            _("The header of this case cannot be read: {reason}.", reason=error),
            str(where),
            _("See what 'cmwatch incidents verify' says."),
        ) from error


def unfold(stored_header: Mapping[str, Any], stored: Sequence[Mapping[str, Any]], folder: Path) -> Case:
    """The case these records tell."""
    top = header(stored_header, folder)
    about, entries = top.about, tuple(map(entry, stored))
    superseded = frozenset(e.links.supersedes for e in entries if e.links.supersedes is not None)
    status: Status = "open"
    severity = about.severity
    roles: tuple[tuple[Role, str], ...] = ()
    for change in (change for e in entries for change in e.changes):
        if change.field == "status":
            status = msgspec.convert(change.after, Status)
        elif change.field == "severity":
            severity = msgspec.convert(int(change.after), Severity)
        elif change.role is not None:
            roles = given(roles, change.role, change.after)
    return Case(
        id=top.case,
        title=about.title,
        brand=about.brand,
        watches=about.watches,
        zone=about.zone,
        drill=about.drill,
        status=status,
        severity=severity,
        suggested=about.suggested,
        roles=roles,
        entries=entries,
        superseded=superseded,
        actions=_actions(entries, superseded),
        clocks=clocks(entries, superseded, about.declared_at, about.first_mention_at),
        head=entries[-1].hash if entries else chain.START,
        folder=str(folder),
        alert_id=about.alert_id,
    )


def summary(case: Case) -> CaseSummary:
    """The line of the list."""
    return CaseSummary(
        id=case.id,
        title=case.title,
        brand=case.brand,
        status=case.status,
        severity=case.severity,
        lead=case.lead,
        zone=case.zone,
        drill=case.drill,
        declared_at=case.clocks.declared_at,
        closed_at=case.clocks.closed_at,
        entries=len(case.entries),
        updated_at=max((e.recorded_at for e in case.entries), default=case.clocks.declared_at),
        folder=case.folder,
        alert_id=case.alert_id,
    )


def _actions(entries: Sequence[Entry], superseded: frozenset[int]) -> tuple[OpenAction, ...]:
    found: dict[int, OpenAction] = {}
    for e in entries:
        if e.action is None or e.seq in superseded:
            continue
        if e.action.of is None:
            found[e.seq] = OpenAction(e.seq, e.text, e.action.state, e.action.owner, e.action.due)
        elif (old := found.get(e.action.of)) is not None:
            owner, due = e.action.owner or old.owner, e.action.due or old.due
            found[old.seq] = OpenAction(old.seq, old.text, e.action.state, owner, due)
    return tuple(found.values())
