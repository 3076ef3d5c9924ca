"""What a log rotation made of a file: its former selves beside it, in the order in which they were written."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_NUMBER = re.compile(r"[._-]?\d[\dT:._-]*")
"""What a rotation adds to a name: `.1`, `-20261126`, `.2026-11-26_10`."""

OLDER_BY_NUMBER = 3
"""Digits up to which a higher number is an older file; a longer one is a date, and a higher one newer."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """A former self of a file, or another that is called like it."""

    path: Path
    inode: int
    changed: int
    """When it was last written to, in nanoseconds."""
    number: int
    """Orders those that were written to at the same moment."""
    is_numbered: bool
    """Whether it is called as a rotation calls it; others may be copies, and are only searched for a mark."""


def inode_of(file: BinaryIO) -> tuple[int, int]:
    """Inode and size of an open file."""
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size


def rotated(path: Path) -> list[Rotated]:
    """The files beside `path` whose names begin like its own, the oldest first."""
    found = []
    for other in _beside(path):
        try:
            status = other.stat()
        except OSError:
            continue
        number = _added(path, other)
        found.append(Rotated(other, status.st_ino, status.st_mtime_ns, _order(number or ""), number is not None))
    return sorted(found, key=lambda one: (one.changed, one.number, one.path.name))


def _beside(path: Path) -> list[Path]:
    try:
        names = os.listdir(path.parent)
    except OSError:
        return []
    return [path.with_name(name) for name in names if name.startswith(path.stem) and name != path.name
            and path.with_name(name).is_file()]  # fmt: skip


def _added(path: Path, other: Path) -> str | None:
    """What the rotation added, at the end or before the ending; None if something else was."""
    name = other.name
    ends = name.removeprefix(path.name) if name.startswith(path.name) else None
    inside = name.removeprefix(path.stem).removesuffix(path.suffix) if name.endswith(path.suffix) else None
    return next((added for added in (ends, inside) if added and _NUMBER.fullmatch(added)), None)


def _order(added: str) -> int:
    digits = "".join(sign for sign in added if sign.isdecimal())[:18]
    if not digits:
        return 0
    return -int(digits) if len(digits) <= OLDER_BY_NUMBER else int(digits)
