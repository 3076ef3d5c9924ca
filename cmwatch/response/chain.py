"""The chain: each entry carries the hash of the one before, the header the count and the last hash.

An entry as stored is a dict. Its `content` (what was said, by whom, about whom) is hashed on its own, with a random
salt kept inside it, and the entry's hash covers that hash instead of the content. So content may be withheld later
(GDPR) without breaking the chain, and cannot be guessed from the hash that stays. A missing content is only in
order where a later `redaction` entry names it.

It proves that nothing was altered since it was written, to whoever has noted a head hash elsewhere;
it does not prove that it is true.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmwatch.response.canonical import digest
from cmwatch.words import _

START = "0" * 64
"""What the first entry points back to."""

UNHASHED = frozenset({"content", "hash"})
"""Fields of a stored entry that its hash does not cover directly."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad entry of a chain, and what is wrong with it."""

    seq: int
    detail: str


def sealed(fixed: Mapping[str, Any], content: Mapping[str, Any], prev: str) -> dict[str, Any]:
    """An entry ready to be stored."""
    salted = {"salt": secrets.token_hex(16), **content}
    entry: dict[str, Any] = {**fixed, "prev": prev, "content_hash": digest(salted)}
    return {**entry, "content": salted, "hash": digest(entry)}


def sealed_header(header: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The header with the count and the head of these entries, and its own hash."""
    fields = {name: value for name, value in header.items() if name != "hash"}
    fields |= {"count": len(entries), "head": entries[-1]["hash"] if entries else START}
    return {**fields, "hash": digest(fields)}


def header_changed(header: Mapping[str, Any]) -> bool:
    """Whether the header is not what was last written."""
    return not _agrees(header, {"hash"})


def header_disagrees(header: Mapping[str, Any], count: int, head: object) -> str:
    """What the header says otherwise than a chain of `count` entries that ends in `head`; empty if they agree."""
    if header.get("count") != count:
        return _("The header counts {said} entries, the file holds {found}.", said=header.get("count"), found=count)
    return "" if header.get("head") == head else _("The header names another last entry.")


def chain_fault(case: str, entries: Sequence[tuple[str, Mapping[str, Any]]]) -> Fault | None:
    """The first bad entry of the stored (number, entry) pairs."""
    named = _redacted(entries)
    prev: object = START
    for seq, (number, entry) in enumerate(entries, 1):
        if detail := _wrong(entry, case, seq, number, prev) or _content_wrong(entry, named):
            return Fault(seq, detail)
        prev = entry.get("hash")
    return None


def _wrong(entry: Mapping[str, Any], case: str, seq: int, number: str, prev: object) -> str:
    if number != str(seq) or entry.get("seq") != seq or isinstance(entry.get("seq"), bool):
        return _("It stands where entry {seq} should.", seq=seq)
    if not _agrees(entry, UNHASHED):
        return _("It was changed.")
    if entry.get("prev") != prev:
        return _("It does not follow the entry before it.")
    if entry.get("case") != case:
        return _("It belongs to another case.")
    return ""


def _content_wrong(entry: Mapping[str, Any], named: Mapping[object, int]) -> str:
    """A redaction must name what is withheld, from later in the same chain, and what it names must be withheld."""
    content, by = entry.get("content"), named.get(entry.get("seq"))
    if content is None:
        return "" if by is not None and by > entry["seq"] else _("Its content is gone, and no redaction names it.")
    if by is not None:
        return _("Entry {by} withholds its content, and the content is still here.", by=by)
    return "" if _hashes_to(content, entry.get("content_hash")) else _("Its content was changed.")


def _redacted(entries: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[object, int]:
    """Which numbers the chain's redactions name, and by which entry. A forged one is found when its turn comes."""
    found: dict[object, int] = {}
    for seq, (_number, entry) in enumerate(entries, 1):
        redacts = entry.get("redacts")
        if entry.get("kind") == "redaction" and isinstance(redacts, Mapping) and isinstance(redacts.get("seq"), int):
            found.setdefault(redacts["seq"], seq)
    return found


def _agrees(fields: Mapping[str, Any], apart: frozenset[str] | set[str]) -> bool:
    return _hashes_to({name: value for name, value in fields.items() if name not in apart}, fields.get("hash"))


def _hashes_to(value: object, expected: object) -> bool:
    try:
        return digest(value) == expected
    except ValueError:
        return False
