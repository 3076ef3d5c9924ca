"""The live feed: it follows until the reader takes hold, and then nothing moves and nothing is lost."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from cmwatch.desk.clock import Clock
from cmwatch.desk.ink import Line
from cmwatch.desk.mention_line import mention_line
from cmwatch.desk.sieve import Sifted
from cmwatch.desk.widgets.mention_list import MentionList


class Feed(MentionList):
    """A list of mentions that grows. While held it shows the picture of the moment it was held."""

    @dataclass
    class Held(Message):
        """The reader took hold, or follows again."""

        held: bool

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.held = False
        self._latest: tuple[Sifted, Clock] | None = None
        self._shown = Sifted((), (), 0, 0)

    @property
    def unseen(self) -> int:
        """Mentions that came since it was held."""
        if not self.held or self._latest is None:
            return 0
        return max(0, self._latest[0].passed - self._shown.passed)

    def feed(self, sifted: Sifted, clock: Clock) -> None:
        """Take the latest picture; show it unless the reader holds."""
        self._latest = sifted, clock
        if not self.held:
            self._shown = sifted
        self.show(self._shown.rows, self._shown.first, clock)
        if not self.held:
            self._to_end()

    def drawn(self, row: int, clock: Clock, width: int) -> Line:
        """A row of neighbouring copies says how many it stands for."""
        return mention_line(self.as_now(self._shown.rows[row]), clock, width, self._shown.copies[row])

    def hold(self) -> None:
        """Stand still from now on."""
        if not self.held:
            self.held = True
            self.post_message(self.Held(held=True))

    def follow(self) -> None:
        """Go with the stream again, from its end."""
        self.held = False
        self._cursor = None
        if self._latest is not None:
            self.feed(*self._latest)
        self.post_message(self.Held(held=False))
        self.post_message(self.Moved(None))

    def start_over(self) -> None:
        """Show another selection of the stream from its end."""
        self.forget()
        self.held = False
        self._latest = None

    def _to_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def step(self, rows: int) -> None:
        """Move the cursor, which holds the feed."""
        self.hold()
        super().step(rows)

    def action_move_home(self) -> None:
        """To the oldest mention of the ring."""
        self.hold()
        super().action_move_home()

    def action_move_end(self) -> None:
        """Follow again."""
        self.follow()

    def on_click(self, event: events.Click) -> None:
        """Hold where the mouse points."""
        self.hold()
        super().on_click(event)

    def on_mouse_scroll_up(self, _event: events.MouseScrollUp) -> None:
        """Scrolling back holds."""
        self.hold()

    def on_resize(self) -> None:
        """Stay at the end while following."""
        if not self.held:
            self.call_after_refresh(self._to_end)
