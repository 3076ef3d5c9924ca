"""The terminal's own title, written through the same driver as everything else so that nothing is torn apart."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.driver import Driver

from cmwatch.desk.ink import plain

if TYPE_CHECKING:
    from textual.app import App

TITLE_LIMIT = 120
"""Characters; terminals cut longer ones in odd ways."""


class Titled:
    """Sets the title of the terminal once a driver has said how to write to it."""

    def __init__(self) -> None:
        self._write: Callable[[str], None] | None = None

    def through(self, driver: type[Driver]) -> type[Driver]:
        """The same driver, which introduces itself when it is built."""
        holder = self

        class TitledDriver(driver):  # type: ignore[misc, valid-type]  # a class made from a class that is handed in
            """A driver whose writer is known."""

            def __init__(self, app: "App[object]", **options: object) -> None:
                super().__init__(app, **options)
                holder._write = self.write

        return TitledDriver

    def show(self, text: str) -> None:
        """Set the title, cleaned: it may name a watch, never quote a mention."""
        if self._write is not None:
            self._write(f"\x1b]0;{plain(text)[:TITLE_LIMIT]}\x07")
