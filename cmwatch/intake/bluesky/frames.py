"""Frames of Jetstream, in either of its two protocols, taken apart as far as needed to throw most of them away."""

from datetime import datetime

import msgspec

from cmwatch.intake.bluesky.posts import POSTS

GONE = frozenset({"deleted", "takendown"})
"""States of an account whose posts will not come back. One that is deactivated or suspended may."""


YEAR_3000 = 32_503_680_000_000_000
"""In microseconds: a time that is later is none."""


class _Commit(msgspec.Struct):
    rev: str = ""
    operation: str = ""
    collection: str = ""
    rkey: str = ""
    record: msgspec.Raw = msgspec.Raw(b"")


class _Account(msgspec.Struct):
    active: bool = True
    status: str = ""


class _Payload(_Commit, rename={"witnessed_at": "witnessedAt", "kind": "$type"}):
    """What the second protocol carries: the same, a level higher, in an envelope."""

    kind: str = ""
    did: str = ""
    time: str = ""
    witnessed_at: str = ""
    account: _Account | None = None


class _Message(msgspec.Struct, rename={"envelope": "$type"}):
    """A frame of the first protocol, or the envelope of the second."""

    did: str = ""
    time_us: int = 0
    kind: str = ""
    commit: _Commit | None = None
    account: _Account | None = None
    envelope: str = ""
    payload: _Payload | None = None
    error: str = ""


class Frame(msgspec.Struct, gc=False):
    """One event of the network."""

    kind: str
    """`post`, `delete`, `gone` (an account), `identity`, `error` or `other`."""
    did: str = ""
    micros: int = 0
    """When the server witnessed it, since 1970; 0 if it does not say."""
    rkey: str = ""
    rev: str = ""
    edited: bool = False
    record: msgspec.Raw = msgspec.Raw(b"")
    error: str = ""
    """The name of what ends the stream."""

    @property
    def uri(self) -> str:
        """The address of its post."""
        return f"at://{self.did}/{POSTS}/{self.rkey}"

    @property
    def key(self) -> str:
        """What tells it from every other event of posts, on any server."""
        return f"{self.did}/{self.rkey}/{self.rev}"


_MESSAGE = msgspec.json.Decoder(_Message)


def read_frame(message: str | bytes) -> Frame:
    """Take a frame apart; raises msgspec.MsgspecError or ValueError for what is none."""
    told = _MESSAGE.decode(message)
    if (payload := told.payload) is not None:
        kind = payload.kind.rpartition("#")[2]
        micros = _micros(payload.witnessed_at or payload.time)
        return _frame(kind, payload.did, micros, payload, payload.account)
    if told.envelope == "error":
        return Frame("error", error=told.error)
    return _frame(told.kind, told.did, told.time_us, told.commit, told.account)


def _frame(kind: str, did: str, micros: int, commit: _Commit | None, account: _Account | None) -> Frame:
    if not 0 <= micros < YEAR_3000:
        raise ValueError(micros)
    if kind == "commit" and commit is not None and commit.collection == POSTS and did and commit.rkey:
        if commit.operation == "delete":
            return Frame("delete", did, micros, commit.rkey, commit.rev)
        return Frame("post", did, micros, commit.rkey, commit.rev, commit.operation == "update", commit.record)
    if kind == "account" and account is not None and not account.active and account.status in GONE:
        return Frame("gone", did, micros)
    return Frame("identity" if kind == "identity" else "other", did, micros)


def _micros(time: str) -> int:
    return round(datetime.fromisoformat(time).timestamp() * 1_000_000) if time else 0
