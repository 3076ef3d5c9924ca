"""One export: what kind of file it is, and what it holds, in portions."""

import codecs
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal

from msgspec.structs import replace

from cmwatch.config.networks.folder import TableConfig
from cmwatch.intake.folder.mail import MESSAGE_BYTES, NoMail, messages, read_mail
from cmwatch.intake.folder.rows import REPLACED, NoTable, read_rows
from cmwatch.intake.normalise import normalise
from cmwatch.model import RawMention, Unreadable
from cmwatch.words import _, counted

Kind = Literal["table", "mail", "mbox"]

PORTION = 500
"""Mentions that are handed on at once."""

FAULTS_TOLD = 100
"""Bad rows of a file that are told one by one; the others are counted."""

BLOCK_BYTES = 1 << 18

SOUND_FOR_ONE = 10
"""Signs beyond ASCII that are sound UTF-8, for each that is not: then it is UTF-8 with some damage. In Windows-1252 a
letter with an accent stands between plain ones, which is never sound."""

_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t]")


@dataclass(frozen=True, slots=True)
class Export:
    """A file as it is to be read."""

    name: str
    """As it is told to people."""
    kind: Kind
    table: TableConfig
    encoding: str
    """Of a table."""
    written: datetime
    """When the file was last changed: the time of what has none."""
    prefix: str = ""
    """Before each id, so that the numbers of two systems do not meet."""


@dataclass(slots=True)
class Portion:
    """Some of what a file holds."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)


def kind_of(name: str) -> Kind:
    """What a file is by its name."""
    suffix = name.rpartition(".")[2].lower()
    return "mail" if suffix == "eml" else "mbox" if suffix == "mbox" else "table"


def kind_by_content(head: bytes) -> Kind:
    """What a file is by how it begins."""
    if head.startswith(b"From "):
        return "mbox"
    return "mail" if _HEADER_LINE.match(head) and b"\n" in head else "table"


def look_through(file: BinaryIO, wanted: str = "") -> tuple[str, str]:
    """The digest of a file's content, and the encoding of its text: `wanted`, or what it looks like."""
    digest, utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")("replace")
    head, damaged, sound = b"", 0, 0
    while block := file.read(BLOCK_BYTES):
        digest.update(block)
        head = head or block[:4]
        if not block.isascii():
            text = utf8.decode(block)
            bad = max(0, text.count(REPLACED) - block.count(REPLACED.encode()))
            damaged += bad
            sound += len(text) - len(text.encode("ascii", "ignore")) - bad
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        guessed = "utf-16"
    else:
        guessed = "utf-8" if damaged * SOUND_FOR_ONE <= sound else "cp1252"
    encoding = wanted or guessed
    return digest.hexdigest()[:32], "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding


def read_export(file: BinaryIO, export: Export, arrived: datetime) -> Iterator[Portion]:
    """What a file holds; whatever is wrong in it is noted with its number, and the reading goes on."""
    portion, faults = Portion(), 0
    for number, found in _found(file, export):
        problem = found if isinstance(found, str) else _unfit(found, arrived)
        if problem:
            faults += 1
            if faults <= FAULTS_TOLD:
                portion.notes.append(Unreadable(export.name, number, problem))
        elif not isinstance(found, str):
            portion.mentions.append((found[0] if not export.prefix else _prefixed(found[0], export.prefix), found[1]))
        if len(portion.mentions) >= PORTION:
            yield portion
            portion = Portion()
    if (more := faults - FAULTS_TOLD) > 0:
        told = counted("{n} more row could not be read.", "{n} more rows could not be read.", more)
        portion.notes.append(Unreadable(export.name, None, told))
    yield portion


def _found(file: BinaryIO, export: Export) -> Iterator[tuple[int | None, tuple[RawMention, str] | str]]:
    """Each mention with its number, or what is wrong there."""
    if export.kind == "table":
        yield from _rows(file, export)
        return
    all_of_it = [(None, file.read(MESSAGE_BYTES))] if export.kind == "mail" else messages(file)
    empty = True
    for number, message in all_of_it:
        empty = False
        try:
            yield number, read_mail(message, export.written)
        except NoMail as reason:
            yield number, str(reason)
    if empty:
        yield None, _("There is no message in it.")


def _rows(file: BinaryIO, export: Export) -> Iterator[tuple[int | None, tuple[RawMention, str] | str]]:
    text = io.TextIOWrapper(file, export.encoding, errors="replace", newline="")
    damaged = None
    try:
        for read in read_rows(text, export.table, export.written):
            damaged = damaged or (read.line if read.damaged else None)
            yield read.line, read.mention or read.problem
    except NoTable as reason:
        yield 1, str(reason)
    finally:
        text.detach()
    if damaged is not None:
        yield (
            damaged,
            _("From here on some signs are not {encoding}; they are shown as \ufffd.", encoding=export.encoding),
        )


def _unfit(found: tuple[RawMention, str], arrived: datetime) -> str:
    """Why the archive would not take it; empty if it would."""
    try:
        normalise(*found, via="", arrived=arrived, recorded=False, history=False)
    except ValueError as reason:
        return str(reason)
    return ""


def _prefixed(raw: RawMention, prefix: str) -> RawMention:
    answered = None if raw.in_reply_to is None else f"{prefix}/{raw.in_reply_to}"
    return replace(raw, id=f"{prefix}/{raw.id}", in_reply_to=answered)
