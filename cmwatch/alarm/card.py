"""The card of an alert in words: the same for the desk and for the command line.

Each line names the figures that it tells, so that each of its numbers can be opened.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cmwatch.alarm import playbook
from cmwatch.alarm.explain import TRENDS, Stamp, how_sure, joined, sentence, told, trend
from cmwatch.alarm.figures import argument_name, earlier_name, shift_name
from cmwatch.alarm.gates.words import gate_sentence, gate_values
from cmwatch.alarm.matrix import cell_name, cell_words
from cmwatch.alarm.outlook import proposal
from cmwatch.alarm.phrases import channel_told, usual_words
from cmwatch.alarm.severity import label
from cmwatch.model import Alert, Reason, Shift, Similar
from cmwatch.words import _, counted, number, percent, whole

TERMS_SHOWN = 4
"""Terms that an argument is told with: enough to guess it, few enough for a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a card."""

    text: str
    figures: tuple[str, ...] = ()
    """Names of the figures whose numbers it says (`figures`)."""
    holds: bool = True
    """False for what was checked and does not hold."""
    alert: str = ""
    """Id of the past alert that it tells."""


def observed_text(alert: Alert) -> str:
    """What was counted against what was expected."""
    return sentence(next(reason for reason in told(alert) if reason.code.startswith("spike.")))


def people_lines(alert: Alert) -> tuple[Told, ...]:
    """Who is behind the number, and in which tone."""
    tone = _("tone unknown: too few texts that can be read")
    if alert.read:
        tone = _("{n} negative of {read} that could be read", n=whole(alert.negatives), read=whole(alert.read))
        if alert.originals > alert.read:
            tone += ", " + counted("{n} unsure", "{n} unsure", alert.originals - alert.read)
    if alert.negative_share is not None and alert.negative_band is not None:
        low, high = (percent(end) for end in alert.negative_band)
        tone = f"{tone} · {percent(alert.negative_share)} [{low}–{high}]"
        if alert.usual_negative is not None:
            tone += " · " + _("usual {share}", share=usual_words(alert.usual_negative, alert.usual_negative_most))
    people = counted("{n} author", "{n} authors", alert.authors)
    originals = counted("{n} original", "{n} originals", alert.originals)
    return (
        Told(f"{people} · {originals}", ("authors", "originals")),
        Told(tone, ("negatives", "read")),
    )


def channel_line(alert: Alert) -> Told:
    """What is counted."""
    return Told(channel_told(alert.channel, alert.subject))


def level_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """Which cells of the severity matrix made the level, and when."""
    cells = alert.explanation.cells
    if not cells:
        return (Told(_("{level}: no cell of the matrix fired.", level=label(alert.severity))),)
    names = tuple(name for cell in cells for name in _cell_figures(cell, alert))
    letters = dict.fromkeys(cell.code.rpartition(".")[2] for cell in cells)
    meant = ", ".join(f"{letter} {cell_name(letter)}" for letter in letters)
    at = alert.explanation.cells_at
    when = " " + _("This one is of {time}.", time=stamp(at)) if at else ""
    return (Told(" · ".join(map(cell_words, cells)), names), Told(f"{_rule()}{when} ({meant})"))


def outlook_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """Whether it grows or falls, and what is proposed where it is over or milder than its level."""
    proposed = proposal(alert, alert.updated_at)
    return (
        *(Told(sentence(one), ("half_hour", "half_hour.before")) for one in trend(alert)),
        *((Told(sentence(proposed, stamp)),) if proposed else ()),
    )


def sure_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """How rarely chance alone would do this, and what else speaks for it."""
    found = [Told(sentence(how_sure(alert.evidence)))] if alert.evidence else []
    if not alert.evidence:
        found.append(Told(_("Words opened it: its numbers say nothing of chance.")))
    shown = ("spike", "rare", "authors", "negative", "gate.", "joined.", *TRENDS)
    rest = [reason for reason in told(alert) if not reason.code.startswith(shown)]
    return (*found, *(Told(sentence(reason, stamp), (reason.code,)) for reason in rest))


def since_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """Since when."""
    lines = [
        Told(_("the rise began about {time}", time=stamp(alert.onset))),
        *(Told(sentence(one, stamp), (earlier_name(place),)) for place, one in enumerate(joined(alert))),
    ]
    if not alert.earlier:
        lines.append(Told(_("the alert opened {time}", time=stamp(alert.opened_at))))
    if alert.peak_at is not None:
        text = _(
            "its peak was {n} in {minutes} min up to {time}", n=whole(alert.peak), minutes=alert.peak_minutes,
            time=stamp(alert.peak_at),
        )  # fmt: skip
        lines.append(Told(text, ("peak",)))
    if alert.normal_since:
        lines.append(Told(_("since {time} this counts as the new usual level", time=stamp(alert.normal_since))))
    if alert.quiet_at:
        lines.append(Told(_("quiet since {time}", time=stamp(alert.quiet_at))))
    if alert.state == "closed":
        how = ended_word(alert.close_reason or "")
        time = stamp(alert.changed_at or alert.updated_at)
        by = _("ended {time}: {reason}", time=time, reason=how)
        lines.append(Told(f"{by} · {alert.closed_by}" if alert.closed_by else by))
    return tuple(lines)


def shift_line(alert: Alert, shift: Shift) -> Told:
    """What is said more, with its counts since the onset and before."""
    compared = alert.explanation.compared
    now, before = whole(shift.now), whole(shift.before)
    if compared is not None:
        now = _("{n} of {of}", n=now, of=whole(compared.now))
        before = _("{n} of {of}", n=before, of=whole(compared.before))
    text = _(
        "{kind} {value}: {now} now, {before} before, log-odds {weight}", kind=shift_word(shift), value=shift.value,
        now=now, before=before, weight=number(shift.log_odds),
    )  # fmt: skip
    return Told(text, shift_figures(shift))


def argument_lines(alert: Alert) -> tuple[Told, ...]:
    """What people say, and how many of them, most authors first."""
    said = sorted(enumerate(alert.explanation.arguments), key=lambda one: -one[1].authors)
    return tuple(
        Told(
            f"{' · '.join(one.terms[:TERMS_SHOWN])} ({counted('{n} author', '{n} authors', one.authors)})",
            (argument_name(place),),
        )
        for place, one in said
    )


def shift_figures(shift: Shift) -> tuple[str, ...]:
    """The two counts of what changed."""
    return shift_name(shift), shift_name(shift, before=True)


def shift_word(shift: Shift) -> str:
    """What kind of thing changed."""
    return {
        "term": _("word"), "hashtag": _("tag"), "link": _("link"), "source": _("source"), "author": _("author"),
        "language": _("language"),
    }[shift.kind]  # fmt: skip


def compared_line(alert: Alert, stamp: Stamp) -> Told | None:
    """In what was looked for what changed."""
    compared = alert.explanation.compared
    if compared is None:
        return None
    text = _(
        "{now} originals since {since} against {before} from {earlier} on", now=whole(compared.now),
        since=stamp(compared.since), before=whole(compared.before), earlier=stamp(compared.before_since),
    )  # fmt: skip
    return Told(text, ("compared.now", "compared.before"))


def doubt_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """What would make it nothing: what holds first, then what was checked in vain."""
    why = alert.explanation
    return (
        *(Told(sentence(doubt, stamp), (doubt.code,)) for doubt in why.doubts),
        *(Told(sentence(doubt, stamp), (doubt.code,), holds=False) for doubt in why.checked),
    )


def unseen_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """What could not be seen when it was counted: unknown, which is not calm."""
    told_then = tuple(Told(sentence(one, stamp)) for one in alert.explanation.unseen)
    return told_then or (Told(_("It was not written down what could be seen.")),)


def gate_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """The gates that opened, with when."""
    return tuple(
        Told(f"{stamp(gate.at)}  {gate_sentence(gate_values(gate))}", (f"gate.{place}",))
        for place, gate in enumerate(alert.gates)
    )


def similar_lines(alert: Alert, stamp: Stamp) -> tuple[Told, ...]:
    """Past alerts that resemble it, and how they ended."""
    return tuple(Told(_past(one, stamp), alert=one.id) for one in alert.similar)


def playbook_line(alert: Alert) -> Told:
    """The playbook that fits."""
    code = playbook.fitting(alert)
    return Told(
        _("no one fits by itself: choose when you declare") if code is None else f"{code} {playbook.title(code)}"
    )


def ended_word(reason: str) -> str:
    """How an alert ended, in a word."""
    return {
        "true": _("true"), "false": _("false"), "planned": _("planned"), "duplicate": _("duplicate"),
        "late": _("late"), "unreviewed": _("unreviewed"), "": _("stands"),
    }.get(reason, reason)  # fmt: skip


def _past(one: Similar, stamp: Stamp) -> str:
    parts = [f"{percent(one.likeness)}  {stamp(one.opened_at)}  {label(one.severity)}", ended_word(one.ended)]
    parts += [f"#{one.incident}"] if one.incident else []
    return " · ".join([*parts, ", ".join(one.terms)] if one.terms else parts)


def _rule() -> str:
    return _("A level needs two cells, or one gate.")


def _cell_figures(cell: Reason, alert: Alert) -> Iterator[str]:
    if cell.code == "cell.C":
        yield from (f"gate.{place}" for place in range(len(alert.gates)))
    elif cell.code == "cell.R":
        yield from ("cell.R", "cell.R.press")
    else:
        yield cell.code
