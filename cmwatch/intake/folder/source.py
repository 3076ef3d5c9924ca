"""A folder that is looked into: exports are read once they are complete, moved nowhere, and known by their content."""

import os
import stat
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from cmwatch.config.networks.folder import FolderConfig
from cmwatch.errors import SourceError
from cmwatch.intake.folder.exports import PORTION, Export, Portion, kind_of, look_through, read_export
from cmwatch.intake.normalise import one_line
from cmwatch.intake.wire.aside import aside
from cmwatch.model import Delivery, Unreadable
from cmwatch.words import _, counted

SETTLED_SECONDS = 10.0
"""A file untouched for this long is complete; a younger one if it is the same at two looks."""

FRESH_TOLD = 3
"""Fresh files that are named."""

DIGESTS_KEPT = 50_000
"""Contents remembered; past that, those whose files are gone are let go, as their ids are known to the archive."""

Stamp = tuple[int, int, int]
"""Inode, size and time of the last change: while they are the same, so is the content."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What has been read: the cursor."""

    read: tuple[str, ...] = ()
    """Digests of contents."""
    past: tuple[str, ...] = ()
    """Digests of what was there at the first look and is still to be read: history."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A complete file."""

    path: Path
    stamp: Stamp
    digest: str
    encoding: str


class WatchedFolder:
    """The files of one folder. Each call reads those that are complete and not known yet."""

    network: Literal["folder"] = "folder"
    fills_gaps = True
    """Whatever was put there while nobody listened is still there."""

    def __init__(self, config: FolderConfig, clock: Callable[[], datetime]) -> None:
        self.name = config.name
        self.every_seconds: float | None = config.every_seconds
        self._config = config
        self._clock = clock
        self._stamps: dict[str, Stamp] = {}
        """Of every file at the look before."""
        self._known: dict[str, _Seen] = {}
        self._refused: set[tuple[str, Stamp]] = set()
        """Files that could not be opened, and were reported."""
        self._fresh: dict[str, Stamp] = {}
        """Files that may not be complete yet."""
        self._unwanted = 0
        """Files of which none of the patterns holds."""

    def awaits(self) -> tuple[str, ...]:
        """What it waits for, and why what is there already is not read; of the last look."""
        folder = one_line(self._config.path.name) or "/"
        told = [
            _("{file} is fresh: it is read once it has stayed the same for {seconds} seconds.", file=one_line(name),
              seconds=int(SETTLED_SECONDS))
            for name in sorted(self._fresh)[:FRESH_TOLD]
        ]  # fmt: skip
        if len(self._fresh) > FRESH_TOLD:
            told.append(counted("So is {n} more.", "So are {n} more.", len(self._fresh) - FRESH_TOLD))
        if self._unwanted:
            told.append(counted(
                "{n} other file there is called otherwise and never read.",
                "{n} other files there are called otherwise and never read.", self._unwanted,
            ))  # fmt: skip
        patterns = ", ".join(self._config.files)
        return (*told, _("It waits for files {patterns} to be put into {folder}.", patterns=patterns, folder=folder))

    def unfinished(self) -> list[Delivery]:
        """What the fresh files hold as they are."""
        notes: list[Unreadable] = []
        found = [self._seen(self._config.path / name, stamp, notes) for name, stamp in sorted(self._fresh.items())]
        portions = [portion for seen in found if seen for portion in self._read(seen, [])]
        read = [self._delivery(Portion(one.mentions, one.notes), Mark(), history=True) for one in portions]
        return [*read, Delivery(self.name, unreadable=tuple(notes))]

    async def deliveries(self, cursor: str | None) -> AsyncIterator[Delivery]:
        """Yield what is new, file by file; raise SourceError while the folder cannot be read."""
        mark = _parsed(cursor)
        notes: list[Unreadable] = []
        try:
            files = await aside(lambda: self._look(notes))
        except OSError as error:
            if mark is None:  # so that what it holds when it appears is news
                yield Delivery(self.name, cursor=_written(Mark()), history=True)
            raise _no_folder(self._config.path, error) from None
        if mark is None:
            mark = Mark(past=tuple(dict.fromkeys(file.digest for file in files)))
            yield Delivery(self.name, cursor=_written(mark), history=True)
        if notes:
            yield Delivery(self.name, unreadable=tuple(notes))
        steps = self._steps(mark, files)
        while (delivery := await aside(lambda: next(steps, None))) is not None:
            yield delivery

    def _look(self, notes: list[Unreadable]) -> list[_Seen]:
        """The complete files, the oldest first."""
        now, stamps = self._clock().timestamp(), {}
        found: list[_Seen] = []
        self._fresh, self._unwanted = {}, 0
        with os.scandir(self._config.path) as entries:
            for entry in entries:
                if not self._wants(entry.name):
                    self._unwanted += not entry.name.startswith(".") and _is_file(entry)
                    continue
                if (stamp := _stamp(entry)) is None:
                    continue
                stamps[entry.name] = stamp
                if self._stamps.get(entry.name) != stamp and now - stamp[2] / 1e9 < SETTLED_SECONDS:
                    self._fresh[entry.name] = stamp
                    continue
                if (seen := self._seen(Path(entry.path), stamp, notes)) is not None:
                    found.append(seen)
        self._stamps = stamps
        self._known = {seen.path.name: seen for seen in found}
        return sorted(found, key=lambda seen: (seen.stamp[2], seen.path.name))

    def _wants(self, name: str) -> bool:
        name = name.lower()
        return not name.startswith(".") and any(fnmatch(name, pattern.lower()) for pattern in self._config.files)

    def _seen(self, path: Path, stamp: Stamp, notes: list[Unreadable]) -> _Seen | None:
        known = self._known.get(path.name)
        if known is not None and known.stamp == stamp:
            return known
        try:
            with path.open("rb") as file:
                return _Seen(path, stamp, *look_through(file, self._config.table.encoding))
        except OSError as error:
            if (path.name, stamp) not in self._refused:
                self._refused.add((path.name, stamp))
                reason = _("It cannot be read: {reason}.", reason=error.strerror or "")
                notes.append(Unreadable(one_line(path.name), None, reason))
            return None

    def _steps(self, mark: Mark, files: list[_Seen]) -> Iterator[Delivery]:
        """Deliveries, each with the mark behind the files that are complete in it and those before."""
        held, history, told = Portion(), False, mark
        present = {file.digest for file in files}
        for file in files:
            if file.digest in mark.read:
                continue
            if history != (file.digest in mark.past):
                if mark != told:
                    yield self._delivery(held, told := mark, history=history)
                held, history = Portion(), not history
            whole: list[bool] = []
            for portion in self._read(file, whole):
                held.mentions += portion.mentions
                held.notes += portion.notes
                if len(held.mentions) >= PORTION:
                    yield self._delivery(held, told := mark, history=history)
                    held = Portion()
            if whole:
                mark = _after(mark, file.digest, present)
        if mark != told or held.mentions:
            yield self._delivery(held, mark, history=history)

    def _read(self, file: _Seen, whole: list[bool]) -> Iterator[Portion]:
        """What a file holds; `whole` is filled if it stayed the same meanwhile, else it is read again later."""
        config, name = self._config, one_line(file.path.name)
        written = datetime.fromtimestamp(file.stamp[2] / 1e9, UTC)
        export = Export(name, kind_of(file.path.name), config.table, file.encoding, written, one_line(self.name))
        try:
            with file.path.open("rb") as opened:
                if _stamped(opened) != file.stamp:
                    return
                yield from read_export(opened, export, self._clock())
                if _stamped(opened) == file.stamp:
                    whole.append(True)
        except OSError:
            return  # gone, or not for us any more: the next look says so

    def _delivery(self, held: Portion, mark: Mark, *, history: bool) -> Delivery:
        mentions, notes = tuple(held.mentions), tuple(held.notes)
        return Delivery(self.name, mentions, unreadable=notes, cursor=_written(mark), history=history)


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False  # a link that leads in a circle


