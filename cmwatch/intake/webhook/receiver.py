"""A small HTTP server on h11: bodies in, answers out, and no sender can hold it up.

Every request has one deadline from its first byte to its last, heads and bodies are capped while they arrive, and
past so many connections the next is told to come back.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import h11

from cmwatch.words import _

HEAD_BYTES = READ_BYTES = 16 << 10
"""A head is refused once this much of it is there and more was read: at twice as much."""

CONNECTIONS = 32
"""Open at once."""

LINGER_SECONDS, LINGER_BYTES = 1.0, 8 << 20
"""How long and how much is still read, and dropped, after an early answer: else the sender never sees it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked. The body is empty while only the head is judged."""

    method: str
    path: str
    """Without its query string."""
    headers: Mapping[str, tuple[str, ...]]
    """By lower-case name."""
    body: bytes = b""

    def only(self, name: str) -> str:
        """The value of a header that may stand there once; empty if it is missing or repeated."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, as JSON."""

    status: int
    says: Mapping[str, object]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """How requests are judged and answered."""

    judge: Callable[[Request], Reply | None]
    """Refuses a request by its head, before its body is read."""
    answer: Callable[[Request], Awaitable[Reply]]
    body_bytes: int
    request_seconds: float = 20.0
    """From the first byte to the last; also how long an idle connection is kept."""
    connections: int = CONNECTIONS


class Refused(Exception):  # noqa: N818 - it is an answer, not a failure
    """Raised when a request is answered before all of it is read."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


@asynccontextmanager
async def receiving(host: str, port: int, rules: Rules) -> AsyncIterator[int]:
    """Serve while the context lasts; gives the port. Raises OSError if the address cannot be had."""
    open_lines: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs this as a task
        line = _Line(reader, writer, rules)
        try:
            if len(open_lines) >= rules.connections:
                await line.say(_busy(_("Too many connections.")))
                return
            open_lines.add(task)
            await line.serve()
        except (OSError, TimeoutError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            open_lines.discard(task)
            writer.close()

    server = await asyncio.start_server(connected, host, port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tuple(open_lines):
            task.cancel()


class _Line:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rules: Rules) -> None:
        self._reader, self._writer, self._rules = reader, writer, rules
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD_BYTES)

    async def serve(self) -> None:
        """Answer one request after the other until either side has enough."""
        while True:
            try:
                async with asyncio.timeout(self._rules.request_seconds):
                    request = await self._request()
            except TimeoutError:
                idle = self._http.their_state is h11.IDLE and not self._http.trailing_data[0]
                if not idle:
                    await self._leave(Reply(408, {"error": _("The request took too long.")}))
                return
            except h11.RemoteProtocolError as error:
                await self._leave(Reply(error.error_status_hint, {"error": str(error)}))
                return
            except Refused as refused:
                await self._leave(refused.reply)
                return
            if request is None:
                return
            await self.say(await self._answer(request))
            if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
                return
            self._http.start_next_cycle()

    async def _answer(self, request: Request) -> Reply:
        try:
            return await self._rules.answer(request)
        except Exception:  # the boundary to one sender: another's request is none of its business
            return Reply(500, {"error": _("This request could not be handled.")})

    async def say(self, reply: Reply) -> None:
        """Send an answer."""
        body = json.dumps(reply.says, ensure_ascii=False).encode("utf-8", "replace")
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Server", "cmwatch"),
            *reply.headers.items(),
        ]
        reason = HTTPStatus(reply.status).phrase
        pieces = [
            h11.Response(status_code=reply.status, headers=headers, reason=reason),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ]
        await self._send(*pieces)

    async def _send(self, *events: h11.Event) -> None:
        sent = b"".join(self._http.send(event) or b"" for event in events)
        self._writer.write(sent)
        async with asyncio.timeout(self._rules.request_seconds):
            await self._writer.drain()

    async def _leave(self, reply: Reply) -> None:
        """Answer, and end the connection so that the answer arrives also at one who is still sending."""
        if self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        await self.say(Reply(reply.status, reply.says, {**reply.headers, "Connection": "close"}))
        self._writer.write_eof()
        left = LINGER_BYTES
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                while left > 0 and (dropped := await self._reader.read(READ_BYTES)):
                    left -= len(dropped)

    async def _request(self) -> Request | None:
        """The next request with its body; None where the sender has left."""
        head = await self._event()
        if not isinstance(head, h11.Request):
            return None
        headers: dict[str, tuple[str, ...]] = {}
        for name, value in head.headers:
            key = name.decode("ascii").lower()
            headers[key] = (*headers.get(key, ()), value.decode("latin-1"))
        target = head.target.decode("latin-1").partition("?")[0]
        request = Request(head.method.decode("ascii"), target, headers)
        length = request.only("content-length")
        if (reply := self._rules.judge(request)) is not None:
            raise Refused(reply)
        if length.isdecimal() and int(length) > self._rules.body_bytes:
            raise Refused(_too_large(self._rules.body_bytes))
        if self._http.they_are_waiting_for_100_continue:
            await self._send(h11.InformationalResponse(status_code=100, headers=[]))
        body = bytearray()
        while not isinstance(event := await self._event(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                return None
            body += event.data
            if len(body) > self._rules.body_bytes:
                raise Refused(_too_large(self._rules.body_bytes))
        return Request(request.method, target, headers, bytes(body))

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(READ_BYTES))
        return event


def _too_large(most: int) -> Reply:
    return Reply(413, {"error": _("The body is larger than {kib} KiB.", kib=most >> 10)})


def _busy(reason: str) -> Reply:
    return Reply(503, {"error": reason}, {"Retry-After": "5", "Connection": "close"})
