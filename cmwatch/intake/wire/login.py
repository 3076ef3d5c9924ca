"""A login that expires: one renewal at a time, and the renewed one on the disk before it is used."""

import asyncio
import os
import re
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from cmwatch.errors import SourceError
from cmwatch.words import _

FOLDER = "logins"
"""In the data folder: one file for each source, readable by its owner alone."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


class Tokens(msgspec.Struct, frozen=True):
    """What a network gave for a login. Prints without giving itself away."""

    access: str
    """Sent with each request."""
    refresh: str = ""
    """Exchanged for the next pair; some networks give it once only. Empty where there is none."""
    account: str = ""
    """Whose they are and where, in the adapter's own form, such as an id or the account's server."""

    def __repr__(self) -> str:
        return "Tokens(***)"


class Login:
    """The tokens of one source. May be asked from several tasks at once.

    `begin` logs in with what is configured; `renew` exchanges old tokens for new ones. Both raise SourceError; a
    refused one with `login=True`. `identity` names what is configured (a server and an account): tokens kept for
    another are not used.
    """

    def __init__(
        self,
        file: Path | None,
        identity: str,
        begin: Callable[[], Awaitable[Tokens]],
        renew: Callable[[Tokens], Awaitable[Tokens]],
    ) -> None:
        self._file = file
        self._identity = identity
        self._begin, self._renew = begin, renew
        self._tokens: Tokens | None = None
        self._lock = asyncio.Lock()

    async def tokens(self) -> Tokens:
        """Those in use: in memory, else on the disk, else by logging in."""
        async with self._lock:
            if self._tokens is None:
                self._tokens = _kept(self._file, self._identity) or await self._first()
            return self._tokens

    async def renewed(self, stale: Tokens) -> Tokens:
        """New ones in place of those that were refused; whoever comes second gets what the first one got.

        Where they cannot be renewed it logs in again; where that is refused too, SourceError says that a person must.
        """
        async with self._lock:
            if self._tokens is not None and self._tokens != stale:
                return self._tokens
            try:
                self._tokens = self._keep(await self._renew(stale)) if stale.refresh else await self._first()
            except SourceError as error:
                if not error.login:
                    raise  # the network's fault, not the login's: the old pair may still be exchanged later
                self._tokens = await self._first()
            return self._tokens

    async def _first(self) -> Tokens:
        return self._keep(await self._begin())

    def _keep(self, tokens: Tokens) -> Tokens:
        if self._file is not None:
            _write(self._file, msgspec.json.encode({"identity": self._identity, "tokens": tokens}))
        return tokens


def login_file(folder: Path | None, source: str) -> Path | None:
    """Where the login of a source is kept in a data folder; no name of a source leads out of it."""
    if folder is None:
        return None
    name = _UNSAFE.sub(lambda found: f".{ord(found[0]):x}.", source)
    return folder / FOLDER / f"{name[:200]}.json"


def refused_login(where: str, remedy: str = "") -> SourceError:
    """The error of a login that a network does not accept."""
    return SourceError(
        _("{place} does not accept the login.", place=where),
        login=True,
        remedy=remedy or _("Check the account and its password or token."),
    )


class _Kept(msgspec.Struct):
    identity: str
    tokens: Tokens


def _kept(file: Path | None, identity: str) -> Tokens | None:
    """What is on the disk; a file that cannot be read is as good as none, for one can log in again."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Kept) if file else None
    except (OSError, msgspec.MsgspecError):
        return None
    return kept.tokens if kept and kept.identity == identity else None


def _write(file: Path, content: bytes) -> None:
    """Whole or not at all, and for its owner alone: a lost refresh token is a lost login."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")  # 0600 by itself
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(file)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise SourceError(
            _("The renewed login cannot be kept in {file}: {reason}.", file=file.name, reason=error.strerror or ""),
            remedy=_("Make room on the disk, or correct the rights of the data folder."),
        ) from None
