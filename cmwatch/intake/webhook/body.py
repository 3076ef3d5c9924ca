"""The body of a webhook to mentions: one object, an array of them, or JSON Lines, in the recording format.

All of it is taken, or nothing: what is wrong is said for each item, and the sender can mend it and send again.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from cmwatch.intake.files.lines import BOM, Lines, Read, read_lines
from cmwatch.intake.normalise import normalise
from cmwatch.model import RawMention
from cmwatch.words import _

FAULTS_TOLD = 20
"""Of a body that is wrong throughout, the first faults teach as much as all of them."""

_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds."""

    mentions: tuple[tuple[RawMention, str], ...] = ()
    numbers: tuple[int, ...] = ()
    """The item of each mention, from 1; the line in JSON Lines."""
    faults: tuple[tuple[int, str], ...] = ()
    """What is wrong with which item; then none of them is to be taken."""


def read_body(body: bytes, at: datetime) -> Body:
    """The mentions of a body that arrived at `at`, each looked at as closely as the archive will."""
    body = body.removeprefix(BOM).strip()
    read = _read(body)
    faults = [(note.line or 0, note.reason) for note in read.unreadable]
    for number, (raw, payload) in zip(read.numbers, read.mentions, strict=True):
        try:
            normalise(raw, payload, via="", arrived=at, recorded=False, history=False)
        except ValueError as reason:
            faults.append((number, str(reason)))
    if not body:
        faults.append((1, _("There is no mention in it.")))
    if faults:
        return Body(faults=tuple(sorted(faults)[:FAULTS_TOLD]))
    return Body(tuple(read.mentions), tuple(read.numbers))


def _read(body: bytes) -> Read:
    if body.startswith(b"["):
        try:
            return read_lines([bytes(item) for item in _ARRAY.decode(body)], "", 1)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return read_lines([body], "", 1)  # says what is wrong with it
    whole = read_lines([body], "", 1)  # one object may stand on many lines
    if whole.mentions or b"\n" not in body:
        return whole
    lines = Lines()
    return read_lines([*lines.feed(body), lines.rest()], "", 1)
