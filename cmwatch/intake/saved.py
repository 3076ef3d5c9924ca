"""Saved payloads to mentions: a response body, recorded exchanges, or a recorded stream."""

from datetime import datetime

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.network import Saved
from cmwatch.intake.networks import NETWORKS
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.words import _


class _Response(msgspec.Struct):
    status: int = 200
    headers: dict[str, str | list[str]] = {}
    body: msgspec.Raw = msgspec.Raw(b"")
    text: str | None = None


class _Request(msgspec.Struct):
    url: str = ""


class _Exchange(msgspec.Struct):
    response: _Response
    request: _Request = msgspec.field(default_factory=_Request)


class _Exchanges(msgspec.Struct):
    exchanges: list[_Exchange]


def read_saved(network: str, body: bytes, file: str, at: datetime) -> Saved:
    """The mentions of a payload as `network` (one of NETWORKS) gave it, with a reason wherever there is none.

    `at` is the time of entries that have none.
    """
    saved = Saved()
    try:
        recorded = msgspec.json.decode(body, type=_Exchanges)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        _read_body(saved, network, Answer(200, {}, body, file), file, at)
    else:
        for number, exchange in enumerate(recorded.exchanges, 1):
            _read_exchange(saved, network, exchange, f"{file}#{number}", at)
    if not saved.mentions and not saved.revisions and not saved.notes:
        saved.note(file, None, _("It holds no public message."))
    return saved


def _read_exchange(saved: Saved, network: str, exchange: _Exchange, file: str, at: datetime) -> None:
    told = exchange.response
    headers = {
        name.lower(): value if isinstance(value, str) else ", ".join(value) for name, value in told.headers.items()
    }
    body = bytes(told.body) or (told.text or "").encode()
    answer = Answer(told.status, headers, body, exchange.request.url)
    try:
        check_status(answer, at)
    except SourceError as error:
        saved.note(file, None, str(error))
    else:
        _read_body(saved, network, answer, file, at)


def _read_body(saved: Saved, network: str, answer: Answer, file: str, at: datetime) -> None:
    try:
        NETWORKS[network].parse(saved, answer, file, at)
    except SourceError as error:
        saved.note(file, None, str(error))
