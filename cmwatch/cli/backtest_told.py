"""A back-test as it is told: tables and drawings for people, objects for programs, a page for a file."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from cmwatch.alarm.backtest.picture.cells import cells, cut, left, right
from cmwatch.alarm.backtest.picture.chart import chart_lines, legend
from cmwatch.alarm.backtest.picture.page import Sheet, page
from cmwatch.alarm.backtest.score import WEEK, Outcome, Score, recorded
from cmwatch.alarm.backtest.suggestion import how_long, sentence
from cmwatch.alarm.backtest.verdict import Verdict, in_sample
from cmwatch.alarm.backtest.wire import score_object, verdict_object
from cmwatch.alarm.detector import BUDGET
from cmwatch.alarm.severity import label as level
from cmwatch.monitor.rehearsal import Count
from cmwatch.words import _, counted, number, whole

LISTED = 20
"""Alarms listed one by one."""

DRAWN, NEAR = 3, 4
"""Watches drawn in the terminal, and close-ups of each, the newest; a file has room for more."""

UNKNOWN = "–"

REST = 54
"""Cells that the other columns beside a crisis take."""


def told(verdict: Verdict, count: Count, sheets: Sequence[Sheet], width: int) -> Iterator[str]:
    """The lines of the whole answer."""
    yield from _wrapped(_heading(verdict, count), width)
    yield ""
    yield from _columns([_head(), *(_row(score, labelled=bool(verdict.labels)) for score in verdict.scores)])
    if verdict.scores[0].outcomes:
        yield ""
        yield from _columns(_crises(verdict, width))
    yield ""
    yield from _wrapped(_("Suggested: {suggestion}", suggestion=sentence(verdict.suggestion)), width)
    yield from _wrapped(in_sample(), width)
    yield from _listed(verdict)
    for sheet in sheets[:DRAWN]:
        yield ""
        yield from chart_lines(sheet.whole, width)
        for near in sheet.near[-NEAR:]:
            yield ""
            yield from chart_lines(near, width)
    yield ""
    yield from legend(width)
    if (more := len(verdict.spans) - DRAWN) > 0:
        yield counted("{n} more watch: --watch NAME draws it.", "{n} more watches: --watch NAME draws one.", more)


def objects(verdict: Verdict, count: Count) -> Iterator[dict[str, Any]]:
    """One object for each sensitivity, then the summary."""
    for score in verdict.scores:
        yield score_object(score, labelled=bool(verdict.labels))
    counts = {
        "mentions": count.mentions, "own": count.own, "duplicates": count.duplicates, "unmatched": count.unmatched,
        "unreadable": count.unreadable,
    }  # fmt: skip
    yield {"type": "summary"} | counts | verdict_object(verdict)


def drawing(verdict: Verdict, count: Count, sheets: Sequence[Sheet], ending: str) -> bytes:
    """The page as a file."""
    lines = [
        _heading(verdict, count),
        _("Suggested: {suggestion}", suggestion=sentence(verdict.suggestion)),
        in_sample(),
    ]
    scene = page(_("Back-test"), lines, sheets)
    if ending == ".svg":
        from cmwatch.alarm.backtest.picture.svg import svg

        return svg(scene).encode()
    from cmwatch.alarm.backtest.picture.png import png  # Pillow is needed only here

    return png(scene)


def _heading(verdict: Verdict, count: Count) -> str:
    names = [span.watch.name for span in verdict.spans]
    parts = [
        counted("{n} mention", "{n} mentions", count.mentions),
        how_long(recorded(verdict.spans) / WEEK),
        ", ".join(names[:DRAWN]) + (f" +{len(names) - DRAWN}" if len(names) > DRAWN else ""),
    ]
    if count.own:
        parts.insert(1, counted("{n} by the brand", "{n} by the brand", count.own))
    for n, told in (
        (count.duplicates, _("{n} duplicates", n=whole(count.duplicates))),
        (count.unmatched, _("{n} unmatched", n=whole(count.unmatched))),
        (count.unreadable, _("{n} unreadable", n=whole(count.unreadable))),
    ):
        if n:
            parts.append(told)
    return " · ".join(parts)


def _head() -> tuple[str, ...]:
    return (
        _("sensitivity"),
        _("alarms"),
        _("a week"),
        _("pages"),
        _("found"),
        _("delay"),
        _("false"),
        _("a week"),
        _("budget"),
    )


def _row(score: Score, *, labelled: bool) -> tuple[str, ...]:
    crises, long_enough = len(score.outcomes), score.weeks * 7 >= 1  # a few hours say nothing of a week
    return (
        score.sensitivity,
        whole(len(score.alarms)),
        number(score.a_week, 2) if long_enough else UNKNOWN,
        whole(score.pages),
        _("{found} of {crises}", found=score.found, crises=crises) if crises else UNKNOWN,
        UNKNOWN if score.usual_minutes is None else _("{n} min", n=ceil(score.usual_minutes)),
        whole(len(score.false)) if labelled else UNKNOWN,
        number(score.false_a_week, 2) if labelled and long_enough else UNKNOWN,
        number(BUDGET[score.sensitivity], 2),
    )


def _crises(verdict: Verdict, width: int) -> list[tuple[str, ...]]:
    rows = [(_("crisis"), _("began"), *(score.sensitivity for score in verdict.scores))]
    for outcomes in zip(*(score.outcomes for score in verdict.scores), strict=True):
        label = outcomes[0].label
        began = f"{label.start:%Y-%m-%d %H:%M %z}" if label.start else ""
        rows.append((cut(label.name, width - REST), began, *map(_after, outcomes)))
    return rows


def _after(outcome: Outcome) -> str:
    if outcome.minutes is None:
        return _("missed")
    return _("early") if outcome.early else _("{n} min", n=ceil(outcome.minutes))


def _listed(verdict: Verdict) -> Iterator[str]:
    """The alarms of the suggested sensitivity, one by one."""
    score = verdict.suggestion.score
    if not score.alarms:
        return
    yield ""
    yield _("Alarms with {sensitivity}:", sensitivity=score.sensitivity)
    watches = {span.watch.name: span.watch for span in verdict.spans}
    for alarm in score.alarms[:LISTED]:
        watch = watches[alarm.watch]
        at = alarm.at.astimezone(ZoneInfo(watch.zone))
        about = [label.name for label in verdict.labels if label.concerns(watch) and label.covers(alarm.at)]
        what = about[0] if about else _("false") if alarm in score.false else ""
        yield "  ".join(
            part for part in (f"  {at:%Y-%m-%d %H:%M %z}", level(alarm.severity), alarm.watch, what) if part
        )
    if more := max(0, len(score.alarms) - LISTED):
        yield f"  {counted('{n} more', '{n} more', more)}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right, as wide as they need."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        others = (right(cell, width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([left(row[0], widths[0]), *others]).rstrip()


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = ""
        line += f"{' ' if line else ''}{word}"
    yield line
