"""Options of a Lemmy server."""

import re
from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

_COMMUNITY = re.compile(r"\w+(@[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class LemmyConfig:
    """A Lemmy server, asked for searches, communities and mentions."""

    name: str
    server: str
    """Base address without a trailing slash."""
    search: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    """`name`, or `name@server` for those of other servers."""
    mentions: bool = False
    """Whether the account's mentions are read; needs a token."""
    token: Secret | None = None
    every_seconds: int = 120
    allow_private: bool = False
    network: Literal["lemmy"] = "lemmy"


def read(options: Options) -> LemmyConfig:
    """The options of one source."""
    table = options.table
    config = LemmyConfig(
        name=options.name,
        server=options.server(_('Name the server: server = "lemmy.world"')),
        search=table.texts("search"),
        communities=tuple(name.removeprefix("!") for name in table.texts("communities")),
        mentions=table.flag("mentions", default=False),
        token=options.secret("token_env"),
        every_seconds=options.pause(120),
        allow_private=options.allow_private(),
    )
    for name in config.communities:
        if not _COMMUNITY.fullmatch(name):
            remedy = _("Write name, or name@server for one of another server.")
            options.wrong("communities", _("{name} is no community.", name=name), remedy)
    if not (config.search or config.mentions or table.has("communities")):
        remedy = _('Write search = ["…"], communities = ["…"] or mentions = true.')
        options.wrong("search", _("Nothing is asked of this server."), remedy)
    if config.mentions and not table.has("token_env"):
        remedy = _('Write token_env = "NAME" with the variable that holds a token, or mentions = false.')
        options.wrong("mentions", _("An account's mentions need its login."), remedy)
    return config
