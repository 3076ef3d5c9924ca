"""What can go wrong, as a person is told it: what, where, what to do.

CmwatchError                anything cmwatch says in its own words
├─ UsageError               wrong use or configuration (exit code 2)
│  └─ ConfigError           the configuration has problems, all of them listed
├─ SourceError              a source could not deliver; it is retried
└─ StoreError               a file of ours is locked, damaged or from a newer version
"""

from dataclasses import dataclass
from datetime import datetime


class CmwatchError(Exception):
    """A failure with what happened, where, and what to do, already in the person's language."""

    exit_code = 1

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.where, self.remedy) if part)


class UsageError(CmwatchError):
    """Raised for a wrong argument, a missing file, or an act that makes no sense now."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration."""

    file: str
    key: str
    """Dotted path, such as `brand[0].watch[1].query`."""
    reason: str
    remedy: str

    def __str__(self) -> str:
        return " · ".join(part for part in (self.file, self.key, self.reason, self.remedy) if part)


class ConfigError(UsageError):
    """Raised once with every problem of a configuration."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class SourceError(CmwatchError):
    """Raised by a source that cannot deliver now. Text must hold no secret and no query string."""

    def __init__(
        self, what: str, *, retry_at: datetime | None = None, final: bool = False, login: bool = False, remedy: str = ""
    ) -> None:
        super().__init__(what, remedy=remedy)
        self.retry_at = retry_at
        """When the network allows the next try, if it said so (aware UTC)."""
        self.final = final or login
        """Whether trying again cannot help until a person acts (a refused login, a feed that is gone)."""
        self.login = login
        """Whether what a person must do is log in."""


class StoreError(CmwatchError):
    """Raised when the archive or a case file cannot be read, locked or written."""
