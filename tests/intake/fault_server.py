"""A real HTTP server on loopback that answers as it is told, faults included."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes = b""


@dataclass
class Says:
    """One answer: head, body in pieces, and how it ends."""

    status: int = 200
    body: bytes | list[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """Content-Length to claim; the true one if None, none at all if negative."""
    hang: bool = False
    """Keep the connection open and say nothing more."""
    pause: float = 0.0
    """Seconds between two pieces."""


Script = Callable[[Asked], Says]


class FaultServer:
    """Answers each path from its script: a list to be worked off (the last one stays), or a function."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.open = 0
        self._scripts: dict[str, deque[Says] | Script] = defaultdict(deque)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    def on(self, path: str, *answers: Says | Script) -> None:
        """What to answer on this path."""
        first = answers[0]
        self._scripts[path] = deque(answers) if isinstance(first, Says) else first  # type: ignore[arg-type]

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        self.open += 1
        try:
            await self._answer(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            self._writers.discard(writer)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        target = urlsplit(head[0].split(" ")[1])
        headers = {
            name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:] if line)
        }
        sent = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(target.path, parse_qs(target.query), headers, sent)
        self.asked.append(asked)
        script = self._scripts[target.path]
        if callable(script):
            says = script(asked)
        elif script:
            says = script.popleft() if len(script) > 1 else script[0]
        else:
            says = Says(404)
        pieces = [says.body] if isinstance(says.body, bytes) else says.body
        fields = {"connection": "close", **says.headers}
        if says.length is None and not says.hang:
            fields["content-length"] = str(sum(map(len, pieces)))
        elif says.length is not None and says.length >= 0:
            fields["content-length"] = str(says.length)
        lines = [f"HTTP/1.1 {says.status} X", *(f"{name}: {value}" for name, value in fields.items())]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(says.pause)
        if says.hang:
            await reader.read()


@asynccontextmanager
async def fault_server() -> AsyncIterator[FaultServer]:
    """A running server."""
    server = FaultServer()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()
