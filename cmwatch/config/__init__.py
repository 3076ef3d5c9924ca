"""Configuration: TOML to values, every problem reported at once."""

from cmwatch.config.locations import Locations, locale_of, locations
from cmwatch.config.networks.jsonl import JsonlConfig
from cmwatch.config.networks.mastodon import MastodonConfig
from cmwatch.config.networks.options import SourceConfig
from cmwatch.config.networks.rss import RssConfig
from cmwatch.config.read import FaultySource, load, load_usable, loads
from cmwatch.config.secret import Secret
from cmwatch.config.values import Config

__all__ = [
    "Config",
    "FaultySource",
    "JsonlConfig",
    "Locations",
    "MastodonConfig",
    "RssConfig",
    "Secret",
    "SourceConfig",
    "load",
    "load_usable",
    "loads",
    "locale_of",
    "locations",
]