def _stamp(entry: "os.DirEntry[str]") -> Stamp | None:
    """Of a file; None for all else, such as a pipe, which would never end."""
    try:
        status = entry.stat()
    except OSError:
        return None  # gone meanwhile, or a link to nowhere
    is_file = stat.S_ISREG(status.st_mode) and status.st_size
    return (status.st_ino, status.st_size, status.st_mtime_ns) if is_file else None


def _stamped(file: BinaryIO) -> Stamp:
    status = os.fstat(file.fileno())
    return status.st_ino, status.st_size, status.st_mtime_ns


def _after(mark: Mark, digest: str, present: set[str]) -> Mark:
    """The mark once one more content has been read."""
    read = (*mark.read, digest)
    if len(read) > DIGESTS_KEPT:
        read = tuple(one for one in read if one in present or one == digest)
    return Mark(read=read, past=tuple(one for one in mark.past if one != digest))


def _parsed(cursor: str | None) -> Mark | None:
    try:
        return msgspec.json.decode(cursor, type=Mark) if cursor else None
    except msgspec.MsgspecError:
        return None


def _written(mark: Mark) -> str:
    return msgspec.json.encode(mark).decode()


def _no_folder(path: Path, error: OSError) -> SourceError:
    place = one_line(path.name) or "/"
    match error:
        case FileNotFoundError():
            remedy = _("It is read as soon as it appears.")
            return SourceError(_("The folder {name} does not exist.", name=place), remedy=remedy)
        case NotADirectoryError():
            return SourceError(_("{name} is a file, not a folder.", name=place), remedy=_("Name the folder it is in."))
        case _:
            return SourceError(_("{file} cannot be read: {reason}.", file=place, reason=error.strerror or ""))
