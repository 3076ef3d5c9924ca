"""An incident in lines: its header, its clocks, and one line of the list of incidents."""

from datetime import datetime

from cmwatch.alarm.explain import sentence
from cmwatch.alarm.outlook import proposal
from cmwatch.desk.clock import Clock, lasting
from cmwatch.desk.headline import listening
from cmwatch.desk.ink import Line, cells, column, joined, plain, wrap
from cmwatch.desk.keys import key, sign
from cmwatch.desk.levels import label, level
from cmwatch.model import View
from cmwatch.model.case import Case, CaseSummary, Verdict
from cmwatch.response.telling import fault_label, role_label, status_label
from cmwatch.words import _, counted

LABEL = 22
"""Cells of the labels beside the log."""

Verified = Verdict | None
"""What the last verification found; None: not verified in this session."""


def badge(verdict: Verified) -> Line:
    """Whether the log was verified, and what was found."""
    if verdict is None:
        return ()
    if verdict.ok:
        return ((_("✓ verified, {head}", head=verdict.head[:8]), "good"),)
    return ((_("✗ bad: {where}", where=fault_label(verdict.bad)), "level-1"),)


def case_header(case: Case, verdict: Verified, now: datetime, width: int) -> Line:
    """`#2026-0042 Title  ▲2 AMBER (suggested ◆3)  open  lead Ana  since 12 min`."""
    suggested = ""
    if case.suggested and case.suggested != case.severity:
        suggested = " " + _("(suggested {level})", level=label(case.suggested))
    title: Line = ((f" #{case.id} ", "heading"), (plain(case.title), "strong"))
    rest = joined(
        [
            (level(case.severity), (suggested, "dim")),
            ((status_label(case.status), "accent"),),
            ((_("lead {person}", person=case.lead or _("nobody")), "text"),),
            ((_("for {length}", length=lasting(case.clocks.duration(now))), "dim"),),
            badge(verdict),
        ],
        ("   ", "dim"),
    )
    room = max(20, width - cells(rest) - 4)
    shown = column(f" #{case.id} {plain(case.title)}", min(room, cells(title)))
    return ((shown, "strong"), ("   ", "dim"), *rest)


def _since(label_text: str, at: datetime | None, clock: Clock, start: datetime) -> Line:
    if at is None:
        return ((column(label_text, LABEL), "dim"), (_("not yet"), "faint"))
    after = " (+" + lasting(at - start) + ")" if at > start else ""
    return ((column(label_text, LABEL), "dim"), (clock.stamp(at), "text"), (after, "dim"))


def now_lines(case: Case, view: View, clock: Clock, width: int) -> tuple[Line, ...]:
    """What is proposed of its alerts, the clocks, who wears which hat, what is to do, and what cannot be seen."""
    times = case.clocks
    start = times.declared_at
    lines: list[Line] = [
        *_proposed(case, view, clock, width),
        _since(_("first mention"), times.first_mention_at, clock, start),
        _since(_("alert"), times.detected_at, clock, start),
        _since(_("seen"), times.acknowledged_at, clock, start),
        _since(_("declared"), start, clock, start),
        _since(_("first capture"), times.first_capture_at, clock, start),
        _since(_("first word of ours"), times.first_reply_at, clock, start),
        _since(_("contained"), times.contained_at, clock, start),
        _since(_("closed"), times.closed_at, clock, start),
        (),
    ]
    for role, person in case.roles:
        lines.append(((column(role_label(role), LABEL), "dim"), (plain(person), "text")))
    actions = case.open_actions
    ownerless = sum(not action.owner for action in actions)
    lines.extend(((), ((column(_("actions"), LABEL), "dim"), (counted("{n} open", "{n} open", len(actions)), "text"))))
    if ownerless:
        lines[-1] = (*lines[-1], (_(", {n} without owner ⚠", n=ownerless), "warn"))
    lines.extend(((f"  {action.seq} ", "faint"), (plain(action.text), "text")) for action in actions[:5])
    lines.append(((column(_("unanswered"), LABEL), "dim"), (str(view.unanswered), "text")))
    blind = [source.name for source in view.sources if source.problem]
    if listening(view.sources) < len(view.sources) and blind:
        lines.append(((column(_("cannot see"), LABEL), "dim"), (", ".join(blind), "warn")))
    return tuple(lines)


def _proposed(case: Case, view: View, clock: Clock, width: int) -> list[Line]:
    """What its alerts propose: a person lowers the level of an incident, or closes it."""
    found = [proposal(alert, view.now) for alert in view.alerts if alert.incident == case.id]
    return [((line, "accent"),) for one in found if one for line in wrap(sentence(one, clock.stamp), width) if line]


def essentials(case: Case, view: View, clock: Clock, width: int) -> Line:
    """What matters now on one line, where there is no room beside the log; what does not fit `i` shows."""
    times = case.clocks
    word = _("answered {time}", time=clock.time(times.first_reply_at)) if times.first_reply_at else _("no word of ours")
    actions = len(case.open_actions)
    ownerless = sum(not action.owner for action in case.open_actions)
    parts: list[Line] = [
        ((word, "text" if times.first_reply_at else "warn"),),
        ((counted("{n} action", "{n} actions", actions), "text"),),
        ((counted("{n} unanswered", "{n} unanswered", view.unanswered), "text"),),
    ]
    if ownerless:
        parts[1] = (*parts[1], (_(", {n} without owner ⚠", n=ownerless), "warn"))
    if blind := [source.name for source in view.sources if source.problem]:
        parts.append(((_("cannot see") + " ", "dim"), (", ".join(blind), "warn")))
    line: Line = ((" ", "dim"),)
    hint: Line = ((" · ", "dim"), (sign(key("why")), "key"), (" …", "dim"))
    for n, part in enumerate(parts):
        longer = (*line, *((((" · "), "dim"),) if n else ()), *part)
        if cells(longer) + cells(hint) > width:
            break
        line = longer
    return (*line, *hint)


def summary_lines(found: CaseSummary, verdict: Verified, clock: Clock, width: int) -> tuple[Line, ...]:
    """One incident of the list: level, status, title, lead, duration, entries, verified or not."""
    end = found.closed_at or clock.now
    first: Line = (
        (f" #{found.id} ", "heading"),
        (column(label(found.severity), 10), f"level-{found.severity}"),
        (column(status_label(found.status), 12), "accent" if found.active else "dim"),
        (column(plain(found.title), max(10, width - 42)), "strong" if found.active else "text"),
    )
    second = joined(
        [
            ((" " * 12 + clock.stamp(found.declared_at), "dim"),),
            ((lasting(end - found.declared_at), "dim"),),
            ((_("lead {person}", person=plain(found.lead) or _("nobody")), "dim"),),
            ((counted("{n} entry", "{n} entries", found.entries), "dim"),),
            badge(verdict),
        ]
    )
    return (first, second)


def damaged_lines(verdict: Verdict, width: int) -> tuple[Line, ...]:
    """An incident whose file cannot be read."""
    text = wrap(f"{fault_label(verdict.bad)}: {verdict.detail}", max(10, width - 14))
    return (
        ((f" #{verdict.case} ", "heading"), (_("cannot be read"), "level-1")),
        *((((" " * 12 + line), "warn"),) for line in text),
    )
