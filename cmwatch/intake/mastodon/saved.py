"""Saved answers of a Mastodon server to mentions: bodies, server-sent events, websocket messages."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from cmwatch.intake.mastodon.statuses import Page, read_statuses
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.intake.wire.event_stream import EventReader
from cmwatch.words import _

_NESTED = ("statuses", "ancestors", "descendants", "status", "last_status", "payload")
"""Where statuses stand inside answers, notifications, conversations and websocket messages."""

_LOOSE = msgspec.json.Decoder(list[msgspec.Raw] | dict[str, msgspec.Raw] | str)


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Whatever statuses it holds."""
    body = answer.body
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
