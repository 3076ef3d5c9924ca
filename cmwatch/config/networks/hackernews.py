"""Options of Hacker News."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class HackernewsConfig:
    """Searches on Hacker News."""

    name: str
    search: tuple[str, ...]
    every_seconds: int = 60
    network: Literal["hackernews"] = "hackernews"


def read(options: Options) -> HackernewsConfig:
    """The options of one source."""
    search = options.table.texts("search")
    if not options.table.has("search"):
        options.wrong("search", _("Nothing is asked of Hacker News."), _('Write search = ["…"].'))
    for words in search:
        if '"' in words:
            remedy = _("Write the words alone: they are searched as they stand, one after the other.")
            options.wrong("search", _("A search here has no quotes."), remedy)
    return HackernewsConfig(options.name, search, options.pause(60))
