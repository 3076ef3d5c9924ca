"""A transport that connects to the address that was checked. Imports httpx: itself imported only when fetching."""

import ssl

import httpx

from cmwatch.intake.wire import address


class PinnedTransport(httpx.AsyncBaseTransport):
    """Resolves the host itself, checks every address, and connects to a checked one.

    The host stays in the Host header and in TLS (name sent and certificate verified), so nothing else changes.
    """

    def __init__(self, *, allow_private: bool, look_up: address.Resolver, tls: ssl.SSLContext) -> None:
        self._allow_private = allow_private
        self._look_up = look_up
        # No proxy: a proxy would resolve the name a second time, past the check.
        self._inner = httpx.AsyncHTTPTransport(verify=tls, trust_env=False, retries=0)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send, trying the host's addresses in turn until one accepts the connection."""
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        addresses = await address.resolve(url.host, port, allow_private=self._allow_private, look_up=self._look_up)
        failure: httpx.TransportError = httpx.ConnectError("no address", request=request)
        for candidate in addresses:
            try:
                return await self._inner.handle_async_request(_aimed(request, candidate))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure

    async def aclose(self) -> None:
        """Close what is kept open."""
        await self._inner.aclose()


def _aimed(request: httpx.Request, ip: str) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=ip),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
