"""The networks that are listened to: each `[[source]]` is read by the file of its network.

A new network is a line in `NETWORKS` below and a file beside the others in `networks/`; what it does with its
options is the matter of `cmwatch.intake.networks`, whose table has the same names.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from cmwatch.config.networks import (
    appstore,
    bluesky,
    discourse,
    folder,
    hackernews,
    jsonl,
    lemmy,
    mastodon,
    reddit,
    rss,
    stackexchange,
    webhook,
)
from cmwatch.config.networks.options import Options, SourceConfig
from cmwatch.config.table import Table
from cmwatch.words import _

NETWORKS: Mapping[str, Callable[[Options], SourceConfig]] = {
    "mastodon": mastodon.read,
    "bluesky": bluesky.read,
    "reddit": reddit.read,
    "discourse": discourse.read,
    "lemmy": lemmy.read,
    "hackernews": hackernews.read,
    "stackexchange": stackexchange.read,
    "appstore": appstore.read,
    "rss": rss.read,
    "jsonl": jsonl.read,
    "folder": folder.read,
    "webhook": webhook.read,
}
"""By the name that stands in `network = "…"`: what reads the other options."""


class SourceReader:
    """Reads each source by its network. Relative paths start at the configuration's folder."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ

    def all(self, top: Table) -> tuple[SourceConfig, ...]:
        """The sources that could be read; problems are reported."""
        named: set[str] = set()
        sources: list[SourceConfig] = []
        for table in top.tables("source"):
            name = table.required("name", _('Name the source as you wish: name = "alerts"'))
            if name.casefold() in named:
                table.wrong("name", _("Another source has this name."), _("Give each source its own name."))
            named.add(name.casefold())
            sources += self._source(table, name)
        return tuple(sources)

    def _source(self, table: Table, name: str) -> list[SourceConfig]:
        known = tuple(NETWORKS)
        if not table.has("network"):
            table.required("network", _("Write one of {names}.", names=", ".join(known)))
        network = table.choice("network", known, "")
        if network not in NETWORKS:
            return []  # its other options cannot be judged
        source = NETWORKS[network](Options(table, name, self._folder, self._environ))
        table.close()
        return [source]
