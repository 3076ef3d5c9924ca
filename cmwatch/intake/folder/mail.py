"""E-mails to mentions: what the sender wrote, whatever a mail program or an attacker wrapped around it.

Read with the standard library's oldest and most forgiving policy: the newer one interprets headers eagerly, and
fails in many ways on hostile ones.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, BinaryIO, cast

import msgspec

from cmwatch.intake.folder.quoting import own_html, own_words
from cmwatch.intake.folder.rows import mark_of
from cmwatch.intake.html import html_to_text
from cmwatch.model import RawMention
from cmwatch.words import _

MESSAGE_BYTES = 1 << 20
"""Of a longer message the rest is attachments."""

HEAD_BYTES = 128 << 10
"""Largest head of a message; relays add to it, but not that much."""

DEEPEST = 20
"""Boundaries in a message at most: each costs a look at every line."""

TEXT_CHARS = 100_000
"""Of a text, before quotes are cut off."""

HEADER_CHARS = 1000

_BOUNDARY = re.compile(rb"(?i)boundary\s*=")
_ESCAPED = re.compile(rb">+From ")
_UNSAFE = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7"}
"""Encodings that are slow, or give what is no text; no mail is honestly written in them."""


class NoMail(Exception):  # noqa: N818 - what a file is not
    """Raised with a translated reason for what holds no message that can be read."""


def read_mail(message: bytes, written: datetime) -> tuple[RawMention, str]:
    """The mention in a message; `written` is the time of one without a date. Raises NoMail."""
    head = message[:HEAD_BYTES]
    if b"\n\n" not in head and b"\r\n\r\n" not in head and len(message) > HEAD_BYTES:
        raise NoMail(_("The head of the message is too long."))
    if len(_BOUNDARY.findall(message)) > DEEPEST:
        raise NoMail(_("The message is nested too deeply."))
    try:
        return _read(BytesParser(policy=policy.compat32).parsebytes(message), written)
    except NoMail:
        raise
    except Exception:  # the parser's own errors on hostile messages are of every kind
        raise NoMail(_("The message is damaged.")) from None


def messages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The messages of an mbox, each with the number of its first line; of long ones the beginning."""
    held, size, first, number, blank, whole = [], 0, 0, 0, True, True  # type: list[bytes], int, int, int, bool, bool
    while piece := file.readline(1 << 16):
        number += whole
        if whole and blank and piece.startswith(b"From "):
            if first:
                yield first, b"".join(held)
            held, size, first = [], 0, number
        elif first and size < MESSAGE_BYTES:
            held.append(piece[1:] if whole and _ESCAPED.match(piece) else piece)
            size += len(piece)
        blank, whole = whole and not piece.strip(), piece.endswith(b"\n")
    if first:
        yield first, b"".join(held)


def _read(message: Message, written: datetime) -> tuple[RawMention, str]:
    headers: dict[str, str] = {}
    for name, value in cast(Any, message).raw_items():  # as they came; `items` decodes by guess
        headers.setdefault(name.lower(), str(value)[: HEADER_CHARS * 4])
    if not {"from", "subject", "date"} & headers.keys():
        raise NoMail(_("This is no e-mail."))
    subject, body = _header(headers.get("subject", "")), _body(message)
    text = "\n\n".join(part for part in (subject, own_words(body)) if part)
    if not text:
        raise NoMail(_("The message holds no text."))
    sender, address = parseaddr(headers.get("from", ""))
    author = address.lower() if "@" in address else _header(sender or address)
    at = _date(headers.get("date", "")) or written
    identity = _named(headers.get("message-id", ""))
    raw = RawMention(
        id=identity or mark_of(author, headers.get("date", ""), text),
        source="folder",
        text=text,
        created_at=at.isoformat(),
        author=author or None,
        in_reply_to=_named(headers.get("in-reply-to", "")) or None,
    )
    kept = {"from": _header(headers.get("from", "")), "date": headers.get("date", ""), "subject": subject,
            "message-id": identity, "text": body}  # fmt: skip
    return raw, msgspec.json.encode({name: _sound(value) for name, value in kept.items()}).decode()


def _body(message: Message) -> str:
    """Plain text where there is any, else HTML as text; what is attached is not looked at."""
    plain: list[str] = []
    html: list[str] = []
    parts = [message]
    while parts:
        part = parts.pop()
        kind = part.get_content_type()
        if part.is_multipart():
            if kind.startswith("multipart/"):
                parts.extend(reversed(cast("list[Message]", part.get_payload())))
        elif part.get_content_disposition() != "attachment":
            if kind == "text/html":
                html.append(_text(part))
            elif kind == "text/plain" or kind.startswith("multipart/"):  # one whose parts cannot be told apart
                plain.append(_text(part))
    text = "\n".join(plain).strip()
    if not text and html:
        text = html_to_text(own_html(html[0]))
    return text


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = _decoded(data[: TEXT_CHARS * 4], part.get_content_charset() or "")
    return text.replace("\r\n", "\n").replace("\r", "\n")[:TEXT_CHARS]


def _decoded(data: bytes, charset: str) -> str:
    """Text in the encoding it says, or in the one it looks like."""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except (LookupError, ValueError):
        name = ""
    if name and name not in _UNSAFE | {"ascii"}:
        try:
            return data.decode(name, "replace")
        except (LookupError, ValueError):  # not of text
            pass
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _header(value: str) -> str:
    """A header in words, on one line."""
    value = value.encode("ascii", "surrogateescape").decode("utf-8", "replace") if not value.isascii() else value
    try:
        pieces = decode_header(value[:HEADER_CHARS])
    except (MessageError, ValueError):
        pieces = [(value, None)]
    words = (piece if isinstance(piece, str) else _decoded(piece, charset or "") for piece, charset in pieces)
    return " ".join("".join(words).split())


def _named(value: str) -> str:
    """A Message-ID without its brackets."""
    return _sound(value).strip().strip("<>").strip()


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
