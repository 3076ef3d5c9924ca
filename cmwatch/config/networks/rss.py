"""Options of a feed."""

from dataclasses import dataclass
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.config.secret import Secret


@dataclass(frozen=True, slots=True)
class RssConfig:
    """An RSS or Atom feed."""

    name: str
    url: Secret
    """Secret in any case: some feeds are known to whoever knows their address."""
    every_seconds: int = 300
    allow_private: bool = False
    network: Literal["rss"] = "rss"


def read(options: Options) -> RssConfig:
    """The options of one source."""
    return RssConfig(options.name, options.secret_address(), options.pause(300), options.allow_private())
