"""Saved answers of Bluesky to mentions: bodies of its API, and frames of Jetstream."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from cmwatch.intake.bluesky.posts import is_post, read_record, repository_of
from cmwatch.intake.bluesky.search import Page, read_notifications, read_posts
from cmwatch.intake.bluesky.sieve import Sieve, Sifted
from cmwatch.intake.network import Saved
from cmwatch.intake.wire.answer import Answer
from cmwatch.words import _

_NESTED = ("posts", "feed", "post", "thread", "parent", "replies")
"""Where posts stand inside answers."""

_LOOSE = msgspec.json.Decoder(list[msgspec.Raw] | dict[str, msgspec.Raw])


class _Kept(msgspec.Struct):
    """A record as `getRecord` gives it."""

    uri: str
    value: msgspec.Raw


def parse(saved: Saved, answer: Answer, file: str, at: datetime) -> None:
    """Whatever posts it holds."""
    lines = [(number, line) for number, line in enumerate(answer.body.split(b"\n"), 1) if line.strip()]
    if lines and _is_frame(lines[0][1]):
        sieve = Sieve(file, None)
        for number, line in lines:
            _read_frame(saved, sieve, line, file, number)
        return
    try:
        _read(saved, msgspec.Raw(answer.body), file, at)
    except (msgspec.DecodeError, ValueError, RecursionError):
        saved.note(file, None, _("The answer is not JSON."))


def _is_frame(line: bytes) -> bool:
    try:
        value = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return "time_us" in value or (value.keys() >= {"$type", "payload"}) or value.keys() >= {"$type", "error"}


def _read_frame(saved: Saved, sieve: Sieve, line: bytes, file: str, number: int) -> None:
    sifted = Sifted()
    sieve.sift(line, sifted)
    saved.mentions += sifted.mentions
    saved.revisions += sifted.revisions
    for note in sifted.unreadable:
        saved.note(file, number, note.reason)
    if sifted.error:
        saved.note(file, number, _("The server ended the stream."))


def _read(saved: Saved, raw: msgspec.Raw, file: str, at: datetime) -> None:
    for kind, items in _posts(raw):
        if kind == "value":
            _read_kept(saved, items[0], file, at)
            continue
        page: Page = read_notifications(items, file) if kind == "notifications" else read_posts(items, file)
        saved.mentions += page.found
        saved.notes += page.unreadable


def _read_kept(saved: Saved, raw: msgspec.Raw, file: str, at: datetime) -> None:
    """A bare record: it says neither when it was seen nor what its author is called."""
    try:
        kept = msgspec.json.decode(raw, type=_Kept)
        if not is_post(kept.uri):
            saved.note(file, None, _("The record is no post."))
            return
        mention = read_record(kept.value, kept.uri, at.isoformat(), repository_of(kept.uri))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        saved.note(file, None, _("A post has an unknown form."))
        return
    saved.mentions.append((mention, bytes(raw).decode("utf-8", "replace")))


def _posts(raw: msgspec.Raw) -> Iterator[tuple[str, list[msgspec.Raw]]]:
    """The posts in any answer of the API, with the kind of place in which they stand."""
    try:
        value = _LOOSE.decode(raw)
    except msgspec.ValidationError:
        return
    if isinstance(value, list):
        for item in value:
            yield from _posts(item)
    elif "notifications" in value:
        try:
            yield "notifications", msgspec.json.decode(value["notifications"], type=list[msgspec.Raw])
        except msgspec.ValidationError:
            return
    elif value.keys() >= {"uri", "author", "record"}:
        yield "post", [raw]
    elif value.keys() >= {"uri", "value"}:
        yield "value", [raw]
    else:
        for name in _NESTED:
            if name in value:
                yield from _posts(value[name])
