"""The line of keys at the bottom of every room."""

from textual.strip import Strip

from cmwatch.desk.bindings import key_line
from cmwatch.desk.ink import Inked


class KeyLine(Inked):
    """Asks the screen which keys make sense now, whenever they may have changed."""

    def on_mount(self) -> None:
        """Follow the screen's own news of its keys."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render_line(self, y: int) -> Strip:
        """The keys."""
        width = self.content_size.width
        return self.strip(key_line(self.screen.active_bindings, width) if y == 0 else (), width)
