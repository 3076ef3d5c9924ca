"""Mentions, one a line, drawn only where they are seen: the cost does not grow with the list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from cmwatch.desk.bindings import MOVES
from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Inked, Line, wrap
from cmwatch.desk.mention_line import key_of, mention_line
from cmwatch.model import Item


class MentionList(Inked, ScrollView, can_focus=True, inherit_bindings=False):
    """A list of mentions with a cursor that stays on its mention."""

    BINDINGS: ClassVar[list[BindingType]] = MOVES

    @dataclass
    class Opened(Message):
        """`enter` or a click on a mention."""

        item: Item

    @dataclass
    class Moved(Message):
        """The cursor went to another mention."""

        item: Item | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._first = 0
        self._clock: Clock | None = None
        self._cursor: int | None = None
        self._became: dict[str, Item] = {}
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self.nothing: str = ""
        """What stands there while the list is empty."""

    @property
    def item(self) -> Item | None:
        """The mention under the cursor."""
        if self._cursor is None or not 0 <= self._cursor - self._first < len(self._items):
            return None
        return self.as_now(self._items[self._cursor - self._first])

    @property
    def end(self) -> int:
        """Absolute number after the last mention shown."""
        return self._first + len(self._items)

    def show(self, items: Sequence[Item], first: int, clock: Clock) -> None:
        """Show these; `first` is the absolute number of the first of them."""
        self._items, self._first, self._clock = items, first, clock
        size = Size(0, len(items))
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh()

    def forget(self) -> None:
        """Numbers mean other mentions from now on."""
        self._cursor = None
        self._strips.clear()

    def place_cursor(self, number: int | None) -> None:
        """Put the cursor on the mention with this absolute number, within the list."""
        if number is not None and self._items:
            number = max(self._first, min(number, self.end - 1))
            self._reveal(number - self._first)
        self._cursor = number if self._items else None
        self.refresh()
        self.post_message(self.Moved(self.item))

    def _reveal(self, row: int) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def step(self, rows: int) -> None:
        """Move the cursor; the first step lands on the last mention in sight."""
        if self._cursor is None:
            seen = self.scroll_offset.y + self.scrollable_content_region.height
            self.place_cursor(self._first + min(len(self._items), seen) - 1)
        else:
            self.place_cursor(self._cursor + rows)

    def action_move_up(self) -> None:
        """One mention up."""
        self.step(-1)

    def action_move_down(self) -> None:
        """One mention down."""
        self.step(1)

    def action_move_pageup(self) -> None:
        """A screenful up."""
        self.step(-max(1, self.scrollable_content_region.height - 1))

    def action_move_pagedown(self) -> None:
        """A screenful down."""
        self.step(max(1, self.scrollable_content_region.height - 1))

    def action_move_home(self) -> None:
        """To the first."""
        self.place_cursor(self._first)

    def action_move_end(self) -> None:
        """To the last."""
        self.place_cursor(self.end - 1)

    def open(self) -> None:
        """Open the mention under the cursor, or else the last in sight."""
        if self.item is None:
            self.step(0)
        if self.item is not None:
            self.post_message(self.Opened(self.item))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; twice opens."""
        row = self.scroll_offset.y + event.y - self.gutter.top
        if 0 <= row < len(self._items):
            self.place_cursor(self._first + row)
            if event.chain > 1:
                self.open()

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        if hasattr(self, "_strips"):
            self._strips.clear()

    def amend(self, items: Iterable[Item]) -> None:
        """Show these as they are now wherever they stand, also while the list is held."""
        became = {key_of(item): item for item in items}
        if became != self._became:
            self._became = became
            self.refresh()

    def as_now(self, item: Item) -> Item:
        """A mention with what became of it: corrected, edited, deleted."""
        return self._became.get(key_of(item), item) if self._became else item

    def render_line(self, y: int) -> Strip:
        """The strip of the mention in this line, from the cache if it was drawn before."""
        width = self.scrollable_content_region.width
        row = self.scroll_offset.y + y
        if self._clock is None or not 0 <= row < len(self._items):
            return self.strip(self._emptiness(y, width), width)
        item, number = self.as_now(self._items[row]), self._first + row
        selected = number == self._cursor
        became = (item.corrected, item.edited_at, item.deleted_at)
        key = (number, width, selected, self._clock.age(item.mention.at), key_of(item), became)
        if (strip := self._strips.get(key)) is None:
            strip = self.strip(self.drawn(row, self._clock, width), width, selected=selected)
            self._strips[key] = strip
        return strip

    def drawn(self, row: int, clock: Clock, width: int) -> Line:
        """The line of a row."""
        return mention_line(self.as_now(self._items[row]), clock, width)

    def _emptiness(self, y: int, width: int) -> Line:
        if self._items or not self.nothing:
            return ()
        lines = wrap(self.nothing, max(10, width - 4))
        return (("  ", "text"), (lines[y - 1], "dim")) if 0 < y <= len(lines) else ()
