"""Alerts without the desk: list, show, acknowledge, snooze, close."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click
import msgspec

from cmwatch.cli.shared import Command, Group, Session, pass_session
from cmwatch.errors import UsageError
from cmwatch.words import _, percent, whole

if TYPE_CHECKING:
    from cmwatch.alarm.ledger import Entry
    from cmwatch.archive import Archive
    from cmwatch.model import Alert, Item

_JSON = click.option("--json", "as_json", is_flag=True, help=_("One JSON object per line."))
_ID = click.argument("alert_id", metavar="ID")


@click.group(cls=Group, help=_("Alerts: list, show, acknowledge, snooze, lower, close."))
def alerts() -> None:
    """The group of the alert commands."""


@alerts.command("list", cls=Command, help=_("The alerts that are not closed, newest last."))
@click.option("--all", "closed_too", is_flag=True, help=_("The closed ones too."))
@_JSON
@pass_session
def list_alerts(session: Session, *, closed_too: bool, as_json: bool) -> None:
    """One line an alert."""
    with session.archive() as archive:
        shown = [alert for alert in archive.alerts() if closed_too or alert.state != "closed"]
        for alert in shown:
            session.out(_object(alert) if as_json else _line(session, alert))
    if not shown:
        session.say(_("There is no alert."))


@alerts.command(
    "show", cls=Command, help=_("One alert with its explanation, or the mentions behind one of its figures.")
)
@_ID
@click.option("--behind", metavar=_("FIGURE"), help=_("The mentions that a figure counts; its name stands beside it."))
@_JSON
@pass_session
def show(session: Session, *, alert_id: str, behind: str | None, as_json: bool) -> None:
    """The card of the desk, as text."""
    from cmwatch.cli.alert_card import card, figure_objects, quotes, shown

    with session.archive() as archive:
        alert = _found(archive, alert_id)
        if behind is not None:
            for item in shown(archive, alert, behind):
                session.out(_mention(item, as_json=as_json))
        elif as_json:
            session.out(msgspec.json.encode(_keyed(alert) | {"figures": figure_objects(alert)}).decode())
        else:
            session.out(_line(session, alert))
            for line in (*card(alert, session.zone_of(alert.watch)), *quotes(archive, alert)):
                session.out(line)


@alerts.command("ack", cls=Command, help=_("Say that you look at it."))
@_ID
@pass_session
def acknowledge(session: Session, *, alert_id: str) -> None:
    """Acknowledge."""
    _act(session, alert_id, "acknowledge")


@alerts.command("snooze", cls=Command, help=_("Stay silent about it for a time, unless it worsens."))
@_ID
@click.option("--minutes", type=click.IntRange(1, 24 * 60), default=60, show_default=True, help=_("For how long."))
@pass_session
def snooze(session: Session, *, alert_id: str, minutes: int) -> None:
    """Snooze; it always ends."""
    _act(session, alert_id, "snooze", (session.now() + timedelta(minutes=minutes)).isoformat())


@alerts.command("lower", cls=Command, help=_("Agree to the milder level that is proposed."))
@_ID
@pass_session
def lower(session: Session, *, alert_id: str) -> None:
    """Lower; a level never falls by itself."""
    _act(session, alert_id, "lower")


@alerts.command("close", cls=Command, help=_("End it, with a reason."))
@_ID
@click.option(
    "--reason", required=True, type=click.Choice(["true", "false", "planned", "duplicate", "late"]),
    help=_("What it turned out to be."),
)  # fmt: skip
@pass_session
def close(session: Session, *, alert_id: str, reason: str) -> None:
    """Close."""
    _act(session, alert_id, "close", reason)


@alerts.command("ledger", cls=Command, help=_("What became of the closed alerts of each rule, the noisiest first."))
@_JSON
@pass_session
def show_ledger(session: Session, *, as_json: bool) -> None:
    """Precision of each rule, with its interval."""
    from cmwatch.alarm.ledger import ledger, noisiest

    with session.archive() as archive:
        entries = ledger(archive.alerts())
    for entry in entries:
        session.out(_entry_object(entry) if as_json else _entry_line(entry))
    worst = noisiest(entries)
    if not entries:
        session.say(_("No alert was closed yet."))
    elif worst and not as_json:
        session.say(_("Noisiest: {rule}.", rule=_rule(worst)))


@alerts.command("undo", cls=Command, help=_("Take back the last act on it."))
@_ID
@pass_session
def undo(session: Session, *, alert_id: str) -> None:
    """Undo."""
    from cmwatch.monitor.acts import last_act

    with session.archive() as archive:
        done = last_act(archive, _found(archive, alert_id).id)
    _act(session, alert_id, "restore", done)


def _act(session: Session, alert_id: str, act: str, detail: str = "") -> None:
    """Write the act down; whoever collects applies it, or this process if nobody does."""
    from cmwatch.monitor.acts import act_aside

    with session.archive() as archive:
        _found(archive, alert_id)
        alert = act_aside(archive, session.data, alert_id, act, session.actor, session.now(), detail)
        session.say(_line(session, alert))


def _found(archive: Archive, alert_id: str) -> Alert:
    for alert in archive.alerts():
        if alert.id == alert_id:
            return alert
    raise UsageError(_("There is no alert {id}.", id=alert_id), "", _("'cmwatch alerts list' names them."))


def _rule(entry: Entry) -> str:
    from cmwatch.alarm.gates.words import rule_name

    return rule_name(entry.rule)


def _entry_line(entry: Entry) -> str:
    low, high = entry.band
    right = "–" if entry.precision is None else f"{percent(entry.precision)} [{percent(low)}–{percent(high)}]"
    ended = _(
        "{right} right · {true} true, {late} late, {false} false, {planned} planned, {duplicate} duplicate, "
        "{unreviewed} unreviewed",
        right=right, true=whole(entry.true), late=whole(entry.late), false=whole(entry.false),
        planned=whole(entry.planned), duplicate=whole(entry.duplicate), unreviewed=whole(entry.unreviewed),
    )  # fmt: skip
    return f"{_rule(entry)}  {ended}"


def _entry_object(entry: Entry) -> str:
    low, high = entry.band
    return msgspec.json.encode({
        "type": "rule", "rule": entry.rule, "precision": entry.precision, "precision_low": round(low, 3),
        "precision_high": round(high, 3), "judged": entry.judged, "noise": entry.noise, "true": entry.true,
        "false": entry.false, "planned": entry.planned, "duplicate": entry.duplicate, "late": entry.late,
        "unreviewed": entry.unreviewed,
    }).decode()  # fmt: skip


def _mention(item: Item, *, as_json: bool) -> str:
    if as_json:
        from cmwatch.archive.transfer import filed, line

        return line(filed(item)).rstrip("\n")
    said = " ".join(item.mention.text.split())
    return f"{item.mention.at:%Y-%m-%d %H:%M:%S}Z  {item.mention.source}  @{item.mention.author}  {said}"


def _object(alert: Alert) -> str:
    return msgspec.json.encode(_keyed(alert)).decode()


def _keyed(alert: Alert) -> dict[str, object]:
    from cmwatch.alarm.wire import alert_object

    return alert_object(alert)


def _line(session: Session, alert: Alert) -> str:
    from cmwatch.cli.headless import line

    return line(alert, session.zone_of(alert.watch))
