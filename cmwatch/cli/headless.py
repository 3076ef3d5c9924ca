"""A session without a screen: one line an alert, or one JSON object, and a summary at the end."""

import asyncio
import signal
import sys
from datetime import datetime
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import click
import msgspec

from cmwatch.alarm.explain import sentence
from cmwatch.alarm.gates.words import gate_sentence, gate_values
from cmwatch.alarm.outlook import proposal
from cmwatch.alarm.severity import label
from cmwatch.alarm.wire import alert_object
from cmwatch.model import Alert, Tally, Unreadable, View
from cmwatch.monitor import Monitor
from cmwatch.words import _, amount, counted, number, percent, whole

PROGRESS_SECONDS = 1.0
"""Between two lines of progress on a terminal."""


def run(monitor: Monitor, *, as_json: bool, summary: bool) -> tuple[int, int]:
    """Run to the end, or until interrupted; returns the numbers of alerts opened and of unreadable lines.

    Raises KeyboardInterrupt after what was filed is on the disk.
    """
    began = monotonic()
    opened: set[str] = set()
    zones: dict[str, str] = {}

    def told(alert: Alert, _notify: bool) -> None:
        opened.add(alert.id)
        if not zones or alert.watch not in zones:
            zones.update({watch.name: watch.zone for watch in monitor.view().watches})
        click.echo(_json(alert_object(alert)) if as_json else line(alert, zones.get(alert.watch, "UTC")))

    monitor.subscribe(told)
    interrupted = asyncio.run(_until_done(monitor, quiet=as_json))
    view = monitor.view()
    if summary:
        seconds = monotonic() - began
        click.echo(
            _json(_summary(monitor, view, len(opened), seconds)) if as_json else _told(view, len(opened), seconds)
        )
    for report in _reports(monitor, view.tally):
        where = f"{report.file}:{report.line}" if report.line else report.file
        click.echo(f"{where}: {report.reason}", err=True)
    if interrupted:
        raise KeyboardInterrupt
    return len(opened), view.tally.unreadable


def line(alert: Alert, zone: str) -> str:
    """An alert on one line, with the time and offset of its watch."""
    at = _local(alert.changed_at or alert.opened_at, zone)
    states = {
        "open": _("open"), "worsened": _("worse"), "acknowledged": _("acknowledged"), "quiet": _("quiet"),
        "closed": _("ended"),
    }  # fmt: skip
    low, high = alert.band
    parts = [
        f"{at}  {label(alert.severity)}  {states[alert.state]}  {alert.watch}",
        _(
            "{observed} in {window} min, expected {expected} [{low}–{high}], ×{factor}",
            observed=whole(alert.observed), window=alert.window_minutes, expected=amount(alert.expected),
            low=number(low, 0), high=number(high, 0), factor=amount(alert.factor),
        ),
    ]  # fmt: skip
    if alert.telling_gates and alert.state in ("open", "worsened"):
        # A few words may be all there is: the numbers alone would read as nothing.
        parts.insert(1, gate_sentence(gate_values(alert.telling_gates[-1])))
    if alert.negative_share is not None:
        parts.append(_("{share} negative", share=percent(alert.negative_share)))
    told = [shift for shift in alert.explanation.shifts if shift.kind in ("term", "hashtag")]
    news = [f"#{shift.value}" if shift.kind == "hashtag" else shift.value for shift in told]
    if news and alert.state in ("open", "worsened"):
        parts.append(_("new: {terms}", terms=" · ".join(news[:4])))
    if proposed := proposal(alert, alert.updated_at):
        parts.append(sentence(proposed, lambda moment: _local(moment, zone)))
    if alert.state in ("open", "worsened"):
        parts += [sentence(doubt) for doubt in alert.explanation.doubts[:2]]
        parts += [sentence(one) for one in alert.explanation.unseen]
    return " | ".join([*parts, alert.id])


async def _until_done(monitor: Monitor, *, quiet: bool) -> bool:
    """Run, with progress on a terminal; True if a signal ended it."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    running = asyncio.create_task(monitor.run())
    progress = asyncio.create_task(_progress(monitor)) if sys.stderr.isatty() and not quiet else None
    await asyncio.wait({running, asyncio.create_task(stopped.wait())}, return_when=asyncio.FIRST_COMPLETED)
    if progress:
        progress.cancel()
    interrupted = not running.done()
    await monitor.close()
    if interrupted:
        running.cancel()
    else:
        await running
    return interrupted


async def _progress(monitor: Monitor) -> None:
    while True:
        await asyncio.sleep(PROGRESS_SECONDS)
        view = monitor.view()
        if view.progress is not None:
            click.echo(
                _("{share} read, {n} mentions", share=percent(view.progress), n=whole(view.tally.items)), err=True
            )


def _summary(monitor: Monitor, view: View, alerts: int, seconds: float) -> dict[str, Any]:
    tally = view.tally
    return {
        "type": "summary",
        "mentions": tally.items + tally.own,
        "duplicates": tally.duplicates,
        "unmatched": tally.unmatched,
        "unreadable": [{"file": one.file, "line": one.line, "reason": one.reason} for one in _reports(monitor, tally)],
        "alerts": alerts,
        "seconds": round(seconds, 3),
        "data": str(monitor.data_folder),
    }


def _reports(monitor: Monitor, tally: Tally) -> list[Unreadable]:
    """What could not be read; past the number that is kept, how many more there were."""
    reports = monitor.unreadable
    if more := tally.unreadable - len(reports):
        return [*reports, Unreadable("…", None, counted("{n} more", "{n} more", more))]
    return reports


def _told(view: View, alerts: int, seconds: float) -> str:
    tally = view.tally
    return counted(
        "{mentions} mentions ({own} by the brand), {duplicates} duplicates, {unmatched} unmatched, "
        "{unreadable} unreadable, {n} alert in {seconds} s",
        "{mentions} mentions ({own} by the brand), {duplicates} duplicates, {unmatched} unmatched, "
        "{unreadable} unreadable, {n} alerts in {seconds} s",
        alerts,
        mentions=whole(tally.items + tally.own), own=whole(tally.own), duplicates=whole(tally.duplicates),
        unmatched=whole(tally.unmatched), unreadable=whole(tally.unreadable), seconds=number(seconds),
    )  # fmt: skip


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode()


def _local(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z")
