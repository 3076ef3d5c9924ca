"""Who is told when an alert changes: the front ends at once, the notifiers beside the work."""

import asyncio
from collections.abc import Callable, Sequence

from cmwatch.alarm.lookout import Change
from cmwatch.model import Alert
from cmwatch.ports import Notifier

Listener = Callable[[Alert, bool], None]
"""Gets an alert that changed, and whether the person is to be notified of it."""

SETTLE_SECONDS = 0.5
"""How long the end of a session waits for notifiers."""


class Telling:
    """Passes changes of alerts on."""

    def __init__(self, notifiers: Sequence[Notifier] = ()) -> None:
        self.notice = ""
        """What the last notifier complained of, if it did."""
        self._notifiers = notifiers
        self._listeners: list[Listener] = []
        self._running: set[asyncio.Task[None]] = set()

    def subscribe(self, listener: Listener) -> None:
        """Tell this one too."""
        self._listeners.append(listener)

    def tell(self, changes: Sequence[Change]) -> None:
        """Pass changes on. A notifier that is slow or fails is in nobody's way."""
        for alert, notify in changes:
            for listener in self._listeners:
                listener(alert, notify)
            for notifier in self._notifiers if notify else ():
                task = asyncio.create_task(self._notify(notifier, alert))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    async def settle(self) -> None:
        """Give what is still being told a moment to arrive."""
        if self._running:
            await asyncio.wait(self._running, timeout=SETTLE_SECONDS)

    async def _notify(self, notifier: Notifier, alert: Alert) -> None:
        self.notice = await notifier.notify(alert)
