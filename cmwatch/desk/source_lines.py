"""How the sources are: all on one line, one on a line, and one in full."""

from datetime import timedelta
from shlex import quote

from cmwatch.desk.clock import Clock, lasting
from cmwatch.desk.ink import Line, Span, cells, column, plain, wrap
from cmwatch.desk.keys import key
from cmwatch.desk.keys import sign as key_sign
from cmwatch.intake.listening.state_words import capable, state_word
from cmwatch.intake.networks import NETWORKS
from cmwatch.model import Budget, SourceHealth, SourceState, View
from cmwatch.words import _, counted, number, whole

NAME, STATE, RATE, LAG, BAR = 17, 28, 8, 6, 6
"""Cells of the columns. Where there is room the problem gets the rest; else it stands below the list only."""

WIDE_NAME, WIDE_STATE = 28, 34
"""On a screen with room."""

WITH_ROOM = 120

LOW_BUDGET = 0.15
"""Share of a budget below which its bar warns."""


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
        "needs login": ("◇", "warn"),
        "refused": ("✗", "warn"),
        "paused": ("‖", "dim"),
    }
    return signs[source.state]


def rate(source: SourceHealth) -> str:
    """`12/min`."""
    return _("{n}/min", n=number(source.per_minute, 0 if source.per_minute >= 10 else 1))


def told_state(source: SourceHealth, clock: Clock) -> str:
    """`live`, or what is wrong and until when: `rate limited until 14:03`."""
    word = state_word(source.state)
    if source.state == "paused" and source.paused_at is not None:
        return _("{state} since {time}", state=word, time=clock.time(source.paused_at))
    if source.state not in ("rate limited", "degraded") or source.next_try is None or source.next_try <= clock.now:
        return word
    time = clock.time(source.next_try)
    if source.state == "degraded":
        return _("{state}, next try {time}", state=word, time=time)
    return _("{state} until {time}", state=word, time=time)


def brief(source: SourceHealth, clock: Clock) -> Line:
    """`mastodon ● 12/min`, or what is wrong and until when."""
    said = rate(source) if source.state == "live" else told_state(source, clock)
    role = "dim" if source.state == "live" else sign(source)[1]
    return ((source.name + " ", "text"), sign(source), (" " + said, role))


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


def headings(width: int) -> tuple[Line, ...]:
    """What the columns of `source_row` mean."""
    name, state = _columns(width)
    words = (
        *("   ", column(_("source"), name), " ", column(_("state"), state), " "),
        *(column(_("rate"), RATE, right=True), " ", column(_("lag"), LAG, right=True), "  "),
        *(column(_("budget"), BAR), "  ", _("last error") if width >= WITH_ROOM else ""),
    )
    return (tuple((word, "faint") for word in words),)


def source_row(source: SourceHealth, clock: Clock, width: int) -> tuple[Line, ...]:
    """A source on one line: state, rate, lag, budget, and what is wrong."""
    name, state = _columns(width)
    shape, role = sign(source)
    lag = "" if source.lag_seconds is None else _lag(source.lag_seconds)
    return (
        (
            (" ", "text"), (shape, role), (" ", "text"), (column(source.name, name), "text"), (" ", "text"),
            (column(told_state(source, clock), state), role), (" ", "text"),
            (column(rate(source), RATE, right=True), "text" if source.per_minute else "faint"), (" ", "text"),
            (column(lag, LAG, right=True), "dim"), ("  ", "text"),
            *_bar(source.budget), ("  ", "text"),
            (source.problem if width >= WITH_ROOM else "", "warn" if role == "warn" else "dim"),
        ),
    )  # fmt: skip


