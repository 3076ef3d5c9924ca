"""A learnt table as it lies in the package: a line of JSON, then two int8 weights a cell."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from cmwatch.reading.tone.hashing import BITS

CELLS = 1 << BITS


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of one language, towards negative (real) and positive (imaginary); neutral is the zero."""

    negative: bytes
    """A signed byte a cell."""
    positive: bytes
    scale: float
    """What one step of a byte weighs."""
    signs: tuple[complex, ...]
    """Weights of `linear.signs`, in their order."""
    bias: complex
    sharpness: float
    """Factor by which the sum is as sure as it is right (temperature scaling, Guo et al. 2017)."""

    def at(self, cell: int) -> complex:
        """The weights of a cell."""
        negative, positive = self.negative[cell], self.positive[cell]
        return complex(
            (negative - 256 if negative > 127 else negative) * self.scale,
            (positive - 256 if positive > 127 else positive) * self.scale,
        )


def shipped(lang: str) -> Table:
    """The table of a language that lies in the package."""
    return parse(files("cmwatch.reading.tone").joinpath(f"{lang}.table").read_bytes())


def parse(content: bytes) -> Table:
    """A table of its file. Raises ValueError for a file that is none, or of another size."""
    head, _newline, body = content.partition(b"\n")
    told = json.loads(head)
    if len(body) != 2 * CELLS:
        raise ValueError(f"a table holds {2 * CELLS} weights, not {len(body)}")
    return Table(
        body[:CELLS], body[CELLS:], told["scale"], _complex(told["signs"]), complex(*told["bias"]), told["sharpness"]
    )


def content(table: Table, about: str) -> bytes:
    """The file of a table; `about` says in a line what it is."""
    told = {
        "about": about,
        "scale": table.scale,
        "signs": [[weight.real, weight.imag] for weight in table.signs],
        "bias": [table.bias.real, table.bias.imag],
        "sharpness": table.sharpness,
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n" + table.negative + table.positive


def _complex(pairs: Sequence[Sequence[float]]) -> tuple[complex, ...]:
    return tuple(complex(*pair) for pair in pairs)
