"""A learnt table as it lies in the package: a line of JSON, then five signed bytes a cell."""

import json
from dataclasses import dataclass
from importlib.resources import files

from cmwatch.reading.tone.hashing import CELLS

LANES = ("public negative", "public positive", "brand negative", "brand positive", "gate")
"""Two readers against neutral, and what tells which of them to believe: one learnt on posts about public affairs and
everyday life, one on mentions of brands. What is calm news in one is a complaint in the other (mixture of experts,
Jacobs et al. 1991)."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One linear function."""

    cells: bytes
    """A signed byte a cell."""
    scale: float
    """What one step of a byte weighs."""
    signs: tuple[float, ...]
    """Weights of `linear.signs`, in their order."""
    classes: tuple[float, ...]
    """Weights of the word classes, in the order of the table's names, then of the same where a negation covers them."""
    bias: float


@dataclass(frozen=True, slots=True)
class Table:
    """What was learnt of one language."""

    lanes: tuple[Lane, ...]
    """In the order of LANES."""
    lang: str
    classes: tuple[str, ...]
    """Names of the word classes that weights were learnt for."""
    errors: tuple[float, float, float, float]
    """`shares.Errors` on mentions of brands whose subject was left out."""


def shipped(lang: str) -> Table:
    """The table of a language that lies in the package."""
    return parse(files("cmwatch.reading.tone").joinpath(f"{lang}.table").read_bytes())


def parse(content: bytes) -> Table:
    """A table of its file. Raises ValueError for a file that is none, or of another size."""
    head, _newline, body = content.partition(b"\n")
    told = json.loads(head)
    if len(body) != len(LANES) * CELLS:
        raise ValueError(f"a table holds {len(LANES) * CELLS} weights, not {len(body)}")
    lanes = [
        Lane(
            body[place * CELLS : (place + 1) * CELLS],
            lane["scale"],
            tuple(lane["signs"]),
            tuple(lane["classes"]),
            lane["bias"],
        )
        for place, lane in enumerate(told["lanes"])
    ]
    return Table(tuple(lanes), told["lang"], tuple(told["classes"]), tuple(told["errors"]))


def content(table: Table, about: str) -> bytes:
    """The file of a table; `about` says in a line what it is."""
    lanes = [
        {"name": name, "scale": lane.scale, "bias": lane.bias, "signs": lane.signs, "classes": lane.classes}
        for name, lane in zip(LANES, table.lanes, strict=True)
    ]
    told = {
        "about": about,
        "lang": table.lang,
        "errors": table.errors,
        "classes": table.classes,
        "lanes": lanes,
    }
    return (
        json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        + b"\n"
        + b"".join(lane.cells for lane in table.lanes)
    )
