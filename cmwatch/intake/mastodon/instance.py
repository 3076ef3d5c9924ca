"""What a server says of itself: where it streams and how, and whether it shows hashtags at all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from cmwatch.errors import SourceError
from cmwatch.intake.wire import address
from cmwatch.intake.wire.answer import decoded_json
from cmwatch.intake.wire.transport import Wire
from cmwatch.words import _

ASKED_AGAIN = timedelta(hours=1)
"""How long what a server says of itself is believed."""

ONLY_SOCKETS = ("gotosocial", "akkoma", "pleroma")
"""Software that streams by websocket alone."""


class _Feeds(msgspec.Struct):
    local: str = "public"
    remote: str = "public"


class _Access(msgspec.Struct):
    hashtag_feeds: _Feeds = msgspec.field(default_factory=_Feeds)


class _Configuration(msgspec.Struct):
    urls: dict[str, str | None] = {}
    timelines_access: _Access = msgspec.field(default_factory=_Access)


class Instance(msgspec.Struct):
    """A server's word on itself; whatever it does not say is as with Mastodon."""

    configuration: _Configuration = msgspec.field(default_factory=_Configuration)
    version: str = ""
    source_url: str = ""

    @property
    def streams_by_socket_alone(self) -> bool:
        """Whether server-sent events need not be tried."""
        told = f"{self.version} {self.source_url}".casefold()
        return any(name in told for name in ONLY_SOCKETS)


async def read_instance(wire: Wire, base: str, token: str | None) -> Instance:
    """Ask a server of itself; an old one that knows no such question says nothing. Raises SourceError."""
    also = frozenset({404})
    headers = {"accept": "application/json"}
    answer = await wire.get(f"{base}/api/v2/instance", headers=headers, token=token, also=also)
    told: Instance = Instance() if answer.status == 404 else decoded_json(answer, Instance)
    return told


def streaming_address(instance: Instance, base: str) -> str:
    """Where it streams, as an http address; raises SourceError where that would give up encryption."""
    streaming = (instance.configuration.urls.get("streaming") or base).rstrip("/")
    streaming = streaming.replace("wss://", "https://", 1).replace("ws://", "http://", 1)
    if urlsplit(base).scheme == "https" != urlsplit(streaming).scheme:
        raise SourceError(_("{place} would stream without encryption.", place=address.place(base)), final=True)
    return streaming


def check_hashtags(instance: Instance, base: str, token: str | None) -> None:
    """Raise SourceError where hashtags are not shown to us: such a server answers with nothing, as if in peace."""
    feeds = instance.configuration.timelines_access.hashtag_feeds
    shown = {feeds.local, feeds.remote} - {"disabled"}
    where = address.place(base)
    if not shown:
        remedy = _("Ask another server for its hashtags, or this one for searches and notifications.")
        raise SourceError(_("{place} does not show hashtags.", place=where), final=True, remedy=remedy)
    if shown == {"authenticated"} and not token:
        remedy = _('Write token_env = "NAME" with the variable that holds a token.')
        raise SourceError(
            _("{place} shows hashtags only to people with a login.", place=where), login=True, remedy=remedy
        )


class Silence:
    """Tells a quiet hashtag from one that is not shown."""

    def __init__(self, base: str, token: str | None, clock: Callable[[], datetime]) -> None:
        self._base, self._token, self._clock = base, token, clock
        self._asked: datetime | None = None

    async def check(self, wire: Wire) -> None:
        """Raise SourceError if nothing is shown; asks at most once an hour."""
        now = self._clock()
        if self._asked is not None and now - self._asked < ASKED_AGAIN:
            return
        self._asked = now
        try:
            instance = await read_instance(wire, self._base, self._token)
        except SourceError:
            return  # its hashtags answer; that it says nothing of itself is no fault of theirs
        try:
            check_hashtags(instance, self._base, self._token)
        except SourceError:
            self._asked = None  # whoever mends it wants to know at once
            raise
