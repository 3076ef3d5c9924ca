"""Options of a Mastodon server."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _


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
    """Whether hashtags are also streamed; needs a token."""
    token: Secret | None = None
    every_seconds: int = 60
    allow_private: bool = False
    """Whether an address inside one's own network may be asked."""
    network: Literal["mastodon"] = "mastodon"


def read(options: Options) -> MastodonConfig:
    """The options of one source."""
    table = options.table
    source = MastodonConfig(
        name=options.name,
        server=options.server(_('Name the server: server = "mastodon.social"')),
        hashtags=options.hashtags(),
        search=table.texts("search"),
        stream=table.flag("stream", default=False),
        token=options.secret("token_env"),
        every_seconds=options.pause(60),
        allow_private=options.allow_private(),
    )
    if not table.has("hashtags") and not source.search:
        options.wrong("hashtags", _("Nothing is asked of this server."), _('Write hashtags = ["…"] or search = ["…"].'))
    if source.stream and not table.has("token_env"):
        remedy = _('Write token_env = "NAME" with the variable that holds a token, or stream = false.')
        options.wrong("stream", _("Streaming needs a login."), remedy)
    if source.stream and not source.hashtags:
        options.wrong("stream", _("Only hashtags can be streamed."), _('Write hashtags = ["…"] or stream = false.'))
    return source
