"""The learnt table as it lies in the package: a line of JSON, then compressed n-grams with a byte a language."""

import json
import zlib
from dataclasses import dataclass
from importlib.resources import files

LANES = ("en", "fr", "es", "pt", "it", "de", "nl", "ca", "ro", "ht", "sv", "pl", "tr", "id", "und")
"""Languages that are told apart; `und` was learnt on samples of others, so that these are not pressed into one."""

NOTHING = 128
"""The byte of a weight of nought: it lies on top of each, so that bytes are unsigned."""


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of n-grams, in steps of `scale` nats above or below `NOTHING`."""

    grams: tuple[str, ...]
    columns: tuple[bytes, ...]
    """For each of LANES, a byte an n-gram."""
    scale: float


def shipped() -> Table:
    """The table that lies in the package."""
    return parse(files("cmwatch.reading.language").joinpath("languages.table").read_bytes())


def parse(content: bytes) -> Table:
    """A table of its file. Raises ValueError for a file that is none, or of other languages."""
    head, _newline, body = content.partition(b"\n")
    told = json.loads(head)
    if tuple(told["languages"]) != LANES:
        raise ValueError(f"a table of languages tells apart {', '.join(LANES)}; learn it anew")
    listed, _nul, cells = zlib.decompress(body).partition(b"\0")
    grams = tuple(listed.decode().split(" "))
    size = len(grams)
    if len(cells) != size * len(LANES):
        raise ValueError(f"{size} n-grams need {size * len(LANES)} weights, not {len(cells)}")
    columns = tuple(cells[place * size : (place + 1) * size] for place in range(len(LANES)))
    return Table(grams, columns, told["scale"])


def content(table: Table, about: str) -> bytes:
    """The file of a table; `about` says in a line what it is."""
    told = {"about": about, "languages": LANES, "scale": table.scale}
    body = " ".join(table.grams).encode() + b"\0" + b"".join(table.columns)
    return json.dumps(told).encode() + b"\n" + zlib.compress(body, 9)
