"""Where the configuration and the data are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_LOCALE = re.compile(r"""^[ \t]*locale[ \t]*=[ \t]*["'](en|fr)["']""", re.MULTILINE)
_GLANCE = 65_536
"""Bytes looked at for the language: `[me]` stands at the top."""


@dataclass(frozen=True, slots=True)
class Locations:
    """Neither need exist."""

    config_file: Path
    data_folder: Path


def locations(config: Path | None, data: Path | None, environ: Mapping[str, str]) -> Locations:
    """What the options say, else the environment, else the user's own folders; never the current folder by itself."""
    named_config, named_data = environ.get("CMWATCH_CONFIG"), environ.get("CMWATCH_DATA")
    return Locations(
        config or (Path(named_config).expanduser() if named_config else _config_home() / "config.toml"),
        data or (Path(named_data).expanduser() if named_data else platformdirs.user_data_path("cmwatch")),
    )


def _config_home() -> Path:
    return platformdirs.user_config_path("cmwatch")


def locale_of(path: Path) -> str | None:
    """The configured language of the interface, even where the rest of the file is wrong. Never raises."""
    try:
        with path.open("rb") as file:
            found = _LOCALE.search(file.read(_GLANCE).decode("utf-8", "replace"))
    except (OSError, ValueError):
        return None
    return found[1] if found else None
