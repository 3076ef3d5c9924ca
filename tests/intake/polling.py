"""Calling a poller as the supervisor does, against a server on loopback."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fault_server import Says

from cmwatch.errors import SourceError
from cmwatch.intake.network import Outside
from cmwatch.intake.wire.transport import Patience, Transport
from cmwatch.model import Delivery
from cmwatch.ports import Source

AT = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)


class Clock:
    """Stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Near(Outside):
    """What is outside lies on loopback, and is not waited for long."""

    def transport(self, *, allow_private: bool = False, **limits: Any) -> Transport:
        del allow_private
        return Transport(self.clock, allow_private=True, patience=Patience(0.3, 0.3, 1.0), **limits)


class Caller:
    """Calls a source again and again with the cursor it gave."""

    def __init__(self, source: Source, clock: Clock) -> None:
        self.source, self.clock = source, clock
        self.cursor: str | None = None

    async def call(self) -> tuple[list[Delivery], SourceError | None]:
        """One call, and a minute passes."""
        found: list[Delivery] = []
        error: SourceError | None = None
        try:
            async for delivery in self.source.deliveries(self.cursor):
                found.append(delivery)
                self.cursor = delivery.cursor or self.cursor
        except SourceError as caught:
            error = caught
        self.clock.pass_minutes(1)
        return found, error

    async def news(self) -> list[Delivery]:
        """One call that must succeed."""
        found, error = await self.call()
        assert error is None, error
        return found


def ids(deliveries: list[Delivery]) -> list[str]:
    """Of the mentions, in their order."""
    return [str(raw.id) for delivery in deliveries for raw, _payload in delivery.mentions]


def changes(deliveries: list[Delivery]) -> list[tuple[str, str]]:
    """Kind and id of the revisions."""
    return [(revision.kind, revision.id) for delivery in deliveries for revision in delivery.revisions]


def json_says(body: bytes, status: int = 200, **headers: str) -> Says:
    """An answer in JSON."""
    return Says(
        status,
        body,
        {"content-type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}},
    )
