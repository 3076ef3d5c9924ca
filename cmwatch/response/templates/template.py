"""A template: blocks in order, each with a few wordings, and the slots they ask for."""

import re
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Literal

from cmwatch.model import Severity
from cmwatch.model.case import Posture

Audience = Literal["public", "press", "partner", "internal"]
"""Whom it is written for. Only `public` is offered as a reply to a mention."""

Fit = Literal[
    "question", "complaint", "praise", "outage", "safety", "rumour", "data", "price", "abuse", "incident"
]  # fmt: skip
"""What a mention is about; `incident` means that one is open."""

_NAMED = r"\{(?P<name>[a-z][a-z0-9_]*)\}"
_SLOT = re.compile(_NAMED)


@dataclass(frozen=True, slots=True)
class Slot:
    """What a template asks for."""

    name: str
    ask: str
    """The question to the person, in the template's language."""
    fallback: str | None = None
    """What stands there when it is not known; None: it must be given."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a reply."""

    name: str
    required: bool
    wordings: tuple[str, ...]

    def slots(self, index: int) -> tuple[str, ...]:
        """The slots of one wording, in order."""
        return tuple(dict.fromkeys(_SLOT.findall(self.wordings[index])))


@dataclass(frozen=True, slots=True)
class Template:
    """A reply to be filled in."""

    id: str
    lang: str
    version: int
    category: str
    """`T1` … `T20` (docs: the twenty categories)."""
    name: str
    posture: Posture
    audience: Audience
    max_severity: Severity | None
    """The gravest level at which it goes out without an approver; None: never without one."""
    fits: tuple[Fit, ...]
    blocks: tuple[Block, ...]
    slots: tuple[Slot, ...]
    reviewed: date
    owner: str = ""
    notes: str = ""
    origin: str = ""
    """The user's file it comes from; empty for one of ours."""

    @property
    def key(self) -> str:
        """`fr/T3`: what it is called on the command line."""
        return f"{self.lang}/{self.id}"

    @property
    def ref(self) -> str:
        """`fr/T3@1`: what the log calls it."""
        return f"{self.key}@{self.version}"

    @property
    def wordings(self) -> int:
        """How many different texts it can make."""
        return prod(len(block.wordings) for block in self.blocks)

    def chosen(self, wording: int) -> tuple[int, ...]:
        """Which wording of each block makes text number `wording`: each number another text, neighbours unlike.

        A mixed-radix number whose first digit is added to the others: still one to one, but everything moves.
        """
        digits, rest = [], wording % self.wordings
        for block in self.blocks:
            rest, digit = divmod(rest, len(block.wordings))
            digits.append(digit)
        first = digits[0] if digits else 0
        return tuple(
            digit if i == 0 else (digit + first) % len(block.wordings)
            for i, (digit, block) in enumerate(zip(digits, self.blocks, strict=True))
        )

    def slot(self, name: str) -> Slot:
        """The slot of that name; one without a question of its own is asked for by its name."""
        return next((slot for slot in self.slots if slot.name == name), Slot(name, name))

    def needs_approver(self, severity: int | None) -> bool:
        """Whether it may not go out at this level without somebody's approval."""
        return self.max_severity is None or (severity is not None and severity < self.max_severity)


def filled_in(wording: str, values: dict[str, str]) -> str:
    """The wording with its slots replaced in one pass: what a value holds is never read as a slot again.

    A value that begins a sentence gets a capital; one that ends its own takes the full stop of the wording away.
    """

    def value(match: re.Match[str]) -> str:
        given = values.get(match["name"])
        if given is None:
            return match[0]
        begun = capital(given) if match["begins"] else given
        return match["begins"] + (begun if begun.endswith((".", "!", "?", "…")) else begun + match["stop"])

    return re.sub(rf"(?P<begins>(?:[.?!]\s)?){_NAMED}(?P<stop>\.?)", value, wording)


def capital(text: str) -> str:
    """With a capital first letter, unless it is an address, where letters may count."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text if re.search(r"\w[.@:/]\w", first) else text[:1].upper() + text[1:]
