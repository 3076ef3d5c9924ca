"""One process collects at a time: a lock in the data folder that says who."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from cmwatch.archive.faults import told
from cmwatch.errors import StoreError
from cmwatch.words import _

FILE = "collector.lock"
"""Name of the lock in the data folder. It stays after use; the lock is the kernel's, and dies with its process."""

_TRIES, _PAUSE_SECONDS = 5, 0.02
"""Somebody asking who collects holds the lock for an instant; that must not turn a collector away."""


class Collector(msgspec.Struct, frozen=True):
    """Who collects."""

    pid: int
    who: str
    host: str
    since: datetime


@contextmanager
def collect(folder: Path, who: str) -> Iterator[Collector]:
    """Be the collector of a data folder while the context lasts; StoreError names the one who already is."""
    path = folder / FILE
    with told(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        if not _taken(file):
            raise _refusal(path, _written(file))
        collector = Collector(os.getpid(), who, socket.gethostname(), datetime.now(UTC))
        with told(path):
            os.ftruncate(file, 0)
            os.pwrite(file, msgspec.json.encode(collector), 0)
        yield collector
    finally:
        os.close(file)


def collector(folder: Path) -> Collector | None:
    """Who collects in a data folder now, if anybody does; None also if they have not yet written their name."""
    try:
        file = os.open(folder / FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(file)
    else:
        return None
    finally:
        os.close(file)


def _taken(file: int) -> bool:
    for again in range(_TRIES):
        if again:
            time.sleep(_PAUSE_SECONDS)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        return True
    return False


def _written(file: int) -> Collector | None:
    try:
        return msgspec.json.decode(os.pread(file, 4096, 0), type=Collector)
    except msgspec.DecodeError:  # read between the lock and the name
        return None


def _refusal(path: Path, other: Collector | None) -> StoreError:
    remedy = _("Stop it first, or name another folder with --data.")
    if other is None:
        return StoreError(_("Another cmwatch already collects here."), str(path), remedy)
    what = _(
        "{who} already collects here (process {pid} on {host}, since {since}).",
        who=other.who,
        pid=other.pid,
        host=other.host,
        since=f"{other.since:%Y-%m-%d %H:%M} UTC",
    )
    return StoreError(what, str(path), remedy)
