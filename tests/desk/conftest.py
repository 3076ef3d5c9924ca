"""A desk on a fake core, driven by keys and read as text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from fake_core import FakeCore
from textual import events
from textual.pilot import Pilot

from cmwatch.desk.app import Desk
from cmwatch.desk.port import DeskOptions

SMALL, LARGE = (80, 24), (160, 45)


class Driven:
    """A desk that is running, with what a person does to it and sees of it."""

    def __init__(self, app: Desk, core: FakeCore, pilot: Pilot[None]) -> None:
        self.app, self.core, self.pilot = app, core, pilot

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and let the desk settle."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text as fast as a paste; the desk settles once, after the last letter."""
        for letter in text:
            self._strike("space" if letter == " " else letter)
        await self.pilot.pause()

    def _strike(self, key: str) -> None:
        self.app.post_message(events.Key(key, " " if key == "space" else key))

    async def look(self) -> None:
        """What the desk does four times a second."""
        self.app.look_again()
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """The screen as a person sees it."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def told(self) -> str:
        """What the toasts on screen say, without their line breaks."""
        return "\n".join(f"{note.title} {note.message}" for note in self.app._notifications)

    @property
    def text(self) -> str:
        """The screen in one text."""
        return "\n".join(self.lines)


Start = Callable[..., AbstractAsyncContextManager[Driven]]


@pytest.fixture
def desk(tmp_path: Path) -> Start:
    """Starts a desk of a size, on a core that may be given."""

    @asynccontextmanager
    async def start(
        size: tuple[int, int] = LARGE, core: FakeCore | None = None, actor: str = "ana"
    ) -> AsyncIterator[Driven]:
        core = core or FakeCore(tmp_path)
        # A slow tick: tests say themselves when the desk looks.
        app = Desk(core, DeskOptions(actor=actor, zone="Europe/Paris", refresh_hz=1))
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            driven = Driven(app, core, pilot)
            await driven.look()
            yield driven

    return start
