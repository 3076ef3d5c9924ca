"""What every source with a transport tells the listener of it, by inheritance."""

from cmwatch.intake.wire.transport import Transport
from cmwatch.model import Budget


class Networked:
    """A named source that reaches its network through a transport."""

    def __init__(self, name: str, transport: Transport) -> None:
        self.name = name
        self._transport = transport

    @property
    def budget(self) -> Budget | None:
        """What the network still allows, by its last word."""
        return self._transport.budget

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return self._transport.requests
