"""The login of a Bluesky account: an app password for a session that lasts two hours and is renewed."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.wire.address import place
from cmwatch.intake.wire.answer import Answer, check_status, decoded_json
from cmwatch.intake.wire.login import Login, Tokens, login_file, refused_login
from cmwatch.intake.wire.transport import Transport, Wire
from cmwatch.words import _

REFUSALS = frozenset({400, 401})
"""An expired token is a 400 here, a missing one a 401: the body tells what is meant."""

_STALE = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"})
_SHUT = frozenset({"AccountTakedown", "AccountDeactivated", "AccountSuspended"})
_DATA_SERVER = re.compile(r"#atproto_pds\Z")


Parameters = Mapping[str, str | Sequence[str]]


class _Fault(msgspec.Struct):
    error: str = ""


class _Service(msgspec.Struct, rename="camel"):
    id: str = ""
    service_endpoint: Any = None


class _Document(msgspec.Struct):
    service: list[_Service] = []


class _Session(msgspec.Struct, rename="camel"):
    access_jwt: str
    refresh_jwt: str
    did: str
    did_doc: msgspec.Raw = msgspec.Raw(b"{}")


class Session:
    """Asks the account's own server, which passes on what it does not know to the network."""

    def __init__(self, transport: Transport, server: str, account: str, password: str, file: Path | None) -> None:
        self._transport = transport
        self._server = server
        self._account, self._password = account, password
        self._login = Login(file, f"{server} {account}", self._begin, self._renew)

    async def get(self, wire: Wire, method: str, parameters: Parameters) -> Answer:
        """The answer to an XRPC query; raises SourceError. An expired session is renewed once."""
        tokens = await self._login.tokens()
        answer = await self._ask(wire, method, parameters, tokens)
        if _fault(answer) in _STALE:
            tokens = await self._login.renewed(tokens)
            answer = await self._ask(wire, method, parameters, tokens)
            if _fault(answer) in _STALE:
                raise refused_login(place(answer.url))
        _check(answer, self._transport)
        return answer

    async def _ask(self, wire: Wire, method: str, parameters: Parameters, tokens: Tokens) -> Answer:
        url = f"{tokens.account}/xrpc/{method}?{urlencode(parameters, doseq=True)}"
        return await wire.get(url, headers={"accept": "application/json"}, token=tokens.access, also=REFUSALS)

    async def _begin(self) -> Tokens:
        url = f"{self._server}/xrpc/com.atproto.server.createSession"
        async with self._transport.open() as wire:
            sent = {"identifier": self._account, "password": self._password}
            answer = await wire.post(url, json=sent, also=REFUSALS)
        if answer.status in REFUSALS:
            raise refused_login(place(url), _("Check the account, and make a new app password in Bluesky's settings."))
        return self._tokens(answer, self._server)

    async def _renew(self, stale: Tokens) -> Tokens:
        url = f"{stale.account}/xrpc/com.atproto.server.refreshSession"
        async with self._transport.open() as wire:
            answer = await wire.post(url, token=stale.refresh, also=REFUSALS)
        if answer.status in REFUSALS:
            raise refused_login(place(url))
        return self._tokens(answer, stale.account)

    def _tokens(self, answer: Answer, server: str) -> Tokens:
        told: _Session = decoded_json(answer, _Session)
        return Tokens(told.access_jwt, told.refresh_jwt, _data_server(told.did_doc, server))


def session_of(
    transport: Transport, server: str, account: str, password: str, folder: Path | None, source: str
) -> Session:
    """The session of a source, kept in the data folder."""
    return Session(transport, server, account, password, login_file(folder, source))


def _data_server(document: msgspec.Raw, server: str) -> str:
    """Where the account lives, from its DID document; `server` where it does not say. Encryption is never given up."""
    try:
        services = msgspec.json.decode(document, type=_Document).service
    except (msgspec.MsgspecError, ValueError, RecursionError):
        services = []
    for service in services:
        found = service.service_endpoint
        if not _DATA_SERVER.search(service.id) or not isinstance(found, str):
            continue
        try:
            parts = urlsplit(found)
        except ValueError:
            continue
        if parts.hostname and parts.scheme in ("https", urlsplit(server).scheme) and "@" not in parts.netloc:
            return f"{parts.scheme}://{parts.netloc}"
    return server


def _fault(answer: Answer) -> str:
    """The network's name of what is wrong; empty if nothing is, or nothing that it names."""
    if answer.status not in REFUSALS:
        return ""
    try:
        return msgspec.json.decode(answer.body, type=_Fault).error
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""


def _check(answer: Answer, transport: Transport) -> None:
    if _fault(answer) in _SHUT:
        raise SourceError(
            _("The account is shut at {place}.", place=place(answer.url)),
            login=True,
            remedy=_("Log in to Bluesky itself to see why, or use another account."),
        )
    check_status(answer, transport.clock())
