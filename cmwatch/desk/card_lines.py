"""The alert card in lines: what, drawn, how sure, since when, what changed, what would make it nothing."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from rich.cells import cell_len

from cmwatch.alarm import card
from cmwatch.alarm.card import Told
from cmwatch.alarm.figures import figures as figures_of
from cmwatch.desk.alert_rows import indented
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span, cells, clip, column, joined, plain, wrap
from cmwatch.desk.levels import alert_state, tone
from cmwatch.desk.telling import figures, heading
from cmwatch.desk.widgets.rows import Row
from cmwatch.model import Alert, Item, Shift
from cmwatch.words import _, amount, counted, number, whole

BAR_CELLS = 8
"""Width of the bar of a weight."""


def part(title: str, *, tight: bool) -> Row:
    """The heading of a part of the card, below an empty line where there is room for one."""
    return Row("", lambda _width: (((title, "heading"),),) if tight else ((), ((title, "heading"),)))


def what_lines(alert: Alert, clock: Clock, width: int) -> tuple[Line, ...]:
    """What was counted, drawn against what was expected."""
    band = amount(alert.expected) + f" [{number(alert.band[0], 0)}–{number(alert.band[1], 0)}]"
    words = max(len(_("expected")), len(_("observed")))
    room = max(8, width - words - 5 - max(len(band), len(whole(alert.observed))))
    top = max(float(alert.observed), alert.band[1], 1.0)
    low, high = (round(edge / top * room) for edge in alert.band)
    seen = round(alert.observed / top * room)
    state = alert_state(alert, clock)
    head = joined([heading(alert, clock), state])
    return (
        *([head] if cells(head) <= width else [heading(alert, clock), indented(state)]),
        *_folded(indented(figures(alert)), width),
        ((f"  {_('expected'):<{words}} ", "dim"), (" " * low + "░" * max(1, high - low), "band"), (f" {band}", "dim")),
        ((f"  {_('observed'):<{words}} ", "dim"), ("█" * seen, "bar"), (f" {whole(alert.observed)}", "strong")),
    )


def rows_of(alert: Alert, first: Item | None, clock: Clock, *, tight: bool) -> Iterator[Row]:
    """The reasoning, top to bottom. A row whose numbers can be opened is named after their figures."""
    known = figures_of(alert)
    line, stamp = partial(told_row, known.keys()), clock.stamp
    level, *rule = card.level_lines(alert, stamp)
    yield Row("observed", partial(what_lines, alert, clock))
    yield from (line(told) for told in card.people_lines(alert))
    # A cell of the matrix is not broken at the end of a line.
    unbroken = " · ".join(cell.replace(" ", "\u00a0") for cell in level.text.split(" · "))
    yield line(replace(level, text=unbroken) if alert.explanation.cells else level, role="strong")
    yield from (line(told) for told in card.outlook_lines(alert, stamp))
    yield part(_("How sure"), tight=tight)
    yield from (line(told) for told in card.sure_lines(alert, stamp))
    yield part(_("Since"), tight=tight)
    yield from (line(told) for told in card.since_lines(alert, stamp))
    if first is not None:
        author, time = plain(first.mention.author), stamp(first.mention.at)
        yield line(Told(_("first mention {time}, by {author}", time=time, author=author)))
    yield part(_("What changed"), tight=tight)
    yield from _change_rows(alert, clock)
    if said := card.argument_lines(alert):
        yield part(_("What people say"), tight=tight)
        yield from map(line, said)
    why = alert.explanation
    counted_at = f" · {stamp(why.at)}" if why.at and why.at != alert.updated_at else ""
    yield part(_("What would make it nothing") + counted_at, tight=tight)
    if not why.doubts:
        yield line(Told(_("Nothing known speaks against it.")))
    yield from (_doubt_row(known.keys(), doubt) for doubt in card.doubt_lines(alert, stamp))
    yield part(_("What we cannot see"), tight=tight)
    yield from (line(told) for told in card.unseen_lines(alert, stamp))
    yield part(_("What is counted"), tight=tight)
    yield from (line(told, role="dim") for told in (card.channel_line(alert), *rule))


def around(alert: Alert, clock: Clock) -> Iterator[Row]:
    """What stands around it: gates, what is planned, what resembles it, the playbook."""
    known, none = figures_of(alert).keys(), (Told(_("none in the archive")),)
    labelled = (
        (_("Gates"), card.gate_lines(alert, clock.stamp)),
        (_("Planned"), (Told(", ".join(alert.planned) or _("nothing at this time")),)),
        (_("Similar past alerts"), card.similar_lines(alert, clock.stamp) or none),
        (_("Playbook"), (card.playbook_line(alert),)),
    )
    room = max(len(label) for label, _told in labelled)
    for label, told in labelled:
        for place, one in enumerate(told):
            yield told_row(known, one, label=column("" if place else label, room + 2))


def told_row(known: Collection[str], told: Told, *, role: str = "text", label: str = "") -> Row:
    """A line of the card; its key names the figures that can be opened, or the past alert."""
    names = [name for name in told.figures if name in known]
    key = f"alert:{told.alert}" if told.alert else "\n".join(names)

    def draw(width: int) -> list[Line]:
        lines = wrap(told.text, max(8, width - 2 - cell_len(label)))
        blank = " " * cell_len(label)
        return [
            (_mark(key if n == 0 else ""), (blank if n else label, "heading"), (line, role))
            for n, line in enumerate(lines)
        ]

    return Row(key, draw)


def _mark(key: str) -> Span:
    """What says that something can be opened here."""
    return ("› ", "accent") if key else ("  ", "dim")


def _change_rows(alert: Alert, clock: Clock) -> Iterator[Row]:
    shifts = alert.explanation.shifts
    known = figures_of(alert).keys()
    if (told := card.compared_line(alert, clock.stamp)) is not None:
        yield told_row(known, told, role="dim")
    if not shifts:
        yield told_row(known, Told(_("nothing in particular: the same things, more often")))
        return
    yield Row(
        "", lambda width: [(("  " + column("", _name_width(width) + 9) + _("now · before · log-odds"), "faint"),)]
    )
    top = max(abs(shift.log_odds) for shift in shifts) or 1.0
    for shift in shifts:
        key = "\n".join(name for name in card.shift_figures(shift) if name in known)
        yield Row(key, partial(_shift_lines, shift, top))


def _name_width(width: int) -> int:
    return max(8, min(28, width - 36))


def _shift_lines(shift: Shift, top: float, width: int) -> tuple[Line, ...]:
    bar = "▆" * max(1, round(abs(shift.log_odds) / top * BAR_CELLS))
    value = f"#{shift.value}" if shift.kind == "hashtag" else shift.value
    return (
        (
            ("› ", "accent"),
            (f"{column(card.shift_word(shift), 8)} ", "dim"),
            (column(plain(value), _name_width(width)), "text"),
            (f"{whole(shift.now):>5} · {whole(shift.before):<5}", "text"),
            (f" {bar:<{BAR_CELLS}}", "accent" if shift.log_odds > 0 else "dim"),
            (f" {number(shift.log_odds)}", "dim"),
        ),
    )


def _doubt_row(known: Collection[str], doubt: Told) -> Row:
    sign, role = ("! ", "warn") if doubt.holds else ("✓ ", "good")
    key = "\n".join(name for name in doubt.figures if name in known)

    def draw(width: int) -> list[Line]:
        lines = wrap(doubt.text, max(8, width - 4))
        text = "text" if doubt.holds else "dim"
        return [
            (_mark(key if n == 0 else ""), (sign if n == 0 else "  ", role), (line, text))
            for n, line in enumerate(lines)
        ]

    return Row(key, draw)


def _folded(line: Line, width: int) -> list[Line]:
    """The line, or two where it does not fit: what was counted, then what was expected."""
    return [line] if cells(line) <= width else [line[:2], (("  ", "text"), *line[2:])]


def quoted(item: Item, label: str, clock: Clock, width: int) -> tuple[Line, ...]:
    """A mention as the card quotes it: who and how, then at most three lines of text."""
    mention = item.mention
    who = f" {plain(mention.author)} · {plain(mention.source)} · {clock.stamp(mention.at)}"
    reach = f" · {counted('{n} follower', '{n} followers', mention.followers)}" if mention.followers is not None else ""
    head: Line = ((label + " " if label else "", "accent"), tone(item), (who, "dim"))
    if reach and cells(head) + cell_len(reach) <= width:
        head = (*head, (reach, "dim"))
    text = wrap(mention.text, max(8, width - 2))
    if len(text) > 3:
        text = [*text[:2], clip(text[2] + " …", width - 2)]
    return (head, *((("  " + line, "text"),) for line in text), ())


def quotes(alert: Alert, items: dict[str, Item]) -> Iterator[tuple[str, str, Item]]:
    """Key, label and mention of each quote: the first, the biggest relay, then originals."""
    why = alert.explanation
    labelled = ((why.first, _("first")), (why.relay, _("biggest relay")), *((key, "") for key in why.samples))
    seen: set[str] = set()
    for key, label in labelled:
        if key and key in items and key not in seen:
            seen.add(key)
            yield key, label, items[key]
