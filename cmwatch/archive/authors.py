"""Authors who asked to be forgotten, remembered without their names."""

import hashlib
import hmac
import sqlite3
from collections.abc import Collection


def folded(author: str) -> str:
    """The handle as it is compared: without case and without a leading @.

    >>> folded(" @Jeanne@Piaille.fr ")
    'jeanne@piaille.fr'
    """
    return author.strip().lstrip("@ ").casefold()


class Authors:
    """The forgotten authors of one archive: a keyed hash of each, whose key is in the archive."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def forgotten(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of the (source, author) pairs that asked to be forgotten."""
        gone = {mark for (mark,) in self._connection.execute("SELECT author FROM forgotten")}
        if not gone:
            return set()
        key = self._key()
        return {pair for pair in pairs if _mark(key, *pair) in gone}

    def forget(self, source: str, author: str) -> None:
        """Remember that this author asked; may be told twice."""
        self._connection.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", (_mark(self._key(), source, author),))

    def _key(self) -> bytes:
        return bytes(self._connection.execute("SELECT key FROM secret").fetchone()[0])


def _mark(key: bytes, source: str, author: str) -> bytes:
    return hmac.digest(key, f"{source.casefold()}\n{folded(author)}".encode("utf-8", "replace"), hashlib.sha256)
