"""One mention on one line: tone, network, author, age, text, and what is special about it."""

from dataclasses import dataclass

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line, Span, cells, column, plain
from cmwatch.desk.levels import tone
from cmwatch.model import Item
from cmwatch.words import _, counted, whole


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of what stands before the text."""

    tone: int
    network: int
    author: int
    age: int


WIDE, NARROW = Columns(11, 10, 16, 7), Columns(10, 5, 10, 7)
"""Above and below a hundred cells."""


def key_of(item: Item) -> str:
    """`source:id`, by which everything is found again."""
    return f"{item.mention.source}:{item.mention.id}"


def columns(width: int) -> Columns:
    """The widths that suit a line this long."""
    return WIDE if width >= 100 else NARROW


def marks(item: Item) -> Line:
    """`+214 ↻` for its story, `✎` edited, `✗` deleted, `↩` addressed to the brand, `?` a question."""
    parts: list[Span] = []
    if item.mention.from_brand:
        parts.append((_("ours"), "accent"))
    elif item.fold > 1:
        parts.append((f"+{whole(item.fold - 1)} ↻", "faint"))
    if item.deleted_at is not None:
        parts.append(("✗", "warn"))
    elif item.edited_at is not None:
        parts.append(("✎", "warn"))
    parts.append(("↩" if item.reading.addressed else " ", "accent"))
    parts.append(("?" if item.reading.question else " ", "accent"))
    line: list[Span] = []
    for part in parts:
        line.extend(((" ", "text"), part))
    return tuple(line)


def mention_line(item: Item, clock: Clock, width: int, copies: int = 1) -> Line:
    """The whole line, exactly `width` cells wide; of several copies it tells how many, not who."""
    mention, shape = item.mention, columns(width)
    ink = "faint" if not item.original else "text"
    shown_tone, role = tone(item)
    tail = marks(item)
    who = plain(mention.author) if copies == 1 else counted("{n} copy", "{n} copies", copies)
    head: list[Span] = [
        (column(shown_tone, shape.tone), role),
        (column(plain(mention.source), shape.network - 1) + " ", "dim"),
        (column(who, shape.author - 1) + " ", "author" if item.original else "faint"),
        (column(clock.age(mention.at), shape.age, right=True) + "  ", "dim"),
    ]
    room = width - cells(tuple(head)) - cells(tail)
    if room < 8:
        tail, room = (), width - cells(tuple(head))
    return (*head, (column(plain(mention.text[: room * 4]), room), ink), *tail)
