"""How the sources are, in a line and in full."""

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span, cells
from cmwatch.model import SourceHealth, SourceState, View
from cmwatch.words import _, counted, number, whole


def sign(source: SourceHealth) -> Span:
    """A shape for the state, in its role."""
    signs: dict[SourceState, Span] = {
        "live": ("●", "good"),
        "catching up": ("◐", "good"),
        "waiting": ("○", "dim"),
        "ended": ("■", "dim"),
        "rate limited": ("◌", "warn"),
        "silent": ("◔", "warn"),
        "degraded": ("△", "warn"),
        "needs login": ("⚿", "warn"),
        "refused": ("✗", "warn"),
        "paused": ("‖", "dim"),
    }
    return signs[source.state]


def state_word(source: SourceHealth) -> str:
    """The state in the person's language."""
    words: dict[SourceState, str] = {
        "live": _("live"),
        "catching up": _("catching up"),
        "waiting": _("waiting"),
        "ended": _("ended"),
        "rate limited": _("rate limited"),
        "silent": _("silent"),
        "degraded": _("degraded"),
        "needs login": _("needs login"),
        "refused": _("refused"),
        "paused": _("paused"),
    }
    return words[source.state]


def rate(source: SourceHealth) -> str:
    """`12/min`."""
    return _("{n}/min", n=number(source.per_minute, 0 if source.per_minute >= 10 else 1))


def brief(source: SourceHealth, clock: Clock) -> Line:
    """`mastodon ● 12/min`, or what is wrong and until when."""
    name: Line = ((source.name + " ", "text"), sign(source))
    if source.state == "live":
        return (*name, (" " + rate(source), "dim"))
    role = sign(source)[1]
    if source.next_try and source.next_try > clock.now:
        until = _("{state} until {time}", state=state_word(source), time=clock.time(source.next_try))
        return (*name, (" " + until, role))
    return (*name, (" " + state_word(source), role))


def source_line(view: View, clock: Clock, width: int) -> Line:
    """All sources on one line, those in trouble first; what does not fit is counted."""
    if view.notice:
        return ((" " + view.notice, "accent"),)
    line: list[Span] = [(" ", "text")]
    ordered = sorted(view.sources, key=lambda source: not source.problem)
    for n, source in enumerate(ordered):
        part = brief(source, clock)
        rest = len(ordered) - n
        if cells((*line, *part)) + 14 > width and n:
            line.append((counted("{n} more (4)", "{n} more (4)", rest), "dim"))
            break
        line.extend((*part, ("   ", "dim")))
    if not view.sources:
        line.append((_("no source is configured"), "dim"))
    return tuple(line)


def source_rows(source: SourceHealth, clock: Clock, _width: int) -> tuple[Line, ...]:
    """A source in full: state, rate, last mention; below it what is wrong and when it tries again."""
    last = _("last mention {age} ago", age=clock.age(source.last_at)) if source.last_at else _("no mention yet")
    head: Line = (
        (" ", "text"),
        sign(source),
        (f" {source.name}", "strong"),
        (f" ({source.network})  ", "dim"),
        (state_word(source), sign(source)[1]),
        (f"  {rate(source)} · " if source.state == "live" else "  ", "text"),
        (f"{last} · " + counted("{n} delivered", "{n} delivered", source.delivered), "text"),
    )
    lines: list[Line] = [head]
    if source.shed:
        lines.append(
            (("   " + _("{n} dropped before matching, the stream was too fast", n=whole(source.shed)), "warn"),)
        )
    if source.problem:
        lines.append((("   " + source.problem, "warn"),))
    if source.next_try:
        lines.append((("   " + _("next try {time}; R tries now", time=clock.stamp(source.next_try)), "dim"),))
    elif source.state in ("refused", "needs login"):
        lines.append((("   " + _("It needs you: mend it in the configuration, then R tries again."), "dim"),))
    return (*lines, ())
