"""Saved payloads to mentions: a response body, recorded exchanges, or a recorded stream."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.feeds.entries import parse_feed
from cmwatch.intake.files.lines import Lines, read_lines
from cmwatch.intake.mastodon.statuses import Page, read_statuses
from cmwatch.intake.wire.answer import Answer, check_status
from cmwatch.intake.wire.event_stream import EventReader
from cmwatch.model import RawMention, Unreadable
from cmwatch.words import _

Network = Literal["mastodon", "rss", "jsonl"]
NETWORKS: tuple[Network, ...] = get_args(Network)

_NESTED = ("statuses", "ancestors", "descendants", "status", "last_status", "payload")
"""Where statuses stand inside answers, notifications, conversations and websocket messages."""


@dataclass(slots=True)
class Saved:
    """What a saved payload holds."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)
    """Why something in it is no mention."""

    def note(self, file: str, line: int | None, reason: str) -> None:
        """Say why something is no mention."""
        self.notes.append(Unreadable(file, line, reason))


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


_LOOSE = msgspec.json.Decoder(list[msgspec.Raw] | dict[str, msgspec.Raw] | str)


def read_saved(network: Network, body: bytes, file: str, at: datetime) -> Saved:
    """The mentions of a payload as `network` gave it, with a reason wherever there is none; raises nothing.

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
    if not saved.mentions and not saved.notes:
        saved.note(file, None, _("It holds no public message."))
    return saved


def _read_exchange(saved: Saved, network: Network, exchange: _Exchange, file: str, at: datetime) -> None:
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
        return
    _read_body(saved, network, answer, file, at)


def _read_body(saved: Saved, network: Network, answer: Answer, file: str, at: datetime) -> None:
    match network:
        case "rss":
            _read_feed(saved, answer, file, at)
        case "mastodon":
            _read_mastodon(saved, answer.body, file)
        case "jsonl":
            lines = Lines()
            read = read_lines([*lines.feed(answer.body), lines.rest()], file, 1)
            saved.mentions += read.mentions
            saved.notes += read.unreadable


def _read_feed(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    try:
        feed = parse_feed(answer.body, answer.headers, answer.url, at)
    except SourceError as error:
        saved.note(file, None, str(error))
        return
    saved.mentions += feed.entries
    if not feed.entries:
        saved.note(file, None, _("The feed holds no entries."))


def _read_mastodon(saved: Saved, body: bytes, file: str) -> None:
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:6]
    if start.startswith((b":", b"event:", b"data:")):
        reader = EventReader()
        for number, event in enumerate(reader.feed(body), 1):
            if event.data:
                _read_json(saved, event.data.encode(), file, number)
        return
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(body) and _is_json(lines[0][1]):
        for number, line in lines:
            _read_json(saved, line, file, number)
    else:
        _read_json(saved, body, file, None)


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return True


def _read_json(saved: Saved, body: bytes, file: str, line: int | None) -> None:
    try:
        page: Page = list(_statuses(msgspec.Raw(body)))
    except (msgspec.DecodeError, ValueError, RecursionError):
        saved.note(file, line, _("The line is not JSON.") if line else _("The answer is not JSON."))
        return
    mentions, unreadable = read_statuses(page, file)
    saved.mentions += mentions
    saved.notes += unreadable


def _statuses(raw: msgspec.Raw) -> Iterator[msgspec.Raw]:
    """The statuses in any answer of the API. A number, as a deletion has, is none."""
    try:
        value = _LOOSE.decode(raw)
    except msgspec.ValidationError:
        return
    match value:
        case str():
            # JSON inside a string, as websocket messages carry it; or any other string.
            if value.lstrip().startswith("{"):
                yield from _statuses(msgspec.Raw(value.encode()))
        case list():
            for item in value:
                yield from _statuses(item)
        case _ if "account" in value and "id" in value and ("content" in value or "reblog" in value):
            yield raw
        case _:
            for name in _NESTED:
                if name in value:
                    yield from _statuses(value[name])
