"""The table of keys as Textual wants it, and the line at the bottom that shows the eight that make sense now."""

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import ActiveBinding, Binding, BindingType

from cmwatch.desk.ink import Line, Span, cells
from cmwatch.desk.keys import KEYS, key, sign

FOOTER_KEYS = 8
"""More than this is a manual, not a hint."""


MOVES: list[BindingType] = [
    Binding(key, f"move_{key}", show=False) for key in ("up", "down", "pageup", "pagedown", "home", "end")
]
"""What moves a cursor in a list; nothing to explain, so it is not in the table."""


def bind(*verbs: str, priority: bool = False) -> list[BindingType]:
    """Bindings of these verbs to `action_<verb>`; those with priority work while typing too."""
    return [
        Binding(
            ",".join(row.keys), row.id, row.id, id=row.id, show=row.footer, key_display=sign(row), priority=priority
        )
        for row in map(key, verbs)
    ]


def worded(bindings: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Our bindings with their labels in the person's language; Textual's own are not ours to list."""
    known = {row.id: row for row in KEYS}
    return {
        pressed: active._replace(binding=replace(active.binding, description=known[active.binding.id].label()))
        for pressed, active in bindings.items()
        if active.binding.id in known
    }


def key_line(bindings: Mapping[str, ActiveBinding], width: int) -> Line:
    """As many of the keys that make sense now as fit, at most eight, most telling first."""
    active = {entry.binding.id for entry in bindings.values() if entry.enabled and entry.binding.show}
    line: list[Span] = []
    shown = [row for row in KEYS if row.footer and row.id in active]
    last = [row for row in shown if row.id in ("help", "back")]
    first = [row for row in shown if row not in last][: FOOTER_KEYS - len(last)]
    tail = [span for row in last for span in _hint(sign(row), row.label())]
    room = width - cells(tuple(tail))
    for row in first:
        hint = _hint(sign(row), row.label())
        if cells((*line, *hint)) <= room:
            line.extend(hint)
    return (*line, *tail)


def _hint(pressed: str, label: str) -> tuple[Span, ...]:
    return ((" ", "dim"), (pressed, "key"), (f" {label} ", "dim"))
