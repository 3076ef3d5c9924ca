"""The alert strip: each alert in a line, or in the few lines that answer 'is it bad?'."""

from collections.abc import Sequence
from functools import partial

from cmwatch.alarm.card import outlook_lines
from cmwatch.alarm.gates.words import gate_sentence, gate_values
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, cells, joined, wrap
from cmwatch.desk.levels import alert_state, gravest
from cmwatch.desk.sentences import sureness
from cmwatch.desk.telling import brief_figures, figures, heading, negativity, novelty, spread_of
from cmwatch.desk.widgets.rows import Row, paragraph
from cmwatch.model import Alert
from cmwatch.words import _, amount


def ordered(alerts: tuple[Alert, ...]) -> list[Alert]:
    """Gravest first, as the header counts."""
    left, out = list(alerts), []
    while left:
        first = gravest(tuple(left))
        assert first is not None  # noqa: S101 - left is not empty
        left.remove(first)
        out.append(first)
    return out


def alert_rows(alerts: tuple[Alert, ...], clock: Clock, *, slim: bool) -> Sequence[Row]:
    """A row for each alert; on a small screen one line each."""
    if not alerts:
        return [paragraph(_("No alert: nothing stands out from what is usual."))]
    return [Row(alert.id, partial(_slim if slim else _full, alert, clock)) for alert in ordered(alerts)]


def _slim(alert: Alert, clock: Clock, width: int) -> tuple[Line, ...]:
    """What fits whole, most telling first: without room for all figures, how many times the usual is the one."""
    name, _gap, watch, since = heading(alert, clock)
    line = joined([(name,), alert_state(alert, clock), (watch,)])
    factor: Line = ((f"×{amount(alert.factor)}", "accent"),)
    for more in (figures(alert), brief_figures(alert), factor):
        if cells(longer := joined([line, more])) <= width:
            line = longer
            break
    for more in ((since,), negativity(alert)[:1], novelty(alert)):
        if cells(longer := joined([line, more])) <= width:
            line = longer
    return (line,)


def _full(alert: Alert, clock: Clock, width: int) -> tuple[Line, ...]:
    head, state = heading(alert, clock), alert_state(alert, clock)
    if alert.state in ("acknowledged", "quiet"):
        lines = [joined([state, counts]) for counts in (figures(alert), brief_figures(alert))]
        shown = next((line for line in lines if cells(line) <= width - 2), lines[-1])
        return (head, indented(shown), *map(indented, _outlook(alert, clock, width - 2)), ())
    lines = [state, *_gate(alert, width - 2), figures(alert), negativity(alert), spread_of(alert), novelty(alert)]
    lines += _outlook(alert, clock, width - 2)
    sure = [((line, "dim"),) for line in wrap(sureness(alert), width - 2) if line]
    return (head, *(indented(line) for line in (*lines, *sure) if line), ())


def _outlook(alert: Alert, clock: Clock, width: int) -> list[Line]:
    """Whether it grows or falls, and what is proposed to the person."""
    told = [(told.text, "text") for told in outlook_lines(alert, clock.time)]
    return [((line, role),) for text, role in told for line in wrap(text, width) if line]


def _gate(alert: Alert, width: int) -> list[Line]:
    """What the newest gate opened for: a few words may be all there is, and the numbers alone would read as nothing."""
    if not alert.telling_gates:
        return []
    told = gate_sentence(gate_values(alert.telling_gates[-1]))
    return [((line, "strong"),) for line in wrap(told, width) if line]


def indented(line: Line) -> Line:
    """The line, two cells in."""
    return (("  ", "text"), *line)
