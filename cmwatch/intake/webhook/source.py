"""The webhook as a source: signed bodies become deliveries, and are answered once these are on the disk."""

import asyncio
import errno
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Literal

from cmwatch.config.networks.webhook import WebhookConfig
from cmwatch.errors import SourceError
from cmwatch.intake.webhook.body import read_body
from cmwatch.intake.webhook.receiver import Reply, Request, Rules, receiving
from cmwatch.intake.wire.aside import aside
from cmwatch.model import Delivery
from cmwatch.words import _

WAITING = 64
"""Bodies that may wait for the archive; the next is told to come back."""

ARCHIVE_SECONDS = 10.0
"""How long a sender is kept waiting for the disk. One that sends again does no harm: ids are filed once."""

HEARTBEAT_SECONDS = 15.0

RETRY = {"Retry-After": "5"}


class Webhook:
    """Receives mentions at an address of this machine."""

    network: Literal["webhook"] = "webhook"
    every_seconds: float | None = 1.0

    def __init__(
        self, config: WebhookConfig, clock: Callable[[], datetime], archive_seconds: float = ARCHIVE_SECONDS
    ) -> None:
        self.name = config.name
        self.port = config.port
        """The port listened on."""
        self._config = config
        self._clock = clock
        self._archive_seconds = archive_seconds
        self._number = 0
        """Of the last body that was taken: the cursor."""
        self._inbox: asyncio.Queue[Delivery] = asyncio.Queue(WAITING)
        self._waiting: dict[int, asyncio.Future[None]] = {}

    def awaits(self) -> tuple[str, ...]:
        """What it waits for."""
        address = f"http://{self._config.host}:{self._config.port}{self._config.path}"
        return (_("It waits for signed POST requests at {address}.", address=address),)

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what is handed in, for as long as it is asked; raise SourceError if the address cannot be had."""
        config = self._config
        if cursor and cursor.isdecimal():
            self._number = max(self._number, int(cursor))
        self._inbox = asyncio.Queue(WAITING)  # whoever waited for what was in the old one has been sent away
        rules = Rules(self._judged, self._answered, config.max_body_kib << 10)
        try:
            async with receiving(config.host, config.port, rules) as self.port:
                if cursor is None:
                    yield Delivery(self.name, cursor=str(self._number), history=True)
                yield Delivery(self.name)
                while True:
                    yield await self._next()
        except OSError as error:
            raise self._unavailable(error) from None

    def archived(self, cursor: str) -> None:
        """Everything up to there is on the disk: its senders can be told."""
        for number in [one for one in self._waiting if one <= int(cursor)]:
            waiting = self._waiting.pop(number)
            if not waiting.done():
                waiting.set_result(None)

    async def knock(self) -> None:
        """Ask at our own door, as a sender would; raise SourceError if nobody opens."""
        place = f"{self._config.host}:{self.port}"
        try:
            reader, writer = await asyncio.open_connection(self._config.host, self.port)
            try:
                writer.write(b"GET / HTTP/1.1\r\nHost: cmwatch\r\nConnection: close\r\n\r\n")
                answer = await reader.read(1 << 12)
            finally:
                writer.close()
        except OSError as error:
            reason = error.strerror or ""
            raise SourceError(_("{place} cannot be reached: {reason}.", place=place, reason=reason)) from None
        if b"Server: cmwatch" not in answer:
            raise SourceError(_("{place} is answered by another program.", place=place))

    async def _next(self) -> Delivery:
        try:
            return await asyncio.wait_for(self._inbox.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            return Delivery(self.name)

    def _judged(self, request: Request) -> Reply | None:
        if request.path != self._config.path:
            return Reply(404, {"error": _("There is nothing here.")})
        if request.method != "POST":
            return Reply(405, {"error": _("Mentions are sent by POST.")}, {"Allow": "POST"})
        if request.headers.get("content-encoding", ("identity",)) != ("identity",):
            return Reply(415, {"error": _("The body must not be compressed.")})
        if not request.only(self._config.header.lower()):
            return Reply(401, {"error": _("The signature in {header} is missing.", header=self._config.header)})
        return None

    async def _answered(self, request: Request) -> Reply:
        if not self._is_signed(request):
            return Reply(401, {"error": _("The signature does not fit the body.")})
        body = await aside(lambda: read_body(request.body, self._clock()))
        if body.faults:
            faults = [{"item": number, "reason": reason} for number, reason in body.faults]
            return Reply(400, {"error": _("Nothing of it was taken."), "items": faults})
        if not body.mentions:
            return Reply(200, {"accepted": 0})
        if self._inbox.full():
            return Reply(503, {"error": _("The archive is slow. Send it again.")}, RETRY)
        self._number = number = self._number + 1
        kept = self._waiting[number] = asyncio.get_running_loop().create_future()
        self._inbox.put_nowait(Delivery(self.name, body.mentions, body.numbers, cursor=str(number)))
        try:
            await asyncio.wait_for(kept, self._archive_seconds)
        except TimeoutError:
            return Reply(503, {"error": _("The archive is slow. Send it again.")}, RETRY)
        finally:
            self._waiting.pop(number, None)
        return Reply(200, {"accepted": len(body.mentions)})

    def _is_signed(self, request: Request) -> bool:
        secret = self._config.secret.reveal().encode()
        expected = hmac.new(secret, request.body, hashlib.sha256).hexdigest()
        given = request.only(self._config.header.lower()).strip().removeprefix("sha256=").lower()
        return bool(secret) and hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))

    def _unavailable(self, error: OSError) -> SourceError:
        place = f"{self._config.host}:{self._config.port}"
        if error.errno == errno.EADDRINUSE:
            remedy = _("End the program that listens there, perhaps another cmwatch, or choose another port.")
            return SourceError(_("{place} is already in use.", place=place), remedy=remedy)
        if error.errno in (errno.EACCES, errno.EPERM):
            remedy = _("Choose a port from 1024 on.")
            return SourceError(_("{place} may not be listened on.", place=place), final=True, remedy=remedy)
        if error.errno == errno.EADDRNOTAVAIL:
            return SourceError(_("{place} is no address of this machine.", place=place))
        return SourceError(_("{place} cannot be listened on: {reason}.", place=place, reason=error.strerror or ""))
