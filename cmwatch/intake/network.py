"""What a network is to the intake: what it can do, how its source is built, how a saved answer of it is read."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from cmwatch.intake.wire.answer import Answer
from cmwatch.intake.wire.transport import Transport
from cmwatch.model import RawMention, Revision, Unreadable, Watch
from cmwatch.ports import Source

Can = Literal["yes", "no", "login"]
"""`login`: yes, for those who configured one."""

Cost = Literal["free", "paid", "approval"]
"""`approval`: the network decides who may ask."""


PARSED_AT_ONCE = 2
"""Processes that take feeds apart, of all sources together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the adapter of a network can do: the adapter, not the network. What is not named it cannot."""

    search: Can = "no"
    stream: Can = "no"
    replies: Can = "no"
    """Whether replies to what was found can be published by us."""
    reach: Can = "no"
    """Whether it tells how many people an author reaches."""
    edits: Can = "no"
    deletions: Can = "no"
    cost: Cost = "free"
    limits: Callable[[], str]
    """What the network allows, in a few words of the person's language."""
    blind: Callable[[], tuple[str, ...]]
    """What it cannot see, a sentence each, in the person's language."""


@dataclass(slots=True)
class Saved:
    """What a saved payload holds."""

    mentions: list[tuple[RawMention, str]] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    notes: list[Unreadable] = field(default_factory=list)
    """Why something in it is no mention."""

    def note(self, file: str, line: int | None, reason: str) -> None:
        """Say why something is no mention."""
        self.notes.append(Unreadable(file, line, reason))


@dataclass(frozen=True, slots=True)
class Outside:
    """What an adapter may reach beside its options."""

    clock: Callable[[], datetime]
    folder: Path | None = None
    """Where renewed logins are kept; None where nothing may be kept, as for a trial fetch without a data folder."""
    watches: tuple[Watch, ...] = ()
    """What is looked for: for a stream of everything, which is sifted where it comes in."""

    parsing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PARSED_AT_ONCE))
    """Held by whoever takes something apart in a process of its own, so that there are never many."""

    def transport(self, *, allow_private: bool = False, **limits: Any) -> Transport:
        """The way to the network for one source; `limits` as `Transport` has them."""
        return Transport(self.clock, allow_private=allow_private, **limits)


@dataclass(frozen=True, slots=True)
class Network:
    """One network."""

    name: str
    """As in `network = "…"` and in `Mention.source`, where the mentions do not name another."""
    can: Capabilities
    build: Callable[[Any, Outside], Source]
    """From the options of `cmwatch.config.networks` (each network has its own kind) to a source."""
    parse: Callable[[Saved, Answer, str, datetime], None]
    """Adds to a Saved what one response body holds (also a stream's events); takes the file's name and the time
    of entries that have none. Raises nothing but SourceError."""
    has_login: bool = False
    """Whether it is logged in to, for more than without."""
    is_public: bool = True
    """Whether it is a place where the public speaks, rather than a way by which texts are handed to us."""
