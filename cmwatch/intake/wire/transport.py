"""Fetching, safe on the wire: checked addresses, bounded bodies, no surprises followed, nothing secret in an error."""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Container, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec

from cmwatch import __version__
from cmwatch.errors import SourceError
from cmwatch.intake.wire import address
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.intake.wire.aside import aside
from cmwatch.intake.wire.backoff import budget
from cmwatch.intake.wire.inflate import Inflater
from cmwatch.model import Budget
from cmwatch.words import _

if TYPE_CHECKING:
    import httpx

BODY_BYTES = 5 << 20
"""Most decoded bytes of one body."""

REDIRECTS = 5
"""Redirects followed by hand, each checked anew."""

AGENT = f"cmwatch/{__version__}"
"""Who we say we are."""

NOTHING: Mapping[str, str] = MappingProxyType({})

PERMANENT, TEMPORARY = frozenset({301, 308}), frozenset({302, 303, 307})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    connect: float = 10.0
    read: float = 20.0
    """Between two pieces of an answer."""
    total: float = 60.0
    """For a whole answer: a server may send one byte at a time."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request without its address."""

    method: str
    headers: Mapping[str, str]
    token: str | None
    content: bytes = b""


class Transport:
    """How one source reaches its network. Holds no connection; `open` gives a wire that does."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        allow_private: bool = False,
        patience: Patience = Patience(),
        body_bytes: int = BODY_BYTES,
        look_up: address.Resolver = address.look_up,
    ) -> None:
        self.clock = clock
        self.allow_private = allow_private
        self.patience = patience
        self.body_bytes = body_bytes
        self.look_up = look_up
        self.budget: Budget | None = None
        """What the network still allows, by its last word."""
        self.requests = 0
        """Sent so far, streams not counted."""
        self._tls: ssl.SSLContext | None = None

    async def tls(self) -> ssl.SSLContext:
        """What verifies the other side, loaded once."""
        # httpx and the certificates take a third of a second to load: not before the first fetch, nor on the loop.
        if self._tls is None:
            self._tls = await aside(_load)
        return self._tls

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Wire"]:
        """A wire for a few fetches in a row."""
        tls = await self.tls()
        import httpx  # loaded by then

        from cmwatch.intake.wire.pinned import PinnedTransport

        pinned = PinnedTransport(allow_private=self.allow_private, look_up=self.look_up, tls=tls)
        timeout = httpx.Timeout(self.patience.read, connect=self.patience.connect)
        async with httpx.AsyncClient(
            transport=pinned, timeout=timeout, headers={"user-agent": AGENT}, trust_env=False, follow_redirects=False
        ) as client:
            yield Wire(client, self)


class Wire:
    """An open way to the network, for one source and one call."""

    def __init__(self, client: "httpx.AsyncClient", transport: Transport) -> None:
        self._client = client
        self._transport = transport

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] = NOTHING,
        token: str | None = None,
        secrets: Mapping[str, str] = NOTHING,
        follow: bool = False,
        also: Container[int] = (),
    ) -> Answer:
        """Fetch a whole body; raises SourceError for whatever is not 2xx or 304, or in `also`.

        `token` goes into `Authorization: Bearer`, `secrets` are other headers that prove who asks. Redirects are
        followed only where asked, and never with either.
        """
        asked = _Asked("GET", {**headers, **secrets}, token)
        moved: str | None = None
        permanent = True
        for _hop in range(REDIRECTS + 1):
            answer = await self._once(url, asked)
            if answer.status not in PERMANENT | TEMPORARY:
                self._check(answer, also)
                return Answer(answer.status, answer.headers, answer.body, url, moved)
            url = self._next_hop(answer, follow=follow and token is None and not secrets)
            permanent = permanent and answer.status in PERMANENT
            moved = url if permanent else moved
        raise SourceError(_("{place} redirects again and again.", place=place(url)))

    async def post(
        self,
        url: str,
        *,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] = NOTHING,
        token: str | None = None,
        secrets: Mapping[str, str] = NOTHING,
        also: Container[int] = (),
    ) -> Answer:
        """Send JSON (what msgspec can encode) or a form and fetch the answer, as `get` does; redirects never."""
        kind, content = "application/json", b"" if json is None else msgspec.json.encode(json)
        if form is not None:
            kind, content = "application/x-www-form-urlencoded", urlencode(form).encode()
        sent = {**headers, **secrets, **({"content-type": kind} if content else {})}
        answer = await self._once(url, _Asked("POST", sent, token, content))
        if answer.status in PERMANENT | TEMPORARY:
            self._next_hop(answer, follow=False)
        self._check(answer, also)
        return answer

    def _check(self, answer: Answer, also: Container[int]) -> None:
        now = self._transport.clock()
        self._transport.budget = budget(answer.headers, now) or self._transport.budget
        if answer.status not in also:
            check_status(answer, now)

    def _next_hop(self, answer: Answer, *, follow: bool) -> str:
        try:
            where = urljoin(answer.url, answer.headers["location"])
        except (KeyError, ValueError):
            raise SourceError(_("{place} redirects to nowhere.", place=place(answer.url))) from None
        if not follow:
            raise SourceError(
                _(
                    "{place} redirects to {target}, which is not followed.",
                    place=place(answer.url),
                    target=place(where),
                ),
                final=True,
                remedy=_("Put the final address into the configuration."),
            )
        return where

    async def _once(self, url: str, asked: "_Asked") -> Answer:
        self._transport.requests += 1
        patience = self._transport.patience
        try:
            async with asyncio.timeout(patience.total):
                async with self._request(url, asked, None) as response:
                    body = b"".join([piece async for piece in self._decoded(response, url)])
        except TimeoutError:
            raise SourceError(_("{place} took too long to answer.", place=place(url))) from None
        return Answer(response.status_code, _plain(response.headers), body, url)

    async def _decoded(self, response: "httpx.Response", url: str) -> AsyncIterator[bytes]:
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):  # also two of them, one inside the other
            raise SourceError(_("{place} uses a compression that was not asked for.", place=place(url)))
        inflater = Inflater() if encoding.endswith("gzip") else None
        length = 0
        async for chunk in response.aiter_raw():
            for piece in inflater.feed(chunk) if inflater else (chunk,):
                length += len(piece)
                if length > self._transport.body_bytes:
                    raise SourceError(
                        _(
                            "{place} sends more than {limit} MiB.",
                            place=place(url),
                            limit=self._transport.body_bytes >> 20,
                        )
                    )
                yield piece
        if inflater and length and not inflater.whole:
            raise SourceError(_("{place} broke off in the middle of its answer.", place=place(url)))

    @asynccontextmanager
    async def stream(
        self, url: str, *, token: str, read_seconds: float, content_type: str
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes of an answer that does not end; raises SourceError after `read_seconds` of silence."""
        headers = {"accept": content_type, "accept-encoding": "identity", "cache-control": "no-store"}
        async with self._request(url, _Asked("GET", headers, token), read_seconds) as response:
            answer = Answer(response.status_code, _plain(response.headers), b"", url)
            if answer.status in PERMANENT | TEMPORARY:
                self._next_hop(answer, follow=False)
            self._check(answer, ())
            if answer.media_type != content_type or response.headers.get("content-encoding", "identity") != "identity":
                raise SourceError(_("{place} does not answer with a stream of events.", place=place(url)))
            yield response.aiter_raw()

    @asynccontextmanager
    async def _request(self, url: str, asked: "_Asked", read_seconds: float | None) -> AsyncIterator["httpx.Response"]:
        import httpx  # loaded by Transport.open

        if not _is_web(url):
            raise SourceError(_("{place} is not an http or https address.", place=place(url)), final=True)
        sent = {"accept-encoding": "gzip", **asked.headers}
        if asked.token:
            sent["authorization"] = f"Bearer {asked.token}"
        extra: dict[str, Any] = {"content": asked.content} if asked.content else {}
        if read_seconds is not None:
            extra["timeout"] = httpx.Timeout(read_seconds, connect=self._transport.patience.connect)
        try:
            async with self._client.stream(asked.method, url, headers=sent, **extra) as response:
                yield response
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, zlib.error) as error:
            # The exception's own text and request hold the whole address: it is not chained.
            raise SourceError(_failure(error, place(url))) from None


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _failure(error: Exception, where: str) -> str:
    import httpx  # loaded by Transport.open

    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError() if _is_tls(error):
            return _("The identity of {place} cannot be verified (TLS).", place=where)
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return _("{place} cannot be reached.", place=where)
        case httpx.TimeoutException():
            return _("{place} has gone silent.", place=where)
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return _("{place} broke off in the middle of its answer.", place=where)
        case zlib.error():
            return _("{place} sends damaged compressed data.", place=where)
        case _:
            return _("{place} cannot be fetched ({kind}).", place=where, kind=type(error).__name__)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _plain(headers: "httpx.Headers") -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _load() -> ssl.SSLContext:
    import httpx

    return httpx.create_ssl_context(trust_env=False)
