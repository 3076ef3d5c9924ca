"""Files that survive: a lock that two processes respect, and a write that happens whole or not at all."""

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cmwatch.errors import StoreError
from cmwatch.words import _

LOCK_SECONDS = 10.0
"""How long a write waits for another process before it says so; one write takes milliseconds."""

TEMPORARY = ".tmp"
"""How the name of a file that was not finished ends."""

CHUNK = 1 << 16
"""Bytes handed to the system at once."""


@contextmanager
def exclusive(lock: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock file; raises StoreError when another process keeps it. The file itself is never removed."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise unwritable(lock, error) from error
    try:
        _acquire(handle, lock, time.monotonic() + seconds)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, lock: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise StoreError(
                    _("Another process is writing here."), str(lock.parent), _("Try again in a moment.")
                ) from None
            time.sleep(0.005)
        except OSError as error:
            raise unwritable(lock, error) from error
        else:
            return


def replace(path: Path, content: bytes) -> None:
    """Write a file whole: temporary file beside it, fsync, rename, fsync of the folder. Raises StoreError.

    Once this returns, the content survives the loss of power; before it returns, the old content does.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view[:CHUNK]) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        temporary.rename(path)
        settle(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise unwritable(path, error) from error


def settle(folder: Path) -> None:
    """Make the names inside a folder survive too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> StoreError:
    """What a person is told when the disk says no."""
    return StoreError(
        _("This cannot be written: {reason}.", reason=error.strerror or type(error).__name__),
        str(path),
        _("Check the disk and the rights; nothing was changed."),
    )
