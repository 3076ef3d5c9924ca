"""A line of ink: the header, the sources, the keys."""

from collections.abc import Callable

from textual.strip import Strip

from cmwatch.desk.ink import Inked, Line


class OneLine(Inked):
    """Draws the line it was shown last, for whatever width there is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._draw: Callable[[int], Line] = lambda _width: ()

    def show(self, draw: Callable[[int], Line]) -> None:
        """Show this from now on; it is asked with the width in cells."""
        self._draw = draw
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line, above nothing."""
        width = self.content_size.width
        return self.strip(self._draw(width) if y == 0 else (), width)
