"""What of the network's stream a watch may want: the rest is thrown away while it is still bytes."""

from collections import OrderedDict
from dataclasses import dataclass, field

import msgspec

from cmwatch.intake.bluesky.cursor import moment
from cmwatch.intake.bluesky.frames import Frame, read_frame
from cmwatch.intake.bluesky.posts import NETWORK, Text, read_record
from cmwatch.intake.query.foretaste import Foretaste
from cmwatch.model import RawMention, Revision, Unreadable
from cmwatch.words import _

ACCOUNTS_KEPT = 5_000
"""Accounts whose posts are remembered, so that they are known to be gone when the account is."""

POSTS_KEPT = 50
"""Posts remembered of one account, the latest."""

_TEXT = msgspec.json.Decoder(Text)


@dataclass(slots=True)
class Sifted:
    """What was kept of some frames."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    heard: list[tuple[int, str]] = field(default_factory=list)
    """Time and key of each frame that was kept."""
    renamed: list[str] = field(default_factory=list)
    """Accounts (DID) that may have another handle now."""
    first: int = 0
    """Time of the first frame that told one, in microseconds; 0 if none did."""
    last: int = 0
    """Time of the latest."""
    error: str = ""
    """The name of what ended the stream, if it said."""

    @property
    def holds_something(self) -> bool:
        """Whether there is something to deliver."""
        return bool(self.mentions or self.revisions or self.unreadable)


class Sieve:
    """Sifts frames by the words of the watches; without watches all posts are kept."""

    def __init__(self, name: str, foretaste: Foretaste | None) -> None:
        self._name = name
        self._foretaste = foretaste
        self._posts: OrderedDict[str, list[str]] = OrderedDict()

    def sift(self, message: str | bytes, into: Sifted, known: frozenset[str] = frozenset()) -> None:
        """Add to `into` what a frame holds, unless its key is among the `known`. Nothing raises."""
        try:
            frame = read_frame(message)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            into.unreadable.append(Unreadable(self._name, None, _("A frame of the stream cannot be read.")))
            return
        into.first = into.first or frame.micros
        into.last = max(into.last, frame.micros)
        match frame.kind:
            case "post" if self._is_wanted(frame):
                if frame.key not in known:
                    self._keep(frame, message, into)
            case "delete":
                if frame.key not in known:
                    into.revisions.append(_deletion(frame.uri, frame))
            case "gone":
                into.revisions += [_deletion(uri, frame) for uri in self._posts.pop(frame.did, ())]
            case "identity":
                into.renamed.append(frame.did)
            case "error":
                into.error = frame.error or "error"

    def _is_wanted(self, frame: Frame) -> bool:
        if self._foretaste is None or frame.edited:
            return True  # an edit may take out the very word by which the post was found
        try:
            text = _TEXT.decode(frame.record)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return True  # what is wrong with it is found, and told, where it is read
        return self._foretaste.could_match(text.whole)

    def _keep(self, frame: Frame, message: str | bytes, into: Sifted) -> None:
        at = moment(frame.micros).isoformat()
        try:
            raw = read_record(frame.record, frame.uri, at, frame.did)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            into.unreadable.append(Unreadable(self._name, None, _("A post has an unknown form.")))
            return
        payload = message if isinstance(message, str) else message.decode("utf-8", "replace")
        if frame.edited:
            edit = Revision(source=NETWORK, id=frame.uri, kind="edited", raw=raw, at=at, payload=payload)
            into.revisions.append(edit)
        else:
            into.mentions.append((raw, payload))
        into.heard.append((frame.micros, frame.key))
        self._remember(frame.did, frame.uri)

    def _remember(self, did: str, uri: str) -> None:
        posts = self._posts.setdefault(did, [])
        if uri not in posts:
            self._posts[did] = [*posts[1 - POSTS_KEPT :], uri]
        self._posts.move_to_end(did)
        while len(self._posts) > ACCOUNTS_KEPT:
            self._posts.popitem(last=False)


def _deletion(uri: str, frame: Frame) -> Revision:
    return Revision(source=NETWORK, id=uri, kind="deleted", at=moment(frame.micros).isoformat())
