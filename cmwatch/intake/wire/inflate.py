"""Gzip taken apart in bounded pieces: a small file can hold a huge one."""

import zlib
from collections.abc import Iterator

MAGIC = b"\x1f\x8b"
"""How a gzip file begins, whatever its name."""

PIECE_BYTES = 1 << 18
_GZIP_ONLY = 31


class Inflater:
    """Feeds on compressed bytes and gives plain ones, never more than `piece_bytes` at once.

    Several members in a row are one text; zeros and other bytes after the last are ignored.
    Raises zlib.error for bytes that are no gzip.
    """

    def __init__(self, piece_bytes: int = PIECE_BYTES) -> None:
        self.piece_bytes = piece_bytes
        self._member = zlib.decompressobj(_GZIP_ONLY)
        self._between = False
        self._tail = b""

    @property
    def whole(self) -> bool:
        """Whether the text ended where a text may end."""
        return self._between

    def feed(self, compressed: bytes) -> Iterator[bytes]:
        """The plain bytes that follow from these."""
        waiting = self._tail + compressed
        self._tail = b""
        while waiting:
            if self._between and not self._next_member(waiting):
                return
            piece = self._member.decompress(waiting, self.piece_bytes)
            yield from self._pieces(piece)
            self._between = self._member.eof
            waiting = self._member.unused_data

    def _next_member(self, waiting: bytes) -> bool:
        if waiting == MAGIC[:1]:
            self._tail = waiting
            return False
        if not waiting.startswith(MAGIC):
            return False
        self._member, self._between = zlib.decompressobj(_GZIP_ONLY), False
        return True

    def _pieces(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            yield piece
            if self._member.eof or (len(piece) < self.piece_bytes and not self._member.unconsumed_tail):
                return
            piece = self._member.decompress(self._member.unconsumed_tail, self.piece_bytes)
