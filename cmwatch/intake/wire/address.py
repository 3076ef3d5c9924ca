"""Where a fetch may go, and how an address may be spoken of."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from cmwatch.errors import SourceError
from cmwatch.intake.wire.aside import aside
from cmwatch.words import _

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to IP addresses; blocks, raises OSError."""

_KEY_LIKE = re.compile(r"(?=[^/]*\d)[A-Za-z0-9_%~]{16,}")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def place(url: str) -> str:
    """`scheme://host/path` of an address: no user, no query, and long keys in the path left out.

    Some addresses are themselves secrets (a Google Alerts feed, a signed link): this is all an error may show.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("an address that cannot be read")
    if not host:
        return parts.path
    shown = f"[{host}]" if ":" in host else host
    path = "/".join("…" if _KEY_LIKE.fullmatch(part) else part for part in parts.path.split("/"))
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{path}"


def is_private(address: str) -> bool:
    """Whether an IP address belongs to this machine, a local network, or nothing on the public internet.

    Addresses that wrap an IPv4 address (mapped, 6to4, Teredo, NAT64) are as private as what they wrap.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast


def look_up(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host, as the system's resolver orders them; blocks, raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[4][0]) for address in found))


async def resolve(host: str, port: int, *, allow_private: bool, look_up: Resolver = look_up) -> tuple[str, ...]:
    """The IP addresses that may be connected to; raises SourceError if there are none.

    The caller must connect to one of these and not ask again: a second answer could be another one.
    """
    try:
        found = await aside(lambda: look_up(host, port))
    except (OSError, UnicodeError):
        raise SourceError(
            _("The host {host} cannot be found.", host=host), remedy=_("Check the name and the network connection.")
        ) from None
    allowed = tuple(address for address in found if allow_private or not is_private(address))
    if found and not allowed:
        raise SourceError(
            _("{host} leads to a private address, which is not fetched.", host=host),
            final=True,
            remedy=_("Set allow_private for this source if it is on your own network."),
        )
    return allowed
