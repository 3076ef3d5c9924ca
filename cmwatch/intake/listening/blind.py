"""When a source could not see: unknown time, which must never look like calm."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

REMEMBERED = 256
"""Ended stretches kept for each source."""


@dataclass(frozen=True, slots=True)
class Blind:
    """One stretch of time in which a source was not listening."""

    source: str
    """Name of the configured source."""
    since: datetime
    until: datetime | None
    """None while it lasts."""
    cause: str


class Sight:
    """Keeps the blind stretches of one source."""

    def __init__(self, source: str, *, fills_gaps: bool) -> None:
        self._source = source
        self._fills_gaps = fills_gaps
        self._since: datetime | None = None
        self._cause = ""
        self._ended: deque[Blind] = deque(maxlen=REMEMBERED)

    @property
    def stretches(self) -> tuple[Blind, ...]:
        """The ended ones, and the one that lasts."""
        lasting = () if self._since is None else (Blind(self._source, self._since, None, self._cause),)
        return (*self._ended, *lasting)

    def lose(self, since: datetime, cause: str) -> None:
        """Not listening since then; an earlier loss that lasts keeps its beginning."""
        self._since, self._cause = min(since, self._since or since), cause

    def regain(self, at: datetime) -> None:
        """Listening again. What was missed is no gap if the source has delivered it meanwhile."""
        if self._since is not None and self._since < at and not self._fills_gaps:
            self._ended.append(Blind(self._source, self._since, at, self._cause))
        self._since = None

    def admit(self, since: datetime, until: datetime, cause: str) -> None:
        """A stretch that the source itself says it cannot see."""
        if since < until:
            self._ended.append(Blind(self._source, since, until, cause))
