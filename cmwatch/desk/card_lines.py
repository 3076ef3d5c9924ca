"""The alert card in lines: what, drawn, how sure, since when, what changed, what would make it nothing."""

from collections.abc import Iterator

from cmwatch.desk.alert_rows import indented
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, clip, column, plain, wrap
from cmwatch.desk.levels import alert_state, tone
from cmwatch.desk.sentences import further_reasons, said, sureness
from cmwatch.desk.telling import channel_word, figures, heading, negativity, spread_of
from cmwatch.model import Alert, Item, Shift
from cmwatch.words import _, counted, number, whole


def part(title: str) -> Line:
    """The heading of a part of the card."""
    return ((title, "heading"),)


def what_lines(alert: Alert, clock: Clock, width: int) -> tuple[Line, ...]:
    """What was counted, drawn against what was expected."""
    room = max(8, width - 30)
    top = max(float(alert.observed), alert.band[1], 1.0)
    low, high = (round(edge / top * room) for edge in alert.band)
    seen = max(1, round(alert.observed / top * room))
    words = max(len(_("expected")), len(_("observed")))
    band = number(alert.expected) + f" [{number(alert.band[0], 0)}–{number(alert.band[1], 0)}]"
    return (
        heading(alert, clock),
        *((indented(state),) if (state := alert_state(alert, clock)) else ()),
        indented(figures(alert)),
        (
            (f"  {_('expected'):<{words}} ", "dim"),
            (" " * low + "░" * max(1, high - low), "dim"),
            (f" {band}", "dim"),
        ),
        ((f"  {_('observed'):<{words}} ", "dim"), ("█" * seen, "bar"), (f" {whole(alert.observed)}", "strong")),
        indented(negativity(alert)),
        indented(spread_of(alert)),
        (("  " + _("⏎ shows these {what}", what=channel_word(alert)), "faint"),),
        (),
    )


def since_lines(alert: Alert, first: Item | None, clock: Clock, width: int) -> tuple[Line, ...]:
    """How sure, and since when."""
    lines: list[Line] = [part(_("How sure"))]
    lines.extend((("  " + line, "text"),) for line in wrap(sureness(alert), width - 2))
    for reason in further_reasons(alert):
        lines.extend((("  " + line, "dim"),) for line in wrap(reason, width - 2))
    lines.extend(((), part(_("Since"))))
    lines.append((("  " + _("the rise began about {time}", time=clock.stamp(alert.onset)), "text"),))
    if first is not None:
        words = _(
            "first mention {time}, by {author}", time=clock.stamp(first.mention.at), author=plain(first.mention.author)
        )
        lines.append((("  " + words, "text"),))
    lines.append(
        (
            (
                "  "
                + _(
                    "the alert opened {time}; its peak was {n}", time=clock.stamp(alert.opened_at), n=whole(alert.peak)
                ),
                "dim",
            ),
        )
    )
    return (*lines, ())


def shift_word(shift: Shift) -> str:
    """What kind of thing changed."""
    match shift.kind:
        case "term":
            return _("word")
        case "hashtag":
            return _("tag")
        case "link":
            return _("link")
        case "source":
            return _("source")
        case "author":
            return _("author")
        case "language":
            return _("language")


def change_lines(alert: Alert, width: int) -> tuple[Line, ...]:
    """What is said more than before: counts now and before, and how surely, as a bar."""
    shifts = alert.explanation.shifts
    if not shifts:
        return (part(_("What changed")), (("  " + _("nothing in particular: the same things, more often"), "dim"),), ())
    top = max(abs(shift.log_odds) for shift in shifts) or 1.0
    name_width = max(10, min(28, width - 34))
    lines: list[Line] = [
        part(_("What changed")),
        (("  " + column("", name_width + 9) + _("now · before · weight"), "faint"),),
    ]
    for shift in shifts[:10]:
        bar = "▆" * max(1, round(abs(shift.log_odds) / top * 8))
        counts = f"{whole(shift.now):>5} · {whole(shift.before):<5}"
        lines.append(
            (
                (f"  {column(shift_word(shift), 8)} ", "dim"),
                (column(plain(shift.value), name_width), "text"),
                (counts, "text"),
                (f" {bar:<8}", "accent" if shift.log_odds > 0 else "dim"),
                (f" {number(shift.log_odds)}", "dim"),
            )
        )
    return (*lines, ())


def doubt_lines(alert: Alert, width: int) -> tuple[Line, ...]:
    """What would make it nothing."""
    doubts = [said(doubt) for doubt in alert.explanation.doubts]
    lines: list[Line] = [part(_("What would make it nothing"))]
    for doubt in doubts or [_("Nothing known speaks against it.")]:
        for n, line in enumerate(wrap(doubt, width - 4)):
            lines.append((("  · " if n == 0 else "    ", "dim"), (line, "text")))
    return tuple(lines)


def quoted(item: Item, label: str, clock: Clock, width: int) -> tuple[Line, ...]:
    """A mention as the card quotes it: who and how, then at most three lines of text."""
    mention = item.mention
    who = f" {plain(mention.author)} · {plain(mention.source)} · {clock.stamp(mention.at)}"
    reach = f" · {counted('{n} follower', '{n} followers', mention.followers)}" if mention.followers is not None else ""
    head: Line = ((label + " " if label else "", "accent"), tone(item), (who + reach, "dim"))
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
