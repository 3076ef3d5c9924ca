"""Saved answers of a Mastodon server to mentions: bodies, server-sent events, websocket messages."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from cmwatch.intake.mastodon.listening import event_of
from cmwatch.intake.mastodon.statuses import Page, deletion, read_statuses
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.intake.wire.event_stream import Event, EventReader
from cmwatch.words import _

_NESTED = ("statuses", "ancestors", "descendants", "status", "last_status", "payload")
"""Where statuses stand inside answers, notifications, conversations and websocket messages."""

_LOOSE = msgspec.json.Decoder(list[msgspec.Raw] | dict[str, msgspec.Raw] | str)


def parse(saved: Saved, answer: Answer, file: str, _at: datetime) -> None:
    """Whatever statuses it holds, and what is said of edits and deletions."""
    body, server = answer.body, _host(answer.url)
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:6]
    if start.startswith((b":", b"event:", b"data:")):
        reader = EventReader()
        for number, event in enumerate(reader.feed(body), 1):
            _read_event(saved, event, file, number, server)
        return
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(body) and _is_json(lines[0][1]):
        for number, line in lines:
            _read_line(saved, line, file, number, server)
    else:
        _read_line(saved, body, file, None, server)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _is_json(body: bytes) -> bool:
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return True


def _read_line(saved: Saved, body: bytes, file: str, line: int | None, server: str) -> None:
    try:
        told = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        told = {}
    if "event" in told:
        _read_event(saved, event_of(body), file, line, server)
    else:
        _read_json(saved, body, file, line, server)


def _read_event(saved: Saved, event: Event, file: str, number: int | None, server: str) -> None:
    if event.name == "delete" and event.data.strip():
        saved.revisions.append(deletion(event.data, server))
    elif event.data:
        _read_json(saved, event.data.encode(), file, number, server, edited=event.name == "status.update")


def _read_json(saved: Saved, body: bytes, file: str, line: int | None, server: str, *, edited: bool = False) -> None:
    try:
        page: Page = list(_statuses(msgspec.Raw(body)))
    except (msgspec.DecodeError, ValueError, RecursionError):
        saved.note(file, line, _("The line is not JSON.") if line else _("The answer is not JSON."))
        return
    read = read_statuses(page, file, server, edited=edited)
    saved.mentions += read.mentions
    saved.revisions += read.revisions
    saved.notes += read.unreadable


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
