"""What a query means: a tree of what must, may and must not be there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cmwatch.model import Tone

Quality = Literal["original", "repost", "question"]
"""The values of `is:`."""

Comparison = Literal["<", "<=", "=", ">=", ">"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow one another, whole, but for the last where it is a prefix."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A name that stands only as @handle or only as #tag."""

    mark: Literal["@", "#"]
    name: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """Signs without a letter, such as an emoji, anywhere in the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Lang:
    """The language: as read, or before reading as the network says."""

    code: str


@dataclass(frozen=True, slots=True)
class From:
    """The author, casefolded, without @; without a server it is that name on any server."""

    author: str


@dataclass(frozen=True, slots=True)
class Source:
    """The network, or the configured source that brought it; casefolded."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """A quality."""

    quality: Quality


@dataclass(frozen=True, slots=True)
class ToneIs:
    """The tone as read. Before reading there is none."""

    tone: Tone


@dataclass(frozen=True, slots=True)
class Followers:
    """How many follow the author. Where that is unknown, no comparison holds."""

    comparison: Comparison
    count: int


@dataclass(frozen=True, slots=True)
class Since:
    """At this time or later (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Until:
    """Before this time (aware)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """All of the parts; without parts, anything."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts."""

    parts: "tuple[Node, ...]"


Field = Lang | From | Source | Is | ToneIs | Followers | Since | Until
Node = Words | Marked | Sign | Field | Not | All | Some
