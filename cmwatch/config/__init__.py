"""Configuration: TOML to values, every problem reported at once."""

from cmwatch.config.locations import Locations, locale_of, locations
from cmwatch.config.read import load, loads
from cmwatch.config.secret import Secret
from cmwatch.config.values import Config, JsonlConfig, MastodonConfig, RssConfig, SourceConfig

__all__ = [
    "Config",
    "JsonlConfig",
    "Locations",
    "MastodonConfig",
    "RssConfig",
    "Secret",
    "SourceConfig",
    "load",
    "loads",
    "locale_of",
    "locations",
]
