"""What a person does about an alert: acknowledge, snooze, close, declare. Each can be undone or asks first."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cmwatch.desk.clock import Clock
from cmwatch.desk.dialogs.choice import Choice, Option
from cmwatch.desk.dialogs.declare import Declare
from cmwatch.desk.dialogs.form import Field, Form
from cmwatch.desk.telling import headline
from cmwatch.errors import UsageError
from cmwatch.model import Alert
from cmwatch.model.case import Declaration, Draft
from cmwatch.words import _

if TYPE_CHECKING:
    from cmwatch.desk.app import Desk


async def acknowledge(desk: "Desk", alert: Alert) -> None:
    """Say at once that a person looks at it."""
    desk.core.acknowledge(alert.id, desk.options.actor)
    _done(desk, alert, _("Acknowledged. u takes it back."))


def _done(desk: "Desk", alert: Alert, text: str) -> None:
    desk.undoable = alert.id
    desk.say(text, title=alert.watch)
    desk.look_again()
    desk.screen.refresh_bindings()


async def snooze(desk: "Desk", alert: Alert) -> None:
    """Ask until when, and stay silent until then unless it worsens."""
    clock = desk.clock(desk.core.view())
    lengths = ((30, _("30 minutes")), (60, _("1 hour")), (240, _("4 hours")), (720, _("12 hours")))
    options = [
        Option(str(minutes), _("{length}, until {time}", length=words, time=_until(clock, minutes)))
        for minutes, words in lengths
    ]
    chosen = await desk.push_screen_wait(
        Choice(_("Snooze until…"), [*options, Option("time", _("another time"))], headline(alert, clock))
    )
    if chosen is None:
        return
    until = await _asked_time(desk, clock) if chosen == "time" else clock.now + timedelta(minutes=int(chosen))
    if until is not None:
        desk.core.snooze(alert.id, until, desk.options.actor)
        _done(desk, alert, _("Snoozed until {time}. u takes it back.", time=clock.stamp(until)))


async def lower(desk: "Desk", alert: Alert) -> None:
    """Agree to the milder level that is proposed."""
    desk.core.lower(alert.id, desk.options.actor)
    _done(desk, alert, _("Lowered. u takes it back."))


def _until(clock: Clock, minutes: int) -> str:
    return clock.stamp(clock.now + timedelta(minutes=minutes))


async def _asked_time(desk: "Desk", clock: Clock) -> datetime | None:
    answer = await desk.push_screen_wait(Form(_("Snooze until…"), [Field("time", _("Time, such as 18:30"))]))
    return None if answer is None else next_time(answer["time"], clock)


def next_time(text: str, clock: Clock) -> datetime:
    """The next moment when a clock shows this. Raises UsageError."""
    try:
        hour, minute = (int(part) for part in text.replace("h", ":").split(":"))
        moment = clock.local(clock.now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise UsageError(_("This is not a time."), text, _("Write it like 18:30.")) from None
    return moment if moment > clock.now else moment + timedelta(days=1)


def close_reasons() -> list[Option]:
    """Why an alert can be closed; the answers teach how well the detector does."""
    return [
        Option("true", _("true: it deserved attention, and has had it")),
        Option("false", _("false: nothing was going on")),
        Option("planned", _("planned: a campaign, a contest, a launch")),
        Option("duplicate", _("duplicate: another alert covers it")),
        Option("late", _("late: true, but we knew before")),
    ]


async def close(desk: "Desk", alert: Alert) -> None:
    """Ask why, and end it."""
    clock = desk.clock(desk.core.view())
    reason = await desk.push_screen_wait(Choice(_("Close with a reason"), close_reasons(), headline(alert, clock)))
    if reason is not None:
        desk.core.close_alert(alert.id, reason, desk.options.actor)
        _done(desk, alert, _("Closed. u takes it back."))


def suggested_title(alert: Alert) -> str:
    """A title to begin with: the brand's watch and what is new about it."""
    new = [shift.value for shift in alert.explanation.shifts if shift.kind in ("term", "hashtag")][:3]
    return _("{watch}: {terms}", watch=alert.watch, terms=", ".join(new)) if new else alert.watch


async def declare(desk: "Desk", alert: Alert | None) -> None:
    """Ask for title and level, open the incident and go to its log."""
    clock = desk.clock(desk.core.view())
    title = suggested_title(alert) if alert else ""
    text = headline(alert, clock) if alert else _("No alert stands behind it: say in the note what you saw.")
    declared = await desk.push_screen_wait(Declare(title, alert.severity if alert else None, text))
    if declared is None:
        return
    if alert:
        case = desk.core.declare(alert.id, declared.title, declared.severity, desk.options.actor)
    else:
        view = desk.core.view()
        watch = next((watch for watch in view.watches if desk.viewpoint.watch in (None, watch.name)), None)
        declaration = Declaration(
            title=declared.title,
            severity=declared.severity,
            watches=(watch.name,) if watch else (),
            brand=watch.brand if watch else "",
            zone=watch.zone if watch else desk.options.zone,
        )
        case = desk.core.cases.declare(declaration, desk.options.actor, desk.now())
    if declared.note:
        desk.core.cases.append(case.id, Draft("note", declared.note), desk.options.actor, desk.now())
    desk.open_case(case.id)
    desk.say(_("Declared. The log is open: n writes a note."), title=f"#{case.id} {case.title}")
