"""Options of a Discourse forum."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class DiscourseConfig:
    """A Discourse forum, asked for searches and its latest posts."""

    name: str
    server: str
    """Base address without a trailing slash."""
    search: tuple[str, ...] = ()
    posts: bool = False
    """Whether all its latest posts are read."""
    key: Secret | None = None
    account: str = ""
    """Whose key it is."""
    every_seconds: int = 120
    allow_private: bool = False
    network: Literal["discourse"] = "discourse"


def read(options: Options) -> DiscourseConfig:
    """The options of one source."""
    table = options.table
    config = DiscourseConfig(
        name=options.name,
        server=options.server(_('Name the forum: server = "forum.example.org"')),
        search=table.texts("search"),
        posts=table.flag("posts", default=False),
        key=options.secret("key_env"),
        account=table.text("account"),
        every_seconds=options.pause(120),
        allow_private=options.allow_private(),
    )
    if not config.search and not config.posts:
        remedy = _('Write search = ["…"], or posts = true for all its latest posts.')
        options.wrong("search", _("Nothing is asked of this forum."), remedy)
    if table.has("key_env") != bool(config.account):
        remedy = _('Write both key_env = "NAME" and account = "…", or neither.')
        options.wrong("account", _("A key of Discourse belongs to an account."), remedy)
    if not config.account.isascii() or not config.account.isprintable() or " " in config.account:
        options.wrong("account", _("This is no account name."), _("Write it as it stands after /u/ in its address."))
    return config
