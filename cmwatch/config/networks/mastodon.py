"""Options of a Mastodon server."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

Streaming = Literal["auto", "sse", "websocket"]


@dataclass(frozen=True, slots=True)
class MastodonConfig:
    """A server of the fediverse, asked for hashtags and searches."""

    name: str
    server: str
    """Base address without a trailing slash."""
    hashtags: tuple[str, ...] = ()
    """Without #."""
    search: tuple[str, ...] = ()
    stream: bool = False
    """Whether hashtags and notifications are also streamed; needs a token."""
    token: Secret | None = None
    every_seconds: int = 60
    allow_private: bool = False
    """Whether an address inside one's own network may be asked."""
    notifications: bool = False
    """Whether what is said to the account of the token is read."""
    streaming: Streaming = "auto"
    """By which protocol; by itself it goes by the server's software."""
    network: Literal["mastodon"] = "mastodon"


def read(options: Options) -> MastodonConfig:
    """The options of one source."""
    table = options.table
    source = MastodonConfig(
        name=options.name,
        server=options.server(_('Name the server: server = "mastodon.social"')),
        hashtags=options.hashtags(),
        search=table.texts("search"),
        notifications=table.flag("notifications", default=False),
        stream=table.flag("stream", default=False),
        streaming=_streaming(options),
        token=options.secret("token_env"),
        every_seconds=options.pause(60),
        allow_private=options.allow_private(),
    )
    if not table.has("hashtags") and not source.search and not source.notifications:
        remedy = _('Write hashtags = ["…"], search = ["…"] or notifications = true.')
        options.wrong("hashtags", _("Nothing is asked of this server."), remedy)
    if source.notifications and not table.has("token_env"):
        remedy = _('Write token_env = "NAME" with the variable that holds a token, or notifications = false.')
        options.wrong("notifications", _("Notifications need a login."), remedy)
    if source.stream and not table.has("token_env"):
        remedy = _('Write token_env = "NAME" with the variable that holds a token, or stream = false.')
        options.wrong("stream", _("Streaming needs a login."), remedy)
    if source.stream and not source.hashtags and not source.notifications:
        remedy = _('Write hashtags = ["…"], notifications = true or stream = false.')
        options.wrong("stream", _("Only hashtags and notifications can be streamed."), remedy)
    return source


def _streaming(options: Options) -> Streaming:
    match options.table.choice("streaming", ("auto", "sse", "websocket"), "auto"):
        case "sse":
            return "sse"
        case "websocket":
            return "websocket"
        case _:
            return "auto"
