"""A websocket to a checked address, that notices a dead line and tells no secret."""

import asyncio
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cmwatch.errors import SourceError
from cmwatch.intake.wire import address
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.intake.wire.transport import AGENT, NOTHING, Transport
from cmwatch.words import _

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection
    from websockets.exceptions import ConnectionClosed

PING_SECONDS = 20.0
"""Between two pings, and how long an answer to one may take."""

FRAME_BYTES = 1 << 20
"""Largest message, decompressed."""

WAITING_FRAMES = 16
"""Frames held before the connection stops reading: the other side's buffer is the next queue."""

NORMAL, GOING_AWAY, TOO_BIG, KEEPALIVE_FAILED = 1000, 1001, 1009, 1011
"""Close codes of RFC 6455."""

CLOSE_SECONDS = 0.2
"""How long the other side may take to say good-bye."""


class Socket:
    """An open websocket."""

    def __init__(self, connection: "ClientConnection", url: str) -> None:
        self._connection = connection
        self._where = place(url)

    async def receive(self, silence_seconds: float | None = None) -> str | bytes:
        """The next message. Raises SourceError when the line breaks, or after so much silence.

        Pings find a dead line by themselves; `silence_seconds` is for a network whose heartbeats are messages.
        """
        from websockets.exceptions import ConnectionClosed  # loaded by open_socket

        try:
            async with asyncio.timeout(silence_seconds):
                return await self._connection.recv()
        except TimeoutError:
            raise SourceError(_("{place} has gone silent.", place=self._where)) from None
        except ConnectionClosed as error:
            raise _closed(error, self._where) from None

    async def send(self, message: str) -> None:
        """Send a text message; raises SourceError when the line is broken."""
        from websockets.exceptions import ConnectionClosed  # loaded by open_socket

        try:
            await self._connection.send(message)
        except ConnectionClosed as error:
            raise _closed(error, self._where) from None


@asynccontextmanager
async def open_socket(
    transport: Transport,
    url: str,
    *,
    token: str | None = None,
    headers: Mapping[str, str] = NOTHING,
    frame_bytes: int = FRAME_BYTES,
    ping_seconds: float = PING_SECONDS,
    refused: Callable[[Answer, datetime], None] = check_status,
) -> AsyncIterator[Socket]:
    """A websocket (`ws://` or `wss://`) that was accepted; raises SourceError. Nothing redirects it, no proxy is asked.

    A token goes into a header, never into the address. `refused` raises what an answer means that is no websocket.
    """
    # A sixth of a second to load: not before the first connection.
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidHandshake

    host, port, secure = _target(url)
    sent = {**headers, "authorization": f"Bearer {token}"} if token else dict(headers)
    encrypted: dict[str, Any] = {"ssl": await transport.tls(), "server_hostname": host} if secure else {}
    try:
        async with asyncio.timeout(transport.patience.connect + transport.patience.read):
            line = await _line(transport, host, port)
            connection = await connect(
                url, sock=line, proxy=None, compression=None, additional_headers=sent, user_agent_header=AGENT,
                max_size=frame_bytes, max_queue=WAITING_FRAMES, ping_interval=ping_seconds, ping_timeout=ping_seconds,
                open_timeout=None, close_timeout=CLOSE_SECONDS, logger=_silent(),
                **encrypted,
            )  # fmt: skip
    except (TimeoutError, InvalidHandshake, OSError, EOFError, ValueError) as error:
        # The exception's own text holds the whole address: it is not chained.
        raise _refused(error, url, transport.clock(), refused) from None
    try:
        yield Socket(connection, url)
    finally:
        await connection.close()


def _target(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether it is encrypted."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in ("ws", "wss"):
        raise SourceError(_("{place} is not a websocket address (ws or wss).", place=place(url)), final=True)
    secure = parts.scheme == "wss"
    return host, port or (443 if secure else 80), secure


async def _line(transport: Transport, host: str, port: int) -> socket.socket:
    """A connection to the first checked address that accepts one."""
    addresses = await address.resolve(host, port, allow_private=transport.allow_private, look_up=transport.look_up)
    failure: OSError = OSError("no address")
    for candidate in addresses:
        line = socket.socket(socket.AF_INET6 if ":" in candidate else socket.AF_INET, socket.SOCK_STREAM)
        line.settimeout(0)
        try:
            async with asyncio.timeout(transport.patience.connect):
                await asyncio.get_running_loop().sock_connect(line, (candidate, port))
        except (OSError, TimeoutError) as error:
            line.close()
            failure = error
        except BaseException:
            line.close()
            raise
        else:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return line
    raise failure


def _refused(error: Exception, url: str, at: datetime, refused: Callable[[Answer, datetime], None]) -> SourceError:
    """Why no connection came about."""
    from websockets.exceptions import InvalidHandshake, InvalidStatus

    where = place(url)
    if isinstance(error, InvalidStatus):
        told = error.response
        headers = {name.lower(): value for name, value in told.headers.raw_items()}
        try:
            refused(Answer(told.status_code, headers, bytes(told.body or b""), url), at)
        except SourceError as meant:
            return meant
    final, remedy = False, ""
    match error:
        case ssl.SSLError():
            what = _("The identity of {place} cannot be verified (TLS).", place=where)
        case TimeoutError():
            what = _("{place} took too long to answer.", place=where)
        case OSError() | EOFError():
            what = _("{place} cannot be reached.", place=where)
        case InvalidHandshake():
            what = _("{place} does not answer with a websocket.", place=where)
        case _:  # a ValueError: a redirect, which the library refuses for a line of ours
            what, final = _("{place} redirects, which is not followed.", place=where), True
            remedy = _("Put the final address into the configuration.")
    return SourceError(what, final=final, remedy=remedy)


def _closed(error: "ConnectionClosed", where: str) -> SourceError:
    """Why a connection ended. The other side's own words are not repeated."""
    sent = error.sent.code if error.sent else None
    received = error.rcvd.code if error.rcvd else None
    if sent == TOO_BIG:
        return SourceError(_("{place} sends a frame that is too large.", place=where))
    if received in (NORMAL, GOING_AWAY):
        return SourceError(_("{place} ended the stream.", place=where))
    if received is not None:
        return SourceError(_("{place} ended the stream (code {code}).", place=where, code=received))
    if sent == KEEPALIVE_FAILED:
        return SourceError(_("{place} has gone silent.", place=where))
    return SourceError(_("{place} broke off in the middle of its answer.", place=where))


def _silent() -> logging.Logger:
    """A logger that says nothing: the library's would tell whole addresses and headers."""
    logger = logging.Logger("cmwatch.websocket")
    logger.disabled = True
    return logger
