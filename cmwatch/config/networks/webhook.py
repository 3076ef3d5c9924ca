"""Options of a webhook: an address at which other programs hand in mentions."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

HOST, HEADER = "127.0.0.1", "X-Hub-Signature-256"
"""Nobody but this machine, and the header that GitHub and Meta sign in."""

BODY_KIB, LARGEST_BODY_KIB = 1024, 4096
"""A body is held in memory before its sender is known, by as many senders as there may be connections."""

_HEADER = re.compile(r"[A-Za-z0-9-]+")
_PATH = re.compile(r"/[\w./~-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebhookConfig:
    """Where mentions are received, and by what a sender is known."""

    name: str
    port: int
    secret: Secret
    """Signs each body."""
    host: str = HOST
    path: str = "/"
    header: str = HEADER
    max_body_kib: int = BODY_KIB
    network: Literal["webhook"] = "webhook"


def read(options: Options) -> WebhookConfig:
    """The options of one source."""
    table = options.table
    if not table.has("port"):
        options.wrong("port", _("This is missing."), _("Write the port to listen on: port = 8787"))
    path, header = table.text("path", "/"), table.text("header", HEADER)
    if not _PATH.fullmatch(path):
        options.wrong("path", _("This is no path of an address."), _('Write it from its slash on: path = "/mentions"'))
    if not _HEADER.fullmatch(header):
        remedy = _("Write {key} = {default}, for example.", key="header", default=f'"{HEADER}"')
        options.wrong("header", _("This is no name of a header."), remedy)
    return WebhookConfig(
        name=options.name,
        port=table.whole("port", 8787, 1, 65_535),
        secret=options.secret("secret_env", required=True) or Secret(""),
        host=_host(options),
        path=path,
        header=header,
        max_body_kib=table.whole("max_body_kib", BODY_KIB, 1, LARGEST_BODY_KIB),
    )


def _host(options: Options) -> str:
    """An address of this machine; one that others reach has to be spelled out twice."""
    host = options.table.text("host", HOST)
    open_to_others = options.table.flag("allow_remote", default=False)
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        remedy = _("Write an address of this machine, in numbers: host = {host}", host=f'"{HOST}"')
        options.wrong("host", _("This is no IP address."), remedy)
        return HOST
    if not address.is_loopback and not open_to_others:
        remedy = _(
            "Write allow_remote = true if that is meant, and put something before it that encrypts, or leave host out."
        )
        options.wrong("host", _("Other machines could reach this address."), remedy)
    return str(address)
