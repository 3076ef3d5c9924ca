"""A scene: a few shapes on a page, which SVG and PNG are both made from."""

from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `x`, `y` is its upper left corner. All lengths are points of the page, y grows downwards."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    """`#rrggbb`, as all colours."""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: Points
    fill: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Points
    colour: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "start"


Shape = Box | Area | Stroke | Words


@dataclass(frozen=True, slots=True)
class Scene:
    """A page and what is on it, in the order of drawing."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
