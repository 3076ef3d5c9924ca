"""Statuses of the Mastodon API (Mastodon, GoToSocial, Akkoma, Pixelfed) to raw mentions."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from cmwatch.model import RawMention, Revision, Unreadable
from cmwatch.words import _

NETWORK = "mastodon"

NAMES_KEPT = 5_000
"""Statuses whose names are remembered: of most deletions the status is some hours old at most."""

PUBLIC = frozenset({"public", "unlisted"})
"""Visibilities that are read; what was meant for a few stays with them, whoever's token is used."""


class Account(msgspec.Struct):
    """Who wrote it."""

    acct: str = ""
    """`name@host`, without the host for accounts of the asked server."""
    url: str | None = None
    uri: str | None = None
    followers_count: int | None = None


class Status(msgspec.Struct):
    """A status, with the fields that are read. Ids are strings: snowflakes, ULIDs or flakes."""

    id: str | int
    created_at: str
    account: Account
    edited_at: str | None = None
    uri: str | None = None
    url: str | None = None
    content: str | None = None
    """HTML; empty on the outside of a reblog."""
    spoiler_text: str | None = None
    """The content warning: plain text, shown first and part of what is said."""
    visibility: str = "public"
    language: str | None = None
    in_reply_to_id: str | int | None = None
    reblog: "Status | None" = None
    replies_count: int | None = None
    reblogs_count: int | None = None
    favourites_count: int | None = None


Page = list[msgspec.Raw]
"""Statuses that have not been looked into, in the server's order."""

_STATUS = msgspec.json.Decoder(Status)


@dataclass(frozen=True, slots=True)
class Read:
    """What some statuses say."""

    mentions: tuple[tuple[RawMention, str], ...] = ()
    """Each with its payload."""
    revisions: tuple[Revision, ...] = ()
    """Statuses that are not as they first were."""
    unreadable: tuple[Unreadable, ...] = ()


def read_statuses(page: Page, file: str, server: str = "", *, edited: bool = False) -> Read:
    """The mentions of a page, in its order; a status that cannot be read does not spoil the others.

    `server` is the host whose ids they have; `edited` says that all of them are edits, whatever they say.
    """
    found: list[tuple[RawMention, str]] = []
    revisions: list[Revision] = []
    unreadable: list[Unreadable] = []
    for raw in page:
        try:
            status = _STATUS.decode(raw)
            mention = mention_of(status, server)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            unreadable.append(Unreadable(file, None, _("A status has an unknown form.")))
            continue
        if mention is None:
            continue
        payload = bytes(raw).decode("utf-8", "replace")
        if edited or (status.edited_at and not mention.is_repost):
            revisions.append(
                Revision(
                    source=NETWORK, id=str(mention.id), kind="edited", raw=mention, at=status.edited_at, payload=payload
                )
            )
        else:
            found.append((mention, payload))
    return Read(tuple(found), tuple(revisions), tuple(unreadable))


def deletion(identity: str, server: str) -> Revision:
    """The deletion of a status that is named by its id on a server alone."""
    name = identity.strip()
    return Revision(source=NETWORK, id=f"{server}/{name}" if server else name, kind="deleted")


class Names:
    """Which status goes by which id on a server, of the latest: one filed from another server has other names."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()

    def note(self, raws: Iterable[RawMention | None]) -> None:
        """Remember these."""
        for raw in raws:
            if raw is not None and raw.alias:
                self._ids[raw.alias] = str(raw.id)
        while len(self._ids) > NAMES_KEPT:
            self._ids.popitem(last=False)

    def known(self, revision: Revision) -> Revision:
        """The same by the name that every server knows, if it is remembered."""
        return replace(revision, id=self._ids.get(revision.id, revision.id))


def mention_of(status: Status, server: str = "") -> RawMention | None:
    """The mention in a status; None if it, or what it reblogs, was not meant for the public."""
    said = status.reblog or status
    if not {status.visibility, said.visibility} <= PUBLIC:
        return None
    is_repost = status.reblog is not None
    return RawMention(
        id=_identity(status),
        source=NETWORK,
        author=_handle(status.account),
        text=_html(said),
        is_html=True,
        created_at=status.created_at,
        lang=said.language,
        # The counts of a reblog are those of what it repeats: they would count twice.
        likes=None if is_repost else status.favourites_count,
        reposts=None if is_repost else status.reblogs_count,
        replies=None if is_repost else status.replies_count,
        followers=_count(status.account.followers_count),
        url=status.url or said.url or status.uri,
        in_reply_to=_text(said.in_reply_to_id),
        is_repost=is_repost,
        repost_of=_identity(said) if is_repost else None,
        alias=f"{server}/{status.id}" if server else None,
    )


def _identity(status: Status) -> str:
    """The URI, the same on every server; a server without one gives at least an address."""
    return status.uri or status.url or f"{_host(status.account)}:{status.id}"


def _handle(account: Account) -> str | None:
    """`name@host` for everyone, so that one person is one author whichever server was asked."""
    if not account.acct or "@" in account.acct:
        return account.acct or None
    host = _host(account)
    return f"{account.acct}@{host}" if host else account.acct


def _host(account: Account) -> str:
    try:
        return urlsplit(account.url or account.uri or "").hostname or ""
    except ValueError:
        return ""


def _html(status: Status) -> str:
    content = status.content or ""
    warning = (status.spoiler_text or "").strip()
    return f"<p>{escape(warning, quote=False)}</p>{content}" if warning else content


def _count(number: int | None) -> int | None:
    """Some servers hide a count behind −1."""
    return None if number is None or number < 0 else number


def _text(identity: str | int | None) -> str | None:
    return None if identity is None else str(identity)
