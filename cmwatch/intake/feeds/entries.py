"""RSS and Atom as they really are: a feed's bytes to raw mentions."""

import hashlib
import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.html import html_to_text
from cmwatch.intake.wire.address import place
from cmwatch.model import RawMention
from cmwatch.words import _

NETWORK = "rss"

ENTRIES = 500
"""Entries read of one feed, the first ones: feeds list the newest first."""

TEXT_CHARACTERS = 40_000
"""Kept of a title or a summary: an entity can blow a short one up."""

_PROLOGUE = re.compile(rb"<\?.*?\?>|<!--.*?-->|<!ENTITY|<!|\"[^\"]*\"|'[^']*'|<[A-Za-z_:]", re.DOTALL | re.IGNORECASE)
_START = re.compile(rb"<(?:item|entry)[\s>]")
_TRAILING_DOTS = re.compile(r"(?:\s*(?:…|\.\.\.|\[…\]))+$")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds now."""

    entries: tuple[tuple[RawMention, str], ...]
    """In the feed's order, each with the fields it was read from as JSON."""
    dated: tuple[datetime | None, ...]
    """The entries' own times."""
    titles: tuple[str, ...] = ()
    """As a reader sees them."""


def parse_feed(body: bytes, headers: Mapping[str, str], url: str, at: datetime) -> Feed:
    """The entries of a feed; those without a date get `at`. Slow for large feeds: call it aside.

    Raises SourceError if the bytes declare entities or are no feed at all.
    """
    import feedparser  # a fifth of a second to load: not before the first feed

    if declares_entities(body):
        raise SourceError(
            _("{place} declares XML entities, which are not expanded.", place=place(url)),
            final=True,
            remedy=_("Ask the publisher for a feed without them."),
        )
    kept = {name: headers[name] for name in ("content-type", "content-language") if name in headers}
    # Never bytes or text as they are: feedparser opens what looks like the name of a file or an address.
    parsed = feedparser.parse(
        BytesIO(_without_the_rest(body)),
        response_headers={**kept, "content-location": url},
        sanitize_html=False,  # it becomes plain text further on
        resolve_relative_uris=False,
    )
    if not parsed.entries and not parsed.get("version"):
        where = place(url)
        if b"<html" in body[:2000].lower():
            remedy = _("Look for the page's own link to its feed.")
            raise SourceError(_("{place} is a web page, not a feed.", place=where), remedy=remedy)
        raise SourceError(_("{place} is not a feed.", place=where), remedy=_("Check the address."))
    language = _text(parsed.feed, "language")
    entries = [entry for entry in parsed.entries if _says_something(entry)][:ENTRIES]
    instants = tuple(_instant(entry) for entry in entries)
    read = tuple(
        _mention(entry, instant or at, language, url) for entry, instant in zip(entries, instants, strict=True)
    )
    return Feed(read, instants, tuple(" ".join(html_to_text(_html(entry, "title")).split()) for entry in entries))


def _without_the_rest(body: bytes) -> bytes:
    """The feed without the entries that are not read, for they would be taken apart all the same."""
    starts = [found.start() for found in islice(_START.finditer(body), ENTRIES, ENTRIES + 1)]
    ends = max(body.rfind(b"</item>") + len(b"</item>"), body.rfind(b"</entry>") + len(b"</entry>"))
    return body[: starts[0]] + body[ends:] if starts and ends > starts[0] else body


def declares_entities(body: bytes) -> bool:
    """Whether `<!ENTITY` stands before the root element, in any encoding that leaves ASCII readable."""
    in_doctype = False
    for found in _PROLOGUE.finditer(body.replace(b"\0", b"")):
        token = found[0]
        if token[:1] in b"\"'":
            if not in_doctype and b"<!" in token:  # quotes mean nothing outside a declaration
                return b"<!entity" in token.lower()
        elif token.lower() == b"<!entity":
            return True
        elif token == b"<!":
            in_doctype = True
        elif token[1:2] not in b"?!":
            return False
    return False


def _says_something(entry: Any) -> bool:
    """Whether it has words or is known by something: the end of a feed that was cut off has neither."""
    return any(_text(entry, name).strip() for name in ("id", "link", "title", "summary")) or bool(_content(entry))


def _mention(entry: Any, at: datetime, language: str, url: str) -> tuple[RawMention, str]:
    title, summary = _html(entry, "title"), _html(entry, "summary") or _content(entry)
    link = unwrapped(_text(entry, "link"))
    author = _text(entry.get("author_detail") or {}, "name") or _text(entry, "author")
    raw = RawMention(
        id=identity(_text(entry, "id"), link, title + summary, urlsplit(url).hostname or ""),
        source=NETWORK,
        text=_joined(title, summary),
        created_at=at.isoformat(),
        author=author or None,
        lang=_text(entry.get("title_detail") or {}, "language") or language or None,
        url=link or None,
        is_html=True,
    )
    names = ("id", "link", "title", "summary", "published", "author")
    as_given = {name: _text(entry, name)[:TEXT_CHARACTERS] for name in names if name in entry}
    return raw, msgspec.json.encode(as_given).decode()


def identity(entry_id: str, link: str, text: str, host: str) -> str:
    """The id, else the link, else a hash of the text: all three stay when an entry is dated anew.

    An id that is no URI ('17') is only unique within its feed, so the feed's host goes before it.
    """
    if entry_id:
        return entry_id if ":" in entry_id or not host else f"{host}:{entry_id}"
    return link or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def unwrapped(link: str) -> str:
    """The page behind a link of Google Alerts; any other link as it is."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.path == "/url" and host.startswith("www.google."):
        query = parse_qs(parts.query)
        for target in query.get("url", []) + query.get("q", []):
            if target.startswith(("http://", "https://")):
                return target
    return link


def _joined(title: str, summary: str) -> str:
    """Title and summary; the summary alone where it begins with the title, as short posts do."""
    start = _TRAILING_DOTS.sub("", title)
    if title and summary and not summary.startswith(start):
        return f"<p>{title}</p>{summary}"
    return summary or title


def _html(entry: Any, name: str) -> str:
    text = _text(entry, name)[:TEXT_CHARACTERS]
    detail = entry.get(f"{name}_detail") or {}
    return escape(text, quote=False) if detail.get("type") == "text/plain" else text


def _content(entry: Any) -> str:
    for part in entry.get("content") or ():
        if value := _text(part, "value")[:TEXT_CHARACTERS]:
            return escape(value, quote=False) if part.get("type") == "text/plain" else value
    return ""


def _text(fields: Any, name: str) -> str:
    value = fields.get(name) if name in fields else None
    return value.strip() if isinstance(value, str) else ""


def _instant(entry: Any) -> datetime | None:
    """When it was published, else last changed."""
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if name in entry and (parsed := entry.get(name)):
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError, TypeError):
                continue
    return None
