"""Options of a file of recorded mentions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cmwatch.config.networks.options import Options
from cmwatch.words import _


@dataclass(frozen=True, slots=True)
class JsonlConfig:
    """A file of recorded mentions, one JSON object a line."""

    name: str
    path: Path
    follow: bool = True
    """Whether what is appended later is read too."""
    network: Literal["jsonl"] = "jsonl"


def read(options: Options) -> JsonlConfig:
    """The options of one source."""
    path = options.path("path", _('Name the file: path = "mentions.jsonl"'))
    return JsonlConfig(options.name, path, options.table.flag("follow", default=True))
