"""Options of Reddit."""

import re
from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

_NAME = re.compile(r"[A-Za-z0-9_-]{2,50}")
_CLIENT = re.compile(r"[A-Za-z0-9_-]{5,60}")


@dataclass(frozen=True, slots=True)
class RedditConfig:
    """An app registered with Reddit, and what is asked through it."""

    name: str
    client_id: str
    secret: Secret
    account: str
    """Reddit account without u/, which Reddit wants to be named in each request."""
    password: Secret | None = None
    """Logs in as the account; without one it is the app alone that asks."""
    search: tuple[str, ...] = ()
    subreddits: tuple[str, ...] = ()
    """Without r/."""
    comments: bool = True
    """Whether the comments of the subreddits are read too."""
    mentions: bool = False
    """Whether the account's mentions are read; needs a password."""
    every_seconds: int = 60
    network: Literal["reddit"] = "reddit"


def read(options: Options) -> RedditConfig:
    """The options of one source."""
    table = options.table
    config = RedditConfig(
        name=options.name,
        client_id=_named(
            options, "client_id", _CLIENT, _("Write the id that Reddit shows below the name of your app.")
        ),
        secret=options.secret("secret_env", required=True) or Secret(""),
        account=_named(options, "account", _NAME, _('Name the account that registered the app: account = "…"')),
        password=options.secret("password_env"),
        search=table.texts("search"),
        subreddits=tuple(name.removeprefix("/").removeprefix("r/") for name in table.texts("subreddits")),
        comments=table.flag("comments", default=True),
        mentions=table.flag("mentions", default=False),
        every_seconds=options.pause(60),
    )
    for name in config.subreddits:
        if not _NAME.fullmatch(name):
            remedy = _("Write its name as it stands after r/ in its address.")
            options.wrong("subreddits", _("{name} is no subreddit.", name=name), remedy)
    if not (config.search or config.mentions or table.has("subreddits")):
        remedy = _('Write search = ["…"], subreddits = ["…"] or mentions = true.')
        options.wrong("search", _("Nothing is asked of Reddit."), remedy)
    if config.mentions and not table.has("password_env"):
        remedy = _('Write password_env = "NAME" with the variable that holds its password, or mentions = false.')
        options.wrong("mentions", _("An account's mentions need its login."), remedy)
    return config


def _named(options: Options, key: str, form: re.Pattern[str], remedy: str) -> str:
    name = options.table.required(key, remedy).removeprefix("/").removeprefix("u/")
    if name and not form.fullmatch(name):
        options.wrong(key, _("It may hold letters, digits, _ and - only."), remedy)
    return name