def source_rows(source: SourceHealth, clock: Clock, width: int) -> tuple[Line, ...]:
    """A source in full: how it is, what a person can do, what it can do, and what it cannot see."""
    if source.last_at:
        last = _("last mention {age} ago", age=clock.age(source.last_at))
    else:
        last = _("nothing new since it began") if source.delivered else _("no mention yet")
    if source.lag_seconds is not None:
        last = _("{last}, heard {lag} after it was said", last=last, lag=_lag(source.lag_seconds))
    shape, role = sign(source)
    delivered = counted("{n} delivered", "{n} delivered", source.delivered)
    head: Line = (
        (" ", "text"), (shape, role), (f" {told_state(source, clock)}", role),
        (f"  {rate(source)} · {delivered}", "text"),
    )  # fmt: skip
    lines: list[Line] = [head]

    def say(text: str, role: str) -> None:
        lines.extend((("   " + line, role),) for line in wrap(text, max(10, width - 4)))

    for text, how in _troubles(source, clock):
        say(text, how)
    say(last, "text")
    if source.budget is not None:
        bar = _bar(source.budget)
        lines.append((("   ", "text"), *bar, ("  " if source.budget.limit else "", "text"),
                      (_budget(source.budget, clock), "text")))  # fmt: skip
    network = NETWORKS.get(source.network)
    if network is not None:
        say(" ".join(capable(network.can)), "dim")
        for sentence in network.can.blind():
            say(_("Not seen: {what}", what=sentence), "text")
    return tuple(lines)


def offers_login(source: SourceHealth) -> bool:
    """Whether there is a login to say something of: a secret of another kind, such as a webhook's, is none."""
    network = NETWORKS.get(source.network)
    has_login = network is not None and network.has_login
    return source.state == "needs login" or (has_login and bool(source.variables))


def login_words(source: SourceHealth) -> str:
    """What a person must do so that a source is logged in."""
    network = NETWORKS.get(source.network)
    told = [source.problem] if source.state == "needs login" and source.problem else []
    has_login = network is None or network.has_login
    if source.variables and has_login:
        told.append(_("Its login is read from the environment when cmwatch starts. Set it and start again:"))
        told.append("\n".join(f"export {name}=…" for name in source.variables))
    elif has_login:
        told.append(_("It has no login yet. Name a variable in the configuration, such as token_env, and set it."))
    else:
        told.append(_("This network needs no login."))
        return "\n\n".join(told)
    told.append(_("Then try it: cmwatch sources test {name}", name=quote(source.name)))
    return "\n\n".join(told)


def _troubles(source: SourceHealth, clock: Clock) -> list[Span]:
    told = [(source.problem, "warn")] if source.problem else []
    if source.shed:
        told.append((_("{n} dropped before matching, the stream was too fast", n=whole(source.shed)), "warn"))
    retry, login, pause = (key_sign(key(verb)) for verb in ("retry", "login", "pause"))
    if source.state == "paused":
        if source.paused_by:
            told.append((_("Paused by {who}; a restart does not end that.", who=plain(source.paused_by)), "text"))
        told.append((_("Nothing is heard of it until {key} resumes.", key=pause), "text"))
    elif source.state == "needs login":
        told.append((_("{login} says how to log in; {retry} tries again.", login=login, retry=retry), "text"))
    elif source.state == "refused":
        told.append((_("It needs you: mend it in the configuration, then R tries again."), "text"))
    elif source.next_try is not None and source.state != "live":
        told.append((_("next try {time}; R tries now", time=clock.stamp(source.next_try)), "text"))
    return told


def _columns(width: int) -> tuple[int, int]:
    return (WIDE_NAME, WIDE_STATE) if width >= WITH_ROOM else (NAME, STATE)


def _lag(seconds: float) -> str:
    return lasting(timedelta(seconds=seconds))


def _bar(budget: Budget | None) -> Line:
    """How much of a budget is left; blank where nobody says."""
    if budget is None or not budget.limit:
        return ((" " * BAR, "text"),)
    share = max(0.0, min(1.0, budget.remaining / budget.limit))
    full = max(round(share * BAR), int(share > 0))
    is_low = share < LOW_BUDGET
    return (("█" * full, "warn" if is_low else "bar"), ("░" * (BAR - full), "warn" if is_low else "band"))


def _budget(budget: Budget, clock: Clock) -> str:
    left = int(budget.remaining)
    told = counted("{n} request left", "{n} requests left", left)
    if budget.limit:
        limit = whole(int(budget.limit))
        told = counted("{n} of {limit} requests left", "{n} of {limit} requests left", left, limit=limit)
    if budget.resets_at is not None and budget.resets_at > clock.now:
        told += " · " + _("full again {time}", time=clock.stamp(budget.resets_at))
    return told
