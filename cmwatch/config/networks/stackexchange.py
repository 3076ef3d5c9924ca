"""Options of a Stack Exchange site."""

import re
from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret
from cmwatch.words import _

_SITE = re.compile(r"[a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class StackexchangeConfig:
    """One site, asked for searches and tags."""

    name: str
    site: str = "stackoverflow"
    search: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    key: Secret | None = None
    every_seconds: int = 600
    network: Literal["stackexchange"] = "stackexchange"


def read(options: Options) -> StackexchangeConfig:
    """The options of one source."""
    table = options.table
    config = StackexchangeConfig(
        name=options.name,
        site=table.text("site", "stackoverflow"),
        search=table.texts("search"),
        tags=table.texts("tags"),
        key=options.secret("key_env"),
        every_seconds=options.pause(600),
    )
    if not _SITE.fullmatch(config.site):
        remedy = _('Write it as it stands in its address: site = "stackoverflow" or site = "security".')
        options.wrong("site", _("This is no site of Stack Exchange."), remedy)
    for tag in config.tags:
        if any(sign.isspace() or sign == ";" for sign in tag):
            options.wrong("tags", _("{tag} is no tag.", tag=tag), _("A tag has no blanks; several stand one by one."))
    if not table.has("search") and not config.tags:
        remedy = _('Write search = ["…"] or tags = ["…"].')
        options.wrong("search", _("Nothing is asked of this site."), remedy)
    return config
