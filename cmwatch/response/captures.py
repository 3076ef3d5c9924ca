"""Captures: a mention copied word for word beside the case, so that it stays when its author or network removes it."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cmwatch.model import Item
from cmwatch.model.case import Entry, Evidence
from cmwatch.response.folder import replace, settle, unwritable
from cmwatch.words import _

FOLDER = "captures"
"""Beside the case file."""

METRICS = ("likes", "reposts", "replies", "views", "followers", "rating")
"""What the network counted at that moment; None is not known."""

_NAME = re.compile(r"\d{4,}-[0-9a-f]{12}\.json")


def keep(folder: Path, seq: int, item: Item, at: datetime) -> Evidence:
    """Write the capture and return what the entry says about it. Its name is a number and a hash, nothing remote."""
    mention = item.mention
    content = _printed(item, at)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{seq:04d}-{sha256[:12]}.json"
    captures = folder / FOLDER
    try:
        captures.mkdir(mode=0o700, exist_ok=True)
        settle(folder)
    except OSError as error:
        raise unwritable(captures, error) from error
    replace(captures / name, content)
    key = f"{mention.source}:{mention.id}"
    return Evidence(name, sha256, key, mention.source, mention.author, mention.url, at.astimezone(UTC))


def faulty(folder: Path, entry: Entry) -> str:
    """What is wrong with the captures an entry names; empty if nothing is."""
    for evidence in entry.evidence:
        path = folder / FOLDER / evidence.capture
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest() if _NAME.fullmatch(evidence.capture) else ""
        except OSError:
            return _("Its capture {name} is missing.", name=evidence.capture)
        if found != evidence.sha256:
            return _("Its capture {name} was changed.", name=evidence.capture)
    return ""


def strays(folder: Path, entries: Iterable[Entry]) -> tuple[Path, ...]:
    """Captures that no entry names: a crash came between the copy and the entry, or the entry was withheld."""
    named = {evidence.capture for entry in entries for evidence in entry.evidence}
    return tuple(path for path in sorted((folder / FOLDER).glob("*.json")) if path.name not in named)


def remove(paths: Iterable[Path]) -> None:
    """Delete captures whose content is withheld; raises StoreError."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error


def is_by(path: Path, source: str, author: str) -> bool:
    """Whether a stray capture shows this author. One that cannot be read counts as theirs: it must not stay."""
    try:
        shown = msgspec.json.decode(path.read_bytes())
        return bool(shown["source"] == source and str(shown["author"]).casefold() == author.casefold())
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return True


def _printed(item: Item, at: datetime) -> bytes:
    mention = item.mention
    shown = {
        "v": 1,
        "captured_at": at.astimezone(UTC),
        "source": mention.source,
        "id": mention.id,
        "author": mention.author,
        "text": mention.text,
        "at": mention.at,
        "created_at": mention.created_at,
        "url": mention.url,
        "in_reply_to": mention.in_reply_to,
        "is_repost": mention.is_repost,
        "repost_of": mention.repost_of,
        "lang": item.reading.lang,
        "tone": item.reading.tone,
        "compound": item.reading.compound,
        "watches": item.watches,
        "story": item.story,
        "fold": item.fold,
        "metrics": {name: getattr(mention, name) for name in METRICS},
        "raw": mention.raw.encode("ascii", "backslashreplace").decode(),
    }
    return msgspec.json.format(msgspec.json.encode(shown), indent=1) + b"\n"
